"""What a line leaves over of a column, as codes for a tree, and back to where in the column a row lies."""

import numpy as np

from synth.learning.regression import Line, levels

BINS, LEAST = 100, 8
"""Bins of what is left over, and rows that each holds at least."""
POINTS = 256
"""Points of the curve from line plus rest to shares of rows below."""
SPARE = 0.01
"""Share of the rows for which the line is taken to say nothing, so that no row costs endless bits."""


class Residual:
    """A column as what is left of its normal scores when a line is taken away.

    Line and rest are added when a row is drawn; a curve learned from sums of either in new pairs turns the sum into the
    share of rows below it, so that the column keeps its own distribution. Code 0 stands for missing values, if any.

    Source: Little, "Missing-data adjustments in large surveys", Journal of Business & Economic Statistics 6 (1988), for
    adding an observed residual; Liu, Lafferty and Wasserman, "The nonparanormal", JMLR 10 (2009), for normal scores.
    """

    def __init__(self, laid: Line, expected: np.ndarray, scored: np.ndarray, rng: np.random.Generator):
        """expected and scored: float32 (rows,), scored NaN where missing."""
        present = ~np.isnan(scored)
        self.line, self.missing_ = laid, int(not present.all())
        expected, scored = expected[present], scored[present]
        rest = scored - expected
        self.edges_ = np.quantile(rest, np.linspace(0, 1, max(min(BINS, len(rest) // LEAST), 1) + 1)).astype(np.float32)
        self.shares_ = (np.arange(POINTS) + 0.5) / POINTS
        self.curve_ = np.quantile(expected + rng.permutation(rest), self.shares_)

    def codes(self, scored: np.ndarray, expected: np.ndarray) -> np.ndarray:
        """The code, int64, of what is left over in each row."""
        code = np.searchsorted(self.edges_[1:-1], scored - expected, side="right") + self.missing_
        return np.where(np.isnan(scored), 0, code)

    def levels(self, codes: np.ndarray, expected: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """The share of present rows below each drawn one, in [0, 1]; NaN where it is missing."""
        at = np.maximum(codes - self.missing_, 0)
        low = self.edges_[at]
        total = expected + low + rng.random(len(at), dtype=np.float32) * (self.edges_[at + 1] - low)
        return np.where(codes < self.missing_, np.nan, self.share(total))

    def bits(self, codes: np.ndarray, expected: np.ndarray) -> float:
        """Bits that it takes to tell every row's code in the column, given the line alone."""
        share = np.bincount(codes) / len(codes)
        present = share[self.missing_:] / max(share[self.missing_:].sum(), 1e-300)
        cut = np.append(-np.inf, np.append(np.interp(np.cumsum(present)[:-1], self.shares_, self.curve_), np.inf))
        at, expected = codes[codes >= self.missing_] - self.missing_, expected[codes >= self.missing_]
        within = self._below(cut[at + 1] - expected) - self._below(cut[at] - expected)
        gone = share[0] if self.missing_ else 0.0
        known = sum(-each * np.log2(each) for each in (gone, 1 - gone) if each > 0)
        return float(len(codes) * known - np.log2((1 - SPARE) * within + SPARE * present[at]).sum())

    def _below(self, rest: np.ndarray) -> np.ndarray:
        return np.interp(rest, self.edges_, np.linspace(0, 1, len(self.edges_)))

    def share(self, total: np.ndarray) -> np.ndarray:
        """The curve; beyond its ends, what is left of the rows falls off as in a normal distribution."""
        share, (low, high) = np.interp(total, self.curve_, self.shares_), self.curve_[[0, -1]]
        share = np.where(total < low, self.shares_[0] * levels(total) / max(levels(low), 1e-300), share)
        return np.where(total > high, 1 - (1 - self.shares_[-1]) * levels(-total) / max(levels(-high), 1e-300), share)

    def total(self, share: np.ndarray) -> np.ndarray:
        """Line plus rest at each share of rows below, infinite at 0 and 1; undoes `share`."""
        from scipy.special import ndtri

        total, (low, high) = np.interp(share, self.shares_, self.curve_), self.curve_[[0, -1]]
        beneath, above = self.shares_[0], 1 - self.shares_[-1]
        total = np.where(share < beneath, ndtri(share / beneath * max(levels(low), 1e-300)), total)
        return np.where(1 - share < above, -ndtri((1 - share) / above * max(levels(-high), 1e-300)), total)
