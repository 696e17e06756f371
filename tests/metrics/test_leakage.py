import numpy as np
import pandas as pd
import pytest

from synth.dataset import Kind
from synth.metric import Skip
from synth.metrics.leakage import leaked_extremes, leaked_rare_values, outermost, rare
from tests.tables import dataset

rng = np.random.default_rng


def test_rare_values_by_hand():
    levels = [f"r{i}" for i in range(10)]
    train, holdout, made = (dataset({"c": (found + ["x"] * 40)[:40]}) for found in (levels, levels[:1], levels[:5]))
    # Five of ten come out, one of ten is known from the holdout.
    score, part = leaked_rare_values.measure(train, holdout, made, rng(0))
    assert score.value == pytest.approx((0.5 - 0.1) / (1 - 0.1)) and part.about == ("c",)


def test_extremes_by_hand():
    train, holdout, made = (dataset({"n": each})
                            for each in (list(range(60)), [0] * 2 + [30] * 58, list(range(20)) + [30] * 40))
    # Of 0 to 19 and 40 to 59, twenty of forty come out, one of forty is known from the holdout; 30 is no extreme.
    assert leaked_extremes.measure(train, holdout, made, rng(0))[0].value == pytest.approx((0.5 - 0.025) / (1 - 0.025))


def test_what_more_than_five_rows_hold_is_not_rare():
    counts = pd.Series({0.0: 6, 1.0: 5} | dict.fromkeys(map(float, range(2, 50)), 1))
    assert 0.0 not in rare(counts, Kind.INTEGER) and rare(counts, Kind.INTEGER)[1.0] == 5
    assert sorted(outermost(counts, Kind.INTEGER).index) == [*range(1, 20), *range(30, 50)]
    assert outermost(counts, Kind.CATEGORY).empty and outermost(counts.iloc[:39], Kind.INTEGER).empty


def test_fewer_held_out_rows_find_fewer_of_a_copys_values_which_counts_as_all():
    train = dataset({"n": list(range(400))})
    holdout = dataset({"n": [-1] * 200})
    score = leaked_rare_values.measure(train, holdout, train, rng(0))[0]
    assert score.low < 1 < score.high and score.value == pytest.approx(1, abs=0.15)


def test_without_rare_values_there_is_nothing_to_leak():
    data = dataset({"c": ["a", "b"] * 30})
    with pytest.raises(Skip, match="5 training rows"):
        leaked_rare_values.measure(data, data, data, rng(0))
    with pytest.raises(Skip, match="held out"):
        leaked_rare_values.measure(data, None, data, rng(0))
