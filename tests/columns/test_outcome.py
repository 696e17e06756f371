import re

import numpy as np
import pandas as pd
import pytest

from synth.columns.kinds import describe
from synth.columns.outcome import outcome, told

N = 200


def record(values, name="x") -> dict:
    values = pd.Series(values, name=name)
    (column,) = describe(pd.DataFrame({name: values}))
    return told(values, column, values.nunique(), "17 to 90, half between 20 and 30")


@pytest.mark.parametrize(
    "name, values, form",
    [
        ("age", np.arange(N) % 70 + 17, "whole numbers, 17 to 90"),
        ("x", np.arange(N) / 7, "numbers, 17 to 90"),
        ("x", ["a", "b"] * (N // 2), "one of 2 values"),
        ("x", ["a"] * N, "always its one value"),
        ("x", [None] * N, "nothing: it stays empty"),
        ("mail", [f"user{i}@firm.de" for i in range(N)], r"made-up e-mail addresses, like \S+@example\.(com|org|net)"),
        ("order_id", [f"A-{i:04d}" for i in range(N)], r"made-up keys, like A-\d{4}"),
        ("id", np.arange(1, N + 1), "made-up keys, like 20\\d"),
        ("dob", pd.date_range("1950-01-01", periods=N, freq="37D"), r"made-up dates, like \d{4}-\d\d-\d\d"),
    ],
)
def test_what_comes_out_in_words(name, values, form):
    assert re.fullmatch(form, record(values, name)["out"])


def test_an_example_is_made_up_and_always_the_same():
    values = [f"Ada Lovelace {chr(65 + i % 26)}{chr(65 + i // 26)}" for i in range(N)]
    first = record(values, "full name")["out"]
    assert first == record(values, "full name")["out"] and first.partition("like ")[2] not in values


def test_no_example_where_none_is_asked_for():
    values = pd.Series([f"user{i}@firm.de" for i in range(N)], name="mail")
    (column,) = describe(values.to_frame())
    assert outcome(values, column, N, "", example=False) == "made-up e-mail addresses"


def test_rungs_and_codes_of_few_rows_are_not_counted_out():
    found = record(["low", "medium", "high"] * 9 + ["very low"] * 2 + ["?"] * 3 + ["--"] * 6)
    assert found["order"] == ["low", "medium", "high"]
    assert {code["value"]: code["rows"] for code in found["codes"]} == {"--": 6, "?": None}
