"""Every kind of rule: which rows break it, in words, as JSON, and how rows are put right."""

import numpy as np
import pandas as pd
import pytest

from synth.rules import holds, of_record, on, words
from tests.tables import dataset

ROWS = {
    "low": [1, 5, 3, 4],
    "high": [2, 4, 3, None],
    "total": [3.0, 9.0, 6.5, None],
    "city": ["Rome", "Bonn", "Rome", None],
    "country": ["IT", "DE", "DE", "IT"],
    "red": [1, 0, 0, 1],
    "blue": [0, 0, 1, 1],
    "paid": [True, False, True, False],
    "start": pd.to_datetime(["2024-01-01", "2024-03-05", "2024-02-29", None]),
    "end": pd.to_datetime(["2024-01-02", "2024-03-01", "2024-02-29", "2024-01-01"]),
}
BROKEN = {
    "low <= high": [1],
    "low < high": [1, 2],
    "high >= low": [1],
    "start <= end": [1],
    "total == low + high": [2],
    "total == 2 * low - (high - 5) * 0 + 1": [1, 2],
    "low between 2 and 4": [0, 1],
    "low >= 3": [0],
    'start >= "2024-02-01"': [0],
    'start between "2024-02-01" and "2024-02-29"': [0, 1],
    "unique(city)": [2],
    "unique(city, country)": [],
    "unique(country)": [2, 3],
    "one_hot(red, blue)": [1, 3],
    'format(city, "[A-Z]o[a-z]{2}")': [],
    'format(city, "R\\w+")': [1],
    'if city == "Rome" then country == "IT"': [2],
    "if paid == true then total is not missing": [],
    "if paid == false then high is missing": [1],
    '(low + high) * 2 > total and not city == "Bonn"': [1],
    "month(start) == month(end)": [],
    "low != -5": [],
    "low != high or city == country": [2],
    '{"kind": "range", "column": "high", "high": 3}': [1],
    '{"kind": "combination", "together": ["city", "country"], "allowed": [["Rome", "IT"], ["Bonn", "DE"]]}': [2],
}


def table() -> pd.DataFrame:
    return pd.DataFrame(ROWS)


@pytest.mark.parametrize("text", BROKEN)
def test_the_rows_that_break_it_are_those_that_break_it_by_head(text):
    (rule,) = on([text], dataset(ROWS))
    assert np.flatnonzero(~holds(rule, table())).tolist() == BROKEN[text]


@pytest.mark.parametrize("text", BROKEN)
def test_its_record_says_the_same(text):
    rule = of_record(text)
    (again,) = on([rule.record()], dataset(ROWS))
    assert again.record() == rule.record() and words(again) == words(rule)
    assert np.flatnonzero(again.broken(table())).tolist() == BROKEN[text]


def test_words():
    said = {
        "low <= high": "low ≤ high",
        "start < end": "start < end",
        "total = low + 2 * high": "total is low + 2 * high",
        "low >= 3": "low is at least 3",
        "unique(low)": "low never repeats",
        "unique(low, high)": "no two rows have the same low and high",
        "one_hot(red, blue)": "exactly one of red and blue is set",
        'if city == "Rome" then country == "IT"': "if city is Rome, then country is IT",
        "combination(city, country)": "city and country combine only as in 5 real rows or more",
        "low * (1 - high) < total or city is missing": "low * (1 - high) is below total or city is missing",
    }
    assert {text: words(of_record(text)) for text in said} == said
    assert words(of_record("low <= high"), str.upper) == "LOW ≤ HIGH"


@pytest.mark.parametrize(
    "text, why",
    [
        ("low <= hihg", "did you mean 'high'"),
        ("city <= low", "both must hold numbers, or both dates"),
        ("city + 1 > low", "holds no numbers"),
        ("low <", "Expected"),
        ("low < high)", "the end"),
        ("1 + ", "Expected"),
        ("if low > 3", "needs a 'then'"),
        ("unique()", "columns separated by commas"),
        ("unique(low, low)", "different columns"),
        ("one_hot(low, red)", "other values than 0 and 1"),
        ('format(city, "(a+)+")', "too much"),
        ('format(city, "[")', "no regular"),
        ('format(city, "a*b*c*d*")', "too much"),
        ("low between 4 and 2", "lower end"),
        ("low >= 99", "No row learned from"),
        ('{"kind": "magic"}', "no rule of kind"),
        ('{"kind": "order", "columns": ["a"]}', "has no 'columns'"),
        ('{"kind": ', "no rule in JSON"),
        ("combination(city, country)", "5 real rows"),
        ("__import__('os')", "no '__import__"),
        ('city == "Rom"', "holds no 'Rom'"),
        ("city == low + 1", "holds no numbers"),
        ("weekday(low) == 1 + 1", "no dates"),
        ("x" * 5000, "4,000 characters"),
        ("(" * 60 + "low", "nested"),
        ("low + " * 900 + "low > 1", "4,000 characters"),
    ],
)
def test_what_does_not_fit_is_told_in_a_sentence(text, why):
    with pytest.raises(ValueError, match="(?s)" + why.replace("(", r"\(").replace("+", r"\+")) as caught:
        on([text], dataset(ROWS))
    assert str(caught.value)[0] in "'123" or str(caught.value)[0].isupper()
    assert str(caught.value)[-1] in ".?"


