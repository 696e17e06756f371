"""Pairs of numbers or of dates of which one is hardly ever above the other."""

from itertools import combinations

import numpy as np

from synth.dataset import Dataset, Kind
from synth.rules.order import Order
from synth.rules.rule import BEYOND_CHANCE, EVIDENCE, SUPPORT, Rule

MOST = 40
"""Columns that are looked at, at most."""


def orders(data: Dataset, rng: np.random.Generator) -> list[Rule]:
    """Orders that rows paired at random would break, the clearest first; of a <= b <= c not that a <= c."""
    moments = {
        name: data.table[name].dt.tz_localize(None)
        for name in data.of_kind(Kind.MOMENT)
        if data.table[name].dtype.kind == "M"
    }
    numbers = {
        name: data.table[name] for name in data.of_kind(Kind.INTEGER, Kind.REAL) if data.table[name].dtype.kind in "iuf"
    }
    found: dict[tuple[str, str], tuple[bool, int, float]] = {}
    for group in (moments, numbers):
        values = {name: _floats(each) for name, each in list(group.items())[:MOST]}
        for one, other in combinations(values, 2):
            for low, high in ((one, other), (other, one)):
                if held := _ordered(values[low], values[high]):
                    found[low, high] = held
    told = sorted(
        (pair for pair in found if not _follows(pair, found)), key=lambda pair: (found[pair][1] > 0, -found[pair][2])
    )
    return [Order(pair, found[pair][0]) for pair in told]


def _floats(values) -> np.ndarray:
    if values.dtype.kind == "M":
        return np.where(values.isna(), np.nan, values.to_numpy().astype("datetime64[s]").astype(np.float64))
    return values.to_numpy(dtype=np.float64, na_value=np.nan)


def _ordered(low: np.ndarray, high: np.ndarray) -> tuple[bool, int, float] | None:
    """Whether low stays strictly below high, rows that break it, and those that would by chance; None if not."""
    both = ~(np.isnan(low) | np.isnan(high))
    low, high = low[both], high[both]
    if len(low) < EVIDENCE or (low <= high).mean() < SUPPORT or (low == high).all():
        return None
    by_chance = len(low) - np.searchsorted(np.sort(low), high, side="right").mean()
    broken = int((low > high).sum())
    if by_chance < max(EVIDENCE, BEYOND_CHANCE * broken):
        return None
    return bool((low < high).all()), broken, float(by_chance)


def _follows(pair: tuple[str, str], found: dict) -> bool:
    """Whether two other orders say it already; of columns that are each at most the other, none does."""
    low, high = pair
    between = [b for a, b in found if a == low and b != high and (b, high) in found]
    return any((b, low) not in found and (high, b) not in found for b in between)
