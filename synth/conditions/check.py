"""A condition held against what is known of the columns: what cannot be is said, what can is put plainly."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches

from synth.conditions.condition import And, Condition, Not, Or, Test, Value
from synth.conditions.facts import Facts, facts_of, loosely
from synth.conditions.holds import moment, numbered
from synth.conditions.spell import spell
from synth.dataset import Kind

__all__ = ["Facts", "check", "facts_of", "loosely"]

RANGES = {"year": (1, 9999), "quarter": (1, 4), "month": (1, 12), "day": (1, 31), "weekday": (1, 7), "hour": (0, 23),
          "minute": (0, 59)}
_EQUAL = ("==", "!=", "in", "not in")


def check(condition: Condition, facts: Mapping[str, Facts], must: bool = True) -> Condition:
    """The same condition with names of months as numbers and steps of an order as lists of levels.

    must: whether every row has to meet it, so that a range beyond all rows can be refused.
    Raises: ValueError with a sentence that names the column, and near spellings.
    """
    if isinstance(condition, And):
        return And(tuple(check(part, facts, must) for part in condition.parts))
    if isinstance(condition, Or):
        return Or(tuple(check(part, facts, False) for part in condition.parts))
    if isinstance(condition, Not):
        return Not(check(condition.part, facts, False))
    known = facts.get(condition.column)
    if known is None:
        raise ValueError(f"There is no column '{condition.column}'{_near(condition.column, facts) or '.'}")
    if not known.kind.modelled:
        raise ValueError(f"Column '{known.name}' holds {'text' if known.kind is Kind.TEXT else 'ids'}: its "
                         "values are made up anew, so that no condition can be set on it.")
    if must and condition.operator == "missing" and not known.gaps:
        raise ValueError(f"Column '{known.name}' has no missing values, so that no row can have '{spell(condition)}'.")
    if condition.operator in ("missing", "not missing"):
        return replace(condition, part=None)
    if condition.part:
        return _part(condition, known)
    if known.kind is Kind.MOMENT:
        return _ranged(condition, known, [moment(known.name, value) for value in condition.values], must)
    if known.kind.numeric:
        return _ranged(condition, known, _numbers(condition), must)
    return _levels(condition, known)


def _near(word: object, known: Iterable[object]) -> str:
    """"; did you mean 'Ohio'?" where a known one is spelled much alike."""
    spelled = {str(each).lower(): str(each) for each in known}
    near = get_close_matches(str(word).lower(), spelled, 1, 0.6)
    return f"; did you mean '{spelled[near[0]]}'?" if near else ""


def _part(test: Test, known: Facts) -> Test:
    if known.kind is not Kind.MOMENT:
        raise ValueError(f"Column '{known.name}' holds no dates, so that there is no {test.part} of it.")
    low, high = RANGES[test.part]
    numbers = [numbered(value, test.part) for value in test.values]
    for value, number in zip(test.values, numbers):
        if isinstance(number, (str, bool)) or (test.operator in _EQUAL and not low <= number <= high):
            raise ValueError(f"The {test.part} of '{known.name}' is a number from {low} to {high}, not '{value}'.")
    return replace(test, values=tuple(numbers))


def _numbers(test: Test) -> list[float]:
    for value in test.values:
        if isinstance(value, (str, bool)):
            raise ValueError(f"Column '{test.column}' holds numbers; '{value}' is none.")
    return list(test.values)


def _ranged(test: Test, known: Facts, ends: list, must: bool) -> Test:
    """The test of a number or moment. Raises: ValueError where no row learned from lies there."""
    if test.operator == "between" and ends[0] > ends[1]:
        raise ValueError(f"In '{spell(test)}' the lower end comes second.")
    if known.low is None or not must:
        return test
    low, high = known.low, known.high
    possible = {"==": any(low <= end <= high for end in ends), "in": any(low <= end <= high for end in ends),
                "<": low < ends[0], "<=": low <= ends[0], ">": high > ends[0], ">=": high >= ends[0],
                "between": ends[0] <= high and ends[-1] >= low}.get(test.operator, True)
    if not possible:
        told = f": {known.range_told}" if known.told else ""
        raise ValueError(f"No row learned from has '{spell(test)}'{told}.")
    return test


def _levels(test: Test, known: Facts) -> Test:
    if test.operator not in _EQUAL:
        return _stepped(test, known)
    for value in test.values:
        if known.complete and known.level(value) is None:
            raise ValueError(f"'{known.name}' holds no '{value}'{_near(value, known.shown) or _some(known) + '.'}")
    return test


def _some(known: Facts) -> str:
    named = [str(level)[:40] for level in known.shown[:8]]
    return f"; it holds {', '.join(named)}{' ...' if len(known.levels) > len(named) else ''}" if named else ""


def _stepped(test: Test, known: Facts) -> Test:
    """<, <= and so on of a category: the levels that stand there in its order, or in that of its numbers."""
    numbers = all(isinstance(level, (int, float)) and not isinstance(level, bool) for level in known.levels)
    if known.order:
        places = [next((i for i, level in enumerate(known.order) if str(level) == str(value)), None)
                  for value in test.values]
        if None in places:
            raise ValueError(f"'{known.name}' holds no '{test.values[places.index(None)]}'; in order it holds "
                             f"{', '.join(map(str, known.order[:12]))}.")
        order, ends = [level for level in known.order], places
        met = [level for i, level in enumerate(order) if _meets(test.operator, i, ends)]
    elif numbers and known.levels:
        ends = _numbers(test)
        met = [_plain(level) for level in known.levels if _meets(test.operator, level, ends)]
    elif not known.complete:
        return test
    else:
        raise ValueError(f"'{known.name}' holds categories without an order; use ==, != or in instead of "
                         f"{test.operator}.")
    if not met:
        raise ValueError(f"No row learned from has '{spell(test)}'.")
    return replace(test, operator="in", values=tuple(met))


def _meets(operator: str, place: float, ends: list) -> bool:
    return {"<": place < ends[0], "<=": place <= ends[0], ">": place > ends[0], ">=": place >= ends[0],
            "between": ends[0] <= place <= ends[-1]}[operator]


def _plain(level: object) -> Value:
    return level.item() if hasattr(level, "item") else level
