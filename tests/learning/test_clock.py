import numpy as np
import pandas as pd
import pytest

from synth.columns.kinds import describe
from synth.dataset import Dataset
from synth.learning.clock import apart, together


def visits(values) -> Dataset:
    table = pd.DataFrame({"at": values, "n": range(len(values))})
    return Dataset("visits", table, describe(table))


MOMENTS = {
    "plain": pd.to_datetime(["2024-01-01 09:30", "2024-01-02 17:00", "1969-12-31 23:59"]),
    "missing": pd.to_datetime(["2024-01-01 09:30", None, "2024-01-03 17:00"]),
    "zone": pd.to_datetime(["2024-03-30 09:30", "2024-03-31 12:00", None]).tz_localize("Europe/Berlin"),
    "coarse": pd.Series(pd.to_datetime(["2024-01-01 09:30", "2024-01-02 17:00", None])).dt.as_unit("s"),
}


@pytest.mark.parametrize("values", MOMENTS.values(), ids=MOMENTS)
def test_apart_and_together_is_the_same_table(values):
    data = visits(values)
    split, clocks = apart(data, np.random.default_rng(0))
    assert split.names == ["at", "n", "at (time of day)"] and not split.table["at (time of day)"].isna().any()
    pd.testing.assert_frame_equal(together(split.table.copy(), clocks), data.table)


@pytest.mark.parametrize("values", [["2024-01-01", "2024-01-02", "2024-02-01"],
                                    ["2024-01-01 09:00", "2024-01-01 10:00", "2024-01-01 11:00"]])
def test_dates_and_a_single_day_stay_as_they_are(values):
    data = visits(pd.to_datetime(values))
    split, clocks = apart(data, np.random.default_rng(0))
    assert not clocks and split.names == data.names


def test_a_name_that_is_taken_is_not_taken_again():
    table = pd.DataFrame({"at": MOMENTS["plain"], "at (time of day)": [1, 2, 3]})
    split, clocks = apart(Dataset("x", table, describe(table)), np.random.default_rng(0))
    pd.testing.assert_frame_equal(together(split.table.copy(), clocks), table)


def test_nothing_is_drawn_outside_the_span():
    data = visits(MOMENTS["plain"])
    split, clocks = apart(data, np.random.default_rng(0))
    late = split.table.assign(**{"at (time of day)": clocks["at"].day - 1})
    assert together(late, clocks)["at"].max() == data.table["at"].max()


@pytest.mark.parametrize("key", ["sequential_trees", "gaussian_copula"])
def test_the_rhythm_of_the_day_is_kept(key):
    from synth.technique import make

    rng = np.random.default_rng(0)
    at = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 90, 1000) * 86400
                                                      + rng.integers(9 * 3600, 17 * 3600, 1000), unit="s")
    made = make(key).fit(visits(at), rng).sample(1000, rng)["at"]
    assert made.dt.hour.between(9, 16).all() and made.dt.normalize().nunique() > 60
