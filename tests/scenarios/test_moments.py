"""Figures, and the means that weights have to meet for them, on rows one can check by head."""

import numpy as np
import pytest

from synth.scenarios import typed_shift
from synth.scenarios.moments import Aim, aims, constraints, figure
from synth.scenarios.tilt import tilted
from tests.tables import dataset


@pytest.fixture
def data():
    """x 0, 2, 4, 6; t 0, 1, 0, 1: covariance 0.5, spread of x sqrt 5, of t 0.5."""
    return dataset({"x": [0.0, 2.0, 4.0, 6.0], "t": [0.0, 1.0, 0.0, 1.0]})


def columns(data) -> dict:
    return {each.name: each for each in data.columns}


@pytest.mark.parametrize(
    "text, expected",
    [
        ("x=+1", 3.0),
        ("spread(x)=+1", 5**0.5),
        ("trend(x,t)=+1", 0.5 / 0.25),
        ("correlation(x,t)=0", 0.5 / (0.5 * 5**0.5)),
    ],
)
def test_figures_by_hand(data, text, expected):
    assert figure(typed_shift(text), data.table, columns(data)) == pytest.approx(expected)


@pytest.mark.parametrize("text, goal", [("x=+10%", 3.3), ("x=-1", 2.0), ("x=7", 7.0), ("trend(x,t)=-50%", 1.0)])
def test_goals_by_hand(data, text, goal):
    assert aims([typed_shift(text)], data.table, columns(data))[0].goal == pytest.approx(goal)


def test_a_date_can_be_what_a_trend_runs_along():
    import pandas as pd

    data = dataset({"sales": [10.0, 20.0, 30.0], "day": pd.date_range("2024-01-01", periods=3)})
    assert figure(typed_shift("trend(sales,day)=+10%"), data.table, columns(data)) * 86400 == pytest.approx(10.0)


@pytest.mark.parametrize("text", ["x=+0.3", "spread(x)=+15%", "correlation(x,t)=0.1", "trend(x,t)=-50%"])
def test_weights_that_meet_the_means_have_the_figure(text):
    """Among rows with gaps in either column; the weighted figure is taken from rows repeated as often as they weigh."""
    rng = np.random.default_rng(0)
    t = rng.normal(size=4000)
    x = t + rng.normal(size=4000)
    x[rng.random(4000) < 0.2], t[rng.random(4000) < 0.1] = np.nan, np.nan
    data = dataset({"x": x, "t": t})
    (aim,) = aims([typed_shift(text)], data.table, columns(data))
    weights = tilted(*constraints([aim], data.table, data.table, columns(data)))
    many = data.table.iloc[np.repeat(np.arange(4000), np.round(weights * 4e6).astype(int))]
    assert figure(aim.shift, many, columns(data)) == pytest.approx(aim.goal, abs=2e-3)
    assert many["x"].isna().mean() == pytest.approx(np.isnan(x).mean(), abs=0.01)


def test_what_has_no_figure_is_told():
    data = dataset({"x": [1.0, 1.0], "t": [0.0, 0.0]})
    with pytest.raises(ValueError, match="too few different values"):
        aims([typed_shift("correlation(x,t)=0.1")], data.table, columns(data))
    with pytest.raises(ValueError, match="is 0, and a share of 0 is 0"):
        aims([typed_shift("t=+10%")], data.table, columns(data))
    assert aims([typed_shift("t=+1")], data.table, columns(data)) == [Aim(typed_shift("t=+1"), 0.0, 1.0)]
