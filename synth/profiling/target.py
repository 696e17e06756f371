"""Columns that give the target away: those from which alone it can be told."""

import numpy as np

from synth.dataset import Dataset
from synth.measuring.association import correlation_ratio
from synth.measuring.binning import numbers
from synth.profiling.sample import binned, first_of, sampled

COLUMNS = 500
BINS = 50
SUSPICIOUS = 0.95
"""Share of the errors of always saying the most frequent class that a column by itself takes away; of a number to
predict, the correlation ratio, which also holds for curves."""
ENOUGH = 50


def giving_away(dataset: Dataset) -> list[tuple[str, float]]:
    """Columns that give the target away, with how far (0.95 to 1), the surest first; none without a target to learn.

    Source: Goodman and Kruskal, "Measures of association for cross classifications" (1954), their lambda.
    """
    target = dataset.target
    if target is None or not dataset.column(target).kind.modelled:
        return []
    some = sampled(dataset, first_of(dataset.modelled, COLUMNS, target))
    found = [(name, _told(some, name, target)) for name in some.modelled if name != target]
    return sorted(((name, round(far, 4)) for name, far in found if far >= SUSPICIOUS), key=lambda each: -each[1])


def _told(some: Dataset, name: str, target: str) -> float:
    groups = binned(some, name, BINS, BINS)[1]
    kind = some.column(target).kind
    if kind.numeric:
        ranks = numbers(some.table[target], kind)
        far = correlation_ratio(groups, _ranks(ranks)) if np.count_nonzero(~np.isnan(ranks)) >= ENOUGH else 0.0
        return 0.0 if np.isnan(far) else far
    return _fewer_errors(groups, binned(some, target, top=BINS)[1])


def _ranks(values: np.ndarray):
    import pandas as pd

    return pd.Series(values).rank()


def _fewer_errors(groups: np.ndarray, classes: np.ndarray) -> float:
    """Goodman and Kruskal's lambda; 0 where there is too little to say, among it columns of about a row a group."""
    both = (groups >= 0) & (classes >= 0)
    if both.sum() < ENOUGH or both.mean() < 0.2:
        return 0.0
    width = int(classes.max()) + 1
    counts = np.bincount(groups[both] * width + classes[both]).astype(float)
    counts = np.pad(counts, (0, -len(counts) % width)).reshape(-1, width)
    guessed = counts.sum(axis=0).max()
    wrong = counts.sum() - guessed
    return float((counts.max(axis=1).sum() - guessed) / wrong) if wrong >= 5 else 0.0
