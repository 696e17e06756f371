import json

import numpy as np
import pandas as pd
import pytest

from synth.closer.rule import conditions, meets, words
from synth.dataset import Kind
from synth.measuring.binning import Bins, codes, quantile_bins
from tests.tables import dataset

JUNE, LATER = 1590969600.0, float(np.nextafter(1590969600.0, np.inf))
DATA = dataset({"age": [18, 25, 29, 30, 44, 80], "job": ["cook", "clerk", "judge", "cook", None, "odd"],
                "pay": [0.0, 0.0, 1.5, 2.5, None, 9.0],
                "day": np.array(["2020-01-01", "2020-06-01", "2020-06-01", "2021-01-01", "2022-01-01", "NaT"],
                                "M8[ns]")})
AGES = Bins(Kind.INTEGER, ("a", "b", "c", "missing"), edges=(-np.inf, 25.0, 30.0, np.inf))
JOBS = Bins(Kind.CATEGORY, ("cook", "clerk", "judge", "other", "missing"), levels=("cook", "clerk", "judge"))
PAYS = Bins(Kind.REAL, ("a", "b", "c", "missing"), edges=(-np.inf, 0.0, float(np.nextafter(0.0, 1)), np.inf))
DAYS = Bins(Kind.MOMENT, ("a", "b", "c", "missing"), edges=(-np.inf, JUNE, LATER, np.inf))
BINS = {"age": AGES, "job": JOBS, "pay": PAYS, "day": DAYS}


def rule(name: str, kept: list[int]) -> list[dict]:
    """The conditions that keep these codes, checked to be JSON and to keep just the rows of these codes."""
    bins, found = BINS[name], codes(BINS[name], DATA.table[name])
    every = np.arange(bins.size)
    made = conditions(DATA.column(name), bins, np.isin(every, kept), np.isin(every, found))
    made = json.loads(json.dumps(made, allow_nan=False))
    assert meets(made, DATA).tolist() == np.isin(found, kept).tolist()
    return made


@pytest.mark.parametrize("name, kept, expected", [
    ("age", [1], "age 25 to 29"), ("age", [0], "age below 25"), ("age", [1, 2], "age 25 or more"),
    ("age", [0, 1, 2], ""),
    ("job", [0], "job cook"), ("job", [0, 1, 2, 3], "job given"), ("job", [4], "job missing"),
    ("job", [1, 2], "job clerk or judge"), ("job", [3], "job none of cook, clerk and judge"),
    ("job", [1, 2, 3, 4], "(job not cook or missing)"),
    ("pay", [1], "pay exactly 0"), ("pay", [2], "pay above 0"), ("pay", [1, 3], "(pay exactly 0 or missing)"),
    ("day", [0], "day before 2020-06-01"), ("day", [1], "day at 2020-06-01"),
    ("day", [1, 2], "day 2020-06-01 or later"), ("day", [2], "day after 2020-06-01"),
    ("day", [0, 1], "day up to 2020-06-01")])
def test_conditions_in_words_and_the_rows_that_meet_them(name, kept, expected):
    assert words(rule(name, kept), DATA) == expected


def test_several_columns_are_all_to_be_met():
    both = rule("age", [1, 2]) + rule("job", [0])
    assert words(both, DATA) == "age 25 or more and job cook"
    assert meets(both, DATA).tolist() == [False, False, False, True, False, False]
    assert both == [{"column": "age", "op": ">=", "value": 25}, {"column": "job", "op": "in", "value": ["cook"]}]


def test_a_bound_between_floats_is_told_as_the_number_it_is_beside():
    cents = quantile_bins(pd.Series([0.1] * 50 + [0.2, 0.3, 0.4, 0.5] * 10), Kind.REAL, 4)
    data = dataset({"x": [0.1, 0.2, 0.5]})
    found = codes(cents, data.table["x"])
    above = conditions(data.column("x"), cents, np.arange(cents.size) > found[0], np.isin(np.arange(cents.size), found))
    assert words(above, data) == "x above 0.1" and meets(above, data).tolist() == [False, True, True]


def test_flags_whole_numbers_and_texts_of_the_same_look_are_told_apart():
    flags = dataset({"f": [True, False, None]}, f="flag")
    assert meets([{"column": "f", "op": "in", "value": [True]}], flags).tolist() == [True, False, False]
    others = [{"column": "f", "op": "not in", "value": [True], "or_missing": True}]
    assert meets(others, flags).tolist() == [False, True, True]
    mixed = dataset({"c": pd.Series(["1", 1, "True"], dtype=object)})
    assert meets([{"column": "c", "op": "in", "value": ["1"]}], mixed).tolist() == [True, False, False]


def test_many_levels_are_counted():
    said = words([{"column": "job", "op": "in", "value": list("abcdef")}], DATA)
    assert said == "job a, b, c or 3 others"
