"""Conditions made from a table itself, of every kind that people ask for, to measure on."""

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pandas as pd

from synth.conditions import And, Condition, Not, Or, Test, holds
from synth.dataset import Column, Dataset, Kind

LEAST = 5
"""Real rows that meet a condition, at least: what nobody has is not asked for."""
NARROW, WIDE = 0.02, 0.4
"""Shares of a number's rows in a narrow range and in a wide one."""
TRIES = 200
"""Joined conditions tried until one is met by enough rows."""
PARTS = {"month": 2, "weekday": 1, "year": 1, "hour": 3}
"""Parts of a moment, and how many of their values are asked for."""
Named = tuple[str, Condition]


def asked(data: Dataset, rng: np.random.Generator) -> Iterator[Named]:
    """What each condition is an example of, and the condition; all that at least LEAST rows and not all of them meet.

    Of every column its levels, ranges, gaps and parts of dates; joined by and (2, 3, 4 columns), or (2, 8, 40 parts,
    each of one column or of two), and not.
    """
    data = data.only(data.modelled)
    for column in data.columns:
        yield from _fit(data, _single(data.table[column.name], column, rng))
    for count in (2, 3, 4):
        yield from _first(data, f"and of {count}", partial(_all, data, count, rng))
    for count in (2, 8, 40):
        yield from _first(data, f"or of {count}", lambda: Or(tuple(_one(data, rng) for _ in range(count))))
        yield from _first(data, f"or of {count} pairs", lambda: Or(tuple(_all(data, 2, rng) for _ in range(count))))
    yield from _first(data, "or of 8 on one column", partial(_same, data, 8, rng))
    yield from _first(data, "ands and ors mixed", lambda: And((Or((_one(data, rng), _all(data, 2, rng))),
                                                              Or((_one(data, rng), _one(data, rng))))))
    for count in (1, 2):
        yield from _first(data, f"not, of {count}", lambda: Not(_all(data, count, rng)))
    yield from _first(data, "not, of an or", lambda: Not(Or((_one(data, rng), _one(data, rng)))))


def _fit(data: Dataset, named: Iterator[Named]) -> Iterator[Named]:
    for name, condition in named:
        if LEAST <= holds(condition, data.table).sum() < len(data):
            yield name, condition


def _first(data: Dataset, name: str, make: Callable[[], Condition]) -> Iterator[Named]:
    """The first of those made that enough rows meet."""
    for _ in range(TRIES):
        found = list(_fit(data, iter([(name, make())])))
        if found:
            yield found[0]
            return


def _single(values: pd.Series, column: Column, rng: np.random.Generator) -> Iterator[Named]:
    """Every kind of condition on that column."""
    name, present = column.name, values.dropna()
    if present.nunique() < 2:
        return
    if column.kind.numeric:
        for label, share in (("narrow range", NARROW), ("wide range", WIDE)):
            yield label, _range(name, present, share, rng.random() * (1 - share))
    else:
        counts = present.value_counts()
        yield "one level", Test(name, "==", (_plain(counts.index[0]),))
        yield "rare level", Test(name, "==", (_plain(counts[counts >= LEAST].index[-1]),))
    if values.dtype.kind == "M":
        for part, count in PARTS.items():
            seen = getattr(present.dt, part) + (part == "weekday")
            taken = rng.choice(seen.unique(), min(count, seen.nunique()), replace=False)
            yield f"{part} of a date", Test(name, "in", tuple(int(each) for each in taken), part)
    yield "missing", Test(name, "missing")
    yield "not missing", Test(name, "not missing")


def _range(name: str, present: pd.Series, share: float, low: float) -> Test:
    """About that share of the rows, from a quantile on."""
    ordered = present.sort_values(ignore_index=True)
    ends = [ordered[min(int(at * len(ordered)), len(ordered) - 1)] for at in (low, low + share)]
    return Test(name, "between", tuple(map(_plain, ends)))


def _plain(value):
    if isinstance(value, pd.Timestamp):
        return str(value.tz_localize(None))
    return value.item() if isinstance(value, np.generic) else value


def _one(data: Dataset, rng: np.random.Generator) -> Condition:
    return _all(data, 1, rng)


def _all(data: Dataset, count: int, rng: np.random.Generator) -> Condition:
    """That many columns as in one row, or near it."""
    row = int(rng.integers(len(data)))
    columns = rng.choice(len(data.columns), min(count, len(data.columns)), replace=False)
    parts = tuple(_like(data.table[data.names[i]], data.columns[i], row, rng) for i in columns)
    return parts[0] if len(parts) == 1 else And(parts)


def _like(values: pd.Series, column: Column, row: int, rng: np.random.Generator) -> Test:
    """A test that the row meets: its level, or a range of a fifth of the rows about its number, or its month."""
    value, present = values.iloc[row], values.dropna()
    if pd.isna(value):
        return Test(column.name, "missing")
    if not column.kind.numeric:
        return Test(column.name, "==", (_plain(value),))
    if column.kind is Kind.MOMENT and rng.random() < 0.5:
        return Test(column.name, "==", (int(value.month),), "month")
    below = float((present < value).mean())
    test = _range(column.name, present, 0.2, min(max(below - 0.1, 0.0), 0.8))
    return test if holds(test, values.iloc[[row]].to_frame()).all() else Test(column.name, "==", (_plain(value),))


def _same(data: Dataset, count: int, rng: np.random.Generator) -> Condition:
    """That many tests of one column."""
    i = int(rng.integers(len(data.columns)))
    rows = rng.integers(len(data), size=count)
    return Or(tuple(_like(data.table[data.names[i]], data.columns[i], int(row), rng) for row in rows))
