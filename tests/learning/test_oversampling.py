import numpy as np
import pytest

from synth.learning.oversampling import between
from synth.learning.places import places
from tests.tables import dataset, people

RNG = np.random.default_rng(0)


def test_rows_lie_between_those_of_their_own():
    low = np.arange(200) % 2 == 0
    x = np.where(low, RNG.random(200), 10 + RNG.random(200))
    real = places(dataset({"x": x, "c": np.where(low, "a", "b")}), RNG)
    level, code = between(real, np.flatnonzero(low), 300, 5, RNG)
    table = real.table(level, code, RNG)
    assert len(table) == 300 and table["x"].max() <= 1 and set(table["c"]) == {"a"}


def test_more_rows_than_a_call_takes(monkeypatch):
    monkeypatch.setattr("synth.learning.oversampling.BLOCK", 50)
    monkeypatch.setattr("synth.learning.oversampling.DRAWN", 40)
    real = places(people(170, 0), RNG)
    for count in (1, 3, 500):
        level, code = between(real, np.arange(170), count, 5, RNG)
        assert {len(each) for each in (*level.values(), *code.values())} == {count}


def test_missing_values_are_those_of_most_neighbours():
    gone = np.arange(100) < 50
    real = places(dataset({"x": np.where(gone, np.nan, RNG.random(100)), "c": np.where(gone, "a", "b")}), RNG)
    table = real.table(*between(real, np.arange(100), 400, 5, RNG), RNG)
    assert (table["x"].isna() == (table["c"] == "a")).mean() > 0.95
    assert table["x"].isna().mean() == pytest.approx(0.5, abs=0.1)


@pytest.mark.parametrize("columns", [{"x": [1, 2, 3, 4]}, {"c": list("abab")}, {"x": [1, 2, 3, 4], "c": list("abab")}])
def test_numbers_alone_categories_alone_or_both(columns):
    real = places(dataset(columns), RNG)
    table = real.table(*between(real, np.arange(4), 30, 2, RNG), RNG)
    assert len(table) == 30 and all(set(table[name]) <= set(values) for name, values in columns.items())


def test_a_single_row_is_repeated():
    real = places(dataset({"x": [1, 2, 3], "c": list("abc")}), RNG)
    table = real.table(*between(real, np.array([1]), 4, 5, RNG), RNG)
    assert table["x"].tolist() == [2] * 4 and table["c"].tolist() == ["b"] * 4
