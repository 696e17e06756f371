"""Rows as points: numbers, levels and gaps on one scale."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from synth.dataset import Column, Dataset
from synth.measuring.binning import codes, numbers, quantile_bins

LEVELS, COMMON = 10, 0.01
"""Most levels of a category, and the share of rows that a level, or a gap, needs to count."""
FAR = 4.0
"""Standard deviations from the mean beyond which a number counts as so many, lest a few pull the plane round."""


@dataclass(frozen=True)
class Feature:
    """A direction of the space: a number's size (level None), or a level, as it is called, or "missing"."""

    column: str
    level: str | None = None

    def said(self, side: float) -> str:
        """What lies far out to that side, positive or negative."""
        if self.level is not None:
            return f"{self.column} {self.level}"
        return f"{'high' if side > 0 else 'low'} {self.column}"


def encoded(train: Dataset, *tables: Dataset) -> tuple[list[Feature], list[np.ndarray]]:
    """The features, and each table as float64, rows x features, by the means and spreads of train.

    Numbers are standardised, gaps at the mean; levels are centred and divided by the root of their share.
    Source: Pagès, "Multiple Factor Analysis by Example Using R" (2014), ch. 3.
    """
    found, columns = [], []
    for name in train.modelled:
        column = train.column(name)
        series = [data.table[name] for data in (train, *tables)]
        if column.kind.numeric and (sizes := _sizes([numbers(each, column.kind) for each in series])):
            found.append(Feature(name))
            columns.append(sizes)
        for feature, flags in _levels(column, series):
            found.append(feature)
            columns.append(flags)
    return found, [np.column_stack([each[i] for each in columns]) if columns else np.empty((len(data), 0))
                   for i, data in enumerate(tables)]


def _sizes(found: list[np.ndarray]) -> list[np.ndarray] | None:
    """Of the tables after the first, which gives mean and spread; None where it has none."""
    present = found[0][~np.isnan(found[0])]
    scale = np.abs(present).max(initial=0) or 1.0  # squares of the largest numbers must not overflow
    centre, spread = (present / scale).mean() if len(present) else 0.0, (present / scale).std() if len(present) else 0.0
    if spread <= 1e-12:
        return None
    return [np.nan_to_num(np.clip((each / scale - centre) / spread, -FAR, FAR)) for each in found[1:]]


def _levels(column: Column, series: Sequence) -> Iterator[tuple[Feature, list[np.ndarray]]]:
    """Of the series after the first, which gives the levels and their shares."""
    if column.kind.numeric:
        gone = [each.isna().to_numpy() for each in series]
        flags, names = [[each] for each in gone], ["missing"]
    else:
        bins = quantile_bins(series[0], column.kind, top=LEVELS, rounded=True)
        placed = [codes(bins, each) for each in series]
        flags, names = [[each == code for code in range(bins.size)] for each in placed], list(bins.labels)
    for i, name in enumerate(names):
        share = flags[0][i].mean()
        if COMMON <= share <= 1 - 1e-12:
            yield Feature(column.name, name), [(each[i] - share) / np.sqrt(share) for each in flags[1:]]
