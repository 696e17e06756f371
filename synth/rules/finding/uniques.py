"""Columns, and pairs of columns, in which hardly anything occurs twice though chance would have it so."""

from itertools import combinations

import numpy as np
import pandas as pd

from synth.dataset import Dataset, Kind
from synth.rules.rule import EVIDENCE, SUPPORT, Rule
from synth.rules.unique import Unique

COLUMNS = 15
"""Columns that are paired, at most, those with the most values."""


def uniques(data: Dataset, rng: np.random.Generator) -> list[Rule]:
    """Ids that never repeat; whole numbers, and pairs of columns not unique alone, that repeat far too seldom."""
    ids = [
        name
        for name in data.of_kind(Kind.ID)
        if len(data) >= EVIDENCE and _repeats(pd.factorize(data.table[name])[0]) == 0
    ]
    found: list[Rule] = [Unique((name,)) for name in ids]
    codes = {name: pd.factorize(data.table[name])[0] for name in data.of_kind(Kind.INTEGER, Kind.CATEGORY, Kind.MOMENT)}
    alone = []
    for name in data.of_kind(Kind.INTEGER):
        values = data.table[name].dropna()
        span = float(values.max()) - float(values.min()) + 1 if len(values) else 1
        if len(values) ** 2 / (2 * span) >= EVIDENCE and _repeats(codes[name]) <= (1 - SUPPORT) * len(values):
            alone.append(name)
    found += [Unique((name,)) for name in alone]
    many = sorted((name for name in codes if name not in alone), key=lambda name: -int(codes[name].max(initial=0)))[
        :COLUMNS
    ]
    for one, other in combinations(many, 2):
        if _rarely_twice(codes[one], codes[other]):
            found.append(Unique(tuple(name for name in data.names if name in (one, other))))
    return found


def _repeats(codes: np.ndarray) -> int:
    present = codes[codes >= 0]
    return len(present) - len(np.unique(present))


def _rarely_twice(one: np.ndarray, other: np.ndarray) -> bool:
    """Whether no pair of values occurs twice where EVIDENCE pairs of rows would be alike were columns independent."""
    there = (one >= 0) & (other >= 0)
    one, other = one[there], other[there]
    rows = len(one)
    if rows < EVIDENCE:
        return False
    pairs = rows * (rows - 1) / 2
    alike = [float((counts * (counts - 1) / 2).sum()) / pairs for counts in (np.bincount(one), np.bincount(other))]
    if pairs * alike[0] * alike[1] < EVIDENCE:
        return False
    return _repeats(one.astype(np.int64) * (int(other.max()) + 1) + other) == 0
