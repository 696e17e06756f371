"""Pairs of columns whose values meet in far fewer combinations than they could."""

from itertools import combinations as pairs

import numpy as np
import pandas as pd

from synth.dataset import Dataset, Kind
from synth.learning.likeness import crossed
from synth.rules.combination import Combination
from synth.rules.rule import EVIDENCE, FEWEST, SUPPORT, Rule

LEVELS, COLUMNS = 300, 30
"""Values that a column may have, and columns that are looked at, at most."""
UNSEEN = 0.05
"""The share of rows that would fall into combinations never seen if the columns were independent, at least."""
OFTEN = 50
"""Rows for each combination, at least on average, else there is too little to tell that others do not occur."""


def combinations(data: Dataset, rng: np.random.Generator) -> list[Rule]:
    """Pairs of which the combinations of one half of the rows hold nearly all of the other half."""
    codes = {}
    for name in data.of_kind(Kind.CATEGORY, Kind.FLAG, Kind.INTEGER):
        code, levels = pd.factorize(data.table[name])
        if 2 <= len(levels) <= LEVELS and not (data.column(name).kind is Kind.FLAG and len(codes) >= COLUMNS):
            codes[name] = code
    order = rng.permutation(len(data))
    found = []
    for one, other in pairs(list(codes)[:COLUMNS], 2):
        if _settled(codes[one][order], codes[other][order]):
            found.append(Combination((one, other)))
    return found


def _settled(one: np.ndarray, other: np.ndarray) -> bool:
    there = (one >= 0) & (other >= 0)
    one, other = one[there], other[there]
    if len(one) < 2 * EVIDENCE or one.max() < 1 or other.max() < 1:
        return False
    counts = crossed(one, other)
    seen = counts >= FEWEST
    if (
        counts[seen].sum() < SUPPORT * len(one)
        or len(one) < OFTEN * seen.sum() ** 0.5
        or len(one) < FEWEST * seen.sum()
    ):
        return False
    by_chance = np.outer(counts.sum(axis=1), counts.sum(axis=0))[counts == 0].sum() / len(one)
    if by_chance < max(EVIDENCE, UNSEEN * len(one)):
        return False
    half = len(one) // 2
    first = crossed(np.append(one[:half], one.max()), np.append(other[:half], other.max())) > 0
    return bool(first[one[half:], other[half:]].mean() >= SUPPORT)
