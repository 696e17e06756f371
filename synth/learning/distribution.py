"""Distributions fitted to a column's numbers, each as a table of its quantiles."""

import warnings
from dataclasses import dataclass

import numpy as np

FAMILIES = {"normal": "norm", "lognormal": "lognorm", "gamma": "gamma", "beta": "beta", "Weibull": "weibull_min",
            "exponential": "expon", "uniform": "uniform", "Student t": "t", "Johnson SU": "johnsonsu"}
"""Name shown: name in scipy.stats."""
POINTS = 4096
"""Quantiles in a table."""
LOOKED_AT = 1000
"""Quantiles of the values that likelihoods are taken on; fits cost as many evaluations a value."""


@dataclass(frozen=True)
class Fitted:
    """A distribution on [0, 1]: table (POINTS,) holds its quantiles at (i + 0.5) / POINTS.

    aic is None where the choice was not made by likelihood; runner_up is the second best family, if any.
    """

    family: str
    table: np.ndarray
    aic: float | None = None
    runner_up: str | None = None
    runner_up_aic: float | None = None

    def at(self, levels: np.ndarray) -> np.ndarray:
        """The quantile at each level in [0, 1), between the table's points."""
        return np.interp(levels * POINTS - 0.5, np.arange(POINTS), self.table)


def by_likelihood(values: np.ndarray) -> Fitted:
    """The family of the least AIC for values in [0, 1], cut off at both ends of that range.

    Source: Akaike, "A new look at the statistical model identification", IEEE Transactions 19 (1974).
    """
    thinned = np.quantile(values, (np.arange(LOOKED_AT) + 0.5) / LOOKED_AT) if len(values) > LOOKED_AT else values
    weight, edge = len(values) / len(thinned), 0.5 / len(values)
    fitted = {name: made for name in FAMILIES if (made := _fit(name, thinned, edge, weight)) is not None}
    best, *others = sorted(fitted, key=lambda name: fitted[name][0])
    second = (others[0], fitted[others[0]][0]) if others else ()
    return Fitted(best, _table(fitted[best][1]), fitted[best][0], *second)


def _fit(name: str, values: np.ndarray, edge: float, weight: float):
    """AIC and frozen distribution of one family; None where it does not fit at all."""
    from scipy import stats

    family = getattr(stats, FAMILIES[name])
    fixed = {"floc": -edge} if name in ("lognormal", "gamma", "beta", "Weibull", "exponential", "uniform") else {}
    fixed |= {"fscale": 1 + 2 * edge} if name in ("beta", "uniform") else {}
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            params = (-edge, 1 + 2 * edge) if name == "uniform" else family.fit(values, **fixed)
            likelihood = float(family.logpdf(values, *params).sum()) * weight
            frozen = family(*params)
            kept = frozen.cdf(1.0) - frozen.cdf(0.0)
    except (stats.FitError, RuntimeError, ValueError, ArithmeticError):
        return None
    if not np.isfinite(likelihood) or not kept > 0.01:
        return None
    return 2 * (len(params) - len(fixed)) - 2 * likelihood, frozen


def _table(frozen) -> np.ndarray:
    low, high = frozen.cdf(0.0), frozen.cdf(1.0)
    return np.clip(frozen.ppf(low + (high - low) * (np.arange(POINTS) + 0.5) / POINTS), 0.0, 1.0)


def by_moments(values: np.ndarray) -> Fitted:
    """A cubic of a normal number, kept in [0, 1], with the mean, variance, skewness and kurtosis of the values.

    The four coefficients are solved for after the cut-off at the range, so that the moments hold for what is drawn.
    Source: Fleishman, "A method for simulating non-normal distributions", Psychometrika 43 (1978).
    """
    from scipy.optimize import least_squares
    from scipy.special import ndtri

    z = ndtri((np.arange(POINTS) + 0.5) / POINTS)
    aims = np.array(moments(values))
    scale = np.array([aims[1], aims[1], 1 + abs(aims[2]), 3 + abs(aims[3])])

    def cubic(weights):
        return np.clip(aims[0] + aims[1] * (weights @ np.array([np.ones_like(z), z, z * z, z**3])), 0.0, 1.0)

    solved = least_squares(lambda weights: (np.array(moments(cubic(weights))) - aims) / scale,
                           [-aims[2] / 6, 0.9, aims[2] / 6, 0.03], max_nfev=200)
    return Fitted("power method", np.sort(cubic(solved.x)))


def moments(values: np.ndarray) -> tuple[float, float, float, float]:
    """Mean, standard deviation, skewness and excess kurtosis; the last two are 0 for constants."""
    mean, sd = float(values.mean()), float(values.std())
    if sd < 1e-12 * max(1.0, abs(mean)):
        return mean, sd, 0.0, 0.0
    z = (values - mean) / sd
    return mean, sd, float((z**3).mean()), float((z**4).mean() - 3)
