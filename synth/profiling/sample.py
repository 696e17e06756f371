"""A part of a table that relations between columns can be looked for in, in bounded time and memory."""

import numpy as np

from synth.dataset import Dataset
from synth.measuring.binning import Bins, codes, quantile_bins

ROWS = 20_000
"""Shares in so many rows are right to a percentage point; always the same rows of a table."""


def sampled(dataset: Dataset, names: list[str], rows: int = ROWS) -> Dataset:
    """These columns, in table order, of at most that many rows drawn at random, in their order."""
    some = dataset.only(names)
    if len(some) <= rows:
        return some
    return some.take(np.sort(np.random.default_rng(0).choice(len(some), rows, replace=False)))


def first_of(names: list[str], most: int, always: str | None = None) -> list[str]:
    """The first names, `always` among them where it is one of them at all."""
    chosen = names[:most]
    return [*chosen[:-1], always] if always in names and always not in chosen else chosen


def binned(some: Dataset, name: str, count: int = 10, top: int = 20) -> tuple[Bins, np.ndarray]:
    """The bins of a column, with labels that may be shown, and the bin of every row; -1 where the value is missing."""
    values = some.table[name]
    bins = quantile_bins(values, some.column(name).kind, count, top, rounded=True)
    found = codes(bins, values)
    return bins, np.where(found == bins.size - 1, -1, found)
