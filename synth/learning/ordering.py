"""Codes in an order in which neighbours are alike, gathered into classes, and cut out of [0, 1]."""

import numpy as np

from synth.learning.encoding import Codec
from synth.learning.likeness import crossed, placed


def ranks(codecs: list[Codec], codes: list[np.ndarray], classes: int = 16) -> list[np.ndarray]:
    """For each column the rank of each code: as it stands for numbers, by likeness to other columns for categories.

    The first axis of correspondence analysis of the column against all others, their numbers in `classes` bins.
    """
    coarse = [stretches(made.shares, classes)[code] for made, code in zip(codecs, codes)]
    found = []
    for i, (made, code) in enumerate(zip(codecs, codes)):
        if made.ordered or made.size < 3 or len(codecs) < 2:
            found.append(np.arange(made.size))
            continue
        counts = np.hstack([crossed(code, other) for k, other in enumerate(coarse) if k != i])
        found.append(np.argsort(np.argsort(placed(counts, 1)[0], kind="stable")))
    return found


def stretches(shares: np.ndarray, classes: int) -> np.ndarray:
    """The class of each code, (codes,), where codes are cut into `classes` stretches of about equal shares."""
    return np.minimum(((np.cumsum(shares) - shares / 2) * classes).astype(int), classes - 1)


def gathered(shares: np.ndarray, rank: np.ndarray, classes: int) -> np.ndarray:
    """The class of each code, (codes,): frequent codes are their own, the rest are gathered with neighbours in rank.

    About `classes` of them, twice that at most; all codes stay apart where there are no more than that.
    """
    if len(shares) <= classes:
        return np.arange(len(shares))
    order = np.argsort(rank)
    frequent = shares[order] >= 1 / classes
    stretch = stretches(np.where(frequent, 0, shares[order]), classes)
    label = np.where(frequent, classes + np.arange(len(order)), stretch)
    made = np.empty(len(order), dtype=np.int64)
    made[order] = np.unique(label, return_inverse=True)[1]
    return made


def cut(level: np.ndarray, shares: np.ndarray, at: np.ndarray, cells: int = 2**14) -> np.ndarray:
    """The code at each level in [0, 1], codes standing in the order `at` with their shares."""
    rows = np.diff(np.append(0, np.rint(np.cumsum(shares[at]) * cells)).astype(int))
    return np.repeat(at, rows)[np.minimum((level * cells).astype(np.int32), cells - 1)]


def levels(codes: np.ndarray, shares: np.ndarray, at: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A level in [0, 1) for every code, spread evenly over its share, codes in the order `at`; undoes `cut`."""
    high = np.empty(len(shares))
    high[at] = np.cumsum(shares[at])
    return np.clip(high[codes] - shares[codes] * (1 - rng.random(len(codes))), 0.0, np.nextafter(1.0, 0.0))
