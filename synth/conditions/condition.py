"""What a condition is made of: tests of single columns, joined by and, or, not; and its plain-JSON form."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

SIGNS = ("==", "!=", "<", "<=", ">", ">=")
OPERATORS = (*SIGNS, "in", "not in", "between", "missing", "not missing")
PARTS = ("year", "quarter", "month", "day", "weekday", "hour", "minute")
"""What may be asked of a moment; months count from January, 1, weekdays from Monday, 1."""
DEEPEST, LONGEST, MOST_VALUES = 20, 4000, 500
"""Levels of brackets, characters of the typed form, and values in one list, at most."""

Value = str | int | float | bool


@dataclass(frozen=True)
class Test:
    """One column, or a part of its moments, against values: one for a sign, two for "between", none for "missing"."""

    __test__ = False  # not a suite of pytest's

    column: str
    operator: str
    values: tuple[Value, ...] = ()
    part: str | None = None

    def __post_init__(self):
        if self.operator not in OPERATORS:
            raise ValueError(f"There is no operator '{self.operator}'; use one of {', '.join(OPERATORS)}.")
        if self.part is not None and self.part not in PARTS:
            raise ValueError(f"There is no '{self.part}' of a date; use one of {', '.join(PARTS)}.")
        wanted = {"in": None, "not in": None, "between": 2, "missing": 0, "not missing": 0}.get(self.operator, 1)
        if not all(isinstance(value, Value) for value in self.values):
            raise ValueError(f"Values of '{self.column}' must be numbers, texts, true or false.")
        if (wanted is None and not 1 <= len(self.values) <= MOST_VALUES) or wanted not in (None, len(self.values)):
            many = f"1 to {MOST_VALUES} values" if wanted is None else f"{wanted} value{'' if wanted == 1 else 's'}"
            raise ValueError(f"'{self.column} {self.operator}' takes {many}, not {len(self.values)}.")


@dataclass(frozen=True)
class And:
    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Or:
    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Not:
    part: "Condition"


Condition = Test | And | Or | Not


def tests_of(condition: Condition) -> Iterator[Test]:
    """Every test in it, from left to right."""
    if isinstance(condition, Test):
        yield condition
    else:
        for part in (condition.part,) if isinstance(condition, Not) else condition.parts:
            yield from tests_of(part)


def columns_of(condition: Condition) -> list[str]:
    """The names of the columns it asks about, each once."""
    return list(dict.fromkeys(test.column for test in tests_of(condition)))


def record(condition: Condition) -> dict[str, Any]:
    """The condition as plain JSON; `of_record` undoes it."""
    if isinstance(condition, Test):
        part = {"part": condition.part} if condition.part else {}
        return {"column": condition.column, **part, "operator": condition.operator, "values": list(condition.values)}
    if isinstance(condition, Not):
        return {"not": record(condition.part)}
    return {"and" if isinstance(condition, And) else "or": [record(part) for part in condition.parts]}


def of_record(raw: object, depth: int = 0) -> Condition:
    """The condition of its plain-JSON form, or of its typed one. Raises: ValueError with a sentence."""
    if isinstance(raw, str):
        from synth.conditions.parse import parse

        return parse(raw)
    if depth > DEEPEST:
        raise ValueError(f"A condition may be nested {DEEPEST} deep at most.")
    if isinstance(raw, dict) and set(raw) == {"not"}:
        return Not(of_record(raw["not"], depth + 1))
    for word, kind in (("and", And), ("or", Or)):
        if isinstance(raw, dict) and set(raw) == {word} and isinstance(raw[word], (list, tuple)) and raw[word]:
            return kind(tuple(of_record(part, depth + 1) for part in raw[word]))
    known = {"column", "operator", "values", "part"}
    if not isinstance(raw, dict) or not {"column", "operator"} <= set(raw) <= known or not isinstance(
        raw["column"], str):
        raise ValueError("A condition is {'column', 'operator', 'values'} or {'and': [...]}, {'or': [...]}, "
                         "{'not': ...}.")
    values = raw.get("values", ())
    if not isinstance(values, (list, tuple)):
        raise ValueError(f"The values of '{raw['column']}' must be a list.")
    return Test(raw["column"], raw["operator"], tuple(values), raw.get("part"))
