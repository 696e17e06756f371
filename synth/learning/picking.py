"""Rows picked by their weights."""

import numpy as np

RARE = 1e-4
"""What a box without a row of the pilot is thought to weigh, beside the one that weighs most, squared."""


class Dead(Exception):
    """No row can be kept: each has weight 0."""


def even(weight: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """That many positions, (count,), in random order: each as often as its weight says, to within one.

    Source: Kitagawa, "Monte Carlo filter and smoother", Journal of Computational and Graphical Statistics 5 (1996).
    """
    below = np.cumsum(weight)
    at = np.searchsorted(below / below[-1], (np.arange(count) + rng.random()) / count)
    return rng.permutation(np.minimum(at, len(weight) - 1))


def shares(log_weight: np.ndarray) -> np.ndarray:
    """Weights that add up to 1. Raises: Dead where all are 0."""
    top = log_weight.max()
    if top == -np.inf:
        raise Dead
    weight = np.exp(log_weight - top)
    return weight / weight.sum()


def evenness(log_weight: np.ndarray) -> tuple[float, float]:
    """How evenly rows weigh that weigh anything, 1 for equally, and the share of these. Raises: Dead."""
    weight = shares(log_weight)
    alive = np.count_nonzero(weight)
    return 1 / (alive * float((weight**2).sum())), alive / len(weight)


def allotted(box: np.ndarray, weight: np.ndarray, boxes: int) -> tuple[np.ndarray, float, float]:
    """The share of rows to draw for each box, so that they weigh as evenly as can be; how evenly; how many do.

    box, weight (rows,): the box of each row of a pilot and what it weighs there.
    Source: Neyman, "On the two different aspects of the representative method", Journal of the Royal Statistical
    Society 97 (1934).
    """
    rows = np.maximum(np.bincount(box, minlength=boxes), 1)
    mean, square, alive = (np.bincount(box, each, boxes) / rows for each in (weight, weight**2, weight > 0))
    spread = np.sqrt(np.maximum(square, RARE * square.max()))
    share = spread / spread.sum()
    ratio, some = mean.sum()**2 / float((square / share).sum()), float(share @ alive)
    return share, min(ratio / some, 1.0), some
