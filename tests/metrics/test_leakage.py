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
    train, holdout, made = (dataset({"n": each}) for each in (list(range(40)), [0] + [15] * 39, list(range(10)) + [15] * 30))
    # Of 0 to 9 and 30 to 39, ten of twenty come out, one of twenty is known from the holdout; 15 is no extreme.
    assert leaked_extremes.measure(train, holdout, made, rng(0))[0].value == pytest.approx((0.5 - 0.05) / (1 - 0.05))


def test_what_more_than_five_rows_hold_is_not_rare():
    values = pd.Series([0.0] * 6 + [1.0] * 5 + list(range(2, 30)))
    assert 0.0 not in rare(values, Kind.INTEGER) and rare(values, Kind.INTEGER)[1.0] == 5
    assert sorted(outermost(values, Kind.INTEGER).index) == [*range(1, 10), *range(20, 30)]
    assert outermost(values, Kind.CATEGORY).empty


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
