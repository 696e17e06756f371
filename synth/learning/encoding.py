"""Columns as small whole numbers and back: what the techniques of our own learn from and draw into."""

from typing import Protocol

import numpy as np
import pandas as pd

from synth.dataset import Column
from synth.learning.grid import Grid

LEAST = 8
"""Rows that a stretch of values must hold before it is told apart from its neighbours."""
EXACT = 24
"""A column with no more distinct numbers than this keeps each of them, however rare."""


class Codec(Protocol):
    """One column as codes 0..size-1; where values are missing, code 0 stands for them."""

    size: int
    shares: np.ndarray
    ordered: bool

    def codes(self, values: pd.Series) -> np.ndarray:
        """The code of every value, shape (rows,)."""

    def decode(self, codes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """A value for every code, drawn inside its bin."""

    def quantile(self, levels: np.ndarray) -> np.ndarray:
        """The value at each level in [0, 1): an inverse cumulative distribution, missing values lowest."""


def codec(values: pd.Series, column: Column, bins: int = 100) -> Codec:
    """The codec of one column: at most about `bins` quantile bins for numbers, a code a value for the rest.

    Raises: ValueError for a column of text or ids, and for one without rows.
    """
    if not column.kind.modelled:
        raise ValueError(f"Column '{column.name}' is {column.kind} and is not learned; a surrogate stands in for it.")
    if not len(values):
        raise ValueError(f"Column '{column.name}' has no rows; there is nothing to learn.")
    return Numbers(values, bins) if column.kind.numeric else Labels(values)


class Labels:
    """Categories and flags: every value a code, in order of the values where they have one; unseen ones never."""

    ordered = False

    def __init__(self, values: pd.Series):
        codes, seen = pd.factorize(values, sort=False)
        self.missing_ = bool((codes < 0).any())
        counts = np.bincount(codes + self.missing_, minlength=len(seen) + self.missing_)
        self.size, self.shares = len(counts), counts / len(values)
        known = pd.Series(seen).array.take(np.arange(self.size) - self.missing_, allow_fill=self.missing_)
        self.known_ = known.to_numpy() if isinstance(known, pd.arrays.NumpyExtensionArray) else known
        self.row_code_ = np.repeat(np.arange(self.size), counts)

    def codes(self, values: pd.Series) -> np.ndarray:
        """Raises: ValueError for a value that was not there when the codec was made."""
        known = pd.Index(self.known_[int(self.missing_):])
        found = known.get_indexer(pd.Index(values))
        strange = values[found < 0].dropna()
        if len(strange):
            raise ValueError(f"The value '{strange.iloc[0]}' is new here; known are {list(known[:9])}.")
        if not self.missing_ and (found < 0).any():
            raise ValueError("Missing values are new here; there were none when the codec was made.")
        return found + self.missing_

    def decode(self, codes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        return self.known_.take(codes)

    def quantile(self, levels: np.ndarray) -> np.ndarray:
        return self.decode(self.row_code_[_position(levels, len(self.row_code_))], None)


class Numbers:
    """Integers, reals and moments, on the grid they stand on.

    Sorted values are cut into stretches of at least LEAST rows, a value that frequent being a stretch of its own;
    stretches are gathered into bins of 1/bins of the rows in the same way. A draw picks a stretch of the bin by its
    rows and a grid point of that stretch evenly, so that spikes, gaps and tails survive inside wide bins too.
    """

    ordered = True

    def __init__(self, values: pd.Series, bins: int):
        self.grid_ = Grid(values)
        points, present = self.grid_.points(values)
        points, counts = np.unique(points[present], return_counts=True)
        self.rows_, self.missing_ = len(values), bool((~present).any())
        first = _stretches(counts, 1 if len(points) <= EXACT else LEAST)
        self.low_ = points[first]
        high = points[np.append(first[1:], len(points)) - 1] if len(points) else points
        self.steps_ = self.grid_.steps(self.low_, high)
        rows = np.add.reduceat(counts, first) if len(points) else counts
        cut = _stretches(rows, counts.sum() / bins) if len(rows) > bins else np.arange(len(rows))
        self.start_ = self.low_[cut]
        self.row_stretch_ = np.repeat(np.arange(len(rows)), rows)
        self.below_ = np.append(0, np.cumsum(rows))
        bin_rows = np.add.reduceat(rows, cut) if len(rows) else rows
        bin_rows = np.append(int((~present).sum()), bin_rows) if self.missing_ else bin_rows
        self.size, self.shares = len(bin_rows), bin_rows / len(values)
        self.end_row_ = np.cumsum(bin_rows)

    def codes(self, values: pd.Series) -> np.ndarray:
        points, present = self.grid_.points(values)
        codes = np.maximum(np.searchsorted(self.start_, points, side="right") - 1, 0) + self.missing_
        return np.where(present, codes, 0)

    def decode(self, codes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        rows = (self.shares * self.rows_)[codes]
        return self._at(self.end_row_[codes] - rows + rng.random(len(codes)) * rows, rng.random(len(codes)))

    def quantile(self, levels: np.ndarray) -> np.ndarray:
        row = levels * self.rows_
        return self._at(row, row % 1)

    def levels(self, values: pd.Series) -> np.ndarray:
        """The share of present rows below each value, in (0, 1), with half of those equal to it; NaN where missing."""
        points, present = self.grid_.points(values)
        if not len(self.low_):
            return np.full(len(values), np.nan)
        at = np.maximum(np.searchsorted(self.low_, points, side="right") - 1, 0)
        steps, passed = self.steps_[at], self.grid_.steps(self.low_[at], np.maximum(points, self.low_[at]))
        extra = 0.0 if self.grid_.step is None else 1.0
        within = np.clip(np.where(steps > 0, (passed + extra / 2) / np.maximum(steps + extra, 1e-300), 0.5), 0, 1)
        rows = np.diff(self.below_)[at]
        return np.where(present, (self.below_[at] + within * rows) / self.below_[-1], np.nan)

    def at(self, levels: np.ndarray) -> np.ndarray:
        """The value below which each share in [0, 1] of present rows lies; missing where it is NaN."""
        missing = np.isnan(levels)
        if not len(self.low_):
            return self.grid_.values(np.zeros(len(levels), dtype=self.low_.dtype), np.ones(len(levels), dtype=bool))
        row = np.where(missing, 0.0, np.clip(levels, 0, 1 - 1e-12)) * self.below_[-1]
        at = np.minimum(np.searchsorted(self.below_, row, side="right") - 1, len(self.low_) - 1)
        within = (row - self.below_[at]) / np.diff(self.below_)[at]
        return self.grid_.values(self.grid_.between(self.low_[at], self.steps_[at], within), missing)

    def _at(self, row: np.ndarray, within: np.ndarray) -> np.ndarray:
        row = _position(row / self.rows_, self.rows_)
        missing = row < self.end_row_[0] if self.missing_ else np.zeros(len(row), dtype=bool)
        if not len(self.low_):
            return self.grid_.values(np.zeros(len(row), dtype=self.low_.dtype), np.ones(len(row), dtype=bool))
        lowest = int(self.end_row_[0]) if self.missing_ else 0
        stretch = self.row_stretch_[np.maximum(row - lowest, 0)]
        return self.grid_.values(self.grid_.between(self.low_[stretch], self.steps_[stretch], within), missing)


def _stretches(counts: np.ndarray, least: float) -> np.ndarray:
    """Where runs of at least about `least` rows begin; a value with that many rows is a run of its own."""
    if not len(counts):
        return np.zeros(0, dtype=int)
    frequent = counts >= least
    before = np.cumsum(np.where(frequent, 0, counts)) - np.where(frequent, 0, counts)
    run = before // least
    begins = np.ones(len(counts), dtype=bool)
    begins[1:] = frequent[1:] | frequent[:-1] | (run[1:] != run[:-1])
    return np.flatnonzero(begins)


def _position(levels: np.ndarray, rows: int) -> np.ndarray:
    return np.minimum((levels * rows).astype(np.int64), rows - 1)
