"""Numbers that stop at 0, 1 or 100, where a smooth spread would go on."""

from math import erf, sqrt

import numpy as np

from synth.dataset import Dataset, Kind
from synth.rules.rule import BEYOND_CHANCE, EVIDENCE, SUPPORT, Rule
from synth.rules.within import Range

LOW, HIGH = (0, 1), (1, 100)
"""Ends that mean something."""
BEYOND = 0.01
"""The share of rows that a normal spread would put beyond the end, at least."""


def ranges(data: Dataset, rng: np.random.Generator) -> list[Rule]:
    """Ranges that end where a normal of the same mean and spread would go on."""
    found = []
    for name in data.of_kind(Kind.INTEGER, Kind.REAL):
        values = data.table[name]
        numbers = values.dropna().to_numpy(dtype=float) if values.dtype.kind in "iuf" else np.array([])
        if len(numbers) < EVIDENCE or len(np.unique(numbers)) < 3:
            continue
        low = next((end for end in reversed(LOW) if (end == 0 or numbers.min() == end) and _stops(numbers, end)), None)
        high = next(
            (end for end in HIGH if low is not None and _stops(-numbers, -end) and numbers.max() > end / 2), None
        )
        if low is not None:
            found.append(Range(name, low, high))
    return found


def _stops(numbers: np.ndarray, end: float) -> bool:
    """Whether hardly any number is below the end, and many would be by chance."""
    spread = float(numbers.std())
    by_chance = len(numbers) * 0.5 * (1 + erf((end - float(numbers.mean())) / (spread * sqrt(2)))) if spread else 0.0
    below = int((numbers < end).sum())
    return below <= (1 - SUPPORT) * len(numbers) and by_chance >= max(
        EVIDENCE, BEYOND * len(numbers), BEYOND_CHANCE * below
    )
