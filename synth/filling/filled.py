"""Completed tables, which cells in them were filled, and how sure each is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.filling.pooled import Pooled, pooled

DRAW = "draw"
"""The column that says which draw a row is of, where draws are stacked."""
ENDS = (0.05, 0.95)
"""The shares of draws between which a number's range lies."""


@dataclass(frozen=True, eq=False)
class Filled:
    """tables: one a draw, alike in all cells given. filled: bool (rows, columns), which cells were. learned: what from.

    left: cells that stay missing, by column, and notes, in sentences, why. broken: by a rule's words the rows, counted
    from 0, of which given cells break it, and those that could not be filled so that it holds.
    """

    tables: tuple[pd.DataFrame, ...]
    filled: pd.DataFrame
    learned: Dataset
    notes: tuple[str, ...] = ()
    broken: dict[str, tuple[list[int], list[int]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """Columns in which some cell was filled."""
        return [name for name in self.filled if self.filled[name].any()]

    @property
    def stacked(self) -> pd.DataFrame:
        """All draws below one another, the draw counted from 1 in a first column."""
        return stacked(self.tables)

    @property
    def left(self) -> dict[str, int]:
        """Cells that are still missing, by column."""
        gone = self.tables[0].isna().sum()
        return {name: int(count) for name, count in gone.items() if count}

    @cached_property
    def cells(self) -> dict[str, "Cells"]:
        """How sure the filled cells of each column are."""
        return {name: Cells.of(name, self) for name in self.columns}

    @property
    def likeliest(self) -> pd.DataFrame:
        """One table: in each filled cell the value that most draws have, or of numbers the draw in the middle.

        It is for looking at, not for analysing: all draws together say how much is not known.
        """
        table = self.tables[0].copy()
        for name, cells in self.cells.items():
            table[name] = _put(table[name], cells.rows, cells.value)
        return table

    @cached_property
    def pooled(self) -> list[Pooled]:
        """Means and shares of the filled columns over all draws."""
        modelled = [name for name in self.columns if name in self.learned.modelled]
        return pooled(list(self.tables), self.learned, modelled)

    def to_record(self) -> dict:
        """What is told of it, as plain JSON: no cell of a row."""
        return {
            "rows": len(self.filled),
            "draws": len(self.tables),
            "cells": int(self.filled.to_numpy().sum()),
            "columns": [cells.to_record() for cells in self.cells.values()],
            "left": self.left,
            "pooled": [each.to_record() for each in self.pooled],
            "notes": list(self.notes),
            "broken": [
                {"rule": rule, "given": given, "kept_from": other} for rule, (given, other) in self.broken.items()
            ],
        }


def stacked(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Tables below one another, the first column the number of each, counted from 1."""
    name = DRAW
    while name in tables[0]:
        name += "_"
    each = [table.assign(**{name: i}) for i, table in enumerate(tables, 1)]
    return pd.concat(each, ignore_index=True)[[name, *tables[0]]]


@dataclass(frozen=True, eq=False)
class Cells:
    """A column's filled cells: their rows, the likeliest value of each, and of numbers the ends of its range.

    sure: (cells,), of categories the share of draws that agree with the likeliest, of numbers how little of the
    column's own range (5 % to 95 %) lies between the ends, both 0..1.
    """

    name: str
    rows: np.ndarray
    value: pd.Series
    sure: np.ndarray
    low: pd.Series | None = None
    high: pd.Series | None = None

    @classmethod
    def of(cls, name: str, filled: Filled) -> "Cells":
        rows = np.flatnonzero(filled.filled[name])
        draws = [table[name].iloc[rows].reset_index(drop=True) for table in filled.tables]
        known = name in filled.learned.names and filled.learned.column(name).kind
        if known and known.numeric and draws[0].notna().all():
            return cls(name, rows, *_middle(draws, filled.learned.table[name].dropna()))
        return cls(name, rows, *_usual(draws))

    def to_record(self) -> dict:
        ranged = self.low is not None
        return {"name": self.name, "filled": len(self.rows), "sure": float(self.sure.mean()), "ranged": ranged}


def _middle(draws: list[pd.Series], known: pd.Series) -> tuple[pd.Series, np.ndarray, pd.Series, pd.Series]:
    """The middle draw of each cell, how narrow the draws lie, and the ends; each is a value that was drawn."""
    plain = np.array([_numbers(each) for each in draws])
    order = np.argsort(plain, axis=0, kind="stable")
    at = [int(np.rint(share * (len(draws) - 1))) for share in (0.5, *ENDS)]
    value, low, high = (_pick(draws, order[i]) for i in at)
    own = np.quantile(_numbers(known), ENDS)
    wide = np.take_along_axis(plain, order, axis=0)
    return value, 1 - np.clip((wide[at[2]] - wide[at[1]]) / max(own[1] - own[0], 1e-300), 0, 1), low, high


def _usual(draws: list[pd.Series]) -> tuple[pd.Series, np.ndarray]:
    """The most frequent draw of each cell, the first of those equally frequent, and the share of draws that agree."""
    words = np.array([each.astype(object).map(repr) for each in draws], dtype=object).reshape(len(draws), -1)
    codes = pd.factorize(words.ravel())[0].reshape(words.shape)
    same = (codes[:, None, :] == codes[None, :, :]).mean(axis=1)
    best = same.argmax(axis=0)
    return _pick(draws, best), same.max(axis=0) if len(draws[0]) else np.zeros(0)


def _pick(draws: list[pd.Series], which: np.ndarray) -> pd.Series:
    """Of each cell the draw of that number."""
    whole = pd.concat(draws, ignore_index=True)
    return whole.take(which * len(draws[0]) + np.arange(len(draws[0]))).reset_index(drop=True)


def _numbers(values: pd.Series) -> np.ndarray:
    if values.dtype.kind == "M":
        return values.dt.tz_localize(None).to_numpy().astype("datetime64[ns]").astype(np.int64).astype(float)
    return values.to_numpy(dtype=float)


def _put(values: pd.Series, rows: np.ndarray, filled: pd.Series) -> pd.Series:
    made = values.copy()
    made.iloc[rows] = filled.array
    return made
