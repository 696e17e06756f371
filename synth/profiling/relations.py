"""Arithmetic between columns that techniques may break: sums, products and what is never greater."""

from itertools import combinations, permutations

import numpy as np

from synth.dataset import Dataset, Kind
from synth.measuring.binning import numbers
from synth.profiling.sample import sampled

COLUMNS = 25
"""Numbers that are tried: 300 pairs against each other column."""
SHOWN = 8
DISTINCT = 10
ENOUGH = 30
"""Rows with all values before anything is told."""
_HOLDS, _ORDERED = 0.5, 0.998
_WAYS = {"+": (np.add, (0,)), "×": (np.multiply, (0, 1))}
"""How two columns make a third, and the parts with which that says nothing."""


def relations(dataset: Dataset, distinct: dict[str, int]) -> dict:
    """made: records of total, parts (two), sign (+ or ×) and holds; order: records of low, high, holds and chance.

    Looked for in at most 20,000 rows, among the first 25 numbers (and 25 moments for the order). holds is the share of
    rows, those left out that say nothing; half is enough to tell, for equal digits are no accident. A product may be
    rounded to the cent. chance: the share of rows that would break the order if the two had nothing to do with each
    other, at least one in 20.
    """
    numeric = [n for n in dataset.of_kind(Kind.INTEGER, Kind.REAL) if distinct[n] > 2][:COLUMNS]
    moments = [n for n in dataset.of_kind(Kind.MOMENT) if distinct[n] >= DISTINCT][:COLUMNS]
    if len(numeric) < 2 and len(moments) < 2:
        return {"made": [], "order": []}
    some = sampled(dataset, [*numeric, *moments])
    values = {name: numbers(some.table[name], some.column(name).kind) for name in some.names}
    order = [
        *_ordered({name: values[name] for name in moments}),
        *_ordered({name: values[name] for name in numeric if distinct[name] >= DISTINCT}),
    ]
    made = _made({name: values[name] for name in numeric}, {name for name in numeric if distinct[name] >= DISTINCT})
    return {"made": made[:SHOWN], "order": sorted(order, key=lambda found: -found["chance"])[:SHOWN]}


def _made(values: dict[str, np.ndarray], totals: set[str]) -> list[dict]:
    """Pairs that make a third column; looked for in a few rows, confirmed in all. Those that hold most often first."""
    if len(values) < 3 or not totals:
        return []
    names, table = list(values), np.column_stack(list(values.values()))
    whole = table[~np.isnan(table).any(axis=1)]
    few = (
        whole[np.linspace(0, len(whole) - 1, min(len(whole), 200)).astype(int)] if len(whole) >= ENOUGH else table[:200]
    )
    found = []
    for (i, j), sign in ((pair, sign) for pair in combinations(range(len(names)), 2) for sign in _WAYS):
        with np.errstate(over="ignore", invalid="ignore"):
            likely = _equal(few, _WAYS[sign][0](few[:, i], few[:, j]), sign).mean(axis=0) >= 0.3
        for k in (k for k in np.flatnonzero(likely) if k not in (i, j) and names[k] in totals):
            holds = _share(table[:, k], table[:, i], table[:, j], sign)
            if holds >= _HOLDS:
                found.append({"total": names[k], "parts": [names[i], names[j]], "sign": sign, "holds": round(holds, 4)})
    return sorted(found, key=lambda each: -each["holds"])


def _share(total: np.ndarray, one: np.ndarray, other: np.ndarray, sign: str) -> float:
    """The share of rows in which it holds; 0 where too few rows say anything, or too few different ones."""
    make, idle = _WAYS[sign]
    there = ~np.isnan(total + one + other) & ~np.isin(one, idle) & ~np.isin(other, idle)
    if there.sum() < max(ENOUGH, 0.02 * len(there)) or len(np.unique(total[there])) < DISTINCT:
        return 0.0
    with np.errstate(over="ignore", invalid="ignore"):
        return float(_equal(total[there, None], make(one[there], other[there]), sign).mean())


def _equal(columns: np.ndarray, made: np.ndarray, sign: str) -> np.ndarray:
    """To the last digit that floats keep; products of larger figures to half a cent."""
    size = np.abs(columns)
    return np.abs(columns - made[:, None]) <= np.where((sign == "×") & (size >= 1), 0.00501, 0) + 1e-9 * size


def _ordered(values: dict[str, np.ndarray]) -> list[dict]:
    found = []
    for a, b in permutations(values, 2):
        there = ~np.isnan(values[a] + values[b])
        low, high = values[a][there], values[b][there]
        if len(low) < ENOUGH or (low < high).mean() <= 0.05 or (holds := float((low <= high).mean())) < _ORDERED:
            continue
        chance = _broken_by_chance(low, high)
        if chance >= 0.05:
            found.append({"low": a, "high": b, "holds": round(holds, 4), "chance": round(chance, 3)})
    return found


def _broken_by_chance(low: np.ndarray, high: np.ndarray) -> float:
    """The share of rows that would break low <= high if the two were drawn each by itself."""
    return float(1 - np.searchsorted(np.sort(low), high, "right").mean() / len(low))
