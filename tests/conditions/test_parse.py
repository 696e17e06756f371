"""The typed form read, written again, and refused in sentences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.conditions import And, Not, Or, Test, of_record, parse, record, spell
from synth.conditions.condition import OPERATORS, PARTS


def test_the_example_gives_its_tree():
    assert parse('state == "Ohio" and month(date) in (2, 3)') == And((
        Test("state", "==", ("Ohio",)), Test("date", "in", (2, 3), "month")))


def test_and_binds_closer_than_or_and_not_closest():
    a, b, c = (Test(name, "==", (1,)) for name in "abc")
    assert parse("a = 1 or b = 1 and not c = 1") == Or((a, And((b, Not(c)))))
    assert parse("(a = 1 or b = 1) and c = 1") == And((Or((a, b)), c))


def test_names_in_backticks_quotes_in_text_and_all_kinds_of_values():
    assert parse("`hours per week` >= -1.5e1") == Test("hours per week", ">=", (-15.0,))
    assert parse("`a``b` is not missing") == Test("a`b", "not missing")
    assert parse(r'x not in ("it\"s", true, 3,)') == Test("x", "not in", ('it"s', True, 3))
    assert parse("month(`the day`) between 2 and 3 and y <> 'a'") == And((
        Test("the day", "between", (2, 3), "month"), Test("y", "!=", ("a",))))


@pytest.mark.parametrize("text, part", [
    ("age >", "not the end, at character 6"), ("state == Ohio", "text goes in quotes: \"Ohio\""),
    ("age = 1 age", "Expected 'and', 'or' or the end"), ("sin(age) = 1", "There is no 'sin(...)'"),
    ("age = 'x", "A quote is not closed, at character 7"), ("age = 1; drop", "';' means nothing here"),
    ("(age = 1", "Expected ')'"), ("age in 3", "'(' and values"), ("age is 3", "'missing' or 'not missing'"),
    ("(" * 40 + "a = 1" + ")" * 40, "nested 20 deep"), ("not " * 40 + "a = 1", "nested 20 deep"),
    ("a = 1 or " * 1000 + "a = 1", "4,000 characters"), ("a in (" + "1," * 600 + "1)", "500 values"),
    ("a = 1e999", "too large"), ("month(day(a)) = 1", "part of a part"), ("", "Expected a column"),
    ("__import__('os')", "There is no '__import__(...)'"), ("a.b = 1", "'.' means nothing here"),
    ("a == 12abc", "means nothing here")])
def test_what_cannot_be_read_is_said_in_a_sentence(text, part):
    with pytest.raises(ValueError) as caught:
        parse(text)
    assert part in str(caught.value) and str(caught.value)[-1] in ".?"


names = st.text(min_size=1, max_size=12)
values = st.one_of(st.booleans(), st.integers(-10**12, 10**12), st.floats(allow_nan=False, allow_infinity=False),
                   st.text(max_size=12))


@st.composite
def one_test(draw):
    operator = draw(st.sampled_from(OPERATORS))
    count = {"in": 3, "not in": 1, "between": 2, "missing": 0, "not missing": 0}.get(operator, 1)
    part = draw(st.sampled_from([None, None, *PARTS]))
    return Test(draw(names), operator, tuple(draw(values) for _ in range(count)), part)


def joined(inner):
    parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(parts.map(And), parts.map(Or), inner.map(Not))


@given(st.recursive(one_test(), joined, max_leaves=6))
@settings(max_examples=120, deadline=None, derandomize=True)
def test_text_and_plain_json_both_lead_back_to_the_same_condition(condition):
    assert parse(spell(condition)) == condition
    assert of_record(record(condition)) == condition


@pytest.mark.parametrize("raw",
                         [3, {}, {"and": []}, {"column": "a"}, {"column": "a", "operator": "like", "values": [1]},
                                 {"column": "a", "operator": "==", "values": [[1]]}, {"column": "a", "operator": "=="},
                                 {"column": "a", "operator": "==", "values": [1], "part": "century"}])
def test_records_that_say_no_condition_are_refused(raw):
    with pytest.raises(ValueError):
        of_record(raw)
