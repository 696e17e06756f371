"""A condition as boxes: what each column has to meet by itself, in one of a few ways."""

from synth.conditions.condition import And, Condition, Not, Or, Test, columns_of

MOST = 16
"""Boxes at most; a condition that takes more is not taken apart."""
Box = dict[str, Condition]
"""A condition of one column for each column; a row lies in the box if it meets all."""

_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">", "in": "not in", "not in": "in",
             "missing": "not missing", "not missing": "missing"}


def boxes(condition: Condition) -> list[Box] | None:
    """Boxes such that a row meets the condition if it lies in at least one; None where more than MOST are needed."""
    try:
        return _boxes(condition, True)
    except _TooMany:
        return None


class _TooMany(Exception):
    pass


def _boxes(condition: Condition, positive: bool) -> list[Box]:
    names = columns_of(condition)
    if len(names) == 1:
        return [{names[0]: condition if positive else opposite(condition)}]
    if isinstance(condition, Not):
        return _boxes(condition.part, not positive)
    parts = [_boxes(part, positive) for part in condition.parts]
    if isinstance(condition, And) != positive:
        return _limited(_merged([box for part in parts for box in part]))
    product = [{}]
    for part in parts:
        product = _limited([_met(one, other) for one in product for other in part])
    return product


def _limited(found: list[Box]) -> list[Box]:
    if len(found) > MOST:
        raise _TooMany
    return found


def _met(one: Box, other: Box) -> Box:
    both = {name: And((one[name], other[name])) for name in one.keys() & other.keys()}
    return {**one, **other, **both}


def _merged(found: list[Box]) -> list[Box]:
    """Boxes of the same single column as one."""
    single: dict[str, list[Condition]] = {}
    for box in found:
        if len(box) == 1:
            single.setdefault(*box, []).extend(box.values())
    joined = [{name: parts[0] if len(parts) == 1 else Or(tuple(parts))} for name, parts in single.items()]
    return [*joined, *(box for box in found if len(box) > 1)]


def opposite(condition: Condition) -> Condition:
    """What holds where the condition is known not to: missing values meet neither, but for tests of missing."""
    if isinstance(condition, Not):
        return condition.part
    if isinstance(condition, Test) and condition.operator in _OPPOSITE:
        return Test(condition.column, _OPPOSITE[condition.operator], condition.values, condition.part)
    return Not(condition)
