"""Rows reweighted by the least change that meets means asked of them."""

import numpy as np

STEPS, CLOSE = 100, 1e-7
"""Newton steps at most; and how far, in standard deviations, a mean may end from what was asked."""
FARTHEST = 200.0
"""An exponent beyond which a few rows carry everything: what is asked lies at, or beyond, the edge of the rows."""


class Unreachable(Exception):
    """No weights of these rows give the means asked, for none lie beyond them."""


def tilted(features: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Weights (rows,) that add up to 1, with targets (k,) as the weighted means of features (rows, k).

    Of all such weights these are nearest to equal ones, in Kullback-Leibler divergence: exp(features @ lambda), scaled.
    Raises: Unreachable.
    Source: Hainmueller, "Entropy balancing for causal effects", Political Analysis 20 (2012), eq. 6 to 9; Deville &
    Saerndal, "Calibration estimators in survey sampling", JASA 87 (1992).
    """
    spread = features.std(axis=0)
    off = targets - features.mean(axis=0)
    fixed = spread < 1e-12
    if (np.abs(off[fixed]) > 1e-9).any():
        raise Unreachable
    z = (features[:, ~fixed] - targets[~fixed]) / spread[~fixed]
    slopes = np.zeros(z.shape[1])
    value, weights = _dual(z, slopes)
    for _ in range(STEPS):
        gradient = weights @ z
        if np.abs(gradient).max(initial=0.0) < CLOSE:
            return weights
        curved = (z * weights[:, None]).T @ z - np.outer(gradient, gradient)
        step = np.linalg.lstsq(curved + 1e-10 * np.eye(len(slopes)), gradient, rcond=None)[0]
        slopes, value, weights = _descended(z, slopes, value, step, float(gradient @ step))
        if np.abs(slopes).max() > FARTHEST:
            break
    raise Unreachable


def _dual(z: np.ndarray, slopes: np.ndarray) -> tuple[float, np.ndarray]:
    """log mean exp(z @ slopes), whose least value has the weights sought, and the weights there."""
    power = z @ slopes
    top = power.max()
    grown = np.exp(power - top)
    return float(top + np.log(grown.mean())), grown / grown.sum()


def _descended(z, slopes, value, step, gain: float):
    """Newton's step, halved until the value falls enough."""
    size = 1.0
    while size > 1e-8:
        lower, weights = _dual(z, slopes - size * step)
        if lower <= value - 1e-4 * size * gain + 1e-13:  # rounding near the end is no rise
            return slopes - size * step, lower, weights
        size /= 2
    raise Unreachable


def effective(weights: np.ndarray) -> float:
    """As how many rows of equal weight these rows count.

    Source: Kish, "Survey Sampling" (1965), ch. 11.7.
    """
    return float(weights.sum() ** 2 / (weights**2).sum())
