"""A condition as boxes: what each column has to meet by itself, in one of a few ways."""

from synth.conditions.condition import And, Condition, Not, Or, Test, columns_of

MOST = 16
"""Boxes at most, unless said otherwise."""
Box = dict[str, Condition]
"""A condition of one column for each column; a row lies in the box if it meets all."""

_OPPOSITE = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">", "in": "not in", "not in": "in",
             "missing": "not missing", "not missing": "missing"}


def boxes(condition: Condition, most: int = MOST) -> tuple[list[Box], bool]:
    """Boxes such that each row that meets the condition lies in at least one; and whether only such rows do.

    Where more than `most` are needed, what cannot be taken apart is left to be tested on whole rows.
    """
    return _boxes(condition, True, most)


def _boxes(condition: Condition, positive: bool, most: int) -> tuple[list[Box], bool]:
    names = columns_of(condition)
    if len(names) == 1:
        return [{names[0]: condition if positive else opposite(condition)}], True
    if isinstance(condition, Not):
        return _boxes(condition.part, not positive, most)
    parts = [_boxes(part, positive, most) for part in condition.parts]
    exact = all(each for _, each in parts)
    if isinstance(condition, And) != positive:
        found = _merged([box for part, _ in parts for box in part])
        return (found, exact) if len(found) <= most else ([{}], False)
    product = [{}]
    for part, _ in sorted(parts, key=lambda part: len(part[0])):
        if len(product) * len(part) > most:
            exact = False
            continue
        product = [_met(one, other) for one in product for other in part]
    return product, exact


def _met(one: Box, other: Box) -> Box:
    both = {name: And((one[name], other[name])) for name in one.keys() & other.keys()}
    return {**one, **other, **both}


def _merged(found: list[Box]) -> list[Box]:
    """Boxes that differ in one column at most as one: of a single column, or alike in all others."""
    for name in dict.fromkeys(name for box in found for name in box):
        alike: dict[tuple, list[Box]] = {}
        for i, box in enumerate(found):
            rest = tuple(sorted((key, repr(each)) for key, each in box.items() if key != name))
            alike.setdefault((name in box, rest) if name in box else (i,), []).append(box)
        found = [same[0] if len(same) == 1 else {**same[0], name: _any([box[name] for box in same])}
                 for same in alike.values()]
    return found


def _any(conditions: list[Condition]) -> Condition:
    distinct = tuple(dict.fromkeys(conditions))
    return distinct[0] if len(distinct) == 1 else Or(distinct)


def opposite(condition: Condition) -> Condition:
    """What holds where the condition is known not to: missing values meet neither, but for tests of missing."""
    if isinstance(condition, Not):
        return condition.part
    if isinstance(condition, Test) and condition.operator in _OPPOSITE:
        return Test(condition.column, _OPPOSITE[condition.operator], condition.values, condition.part)
    return Not(condition)
