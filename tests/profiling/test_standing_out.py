from itertools import combinations

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.profiling.levels import Levels
from synth.profiling.standing_out import candidates, standing_out
from tests.tables import dataset

N = 200


def of(data):
    return standing_out(data, {name: Levels.of(data.table[name]).codes for name in data.names})


def test_rows_that_are_alone_are_counted_by_hand():
    """190 rows share (a, x); six are alone in their pair, four share one."""
    found = of(dataset({"one": ["a"] * 190 + list("bcdefg") + ["h"] * 4, "two": ["x"] * 190 + ["y"] * 10}))
    assert found["sets"] == [{"columns": ["one", "two"], "alone": 0.03, "few": 0.05}]


def test_fewer_than_five_are_not_counted_out():
    found = of(dataset({"one": ["a"] * 197 + list("bcd"), "two": ["x"] * N}))
    assert found["sets"] == [{"columns": ["one", "two"], "alone": None, "few": 0.015}]


def test_nobody_stands_out_where_all_are_alike():
    assert of(dataset({"one": ["a", "b"] * 100, "two": ["x", "y"] * 100}))["sets"] == []


def test_few_rows_or_columns_tell_nothing():
    assert of(dataset({"one": ["a"] * N})) is None and of(dataset({"one": ["a"] * 50, "two": ["b"] * 50})) is None


def test_what_others_know_comes_first_and_measures_do_not_count():
    data = dataset(
        {
            "amount": np.arange(N) / 7,
            "points": np.arange(N) % 60,
            "colour": ["red", "blue"] * 100,
            "age": np.arange(N) % 70,
            "zip_code": np.arange(N) % 90,
            "y": [True, False] * 100,
        },
        "y",
    )
    assert candidates(data, {name: data.table[name].nunique() for name in data.names}) == ["age", "zip_code", "colour"]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_counts_are_those_of_pandas(seed):
    rng = np.random.default_rng(seed)
    table = pd.DataFrame(
        {name: rng.integers(0, levels, 150).astype(str) for name, levels in (("a", 3), ("b", 9), ("c", 25))}
    )
    for each in of(dataset(table))["sets"]:
        sizes = table.groupby(each["columns"]).size()
        alone = int((sizes == 1).sum())
        assert each["alone"] == (None if 0 < alone < 5 else round(alone / 150, 5))
        assert each["few"] == round(int(sizes[sizes < 5].sum()) / 150, 5)
    assert len(list(combinations("abc", 2))) + 1 >= len(of(dataset(table))["sets"])
