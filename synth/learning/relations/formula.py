"""A column as a sum or a product of others, and what that leaves over, in steps of its grid."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import permutations

import numpy as np
import pandas as pd

from synth.dataset import Column, Dataset, Kind
from synth.learning.relations.axis import Axis
from synth.learning.relations.relation import Found, free_name
from synth.learning.relations.rounding import ROUNDINGS

HOLDS, EXACT = 0.95, 0.5
"""Shares of the rows in which a formula must hold to one step of the grid, as rounded numbers do, and exactly. What it
leaves over is learned, so that nothing is lost."""
LOOKED_AT, ORDERED = 20_000, 4
"""Rows, about, in which it is seen how a formula is rounded; and sources at most whose order is tried for it."""
FINEST = 0.9
"""A column must have this many times the values of each source: causes are coarser than what follows from them."""


@dataclass(frozen=True, eq=False)
class Formula:
    """column = constant + sum(weight * source), or constant * product(source ** weight), rounded to the column's grid.

    complement: sources that enter as one minus themselves. days: whether moments enter as their day. around: what the
    sum starts again at (1440 for minutes of a day), 0 for nothing. kept: the column that holds what is left over, if
    anything is. rounding: how, one of ROUNDINGS; floats are multiplied in the order of the weights.
    """

    column: str
    weights: Mapping[str, float]
    constant: float
    axes: Mapping[str, Axis]
    product: bool = False
    complement: frozenset[str] = frozenset()
    days: bool = False
    around: float = 0.0
    kept: str | None = None
    rounding: str = "half_up"

    @property
    def sources(self) -> tuple[str, ...]:
        return (*self.weights, *([self.kept] if self.kept else []))

    def steps(self, table: pd.DataFrame) -> np.ndarray:
        """What the formula gives, in steps of the column's grid, float64; NaN where a source is missing."""
        total = np.full(len(table), self.constant)
        for source, weight in self.weights.items():
            given = self.axes[source].numbers(table[source])
            given = 1 - given if source in self.complement else given
            given = np.floor(given + 1e-9) if self.days and self.axes[source].moment else given
            total = total * given**weight if self.product else total + weight * given
        total = total % self.around if self.around else total
        return self.axes[self.column].steps(total, ROUNDINGS[self.rounding])

    def undo(self, table: pd.DataFrame):
        said = self.steps(table)
        return self.axes[self.column].values(np.nan_to_num(said) + _floats(table[self.kept]) if self.kept else said)

    def rest(self, data: Dataset) -> np.ndarray:
        """What it leaves over in each row, in steps, float64; NaN where the column is missing."""
        axis = self.axes[self.column]
        return axis.steps(axis.numbers(data.table[self.column])) - np.nan_to_num(self.steps(data.table))

    def holds(self, data: Dataset) -> bool:
        """Whether it gives nearly all values of the column, none of which its sources may have more of."""
        there = data.table[data.table[self.column].notna()]
        finest = max(there[source].nunique() for source in self.weights)
        left = self.rest(data)
        left = np.abs(left[~np.isnan(left)])
        close = (left <= 1).mean() >= HOLDS and (left == 0).mean() >= EXACT
        return bool(close and there[self.column].nunique() >= FINEST * finest)


def rounded(formula: Formula, data: Dataset) -> Formula:
    """The formula with the rounding, and the order of its sources, that leave the fewest rows over: the first such.

    Floats round by the order that they are multiplied in, so that orders are tried too.
    """
    some = data.take(np.arange(0, len(data), max(len(data) // LOOKED_AT, 1)))
    factors = list(formula.weights.items())
    orders = list(permutations(factors)) if len(factors) <= ORDERED else [factors]
    best, fewest = formula, np.inf
    for order in orders:
        for rounding in ROUNDINGS if order == orders[0] else ("scaled_float", "exact_float"):
            tried = replace(formula, weights=dict(order), rounding=rounding)
            over = int((np.nan_to_num(tried.rest(some)) != 0).sum())
            if over < fewest:
                best, fewest = tried, over
            if not fewest:
                return best
    return best


def found(formula: Formula, data: Dataset) -> Found:
    """The formula with what it leaves over, which is dropped if it is nothing in every row."""
    said, left = formula.steps(data.table), formula.rest(data)
    if not np.nan_to_num(left).any() and (np.isnan(left) == np.isnan(said)).all():
        return Found(formula)
    whole = formula.axes[formula.column].step > 0
    values = pd.Series(left, index=data.table.index).astype("Int64" if whole else "float64")
    name, kind = free_name(data, f"{formula.column} (rest)"), Kind.INTEGER if whole else Kind.REAL
    return Found(replace(formula, kept=name), Column(name, kind, float(np.isnan(left).mean())), values)


def _floats(values: pd.Series) -> np.ndarray:
    return values.to_numpy(dtype=np.float64, na_value=np.nan)
