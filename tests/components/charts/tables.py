"""Small real comparisons for the chart tests, made by the code that makes them in the app."""

import json
from functools import cache

import numpy as np
import pandas as pd

from synth.closer import closer
from synth.comparison import compare
from synth.dataset import Column, Dataset, Kind
from synth.profile import profile

NASTY = "<script>alert(1)</script> %{y} $x^2$ </b> [a](javascript:b)"


def dataset(rows: int = 400, seed: int = 0, shift: float = 0.0) -> Dataset:
    """A number with gaps, a moment, a category with hostile levels, a flag, an id; other seeds give other rows."""
    rng = np.random.default_rng(seed)
    levels = rng.choice(["plain", NASTY, "%{x}", "rare"], rows, p=[0.6 - shift, 0.29 + shift, 0.1, 0.01])
    amount = pd.Series(rng.gamma(2, 20, rows) + 30 * shift).round(1).where(rng.random(rows) < 0.85)
    table = pd.DataFrame(
        {
            "amount": amount,
            "when": pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 300, rows), "D"),
            NASTY: levels,
            "yes": rng.random(rows) < 0.3,
            "age": rng.integers(18, 70, rows),
            "key": [f"k{i}" for i in range(rows)],
        }
    )
    kinds = [Kind.REAL, Kind.MOMENT, Kind.CATEGORY, Kind.FLAG, Kind.INTEGER, Kind.ID]
    return Dataset(
        "small", table, tuple(Column(name, kind, float(table[name].isna().mean())) for name, kind in zip(table, kinds))
    )


@cache
def _compared(seed: int, shift: float) -> str:
    return json.dumps(compare(dataset(), dataset(300, seed, shift)))


def compared(seed: int = 1, shift: float = 0.2) -> dict:
    """What `compare` gives for two such tables."""
    return json.loads(_compared(seed, shift))


@cache
def _looked() -> str:
    return json.dumps(closer(dataset(800), None, dataset(800, 1, 0.25), np.random.default_rng(0)))


def looked() -> dict:
    """What `closer` gives for two such tables, with groups, columns leaned on, and a map."""
    return json.loads(_looked())


@cache
def profiled() -> dict:
    return json.loads(json.dumps(profile(dataset())))
