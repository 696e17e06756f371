"""What a lab measured: each figure of each point, round by round, and its interval over the rounds."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from synth.augmenting.cut import HELD
from synth.augmenting.scoring import FIGURES

REAL, WEIGHTS, THRESHOLD = "real rows alone", "class weights", "moved threshold"
BASELINES = (REAL, WEIGHTS, THRESHOLD)
"""What costs no synthetic row."""
_T = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776}
"""97.5 % points of Student's t, by degrees of freedom."""


@dataclass(frozen=True)
class Point:
    """One training table, in every round: a baseline; real rows and `times` as many synthetic rare ones as real ones
    (`added`, on average); or, where share is not 0, a table of which that share is synthetic.

    figures: by name, a value per round.
    """

    way: str
    times: float = 0.0
    added: int = 0
    share: float = 0.0
    figures: dict[str, tuple[float, ...]] = field(default_factory=dict)

    def interval(self, figure: str) -> tuple[float, float, float]:
        """(value, low, high), within 0..1."""
        value, low, high = over_rounds(self.figures[figure])
        return value, max(low, 0.0), min(high, 1.0)

    def record(self) -> dict:
        return {
            "way": self.way,
            "times": self.times,
            "added": self.added,
            "share": self.share,
            **{name: dict(zip(("value", "low", "high"), self.interval(name))) for name in self.figures},
        }


@dataclass(frozen=True)
class Curves:
    """rows: "train", "train_rare", "holdout", "holdout_rare"; refused: why a technique made no rows, in a sentence."""

    target: str
    rare: str
    rounds: int
    rows: dict[str, int]
    points: tuple[Point, ...]
    refused: dict[str, str] = field(default_factory=dict)

    def baseline(self, way: str) -> Point:
        return next(point for point in self.points if point.way == way)

    @cached_property
    def grown(self) -> tuple[Point, ...]:
        """The points with synthetic rows added to the real ones."""
        return tuple(point for point in self.points if point.times)

    def along(self, way: str) -> tuple[Point, ...]:
        """The curve of a technique, from real rows alone on."""
        return (self.baseline(REAL), *(point for point in self.grown if point.way == way))

    def record(self) -> dict:
        """Plain JSON."""
        return {
            "target": self.target,
            "rare": self.rare,
            "rounds": self.rounds,
            "rows": self.rows,
            "figures": list(FIGURES),
            "points": [point.record() for point in self.points],
            "refused": self.refused,
        }


def over_rounds(values: tuple[float, ...] | np.ndarray) -> tuple[float, float, float]:
    """The mean over rounds and its 95 % interval; the same rows are cut anew each round, so that rounds are not
    independent and the interval is wider than theirs alone would say.

    Source: Nadeau & Bengio, "Inference for the generalization error" (2003), the corrected resampled t-test.
    """
    count = len(values)
    mean = float(np.mean(values))
    if count < 2:
        return mean, float("-inf"), float("inf")
    half = float(_T[min(count - 1, 4)] * np.std(values, ddof=1) * np.sqrt(1 / count + HELD / (1 - HELD)))
    return mean, mean - half, mean + half


def difference(these: Point, those: Point, figure: str = "f1") -> tuple[float, float, float]:
    """By how much these exceed those, with an interval; round by round, for both saw the same rows."""
    return over_rounds(np.subtract(these.figures[figure], those.figures[figure]))
