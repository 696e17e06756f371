"""A condition in its typed form; `parse` reads it back."""

import re

from synth.conditions.condition import PARTS, And, Condition, Not, Or, Test, Value
from synth.conditions.parse import _KEYWORDS


def spell(condition: Condition) -> str:
    """The text of a condition, with brackets only where they are needed."""
    if isinstance(condition, Test):
        return _test(condition)
    if isinstance(condition, Not):
        return f"not {_inside(condition.part, (And, Or))}"
    word, loose = ("and", (And, Or)) if isinstance(condition, And) else ("or", (Or,))
    return f" {word} ".join(_inside(part, loose) for part in condition.parts)


def _inside(part: Condition, loose: tuple) -> str:
    several = isinstance(part, loose) and len(part.parts) > 1
    return f"({spell(part)})" if several else spell(part)


def _test(test: Test) -> str:
    subject = f"{test.part}({_name(test.column)})" if test.part else _name(test.column)
    values = [value_text(value) for value in test.values]
    if test.operator in ("in", "not in"):
        return f"{subject} {test.operator} ({', '.join(values)})"
    if test.operator == "between":
        return f"{subject} between {values[0]} and {values[1]}"
    if test.operator in ("missing", "not missing"):
        return f"{subject} is {test.operator}"
    return f"{subject} {test.operator} {values[0]}"


def _name(column: str) -> str:
    plain = re.fullmatch(r"[^\W\d]\w*", column) and column.lower() not in {*_KEYWORDS, *PARTS}
    return column if plain else "`" + column.replace("`", "``") + "`"


def value_text(value: Value) -> str:
    """A value as it is typed."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return repr(value)
