"""CPU seconds: by what factor techniques' own guesses are off on this machine, learned from the runs seen.

log(seconds / guess) is a sum of five parts: the machine's, shared by all techniques; the technique's own; one of its own
that changes slowly with the size of the table and the settings, so that runs near in size count most; what every run takes
more, which counts where runs are short; and chance.
"""

import math
from functools import lru_cache

import numpy as np

from synth.estimating.gaussian import Posterior
from synth.estimating.observation import Observation

MACHINE = 0.7
"""Standard deviation of the machine's part: from half to twice as fast as the one the guesses were made on."""
SPREADS = (0.2, 0.35, 0.6)
"""Those of a technique's own part and of its changing part, among which the runs seen decide."""
REACH = 1.5
"""Within a factor of e to this power in rows, columns or the guess, runs tell much of each other."""
CHANCE, INSTANT = 0.12, 0.1
"""A run's chance part, and the seconds that all runs here take more or less than guessed, however short."""
QUANTILE = 1.2816
"""Four in five runs take between low and high."""


def seconds(technique: str, size: tuple[int, int, int], guess: float, seen: tuple[Observation, ...]) -> tuple[float, float, float]:
    """CPU seconds to be expected, with a low and a high between which four in five runs end.

    size: rows and columns learned, rows drawn; guess: seconds as the technique guesses them.
    """
    own, near = (seen and _learned(seen).spreads) or (SPREADS[1], SPREADS[1])
    instant = _instant(guess)
    mean, variance = 0.0, MACHINE**2 + own**2 + near**2 + instant**2
    if seen:
        learned = _learned(seen)
        same = np.array([each.technique == technique for each in seen])
        spread = own**2 + near**2 * _nearness(_place(*size, guess)[None], learned.places)[0]
        mean, variance = learned.posterior.at(MACHINE**2 + same * spread + instant * learned.instants, variance)
    middle = guess * math.exp(mean)
    width = QUANTILE * math.sqrt(variance + CHANCE**2 + _instant(middle)**2 / 4)
    return middle, middle * math.exp(-width), middle * math.exp(width)


class _Learned:
    """Runs seen, under one choice of spreads."""

    def __init__(self, seen: tuple[Observation, ...], own: float, near: float):
        self.spreads = own, near
        self.places = np.array([_place(each.rows, each.columns, each.sampled, each.guess) for each in seen])
        self.instants = np.array([_instant(each.seconds) for each in seen])
        names = np.array([each.technique for each in seen])
        same = names[:, None] == names[None]
        covariance = MACHINE**2 + same * (own**2 + near**2 * _nearness(self.places, self.places)) + np.outer(self.instants, self.instants)
        self.posterior = Posterior(covariance + np.diag(CHANCE**2 + self.instants**2 / 4),
                                   np.array([math.log(max(each.seconds, 1e-3) / each.guess) for each in seen]))


@lru_cache(maxsize=2)
def _learned(seen: tuple[Observation, ...]) -> _Learned:
    """Under the spreads that make the runs seen likeliest."""
    return max((_Learned(seen, own, near) for own in SPREADS for near in SPREADS), key=lambda each: each.posterior.likelihood)


def _place(rows: int, columns: int, sampled: int, guess: float) -> np.ndarray:
    return np.log(np.maximum([rows, columns, sampled, guess], [1, 1, 1, 1e-3]))


def _nearness(these: np.ndarray, those: np.ndarray) -> np.ndarray:
    """1 for the same size, 0 for far ones: (these, those)."""
    apart = ((these[:, None] - those[None]) / REACH)**2
    return np.exp(-apart.sum(axis=-1) / 2)


def _instant(seconds: float) -> float:
    """What INSTANT is beside so many seconds; beyond one and a half a logarithm knows no more."""
    return min(INSTANT / max(seconds, 1e-3), 1.5)
