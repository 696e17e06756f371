"""How strongly columns hang together, in one matrix over mixed kinds."""

import numpy as np
import pandas as pd

from synth.measuring.binning import numbers
from synth.dataset import Dataset

MEASURE = ("Spearman's rank correlation between numbers (-1 to 1), correlation ratio of ranks between a number and a "
           "category (0 to 1), Cramér's V between categories (0 to 1)")
_LEVELS = 100


def association(data: Dataset, names: list[str]) -> np.ndarray:
    """Square matrix in the order of names; NaN where undefined (constant columns, nothing in common).

    The last two measures are corrected for their bias on few rows and never negative. Levels beyond the 100 most
    frequent count as one. Rows with either value missing are left out of a pair.
    Source: Kelley, "An unbiased correlation ratio measure" (1935); Bergsma, "A bias-correction for Cramér's V" (2013).
    """
    numeric = [name for name in names if data.column(name).kind.numeric]
    ranks = {name: pd.Series(numbers(data.table[name], data.column(name).kind)).rank() for name in numeric}
    codes = {name: _codes(data.table[name]) for name in names if name not in ranks}
    spearman = pd.DataFrame(ranks).corr(min_periods=2) if ranks else pd.DataFrame()
    matrix = np.full((len(names), len(names)), np.nan)
    for i, a in enumerate(names):
        for j, b in enumerate(names[: i + 1]):
            if a in ranks and b in ranks:
                value = spearman.loc[a, b]
            elif a in codes and b in codes:
                value = cramers_v(codes[a], codes[b])
            else:
                value = correlation_ratio(*((codes[a], ranks[b]) if a in codes else (codes[b], ranks[a])))
            matrix[i, j] = matrix[j, i] = value
    return matrix


def correlation_ratio(groups: np.ndarray, values: pd.Series) -> float:
    """Share of the variance between groups, corrected, as a root; groups are codes, -1 where missing."""
    values = values.to_numpy()
    both = (groups >= 0) & ~np.isnan(values)
    groups, values = groups[both], values[both]
    sizes = np.bincount(groups)
    sizes, rows = sizes[sizes > 0], len(values)
    if len(sizes) < 2 or rows <= len(sizes) or np.ptp(values) == 0:
        return np.nan
    values = values - values.mean()
    sums = np.bincount(groups, values)[np.bincount(groups) > 0]
    between = (sums**2 / sizes).sum() / (values**2).sum()
    return float(np.sqrt(max(0.0, 1 - (1 - between) * (rows - 1) / (rows - len(sizes)))))


def cramers_v(left: np.ndarray, right: np.ndarray) -> float:
    """Cramér's V, bias-corrected; codes are -1 where missing."""
    both = (left >= 0) & (right >= 0)
    rows = int(both.sum())
    if rows < 2:
        return np.nan
    width = right.max() + 1
    counts = np.bincount(left[both] * width + right[both], minlength=(left.max() + 1) * width).reshape(-1, width)
    counts = counts[counts.sum(1) > 0][:, counts.sum(0) > 0]
    r, c = counts.shape
    if min(r, c) < 2:
        return np.nan
    expected = counts.sum(1)[:, None] * counts.sum(0)[None, :] / rows
    phi2 = max(0.0, ((counts - expected) ** 2 / expected).sum() / rows - (r - 1) * (c - 1) / (rows - 1))
    shorter = min(r - (r - 1) ** 2 / (rows - 1), c - (c - 1) ** 2 / (rows - 1)) - 1
    return float(min(1.0, np.sqrt(phi2 / shorter))) if shorter > 0 else np.nan


def _codes(values: pd.Series) -> np.ndarray:
    codes, distinct = pd.factorize(values)
    if len(distinct) <= _LEVELS:
        return codes
    order = np.argsort(-np.bincount(codes[codes >= 0], minlength=len(distinct)), kind="stable")
    place = np.empty(len(distinct) + 1, dtype=np.intp)
    place[order], place[-1] = np.minimum(np.arange(len(distinct)), _LEVELS), -1
    return place[codes]
