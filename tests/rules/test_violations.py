"""Violations counted over a table one can check by head."""

import json

import numpy as np

from synth.rules import on
from synth.rules.mining import counted
from synth.rules.violations import violations
from tests.tables import dataset

REAL = dataset({"a": [1, 2, 3, 4], "b": [2, 3, 4, 9], "c": ["x", "y", "x", None]})
MADE = dataset({"a": [5, 9, 1, 4], "b": [4, 1, 2, 9], "c": ["x", None, "x", "y"]})


def test_accepted_rules_come_first_and_each_is_counted_once():
    accepted = on(["a < b", "b <= 9"], REAL)
    found = [counted(rule, REAL) for rule in on(["a < b", "a + b < 9", "c is not missing"], REAL)]
    told = violations(accepted, found, REAL, MADE)
    assert [(each["words"], each["accepted"], each["count"]) for each in told] == [
        ("a < b", True, 2),
        ("b is at most 9", True, 0),
        ("a + b is below 9", False, 3),
        ("c is not missing", False, 1),
    ]
    assert told[0]["examples"] == [{"a": 5, "b": 4, "c": "x"}, {"a": 9, "b": 1, "c": None}]
    assert told[2]["support"] is None and told[2]["exceptions"] is None  # of four real rows nothing is counted out
    assert "support" not in told[1] and json.loads(json.dumps(told, allow_nan=False)) == told


def test_no_row_that_equals_a_real_one_is_shown():
    made = MADE.take(np.array([0])).table
    made.loc[1] = REAL.table.loc[3]  # breaks the rule, and is a real row
    told = violations(on(["a + b < 9"], REAL), [], REAL, REAL.with_table(made))
    assert told[0]["count"] == 2 and told[0]["examples"] == [{"a": 5, "b": 4, "c": "x"}]


def test_at_most_twenty_rows_are_shown():
    made = REAL.take(np.zeros(50, dtype=int)).table.assign(a=7, b=1)
    (told,) = violations(on(["a < b"], REAL), [], REAL, REAL.with_table(made))
    assert told["count"] == 50 and len(told["examples"]) == 20
