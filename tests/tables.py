"""Small tables that several tests look at."""

import numpy as np
import pandas as pd

from synth.dataset import Column, Dataset, Kind


def dataset(columns: dict, target: str | None = None, **kinds: str) -> Dataset:
    """A dataset from lists; kinds are taken from the dtype unless named."""
    table = pd.DataFrame(columns)
    by_dtype = {"M": Kind.MOMENT, "b": Kind.FLAG, "i": Kind.INTEGER, "f": Kind.REAL}
    told = (Column(name, Kind(kinds.get(name, by_dtype.get(table[name].dtype.kind, Kind.CATEGORY)))) for name in table)
    return Dataset("test", table, tuple(told), target).with_table(table)


def people(rows: int, seed: int, target: str | None = "paid") -> Dataset:
    """Related columns of every modelled kind, with gaps; "paid" is a class and "income" a number to predict."""
    rng = np.random.default_rng(seed)
    age, job = rng.integers(18, 80, rows), rng.choice(["cook", "clerk", "judge"], rows, p=[0.5, 0.3, 0.2])
    income = 500.0 * (job == "clerk") + 2000.0 * (job == "judge") + 20 * age + rng.normal(0, 200, rows)
    table = {"age": age, "job": np.where(rng.random(rows) < 0.1, None, job), "income": income,
             "since": pd.Timestamp("2020-01-01") + pd.to_timedelta(age * 20 + rng.integers(0, 30, rows), "D"),
             "paid": income + rng.normal(0, 300, rows) > 1500}
    made = dataset(table, target)
    made.table.loc[rng.random(rows) < 0.05, "income"] = np.nan
    return made.with_table(made.table)


def noisy(data: Dataset, share: float, seed: int = 0) -> Dataset:
    """That share of cells replaced by any of the column's distinct values, missing included, all equally likely."""
    rng, table = np.random.default_rng(seed), data.table.copy()
    for name in table:
        hit, distinct = rng.random(len(table)) < share, table[name].drop_duplicates()
        drawn = distinct.iloc[rng.integers(0, len(distinct), len(table))].set_axis(table.index)
        table[name] = table[name].mask(hit, drawn)
    return data.with_table(table)
