"""The benchmark of filling: what is counted, by head, and that a perfect filler is seen as one."""

import numpy as np
import pandas as pd
import pytest

from synth.benchmarks import filling as benchmark
from synth.benchmarks.imputers import middle, neighbours, own_shares
from synth.benchmarks.tally import Tally
from tests.tables import dataset


@pytest.fixture
def population():
    return dataset({"x": np.arange(100.0), "c": ["a"] * 60 + ["b"] * 40})


def test_the_truth_filled_in_is_right_and_unlike_nothing(population):
    tally, true = Tally(population, population), population.table
    hidden = np.random.default_rng(0).random(true.shape) < 0.3
    tally.add([true, true], true, hidden, 0.0)
    record = tally.record(tally.width)
    assert (record["right"], record["error"], record["column TV"], record["pair TV"]) == (1, 0, 0, 0)
    assert (record["covered"], record["width"]) == (1, 1)


def test_what_is_wrong_is_counted(population):
    """Two hidden categories, one hit; a hidden 10 filled with 39 is off by 29 of the column's 29.01."""
    true = population.table.iloc[[10, 70]].reset_index(drop=True)
    filled = pd.DataFrame({"x": [39.0, 70.0], "c": ["a", "a"]})
    tally = Tally(population, population)
    tally.add([filled], true, np.array([[True, True], [False, True]]), 0.0)
    record = tally.record(tally.width)
    assert record["right"] == 0.5 and record["error"] == pytest.approx(29 / 29.01, abs=0.001)
    assert record["column TV"] == pytest.approx((1 + 0.5) / 2) and record["pair TV"] == 1


def test_imputers_fill_every_gap_and_keep_what_is_given(population):
    rows = pd.DataFrame({"x": [5.0, None], "c": [None, "b"]})
    for imputer in (own_shares, middle, neighbours):
        table = imputer(population, rows, 2, np.random.default_rng(0))[0]
        assert table.notna().all(axis=None) and table["x"][0] == 5 and table["c"][1] == "b", imputer
    assert middle(population, rows, 1, np.random.default_rng(0))[0].to_dict("list") == {"x": [5, 50], "c": ["a", "b"]}
    assert neighbours(population, rows, 1, np.random.default_rng(0))[0]["c"][0] == "a"


def test_cells_are_hidden_at_random_or_by_the_target(population):
    rng = np.random.default_rng(0)
    table = pd.concat([population.table] * 50, ignore_index=True)
    assert benchmark._mcar(table, None, rng).mean() == pytest.approx(0.2, abs=0.01)
    hidden = benchmark._mar(table, "x", rng)
    assert not hidden[:, 0].any() and hidden[:, 1].mean() == pytest.approx(0.2, abs=0.02)
    assert hidden[table["x"] > 80, 1].mean() > 5 * hidden[table["x"] < 20, 1].mean()


def test_a_line_for_each_table_pattern_and_way(monkeypatch):
    monkeypatch.setattr(benchmark, "ROUNDS", 1)
    monkeypatch.setattr(benchmark, "ROWS", 60)
    found = benchmark.filling(None, ["penguins"], ["sequential_trees", "median or mode"])
    assert len(found) == 2 * 3 and set(found["hidden"]) == {"at random", "by the target"}
    trees = found[found["filled by"] == "Sequential trees"]
    assert (trees["right"] > 0.5).all() and (trees["pair TV"] < 0.3).all()
