"""Columns of text that are nearly all numbers: a few words keep them from being read as such."""

import numpy as np
import pandas as pd

from synth.dataset import Column, Kind
from synth.profiling.levels import Levels

LOOKED_AT = 2_000
"""Different values that are tried, the most frequent ones."""


def mixed(column: Column, levels: Levels) -> float | None:
    """How many of the values that are there are numbers, as a share: for text of which at least half, but not all,
    are."""
    if column.kind.numeric or column.kind is Kind.FLAG or levels.values.dtype != object or len(levels.values) < 5:
        return None
    chosen = np.argsort(-levels.counts, kind="stable")[:LOOKED_AT]
    values, counts = levels.values[chosen], levels.counts[chosen]
    if not all(isinstance(value, str) for value in values):
        return None
    numbers = pd.to_numeric(pd.Series(values).str.strip(), errors="coerce").notna().to_numpy()
    share = float(counts[numbers].sum() / counts.sum())
    return round(share, 4) if 0.5 <= share < 1 and numbers.sum() >= 5 else None
