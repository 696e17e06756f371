"""CPU seconds: by what factor techniques' own guesses are off on this machine, learned from the runs seen.

log(seconds / guess) is a sum of five parts: the machine's, shared by all techniques; the technique's own; one of its
own that changes slowly with the size of the table and the settings, so that runs near in size count most; what every
run takes more, which counts where runs are short; and chance.
"""

import math
from functools import lru_cache
from itertools import product

import numpy as np

from synth.estimating.gaussian import Posterior
from synth.estimating.observation import Observation

MACHINE = 0.7
"""Standard deviation of the machine's part: from half to twice as fast as the one the guesses were made on."""
SPREADS = (0.3, 0.5)
"""Those of a technique's own part and of its changing part, among which the runs seen decide."""
REACH = 1.5
"""Within a factor of e to this power in rows, columns or the guess, runs tell much of each other."""
CHANCE, INSTANT = 0.2, 0.1
"""A run's chance part, and the seconds that all runs here take more or less than guessed, however short."""
QUANTILE = 1.2816
"""Four in five runs take between low and high."""


def seconds(technique: str, size: tuple[int, int, int], guess: float,
            seen: tuple[Observation, ...]) -> tuple[float, float, float]:
    """CPU seconds to be expected, with a low and a high between which four in five runs end.

    size: rows and columns learned, rows drawn; guess: seconds as the technique guesses them.
    """
    mean, variance = _factor(technique, _place(*size, guess), _instant(guess), seen)
    middle = guess * math.exp(mean)
    width = QUANTILE * math.sqrt(variance + CHANCE**2 + _instant(middle)**2 / 4)
    return middle, middle * math.exp(-width), middle * math.exp(width)


def _factor(technique: str, place: np.ndarray, instant: float, seen: tuple[Observation, ...]) -> tuple[float, float]:
    """Mean and variance of log(seconds / guess), chance aside."""
    if not seen:
        return 0.0, MACHINE**2 + 2 * SPREADS[1]**2 + instant**2
    learned = _learned(seen)
    own, near = learned.spreads
    same = np.array([each.technique == technique for each in seen])
    spread = own**2 + near**2 * _nearness(place[None], learned.places)[0]
    return learned.posterior.at(MACHINE**2 + same * spread + instant * learned.instants,
                                MACHINE**2 + own**2 + near**2 + instant**2)


class _Learned:
    """The runs seen, under the spreads that make them likeliest."""

    def __init__(self, seen: tuple[Observation, ...]):
        self.places = np.array([_place(each.rows, each.columns, each.sampled, each.guess) for each in seen])
        self.instants = np.array([_instant(each.seconds) for each in seen])
        names = np.array([each.technique for each in seen])
        same, nearness = names[:, None] == names[None], _nearness(self.places, self.places)
        shared = MACHINE**2 + np.outer(self.instants, self.instants) + np.diag(CHANCE**2 + self.instants**2 / 4)
        factors = np.array([math.log(max(each.seconds, 1e-3) / each.guess) for each in seen])

        def under(spreads: tuple[float, float]) -> Posterior:
            return Posterior(shared + same * (spreads[0]**2 + spreads[1]**2 * nearness), factors)

        posteriors = {spreads: under(spreads) for spreads in product(SPREADS, SPREADS)}
        self.spreads, self.posterior = max(posteriors.items(), key=lambda each: each[1].likelihood)


@lru_cache(maxsize=2)
def _learned(seen: tuple[Observation, ...]) -> _Learned:
    return _Learned(seen)


def _place(rows: int, columns: int, sampled: int, guess: float) -> np.ndarray:
    return np.log(np.maximum([rows, columns, sampled, guess], [1, 1, 1, 1e-3]))


def _nearness(these: np.ndarray, those: np.ndarray) -> np.ndarray:
    """1 for the same size, 0 for far ones: (these, those)."""
    apart = ((these[:, None] - those[None]) / REACH)**2
    return np.exp(-apart.sum(axis=-1) / 2)


def _instant(seconds: float) -> float:
    """What INSTANT is beside so many seconds; beyond one and a half a logarithm knows no more."""
    return min(INSTANT / max(seconds, 1e-3), 1.5)
