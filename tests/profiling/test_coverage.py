import numpy as np
import pandas as pd
import pytest

from synth.profiling.coverage import coverage
from tests.tables import dataset


def of(moments):
    return coverage(dataset({"day": pd.to_datetime(pd.Series(moments))}))


def test_every_month_is_a_bar_and_a_stretch_without_rows_is_told():
    months = [
        month
        for month in pd.date_range("2015-01-01", "2018-12-01", freq="MS")
        if not "2016-03" <= str(month)[:7] <= "2016-08"
    ]
    (found,) = of(np.repeat(months, 10))
    assert (found["unit"], found["first"], found["last"], len(found["labels"])) == ("month", "2015-01", "2018-12", 48)
    assert found["gaps"] == [{"first": "2016-03", "last": "2016-08", "units": 6}] and found["empty"] == 0.125
    assert sum(found["shares"]) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(
    "end, unit",
    [
        ("2020-01-04", "hour"),
        ("2020-03-01", "day"),
        ("2021-12-01", "week"),
        ("2027-01-01", "month"),
        ("2090-01-01", "year"),
    ],
)
def test_the_finest_unit_with_few_enough_bars(end, unit):
    (found,) = of(pd.date_range("2020-01-01", end, periods=2000))
    assert found["unit"] == unit and 50 < len(found["labels"]) <= 150


def test_units_that_few_rows_have_are_hidden_and_lone_ends_are_no_ends():
    (found,) = of(
        [*["1901-01-01"] * 2, *np.repeat(pd.date_range("2020-01-01", "2020-02-29"), 20), "2020-03-01", "2100-01-01"]
    )
    assert found["last"] == "2020-02-29" and "1901" not in str(found) and "2100" not in str(found)


def test_few_moments_or_one_moment_cover_nothing():
    assert of(["2020-01-01"] * 500) == [] and of(["2020-01-01", "2021-01-01"] * 10) == []


def test_centuries_take_several_years_a_bar():
    (found,) = of(pd.date_range("1800-01-01", "2060-01-01", periods=5000))
    assert found["unit"] == "2 years" and found["labels"][:2] == ["1800", "1802"] and len(found["labels"]) == 130
    assert found["gaps"] == [] and found["empty"] == 0
