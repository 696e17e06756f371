"""What a condition on a column can be held against: its kind, its levels or its range."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from synth.conditions.holds import same
from synth.dataset import Column, Dataset, Kind

FEWEST = 5
"""Rows that a level, or an end of a range, must stand for before it is named."""


@dataclass(frozen=True)
class Facts:
    """levels: known values of a category or flag; shown: those that may be named. low, high: the least and greatest
    number or moment, None where unknown; told: the ends that may be named. complete: whether there are no other levels.
    """

    name: str
    kind: Kind
    levels: tuple = ()
    shown: tuple = ()
    order: tuple[str, ...] = ()
    low: Any = None
    high: Any = None
    told: tuple = ()
    gaps: bool = True
    complete: bool = True

    def level(self, value: object) -> object | None:
        """The known level that is that value, None where there is none."""
        return next((level for level in self.levels if same(level, value)), None)

    @property
    def range_told(self) -> str:
        low, high = (end.date().isoformat() if isinstance(end, pd.Timestamp) else f"{end:g}" for end in self.told)
        return f"most rows lie between {low} and {high}"


def facts_of(data: Dataset) -> dict[str, Facts]:
    """The facts of every column of a dataset, by name."""
    return {column.name: _facts(data.table[column.name], column) for column in data.columns}


def loosely(columns: Sequence[Column]) -> dict[str, Facts]:
    """Facts of their kinds alone, so that every level and number passes."""
    return {column.name: Facts(column.name, column.kind, complete=False) for column in columns}


def _facts(values: pd.Series, column: Column) -> Facts:
    gaps = bool(values.isna().any())
    if not column.kind.modelled:
        return Facts(column.name, column.kind, gaps=gaps)
    if not column.kind.numeric:
        counts = values.value_counts()
        counts = counts[counts > 0]
        return Facts(column.name, column.kind, tuple(counts.index), tuple(counts.index[counts >= FEWEST]),
                     _order(values, column), gaps=gaps)
    present = values.dropna().sort_values()
    if present.dtype.kind == "M":
        present = present.dt.tz_localize(None).sort_values()
    if present.empty:
        return Facts(column.name, column.kind, gaps=gaps)
    told = (present.iloc[FEWEST - 1], present.iloc[-FEWEST]) if len(present) >= 2 * FEWEST else ()
    low = present.iloc[0].normalize() if present.dtype.kind == "M" else present.iloc[0]
    return Facts(column.name, column.kind, low=low, high=present.iloc[-1], told=told, gaps=gaps)


def _order(values: pd.Series, column: Column) -> tuple:
    if column.order or not getattr(values.dtype, "ordered", False):
        return column.order
    return tuple(values.dtype.categories)
