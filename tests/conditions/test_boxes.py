"""Conditions taken apart into boxes that cover them."""

from synth.conditions import holds, parse, spell
from synth.conditions.boxes import boxes
from tests.tables import people


def told(text: str, most: int = 16):
    found, exact = boxes(parse(text), most)
    return [{name: spell(each) for name, each in box.items()} for box in found], exact


def test_parts_that_differ_in_one_column_are_one_box():
    assert told('x == 1 or x > 5 or y == 2') == ([{"x": "x == 1 or x > 5"}, {"y": "y == 2"}], True)
    assert told("(x == 1 and y == 2) or (x == 3 and y == 2)") == ([{"x": "x == 1 or x == 3", "y": "y == 2"}], True)
    assert len(told(" or ".join(f"x == {i}" for i in range(60)))[0]) == 1


def test_not_turns_and_into_or():
    assert told("not (x < 1 and y < 2)") == ([{"x": "x >= 1"}, {"y": "y >= 2"}], True)


def test_what_takes_too_many_boxes_is_covered_and_left_to_be_tested():
    """(a or b) and (c or d) are four boxes; where three are allowed, one of the two is left out."""
    assert len(told("(a == 1 or b == 1) and (c == 1 or d == 1)")[0]) == 4
    found, exact = told("(a == 1 or b == 1) and (c == 1 or d == 1)", most=3)
    assert found == [{"a": "a == 1"}, {"b": "b == 1"}] and not exact
    assert told("a == 1 or b == 1 or c == 1", most=2) == ([{}], False)


def test_rows_that_meet_a_condition_lie_in_a_box():
    table = people(300, 0).table
    number, job = table["age"].median(), table["job"].iloc[0]
    where = parse(f'(age > {number} and job == "{job}") or not (age < {number + 9} or job != "{job}") '
                  "or age is missing")
    found, exact = boxes(where)
    inside = sum(sum(~holds(each, table) for each in box.values()) == 0 for box in found) > 0
    assert exact and (inside == holds(where, table)).all() and 0 < inside.sum() < 300
