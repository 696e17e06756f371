"""The language of rules: what is spelled is read back, and whatever is typed ends in a rule or in a sentence."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from synth.rules import of_record
from synth.rules.arithmetic import Name, Number, Of, numbers, spelled
from synth.rules.parse import term
from synth.rules.typed import typed

TABLE = pd.DataFrame({"a": [1.0, -2.0, 3.5], "b c": [4.0, 0.0, -1.0]})
LEAVES = some.one_of(some.sampled_from([Name("a"), Name("b c")]), some.integers(-9, 9).map(lambda n: Number(float(n))))
TERMS = some.recursive(LEAVES, lambda inner: some.builds(Of, some.sampled_from("+-*"), inner, inner), max_leaves=8)
WORDS = some.sampled_from(
    [
        *"()+-*,<>=\"'`{}.5",
        "==",
        "<=",
        "a",
        "`b c`",
        "and",
        "or",
        "not",
        "if",
        "then",
        "unique",
        "is missing",
        "in",
        "between",
        "format",
        "true",
        "month",
        " ",
        "9",
        "é",
        "\n",
    ]
)


@given(TERMS)
@settings(max_examples=60, deadline=None)
def test_a_term_is_spelled_so_that_it_reads_back_as_the_same_numbers(tree):
    again = term(spelled(tree))
    np.testing.assert_allclose(numbers(again, TABLE), numbers(tree, TABLE))


@given(some.lists(WORDS, max_size=12).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_whatever_is_typed_ends_in_a_rule_or_in_a_sentence(text):
    try:
        rule = of_record(text)
    except ValueError as problem:
        assert str(problem)[-1] in ".?"
        return
    assert of_record(rule.record()).words() == rule.words()


@pytest.mark.parametrize(
    "text, value",
    [("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("10 - 3 - 2", 5), ("10 - (3 - 2)", 9), ("-2 * -3", 6), ("2 * (a - -1)", 4)],
)
def test_products_come_before_sums_and_sums_are_read_from_the_left(text, value):
    assert numbers(term(text), TABLE)[0] == value


@pytest.mark.parametrize(
    "raw",
    [
        {},
        [],
        7,
        None,
        {"kind": "order"},
        {"kind": "order", "ordered": "ab"},
        {"kind": "range", "column": "a"},
        {"kind": "range", "column": "a", "low": [1]},
        {"kind": "range", "column": "a", "low": True},
        {"kind": "expression", "text": 5},
        {"kind": "format", "column": "a", "pattern": ""},
        {"kind": "if_then", "given": "a > 1"},
        {"kind": "combination", "together": ["a", "b"], "allowed": [["x"]]},
        {"kind": "formula", "column": "a", "formula": "b +"},
        {"kind": "unique", "together": [["a"]]},
        {"kind": "formula", "column": "a", "formula": "b", "within": -1},
        {"kind": ["order"]},
    ],
)
def test_records_that_say_no_rule_are_refused_in_a_sentence(raw):
    with pytest.raises(ValueError) as caught:
        of_record(raw)
    assert str(caught.value)[-1] in ".?"


def test_an_if_may_hold_arithmetic():
    """The then is looked for among the tokens of rules, not of conditions, which know no plus and no star."""
    assert "a" in typed("if a * 2 > b + 1 then a >= 0").columns
