"""CPU seconds: by what factor techniques' own guesses are off on this machine, learned from the runs seen.

log(seconds / guess) is a sum of four parts: the machine's, shared by all techniques; the technique's own; one of its own
that changes slowly with the size of the table and the settings, so that runs near in size count most; and chance.
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
CHANCE, INSTANT = 0.12, 0.08
"""A run's chance part, and the seconds that any run may take more or less."""
QUANTILE = 1.2816
"""Four in five runs take between low and high."""


def seconds(technique: str, size: tuple[int, int, int], guess: float, seen: tuple[Observation, ...]) -> tuple[float, float, float]:
    """CPU seconds to be expected, with a low and a high between which four in five runs end.

    size: rows and columns learned, rows drawn; guess: seconds as the technique guesses them.
    """
    place = _place(*size, guess)
    mean, variance = 0.0, MACHINE**2 + 2 * SPREADS[1]**2
    if seen:
        learned = _learned(seen)
        same = np.array([each.technique == technique for each in seen])
        spread = learned.own**2 + learned.near**2 * _nearness(place[None], learned.places)[0]
        mean, variance = learned.posterior.at(MACHINE**2 + same * spread, MACHINE**2 + learned.own**2 + learned.near**2)
    middle = guess * math.exp(mean)
    width = QUANTILE * math.sqrt(variance + _noise(middle))
    return middle, middle * math.exp(-width), middle * math.exp(width)


class _Learned:
    """Runs seen, under one choice of spreads."""

    def __init__(self, seen: tuple[Observation, ...], own: float, near: float):
        self.own, self.near = own, near
        self.places = np.array([_place(each.rows, each.columns, each.sampled, each.guess) for each in seen])
        names = np.array([each.technique for each in seen])
        same = names[:, None] == names[None]
        noise = [_noise(each.seconds) for each in seen]
        covariance = MACHINE**2 + same * (own**2 + near**2 * _nearness(self.places, self.places)) + np.diag(noise)
        self.posterior = Posterior(covariance, np.array([math.log(max(each.seconds, 1e-3) / each.guess) for each in seen]))


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


def _noise(seconds: float) -> float:
    return CHANCE**2 + min(INSTANT / max(seconds, 1e-3), 2.0)**2
