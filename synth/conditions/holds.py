"""Which rows of a table a condition holds in."""

import re
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from synth.conditions.condition import And, Condition, Not, Or, Test, Value
from synth.conditions.words import MONTHS, WEEKDAYS

_SIGNS: dict[str, Callable] = {"==": np.equal, "!=": np.not_equal, "<": np.less, "<=": np.less_equal, ">": np.greater,
                               ">=": np.greater_equal}
Known = tuple[np.ndarray, np.ndarray]
Read = dict[tuple, Any]
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def holds(condition: Condition, table: pd.DataFrame | Mapping[str, pd.Series]) -> np.ndarray:
    """bool (rows,). table may be the columns alone, by name. As in SQL a missing value satisfies nothing but `is
    missing`, nor does the opposite of a test.

    Raises: ValueError where the table lacks a column or its values cannot be compared.
    """
    read: Read = {}
    return known(condition, lambda test: tested(test, table, read))[0]


def known(condition: Condition, tested: Callable[[Test], Known]) -> Known:
    """Where it is known to hold, and where it is known not to, given the same of each test, bool (rows,) each."""
    if not isinstance(condition, (And, Or, Not)):
        return tested(condition)
    if isinstance(condition, Not):
        return known(condition.part, tested)[::-1]
    true, false = zip(*(known(part, tested) for part in condition.parts))
    if isinstance(condition, And):
        return np.logical_and.reduce(true), np.logical_or.reduce(false)
    return np.logical_or.reduce(true), np.logical_and.reduce(false)


def tested(test: Test, table: pd.DataFrame | Mapping[str, pd.Series], read: Read | None = None) -> Known:
    """Where a test is met, and where it is not; neither where the value is missing. Raises: ValueError.

    read: what earlier tests of the same table have made of its columns; they are read once.
    """
    if test.column not in table:
        raise ValueError(f"There is no column '{test.column}' to test; the columns are {list(table)[:20]}.")
    read, column = {} if read is None else read, table[test.column]
    present = _once(read, (test.column, "there"), lambda: column.notna().to_numpy())
    if test.operator in ("missing", "not missing"):
        return (present, ~present) if test.operator == "not missing" else (~present, present)
    if _once(read, (test.column, "whole"), present.all):
        true = _compared(test, column, read)
        return true, ~true
    true = np.zeros(len(column), dtype=bool)
    values = _once(read, (test.column, "values"), lambda: column[present])
    if len(values):
        true[present] = _compared(test, values, read)
    return true, present & ~true


def _once(read: Read, key: tuple, make: Callable):
    if key not in read:
        read[key] = make()
    return read[key]


def _compared(test: Test, column: pd.Series, read: Read) -> np.ndarray:
    """The test of values none of which is missing."""
    if test.part or column.dtype.kind == "M":
        return _ordered(test, *_moments(test, column, read))
    if isinstance(column.dtype, pd.CategoricalDtype) or column.dtype.kind not in "iufb":
        return _labels(test, column, read)
    if not all(isinstance(value, (int, float)) for value in test.values):
        if column.dtype.kind == "b" or test.operator in ("==", "!=", "in", "not in"):
            return _labels(test, column, read)
        raise ValueError(f"Column '{test.column}' holds numbers; '{_first_text(test)}' is none.")
    return _ordered(test, _once(read, (test.column, "numbers"), column.to_numpy), list(test.values))


def _ordered(test: Test, numbers: np.ndarray, values: list) -> np.ndarray:
    if test.operator == "between":
        return (numbers >= values[0]) & (numbers <= values[1])
    if test.operator in ("in", "not in"):
        sought = np.array(values, dtype=numbers.dtype if numbers.dtype.kind == "f" else None)
        return np.isin(numbers, sought) != (test.operator == "not in")
    return _SIGNS[test.operator](numbers, values[0])


def _moments(test: Test, column: pd.Series, read: Read) -> tuple[np.ndarray, list]:
    """Moments, or the part asked of them, and the values to hold against them; wall time, where there is a zone."""
    if column.dtype.kind != "M":
        raise ValueError(f"Column '{test.column}' holds no dates, so that there is no {test.part} of it.")
    wall = _once(read, (test.column, "wall"), lambda: column.dt.tz_localize(None))
    if test.part:
        parts = _once(read, (test.column, test.part), lambda: _part(wall, test.part))
        return parts, [numbered(value, test.part) for value in test.values]
    sought = [moment(test.column, value).to_datetime64() for value in test.values]
    if all(_DAY.fullmatch(str(value)) for value in test.values):
        # whole days were named: any time on them counts
        return _once(read, (test.column, "days"), lambda: wall.dt.normalize().to_numpy()), sought
    return wall.to_numpy(), sought


def _part(wall: pd.Series, part: str) -> np.ndarray:
    return (wall.dt.weekday + 1 if part == "weekday" else getattr(wall.dt, part)).to_numpy()


def numbered(value: Value, part: str) -> Value:
    """The number of a month or weekday named, in full or by three letters; any other value as it is."""
    word, names = value.lower() if isinstance(value, str) else "", {"month": MONTHS, "weekday": WEEKDAYS}.get(part, ())
    return next((i + 1 for i, name in enumerate(names) if word in (name.lower(), name[:3].lower())), value)


def moment(column: str, value: Value) -> pd.Timestamp:
    """The moment that a text says. Raises: ValueError."""
    try:
        if isinstance(value, str):
            return pd.Timestamp(value).tz_localize(None)
    except (ValueError, OverflowError):
        pass
    raise ValueError(f"Column '{column}' holds dates; '{value}' is none. Write them as \"2024-02-29\".") from None


def _labels(test: Test, column: pd.Series, read: Read) -> np.ndarray:
    """Categories and flags: each distinct value is compared once; order, where there is one, is the categories'."""
    codes, distinct = _once(read, (test.column, "levels"), lambda: pd.factorize(column))
    if test.operator in ("==", "!=", "in", "not in"):
        met = np.array([any(same(level, value) for value in test.values) for level in distinct])
        return met[codes] != (test.operator in ("!=", "not in"))
    if not getattr(column.dtype, "ordered", False):
        raise ValueError(f"Column '{test.column}' holds categories without an order; use ==, != or in.")
    order = list(column.dtype.categories)
    ends = [next((at for at, level in enumerate(order) if same(level, value)), None) for value in test.values]
    if None in ends:
        raise ValueError(f"Column '{test.column}' holds no '{test.values[ends.index(None)]}'.")
    return _ordered(test, np.array([order.index(level) for level in distinct])[codes], ends)


def same(level: object, value: Value) -> bool:
    """Whether a level is the value typed: numbers by their size, all else by how it is written."""
    if isinstance(level, (bool, np.bool_)) or isinstance(value, bool):
        return str(level).lower() == str(value).lower()
    if isinstance(level, (int, float, np.number)) and isinstance(value, (int, float)):
        return bool(level == value)
    return str(level) == str(value)


def _first_text(test: Test) -> Value:
    return next(value for value in test.values if not isinstance(value, (int, float)))
