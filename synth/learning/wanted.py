"""Which part of a column's codes is wanted, and the wanted values inside them."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from synth.learning.encoding import Codec

POINTS = 2**12
"""Points of a grid at most that are each looked at, to see which are wanted."""
CELLS, LEAST = 2**15, 32
"""Cells that the rows of any other numeric column are cut into for it; and cells of a bin at least."""
CLOSE, FAR = 2**10, 4
"""The same of a bin near a value that is named, and of any other, where the values are known that tell wanted ones."""

Met = Callable[[pd.Series], np.ndarray]
"""Whether each value of a column is wanted, bool (rows,)."""
Cells = tuple[np.ndarray, np.ndarray, np.ndarray, list[pd.Series]]
"""Of each cell the code, less that of missing values, the share of present rows below it and in it; and its values."""


class Wanted:
    """share (codes,): how much of each code is wanted, 0..1.

    A bin that is wanted in part is drawn with that weight, and then a value from a wanted cell of it: as if values had
    been drawn until one was wanted. Cells are wanted if either end is.
    """

    def __init__(self, codec: Codec, met: Met, named: pd.Series | None = None):
        """named: the values between which all are wanted or none is, if that is known."""
        self.codec, self.met = codec, met
        if not codec.ordered:
            self.share = met(_kept(codec, "levels_of_", lambda: pd.Series(codec.decode(np.arange(codec.size), None))))
            self.share = self.share.astype(float)
            return
        self.gap_ = int(codec.missing_)
        self.share = np.zeros(codec.size)
        if self.gap_:
            self.share[0] = met(_kept(codec, "gap_of_", lambda: pd.Series(codec.at(np.array([np.nan])))))[0]
        code, self.low_, self.step_, looked = _cells(codec, named)
        there = np.logical_or.reduce([met(values) for values in looked])
        rows = np.bincount(code, self.step_ * there, minlength=codec.size - self.gap_)
        self.share[self.gap_:] = rows / np.maximum(np.bincount(code, self.step_, minlength=len(rows)), 1e-300)
        self.cell_ = np.flatnonzero(there)
        self.mass_ = np.append(0.0, np.cumsum(self.step_[self.cell_]))
        self.first_ = np.searchsorted(code[self.cell_], np.arange(len(rows) + 1))

    def meets(self, codes: np.ndarray, values) -> np.ndarray:
        """Whether each row has a wanted value, bool (rows,); values: of the codes, where these do not tell."""
        share = self.share[codes]
        met = share == 1
        open_ = np.flatnonzero((share > 0) & ~met)
        if len(open_):
            met[open_] = self.met(pd.Series(values).take(open_))
        return met

    @property
    def cells(self) -> int:
        """How many cells, or points of the grid, are wanted."""
        return len(self.cell_) if self.codec.ordered else int(self.share.sum())

    @property
    def partly(self) -> bool:
        """Whether some code is wanted in part."""
        return bool(((self.share > 0) & (self.share < 1)).any())

    def values(self, codes: np.ndarray, rng: np.random.Generator):
        """A wanted value for every code; any value of codes that are not wanted at all."""
        if not self.codec.ordered or not len(self.cell_):
            return self.codec.decode(codes, rng)
        return self.codec.at(self.levels(codes, rng))

    def levels(self, codes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The share of present rows below such a value of a numeric column; NaN where it is missing."""
        at = np.maximum(codes - self.gap_, 0)
        low, high = self.mass_[self.first_[at]], self.mass_[self.first_[at + 1]]
        within = np.minimum(low + rng.random(len(at)) * (high - low), np.nextafter(high, 0))
        cell = self.cell_[np.clip(np.searchsorted(self.mass_, within, side="right") - 1, 0, len(self.cell_) - 1)]
        return np.where(codes < self.gap_, np.nan, self.low_[cell] + rng.random(len(at)) * self.step_[cell])


def _kept(codec: Codec, key: str, make: Callable):
    """What is the same for every condition, worked out once a codec."""
    if key not in codec.__dict__:
        codec.__dict__[key] = make()
    return codec.__dict__[key]


def _cells(codec: Codec, named: pd.Series | None) -> Cells:
    """The cells of a numeric column: points of its grid where they are few, else even parts of its bins."""
    points = codec.steps_ + 1 if codec.grid_.step is not None else np.full(1, np.inf)
    if points.sum() <= POINTS:
        return _kept(codec, "points_of_", lambda: _looked(codec, *_points(codec, points.astype(np.int64)), (0.5,)))
    return _looked(codec, *_even(codec, named), (0.01, 0.99))


def _looked(codec: Codec, code: np.ndarray, low: np.ndarray, step: np.ndarray, ends: tuple[float, ...]) -> Cells:
    return code, low, step, [pd.Series(codec.at(low + end * step)) for end in ends]


def _points(codec: Codec, count: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Each point of the grid as a cell of its own; count (stretches,): of each stretch."""
    stretch = np.repeat(np.arange(len(count)), count)
    rank = np.arange(len(stretch)) - np.repeat(np.cumsum(count) - count, count)
    step = (np.diff(codec.below_) / count)[stretch] / max(codec.below_[-1], 1)
    low = codec.below_[stretch] / max(codec.below_[-1], 1) + rank * step
    return np.searchsorted(codec.start_, codec.low_, side="right")[stretch] - 1, low, step


def _even(codec: Codec, named: pd.Series | None) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Even cells of each bin, many near values that are named."""
    gap = int(codec.missing_)
    present = codec.shares[gap:] / max(codec.shares[gap:].sum(), 1e-300)
    cells = np.maximum(np.ceil(CELLS * present).astype(np.int64), LEAST)
    if named is not None:
        near = np.zeros(len(present) + 2, dtype=bool)
        for beside in (0, 1, 2):
            near[codec.codes(named) - gap + beside] = True
        cells = np.where(near[1:-1], CLOSE, FAR)
    code = np.repeat(np.arange(len(present)), cells)
    rank = np.arange(len(code)) - np.repeat(np.cumsum(cells) - cells, cells)
    step = (present / cells)[code]
    return code, (np.cumsum(present) - present)[code] + rank * step, step