def test_a_missing_value_breaks_no_rule_but_one_about_gaps():
    gap = pd.DataFrame({"a": [np.nan, 1.0], "b": [1.0, np.nan]})
    for text in ("a < b", "a == b + 1", "a >= 5", "unique(a)", "a + b > 9"):
        assert not of_record(text).broken(gap)[0] and (text == "a >= 5" or not of_record(text).broken(gap)[1]), text
    assert of_record("a is not missing").broken(gap).tolist() == [True, False]


def test_a_sum_is_computed_anew_to_the_last_decimal_of_its_column_and_only_where_it_is_off():
    real = dataset({"net": [1.05, 2.5, 9.99], "rate": [0.1, 0.2, 0.1], "tax": [0.11, 0.5, 1.0]})
    (rule,) = on(["tax == net * rate"], real)
    drawn = pd.DataFrame({"net": [1.05, 3.33, 2.0], "rate": [0.1, 0.1, np.nan], "tax": [0.1, 7.0, 7.0]})
    assert rule.broken(drawn).tolist() == [False, True, False]  # 0.105 is half a cent from 0.10
    assert rule.mended(drawn, np.random.default_rng(0))["tax"].tolist() == [0.1, 0.33, 7.0]


def test_a_total_that_its_dtype_cannot_hold_is_left_to_be_drawn_anew():
    real = dataset({"a": np.array([1, 2], "int8"), "b": np.array([1, 3], "int8"), "s": np.array([2, 5], "int8")})
    (rule,) = on(["s == a + b"], real)
    drawn = pd.DataFrame({"a": [100, 1], "b": [100, 1], "s": [3, 3]}, dtype="int8")
    mended = rule.mended(drawn, np.random.default_rng(0))
    assert rule.broken(mended).tolist() == [True, False] and mended.dtypes.eq("int8").all()


def test_a_range_is_clipped_to_real_values_within_it():
    (rule,) = on(["a between 2 and 7"], dataset({"a": [1, 3, 6, 9]}))
    mended = rule.mended(pd.DataFrame({"a": [1, 2, 7, 8, 5]}), np.random.default_rng(0))
    assert mended["a"].tolist() == [3, 2, 7, 6, 5] and mended["a"].dtype == "int64"


def test_a_combination_becomes_the_allowed_one_that_agrees_in_most_columns():
    places = {
        "city": ["Rome"] * 6 + ["Bonn"] * 6 + ["Ulm"] * 4,
        "state": ["RM"] * 6 + ["NW"] * 6 + ["BW"] * 4,
        "country": ["IT"] * 6 + ["DE"] * 10,
    }
    (rule,) = on(["combination(city, state, country)"], dataset(places))
    drawn = pd.DataFrame({"city": ["Rome", "Bonn", None], "state": ["NW", "NW", "NW"], "country": ["IT", "DE", "IT"]})
    assert rule.broken(drawn).tolist() == [True, False, False]
    assert rule.mended(drawn, np.random.default_rng(0)).iloc[0].tolist() == ["Rome", "RM", "IT"]
    assert rule.broken(pd.DataFrame({"city": ["Ulm"], "state": ["BW"], "country": ["DE"]})).all()  # 4 real rows have it


def test_of_choices_exactly_one_stays_or_is_drawn_as_frequent_as_it_is():
    real = dataset({"red": [1] * 9 + [0], "blue": [0] * 9 + [1]})
    (rule,) = on(["one_hot(red, blue)"], real)
    drawn = pd.DataFrame({"red": [1] * 500 + [0] * 500, "blue": [1] * 500 + [0] * 500})
    mended = rule.mended(drawn, np.random.default_rng(0))
    assert (mended.sum(axis=1) == 1).all() and 0.85 < mended["red"].mean() < 0.95
    kept = pd.DataFrame({"red": [0, 1], "blue": [1, 0]})
    assert rule.mended(kept, np.random.default_rng(0)) is kept


def test_where_one_value_or_a_gap_is_asked_for_it_is_put_there():
    real = dataset({"job": ["none", "cook", "none"], "wage": [np.nan, 9.0, np.nan], "hours": [0, 8, 0]})
    gap, zero = on(['if job == "none" then wage is missing', 'if job == "none" then hours == 0'], real)
    drawn = pd.DataFrame({"job": ["none", "cook"], "wage": [5.0, 5.0], "hours": [3, 3]})
    assert gap.mended(drawn, np.random.default_rng(0))["wage"].isna().tolist() == [True, False]
    assert zero.mended(drawn, np.random.default_rng(0))["hours"].tolist() == [0, 3]


def test_large_whole_numbers_are_compared_exactly():
    large = pd.DataFrame({"a": pd.array([2**62, 2**62, None], "Int64"), "b": pd.array([2**62 + 1, 2**62, 1], "Int64")})
    assert of_record("a < b").broken(large).tolist() == [False, True, False]
