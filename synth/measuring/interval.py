"""95 % intervals, each by the plainest method that fits the figure.

They say where a repeat would come out: the same figure of a table generated once more, in 95 of 100 cases. A figure and
its repeat both err, so that half the interval of a repeat is 1.41 times that of the figure's own expectation; where a
figure compares two samples of about one size, the error of both is that much already.
"""

from collections.abc import Callable, Sequence
from statistics import NormalDist

import numpy as np

Z = 1.959964
_T = {1: 12.706, 2: 4.303, 3: 3.182, 4: 2.776, 5: 2.571, 6: 2.447, 7: 2.365, 8: 2.306, 9: 2.262}


def wilson(share: float, rows: float) -> tuple[float, float]:
    """For a share of rows. Source: Wilson, "Probable inference" (1927)."""
    if rows <= 0:
        return 0.0, 1.0
    centre = (share + Z**2 / (2 * rows)) / (1 + Z**2 / rows)
    half = Z / (1 + Z**2 / rows) * np.sqrt(share * (1 - share) / rows + Z**2 / (4 * rows**2))
    return float(min(max(0.0, centre - half), share)), float(max(min(1.0, centre + half), share))


def wilson_again(share: float, rows: float) -> tuple[float, float]:
    """Where the share of as many other rows would lie: their chance is added to that of these, as if rows were half as
    many, and, as their share moves in steps of 1 / rows, half a step to either side."""
    if rows <= 0:
        return 0.0, 1.0
    low, high = wilson(share, rows / 2)
    return max(0.0, low - 0.5 / rows), min(1.0, high + 0.5 / rows)


def folded(halves: list[float]) -> float:
    """Half the interval's width of a repeat of a cross-validation's mean,
    from the half widths of each fold's test rows.

    Folds share the rows they learn from, so that their errors do not cancel out: of k folds, the variance of the mean
    is 1 / k + 1 / (k - 1) times that of one.
    Source: Nadeau & Bengio, "Inference for the generalization error" (2003), with test and training rows as 1 to k - 1.
    """
    k = len(halves)
    shared = 1 / k + (1 / (k - 1) if k > 1 else 0.0)
    return float(np.sqrt(np.mean(np.square(halves)) * shared * 2))


def by_rows(value: float, *influences: np.ndarray) -> tuple[float, float]:
    """For a figure to which row i of each sample adds influences[i] / rows to first order (the delta method)."""
    variance = sum(np.var(each) / len(each) for each in influences if len(each))
    half = Z * float(np.sqrt(variance))
    return value - half, value + half


def auc_score(positive: np.ndarray, score: np.ndarray) -> tuple[float, float, float]:
    """Area under the ROC curve, low and high; ties count half; 0.5 (0 to 1) where either class is absent.

    Source: DeLong, DeLong & Clarke-Pearson, "Comparing the areas under two or more correlated ROC curves" (1988).
    """
    if positive.all() or not positive.any():
        return 0.5, 0.0, 1.0
    yes, no = np.sort(score[positive]), np.sort(score[~positive])
    beaten = (np.searchsorted(no, yes, "left") + np.searchsorted(no, yes, "right")) / 2 / len(no)
    losing = 1 - (np.searchsorted(yes, no, "left") + np.searchsorted(yes, no, "right")) / 2 / len(yes)
    return float(beaten.mean()), *by_rows(float(beaten.mean()), beaten, losing)


def risk_ratio(hits: Sequence[int], rows: int, hits_of: Sequence[int],
               rows_of: int) -> list[tuple[float, float, float]]:
    """(value, low, high) of the share of hits / the share of hits_of, for several groups at once.

    The intervals hold together: all cover with 95 % (Bonferroni). Half a row is added to each count, so that none is 0.
    Source: Katz, Baptista, Azen & Pike, "Obtaining confidence intervals for the risk ratio in cohort studies" (1978).
    """
    z = NormalDist().inv_cdf(1 - 0.025 / max(len(hits), 1))
    found = []
    for a, b in zip(hits, hits_of):
        value = (a + 0.5) / (rows + 0.5) / ((b + 0.5) / (rows_of + 0.5))
        spread = np.sqrt(1 / (a + 0.5) - 1 / (rows + 0.5) + 1 / (b + 0.5) - 1 / (rows_of + 0.5))
        found.append((float(value), float(value * np.exp(-z * spread)), float(value * np.exp(z * spread))))
    return found


def jackknife(figure: Callable[[np.ndarray], float], rows: int, rng: np.random.Generator, groups: int = 5) -> float:
    """Half the interval's width of a repeat, from leaving out one random group of rows after the other;
    figure takes positions.

    Source: Efron & Tibshirani, "An Introduction to the Bootstrap" (1993), ch. 11.
    """
    groups = min(groups, rows)
    if groups < 2:
        return 0.0
    group = rng.permutation(rows) % groups
    left = np.array([figure(np.flatnonzero(group != g)) for g in range(groups)])
    left = left[np.isfinite(left)]
    if len(left) < 2:
        return 0.0
    variance = (len(left) - 1) / len(left) * ((left - left.mean()) ** 2).sum()
    return float(_T[min(len(left) - 1, 9)] * np.sqrt(2 * variance))  # twice: the repeat errs as well
