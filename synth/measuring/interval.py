"""95 % intervals, each by the plainest method that fits the figure. All give (low, high)."""

from collections.abc import Callable

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


def by_rows(value: float, *influences: np.ndarray) -> tuple[float, float]:
    """For a figure to which row i of each sample adds influences[i] / rows to first order (the delta method)."""
    variance = sum(np.var(each) / len(each) for each in influences if len(each))
    half = Z * float(np.sqrt(variance))
    return value - half, value + half


def auc_score(positive: np.ndarray, score: np.ndarray) -> tuple[float, float, float]:
    """Area under the ROC curve, low and high; ties count half; needs both classes.

    Source: DeLong, DeLong & Clarke-Pearson, "Comparing the areas under two or more correlated ROC curves" (1988).
    """
    yes, no = np.sort(score[positive]), np.sort(score[~positive])
    beaten = (np.searchsorted(no, yes, "left") + np.searchsorted(no, yes, "right")) / 2 / len(no)
    losing = 1 - (np.searchsorted(yes, no, "left") + np.searchsorted(yes, no, "right")) / 2 / len(yes)
    return float(beaten.mean()), *by_rows(float(beaten.mean()), beaten, losing)


def jackknife(figure: Callable[[np.ndarray], float], rows: int, rng: np.random.Generator, groups: int = 5) -> float:
    """Half the interval's width, from leaving out one random group of rows after the other; figure takes positions.

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
    return float(_T[min(len(left) - 1, 9)] * np.sqrt((len(left) - 1) / len(left) * ((left - left.mean()) ** 2).sum()))
