"""Rules as they are typed: what is spelled reads back as the same rule."""

import pytest

from synth.rules import of_record, typed
from synth.rules.spelling import spelling


@pytest.mark.parametrize(
    "text",
    [
        "a <= b",
        "`start day` < end",
        "total == price * quantity * (1 - discount)",
        "age between 18 and 99",
        "age >= 18",
        'born <= "2024-02-29"',
        "unique(id, `line no`)",
        "one_hot(card, cash)",
        "combination(city, state)",
        'format(code, "[A-Z]{2}-\\d{4}")',
        "format(code, '\"\\d\"')",
        'if job == "none" then wage is missing',
        "price * quantity < 1000 or refund is missing",
    ],
)
def test_the_text_says_the_same_rule(text):
    assert spelling(typed(text)) == text


@pytest.mark.parametrize(
    "record",
    [
        {"kind": "formula", "column": "total", "formula": "net + tax", "within": 0.5},
        {"kind": "combination", "together": ["a", "b"], "allowed": [["x", "y"]]},
    ],
)
def test_what_no_text_says_is_json_that_reads_back(record):
    text = spelling(of_record(record))
    assert text.startswith("{") and typed(text).record() == record
