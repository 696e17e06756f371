"""What may befall a row by its target: to be of a class, or above the middle."""

import numpy as np
import pandas as pd

from synth.dataset import Dataset, Kind
from synth.measuring.binning import FEWEST, numbers
from synth.measuring.features import classes

MOST = 5
"""Classes that are outcomes each, of a target with many: the most frequent."""


def outcomes(train: Dataset, *tables: Dataset) -> list[tuple]:
    """Of each outcome a name for it, and of each table a float64 per row: 1 with it, 0 without, NaN where missing.

    Of a flag that it is true; of two classes the rarer; of several each; of numbers to be above the real median. None
    without a target, or where fewer than 5 real rows have it, or have it not.
    """
    if train.target is None or not train.column(train.target).kind.modelled:
        return []
    column = train.column(train.target)
    if not classes(column.kind, train.table[column.name]):
        return _above(train, tables)
    counts = train.table[column.name].value_counts()
    levels = sorted(
        (level for level in counts.index if counts[level] >= FEWEST), key=lambda level: (-counts[level], str(level))
    )
    if len(levels) < 2:
        return []
    # flags may be stored as 1.0
    flag = [level for level in levels if column.kind is Kind.FLAG and level == True]  # noqa: E712
    chosen = flag or (levels[-1:] if len(levels) == 2 else levels[:MOST])
    return [
        (_named(column.name, level, bool(flag)), *(_has(data.table[column.name], level) for data in tables))
        for level in chosen
    ]


def _above(train: Dataset, tables: tuple[Dataset, ...]) -> list[tuple]:
    kind, name = train.column(train.target).kind, train.target
    known = numbers(train.table[name], kind)
    known = known[~np.isnan(known)]
    if not len(known):
        return []
    middle = np.median(known)
    if min((known > middle).sum(), (known <= middle).sum()) < FEWEST:
        return []
    found = [numbers(data.table[name], kind) for data in tables]
    return [(f"{name} is above the middle", *(np.where(np.isnan(each), np.nan, each > middle) for each in found))]


def _has(values: pd.Series, level: object) -> np.ndarray:
    return np.where(values.isna(), np.nan, (values == level).to_numpy(dtype=float, na_value=0))


def _named(name: str, level: object, flag: bool) -> str:
    return name if flag else f"{name} is {level}"
