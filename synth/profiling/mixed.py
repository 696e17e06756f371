"""Columns of text that are nearly all numbers: a few words keep them from being read as such."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.dataset import Column, Kind
from synth.measuring.binning import FEWEST
from synth.profiling.levels import Levels

LOOKED_AT = 2_000
"""Different values that are tried, the most frequent ones."""


@dataclass(frozen=True)
class Mixed:
    """share: of the values that are there, how many are numbers; words: the others, where they are at most three and five
    rows have each, else none."""

    share: float
    words: tuple[str, ...]


def mixed(column: Column, levels: Levels) -> Mixed | None:
    """None unless the column is text of which at least half, but not all, are numbers."""
    if column.kind.numeric or column.kind is Kind.FLAG or levels.values.dtype != object or len(levels.values) < 5:
        return None
    chosen = np.argsort(-levels.counts, kind="stable")[:LOOKED_AT]
    values, counts = levels.values[chosen], levels.counts[chosen]
    if not all(isinstance(value, str) for value in values):
        return None
    numbers = pd.to_numeric(pd.Series(values).str.strip(), errors="coerce").notna().to_numpy()
    share = float(counts[numbers].sum() / counts.sum())
    if not 0.5 <= share < 1 or numbers.sum() < 5:
        return None
    words = values[~numbers]
    few = len(words) <= 3 and counts[~numbers].min() >= FEWEST and len(chosen) == len(levels.values)
    return Mixed(round(share, 4), tuple(words) if few else ())
