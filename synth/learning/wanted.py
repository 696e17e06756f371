"""Which part of a column's codes is wanted, and the wanted values inside them."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from synth.learning.encoding import Codec

CELLS, LEAST = 2**15, 32
"""Cells that the rows of a numeric column are cut into to see which are wanted; and cells of a bin at least."""

Met = Callable[[pd.Series], np.ndarray]
"""Whether each value of a column is wanted, bool (rows,)."""


class Wanted:
    """share (codes,): how much of each code is wanted, 0..1.

    A bin that is wanted in part is drawn with that weight, and then a value from a wanted cell of it: as if values had
    been drawn until one was wanted. Cells are wanted if either end is.
    """

    def __init__(self, codec: Codec, met: Met):
        self.codec = codec
        if not codec.ordered:
            self.share = met(pd.Series(codec.decode(np.arange(codec.size), None))).astype(float)
            return
        self.gap_ = int(codec.missing_)
        self.share = np.zeros(codec.size)
        if self.gap_:
            self.share[0] = met(pd.Series(codec.at(np.array([np.nan]))))[0]
        present = codec.shares[self.gap_:] / max(codec.shares[self.gap_:].sum(), 1e-300)
        cells = np.maximum(np.ceil(CELLS * present).astype(np.int64), LEAST)
        code = np.repeat(np.arange(len(present)), cells)
        rank = np.arange(len(code)) - np.repeat(np.cumsum(cells) - cells, cells)
        self.step_ = (present / cells)[code]
        self.low_ = (np.cumsum(present) - present)[code] + rank * self.step_
        there = np.zeros(len(code), dtype=bool)
        for end in (0.01, 0.99):
            there |= met(pd.Series(codec.at(self.low_ + end * self.step_)))
        rows = np.bincount(code[there], minlength=len(present))
        self.share[self.gap_:] = rows / cells
        self.cell_, self.rows_, self.first_ = np.flatnonzero(there), rows, np.cumsum(rows) - rows

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
        cell = self.first_[at] + (rng.random(len(at)) * self.rows_[at]).astype(np.int64)
        cell = self.cell_[np.minimum(cell, len(self.cell_) - 1)]
        return np.where(codes < self.gap_, np.nan, self.low_[cell] + rng.random(len(at)) * self.step_[cell])
