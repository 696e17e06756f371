"""What is odd about a column of numbers: lopsided, far-out values, zeros and other spikes, rounded figures."""

from dataclasses import asdict, dataclass

import numpy as np

from synth.dataset import Kind
from synth.measuring.binning import FEWEST
from synth.profiling.levels import Levels
from synth.profiling.spread import said

DISTINCT = 15
"""Fewer different numbers than this have bars, not a shape."""
FAR = 6.0
"""Robust standard deviations from the median beyond which a value is far out: one in 500 million of a normal column."""
LOPSIDED = 0.4
"""Kelly's skew from which on a tail is told; that of an exponential distribution is 0.465."""
_NORMAL = 1.2816
"""Standard deviations between the median and the upper decile of a normal distribution."""
_STEPS = ((100, 0.5), (10, 0.5), (5, 0.6))
"""Rounding to look for, and the share of rows from which on it is told."""


@dataclass(frozen=True)
class Shape:
    """Of the values that are there. skew: Kelly's, -1 to 1, None where undefined; zeros: the share that is exactly 0;
    spike: a value far more frequent than any other, with its share, or None; heaped: a step and the share of its
    multiples, the spike left out, or None; below, above: how many values are far out on that side."""

    skew: float | None
    zeros: float
    spike: tuple[float, float] | None
    heaped: tuple[int, float] | None
    below: int
    above: int

    def record(self, kind: Kind) -> dict:
        """For JSON, with "words": what of it is worth a sentence. Counts of 1 to 4 rows are None."""
        hidden = {side: _hidden(getattr(self, side)) for side in ("below", "above")}
        return asdict(self) | hidden | {"words": self.words(kind)}

    def words(self, kind: Kind) -> list[str]:
        told = []
        if self.spike:
            told.append(f"{self.spike[1]:.0%} are exactly {said(self.spike[0], kind)}")
        if self.skew is not None and abs(self.skew) >= LOPSIDED:
            told.append(f"a long tail of {'large' if self.skew > 0 else 'small'} values")
        if self.heaped:
            told.append(f"{self.heaped[1]:.0%} are multiples of {self.heaped[0]}")
        for side in ("below", "above"):
            if count := getattr(self, side):
                many = f"{count:,}" if count >= FEWEST else f"fewer than {FEWEST}"
                told.append(f"{many} far {side} the rest")
        return told


def shape(kind: Kind, levels: Levels, present: np.ndarray) -> Shape | None:
    """Of the numbers present, from small to large. None for what is not a number, and for fewer than 15 different ones.

    A value is far out beyond 6 robust standard deviations from the median, each side measured by its own decile, so
    that the tail of a lopsided column is not taken for slips; a spike is left out before.
    Source: Kelly, "Fundamentals of Statistics" (1947) for skew; Kimber, "Exploratory data analysis for possibly
    censored data from skewed distributions" (1990) for a fence on each side, here from deciles.
    """
    if kind not in (Kind.INTEGER, Kind.REAL) or len(levels.values) < DISTINCT:
        return None
    spike = _spike(levels)
    rest = present if spike is None else present[present != spike[0]]
    low, middle, high = rest[[int(q * (len(rest) - 1)) for q in (0.1, 0.5, 0.9)]]
    skew = float((high + low - 2 * middle) / (high - low)) if high > low else None
    below = int(np.searchsorted(rest, middle - FAR * (middle - low) / _NORMAL, "left")) if low < middle else 0
    above = (
        int(len(rest) - np.searchsorted(rest, middle + FAR * (high - middle) / _NORMAL, "right"))
        if middle < high
        else 0
    )
    zeros = int(np.searchsorted(present, 0, "right") - np.searchsorted(present, 0, "left"))
    return Shape(
        None if skew is None else round(skew, 3), round(zeros / len(present), 5), spike, _heaped(rest), below, above
    )


def _spike(levels: Levels) -> tuple[float, float] | None:
    """The most frequent value where a tenth of the rows have it and five times as many as the next."""
    first = int(levels.counts.argmax())
    count, total = int(levels.counts[first]), int(levels.counts.sum())
    next_one = int(np.delete(levels.counts, first).max())
    if count < FEWEST or count < 0.1 * total or count < 5 * next_one:
        return None
    return float(levels.values[first]), round(count / total, 5)


def _heaped(present: np.ndarray) -> tuple[int, float] | None:
    """The coarsest step that many more values are multiples of than chance has it; whole numbers only."""
    if present[-1] - present[0] < 50 or abs(present[[0, -1]]).max() > 2**53 or (present != np.floor(present)).any():
        return None
    for step, enough in _STEPS:
        share = float((present % step == 0).mean())
        if share >= enough and present[-1] - present[0] >= 5 * step:
            return step, round(share, 5)
    return None


def _hidden(count: int) -> int | None:
    return None if 0 < count < FEWEST else count
