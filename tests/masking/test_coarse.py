import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.masking.coarse import Prefix, Rare, by_period, by_share, by_width


def test_steps_of_equal_shares_are_told_by_their_mean():
    values = pd.Series([1, 2, 3, 10, 11, 12, 50, 51, 55])
    assert by_share(values, 3, 3)(values).tolist() == [2, 2, 2, 11, 11, 11, 52, 52, 52]


def test_a_frequent_value_is_a_step_of_its_own():
    values = pd.Series([0] * 50 + list(range(100, 150)))
    made = by_share(values, 10, 5)(values)
    assert (made[:50] == 0).all() and made[50:].nunique() == 5 and made[50:].min() == 104


def test_few_values_stay_if_each_has_rows_enough():
    values = pd.Series([1] * 5 + [2] * 5 + [3] * 2)
    assert by_share(values, 20, 5)(values).tolist() == [1] * 5 + [2] * 7
    assert by_share(values, 20, 2)(values).tolist() == values.tolist()


def test_decimals_gaps_and_missing_values_stay():
    values = pd.Series([0.25, 0.35, None, 0.50], dtype="Float64")
    made = by_share(values, 1, 3)(values)
    assert made.dtype == "Float64" and made.isna().tolist() == [False, False, True, False]
    assert made.dropna().tolist() == [0.35] * 3  # the mean, 0.367, on the grid of 0.05


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=60), st.integers(1, 12), st.integers(1, 8))
def test_every_step_holds_rows_enough_and_lies_inside_what_was_seen(numbers, steps, least):
    values = pd.Series(numbers)
    made = by_share(values, steps, least)(values)
    assert made.value_counts().min() >= min(least, len(values))
    assert values.min() <= made.min() <= made.max() <= values.max()
    assert made.iloc[np.argsort(values, kind="stable")].is_monotonic_increasing


def test_ranges_of_a_width_are_told_by_their_middle():
    values = pd.Series([20, 29, 31, 38, 42, 49])
    assert by_width(values, 10, 2)(values).tolist() == [25, 25, 35, 35, 45, 45]


def test_ranges_too_small_join_a_neighbour():
    values = pd.Series([20, 29, 31, 42, 49, 60])
    assert by_width(values, 10, 2)(values).tolist() == [25, 25, 50, 50, 50, 50]


def test_a_middle_outside_what_was_seen_gives_way_to_the_mean():
    values = pd.Series([28, 29, 29, 28, 27])
    assert by_width(values, 10, 2)(values).tolist() == [28] * 5


@pytest.mark.parametrize("unit, told", [("month", ["2024-01-03", "2024-02-01", "2024-02-01"]),
                                        ("year", ["2024-02-04"] * 3),
                                        ("week", ["2024-01-03", "2024-02-19", "2024-02-19"])])
def test_periods_are_told_by_their_first_day_if_it_was_seen(unit, told):
    values = pd.Series(pd.to_datetime(["2024-01-03", "2024-02-19", "2024-02-20"]))
    assert by_period(values, unit, 1)(values).dt.strftime("%Y-%m-%d").tolist() == told


def test_periods_follow_the_clock_of_their_zone():
    values = pd.Series(pd.to_datetime(["2024-03-01 10:00", "2024-03-31 23:30", "2024-04-02 08:00"]))
    values = values.dt.tz_localize("Europe/Berlin")
    made = by_period(values, "month", 1)(values)
    assert made.dtype == values.dtype and made[2] == pd.Timestamp("2024-04-01", tz="Europe/Berlin")
    assert made[0] == made[1] and made[0].month == 3


def test_postal_codes_keep_as_much_as_leaves_rows_together():
    values = pd.Series(["10115", "10117", "10119", "20095", "20097", None])
    assert Prefix(values, 3, 2)(values).tolist() == ["101**"] * 3 + ["200**"] * 2 + [None]
    assert Prefix(values, 3, 3)(values).tolist()[:5] == ["101**"] * 3 + ["*****"] * 2


def test_hyphens_and_blanks_of_a_code_stay():
    values = pd.Series(["SW1A 1AA", "SW1A 2AB"])
    assert Prefix(values, 4, 2)(values).tolist() == ["SW1A ***"] * 2


def test_rare_values_become_other_with_company_enough():
    values = pd.Series(["a"] * 9 + ["b"] * 6 + ["c"] * 3 + ["d"])
    assert Rare(values, 4)(values).value_counts().to_dict() == {"a": 9, "b": 6, "other": 4}
    assert Rare(values, 5)(values).value_counts().to_dict() == {"other": 10, "a": 9}


def test_columns_of_one_value_or_without_rare_ones_stay():
    for values in (pd.Series(["a", None]), pd.Series(["a"] * 5 + ["b"] * 5)):
        pd.testing.assert_series_equal(Rare(values, 5)(values), values)


def test_rare_codes_that_are_numbers_become_the_most_frequent_one():
    values = pd.Series([1] * 9 + [2] * 6 + [3])
    assert Rare(values, 5)(values).tolist() == [1] * 9 + [2] * 6 + [1]


def test_a_value_of_many_rows_is_not_swallowed_for_company():
    values = pd.Series(["f"] * 50 + ["m"] * 60 + ["x"])
    assert Rare(values, 5)(values).tolist() == ["f"] * 50 + ["m"] * 61
