"""Columns to codes and back, by head and by property."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from synth.dataset import Column, Kind
from synth.learning.encoding import codec
from synth.learning.grid import Grid


def made(values: pd.Series, kind: Kind, bins: int = 100):
    return codec(values, Column("x", kind), bins)


def back(values: pd.Series, kind: Kind, bins: int = 100) -> pd.Series:
    """Every value encoded and drawn again."""
    each = made(values, kind, bins)
    return pd.Series(each.decode(each.codes(values), np.random.default_rng(0)))


COLUMNS = {
    "int64": (pd.Series([3, 1, 1, 7]), Kind.INTEGER),
    "Int64": (pd.Series([3, None, 1, 7], dtype="Int64"), Kind.INTEGER),
    "int8": (pd.Series([3, 1, 127, -128], dtype="int8"), Kind.INTEGER),
    "integers beside missing ones": (pd.Series([3.0, np.nan, 1.0]), Kind.INTEGER),
    "big": (pd.Series([2**62, 2**62 + 1, -(2**62)]), Kind.INTEGER),
    "float64": (pd.Series([0.1, 0.2, 1e9]), Kind.REAL),
    "Float64": (pd.Series([0.25, None, -1.5], dtype="Float64"), Kind.REAL),
    "float32": (pd.Series([0.1, 0.2, np.nan], dtype="float32"), Kind.REAL),
    "text": (pd.Series(["a", None, "Köln", "a"]), Kind.CATEGORY),
    "category": (pd.Series(["a", None, "b"], dtype=pd.CategoricalDtype(["a", "b", "unused"])), Kind.CATEGORY),
    "integers as categories": (pd.Series([5, 9, 5]), Kind.CATEGORY),
    "bool": (pd.Series([True, False]), Kind.FLAG),
    "boolean": (pd.Series([True, None, False], dtype="boolean"), Kind.FLAG),
    "moments": (pd.Series(pd.to_datetime(["2020-02-29 00:00", None, "2020-03-01 12:00"])), Kind.MOMENT),
    "moments in seconds": (pd.Series(pd.to_datetime(["2020-02-29", "2020-03-01"])).astype("M8[s]"), Kind.MOMENT),
    "moments in a zone": (pd.Series(pd.to_datetime(["2020-02-29", None, "2020-07-01"])).dt.tz_localize("Europe/Berlin"),
                          Kind.MOMENT),
    "all missing": (pd.Series([np.nan, np.nan]), Kind.REAL),
    "all missing text": (pd.Series([None, None], dtype=object), Kind.CATEGORY),
}


@pytest.mark.parametrize("values, kind", COLUMNS.values(), ids=COLUMNS)
def test_few_values_come_back_as_they_were(values, kind):
    pd.testing.assert_series_equal(back(values, kind), values, check_exact=True)


def test_codes_stand_in_the_order_of_numbers_and_missing_is_first():
    values = pd.Series([10.0, np.nan, 2.0, 5.0])
    each = made(values, Kind.REAL)
    assert each.codes(values).tolist() == [3, 0, 1, 2] and each.shares.tolist() == [0.25] * 4


def test_a_frequent_value_has_a_bin_of_its_own():
    values = pd.Series(np.concatenate([np.zeros(500), np.arange(1, 501)]))
    each = made(values, Kind.INTEGER, bins=10)
    zeros = each.codes(pd.Series([0.0]))
    assert each.shares[zeros[0]] == 0.5 and (each.codes(values[500:]) != zeros).all()
    assert each.size == 6, "One for the zeros, and five of a tenth of the rows each."


def test_spikes_and_gaps_survive_inside_a_bin():
    values = pd.Series([1] * 40 + [2] * 40 + [50] * 20 + list(range(100, 400)))
    drawn = back(values, Kind.INTEGER, bins=4)
    assert not drawn.between(3, 49).any() and not drawn.between(51, 99).any()
    assert (drawn == 1).sum() == pytest.approx(40, abs=20)


def test_the_tail_of_a_wide_bin_keeps_its_shape():
    values = pd.Series(np.random.default_rng(0).lognormal(3, 2, 5000))
    drawn = back(values, Kind.REAL, bins=5)
    assert np.log(drawn).std() == pytest.approx(np.log(values).std(), rel=0.03)


def test_midnights_stay_midnights_where_clocks_change():
    values = pd.Series(pd.date_range("2024-01-01", "2024-12-31", tz="Europe/Berlin"))
    drawn = back(values, Kind.MOMENT, bins=8)
    assert (drawn == drawn.dt.normalize()).all() and drawn.nunique() > 100


def test_steps_are_found():
    assert Grid(pd.Series([100, 350, 600])).step == 250
    assert Grid(pd.Series([0.25, 1.5])).scale == 100 and Grid(pd.Series([0.25, 1.5])).step == 125
    assert Grid(pd.Series([1 / 3, 2 / 3])).step is None


def test_quantiles_follow_the_shares():
    values = pd.Series([None] * 2 + [1] * 3 + [4] * 5, dtype="Int64")
    drawn = pd.Series(made(values, Kind.INTEGER).quantile((np.arange(10) + 0.5) / 10))
    pd.testing.assert_series_equal(drawn, values)


def test_levels_are_shares_below_with_half_of_the_equal_ones():
    values = pd.Series([None] + [1] * 2 + [4] * 6, dtype="Int64")
    each = made(values, Kind.INTEGER)
    levels = each.levels(pd.Series([1, 4, None], dtype="Int64"))
    assert levels.tolist() == pytest.approx([1 / 8, 5 / 8, np.nan], nan_ok=True)
    assert pd.Series(each.at(np.array([0.1, 0.3, np.nan]))).tolist() == [1, 4, pd.NA]


def test_what_is_not_learned_is_refused():
    with pytest.raises(ValueError, match="'x' is id"):
        made(pd.Series([1, 2]), Kind.ID)
    with pytest.raises(ValueError, match="no rows"):
        made(pd.Series([], dtype=float), Kind.REAL)
    with pytest.raises(ValueError, match="'c' is new"):
        made(pd.Series(["a", "b"]), Kind.CATEGORY).codes(pd.Series(["a", "c"]))


numbers = some.one_of(
    some.lists(some.one_of(some.none(), some.integers(-(2**62), 2**62)),
               min_size=1).map(lambda v: pd.Series(v, dtype="Int64")),
    some.lists(some.floats(-1e12, 1e12, allow_subnormal=False), min_size=1).map(lambda v: pd.Series(v, dtype=float)),
    some.lists(some.one_of(some.none(), some.decimals(-1000, 1000, places=2).map(float)), min_size=1)
    .map(lambda v: pd.Series(v, dtype=float)))


@settings(max_examples=150, deadline=None)
@given(values=numbers, bins=some.integers(1, 20), repeats=some.integers(1, 9))
def test_draws_stay_in_their_bin_and_in_the_range_seen(values, bins, repeats):
    values = pd.concat([values] * repeats, ignore_index=True)
    each = made(values, Kind.REAL, bins)
    codes = each.codes(values)
    drawn = pd.Series(each.decode(codes, np.random.default_rng(1)))
    assert drawn.dtype == values.dtype and (drawn.isna() == values.isna()).all()
    assert (each.codes(drawn) == codes).all()
    assert values.isna().all() or values.min() <= drawn.min() <= drawn.max() <= values.max()
    levels = each.levels(values)
    assert (np.isnan(levels) == values.isna()).all()
    assert np.nanmin(levels, initial=0) >= 0 and np.nanmax(levels, initial=1) <= 1
    if len(np.unique(values.dropna())) < 20:
        pd.testing.assert_series_equal(pd.Series(each.at(levels)), values, check_exact=True, check_names=False)
    assert each.shares.sum() == pytest.approx(1) and len(each.shares) == each.size and (np.bincount(codes) > 0).all()
