"""Figures, and the means that weights have to meet for them, on rows one can check by head."""

import numpy as np
import pandas as pd
import pytest

from synth.scenarios import typed_shift
from synth.scenarios.moments import Aim, aims, checked, constraints, figure
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


def sales():
    """Three days with 10, 20 and 30 sold."""
    return dataset({"sales": [10.0, 20.0, 30.0], "day": pd.date_range("2024-01-01", periods=3)})


def test_a_trend_along_a_date_is_told_by_the_day_and_a_growth_by_the_unit():
    """10 more a day; of a mean of 20 that is a half a day, three and a half a week."""
    data = sales()
    assert figure(typed_shift("trend(sales,day)=+10%"), data.table, columns(data)) == pytest.approx(10.0)
    for unit, share in (("day", 0.5), ("week", 3.5)):
        assert figure(typed_shift(f"growth(sales,day)=2%/{unit}"), data.table, columns(data)) == pytest.approx(share)


@pytest.mark.parametrize(
    "text, day",
    [
        ("day=+30days", "2024-02-01"),
        ("day=-1week", "2023-12-26"),
        ("day=+1month", "2024-02-02"),
        ("day=+1 year", "2025-01-02"),
        ("day=2024-06-30", "2024-06-30"),
    ],
)
def test_the_mean_of_dates_moves_along_the_calendar(text, day):
    """From the 2nd of January, the mean of the first three days of the year."""
    data = sales()
    (aim,) = aims([typed_shift(text)], data.table, columns(data))
    assert pd.Timestamp(aim.goal, unit="D") == pd.Timestamp(day)


@pytest.mark.parametrize(
    "text, told",
    [
        ("day=+3", "holds dates: say how much later, as [+]30days"),
        ("day=+10%", "holds dates: say how much later"),
        ("spread(day)=+3", "scale their spread by a share"),
        ("trend(day,sales)=+10%", "shift a number along it"),
        ("sales=+3days", "holds numbers, not dates"),
        ("sales=2024-01-01", "holds numbers, not dates"),
        ("growth(sales,units)=1%/day", "no dates for 'sales' to grow along"),
    ],
)
def test_what_does_not_fit_a_date_or_a_number_is_a_sentence(text, told):
    data = dataset({**sales().table, "units": [1.0, 2.0, 4.0]})
    with pytest.raises(ValueError, match=told):
        checked([typed_shift(text)], columns(data))


def test_dates_are_not_moved_out_of_the_calendar():
    data = sales()
    with pytest.raises(ValueError, match="beyond the years 1701 to 2260"):
        aims([typed_shift("day=+400years")], data.table, columns(data))


@pytest.mark.parametrize("text", ["day=+10days", "growth(sales,day)=0.1%/week"])
def test_weights_meet_what_is_asked_of_dates(text):
    rng = np.random.default_rng(0)
    day = rng.integers(0, 200, 3000)
    data = dataset({"sales": 50 + rng.normal(size=3000), "day": pd.Timestamp("2024-01-01") + pd.to_timedelta(day, "D")})
    (aim,) = aims([typed_shift(text)], data.table, columns(data))
    weights = tilted(*constraints([aim], data.table, data.table, columns(data)))
    many = data.table.iloc[np.repeat(np.arange(3000), np.round(weights * 3e6).astype(int))]
    assert figure(aim.shift, many, columns(data)) == pytest.approx(aim.goal, abs=2e-3)


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
