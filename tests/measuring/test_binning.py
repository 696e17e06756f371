import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.measuring.binning import bins_of, codes, moment, quantile_bins, shares
from synth.dataset import Kind


def test_even_bins_of_integers_have_round_edges_and_labels_without_overlap():
    bins = bins_of(pd.Series(range(10, 60)).repeat(4), Kind.INTEGER, count=5)
    assert bins.edges == (10, 20, 30, 40, 50, 60)
    assert bins.labels == ("10–19", "20–29", "30–39", "40–49", "50–59", "missing")
    assert shares(bins, pd.Series([10, 19, 20, None])).tolist() == [0.5, 0.25, 0, 0, 0, 0.25]


def test_values_beyond_the_ends_fall_into_the_end_bins():
    bins = bins_of(pd.Series(range(10, 60)).repeat(4), Kind.INTEGER, count=5)
    assert codes(bins, pd.Series([-1000, 1000])).tolist() == [0, 4]


def test_a_frequent_number_is_a_bin_of_its_own():
    bins = bins_of(pd.Series([0.0] * 50 + list(np.linspace(0.5, 99.5, 50))), Kind.REAL, count=5)
    assert bins.labels[0] == "0"
    assert codes(bins, pd.Series([0.0, 0.01, -3.0])).tolist() == [0, 1, 0]


def test_deciles_keep_ties_together_and_cut_the_rest():
    values = pd.Series([0] * 90 + list(range(1, 11)))
    bins = quantile_bins(values, Kind.INTEGER)
    found = shares(bins, values)
    assert found[bins.labels.index("0")] == 0.9
    assert len(found[found > 0]) > 5


def test_deciles_of_distinct_numbers_hold_a_tenth_each():
    values = pd.Series(np.random.default_rng(0).normal(size=1000))
    assert shares(quantile_bins(values, Kind.REAL), values) == pytest.approx([0.1] * 10 + [0], abs=0.002)


def test_levels_are_ordered_by_frequency_and_rare_ones_stay_unnamed():
    bins = bins_of(pd.Series(["b"] * 7 + ["a"] * 9 + ["secret"] * 4 + [None]), Kind.CATEGORY)
    assert bins.labels == ("a", "b", "other", "missing")
    assert codes(bins, pd.Series(["b", "secret", "unseen", None])).tolist() == [1, 2, 2, 3]


def test_labels_stay_unique_where_levels_are_called_other_missing_or_are_long():
    levels = ["other", "missing", "", " ", "x" * 50, "x" * 60]
    labels = bins_of(pd.Series(levels * 6), Kind.CATEGORY).labels
    assert len(set(labels)) == len(labels) == 8


def test_flags_are_matched_whatever_their_dtype():
    bins = bins_of(pd.Series([True, False] * 6), Kind.FLAG)
    assert shares(bins, pd.Series([True, None, False, True], dtype="boolean")).tolist() == [0.25, 0.5, 0, 0.25]


def test_moments_are_cut_at_the_calendar_in_utc():
    days = pd.Series(pd.date_range("2020-01-01", "2021-12-31", tz="Europe/Berlin"))
    bins = bins_of(days, Kind.MOMENT)
    assert bins.labels[:2] == ("before 2020-02", "2020-02")
    assert [moment(edge) for edge in bins.edges[:2]] == ["2020-01-01", "2020-02-01"]


def test_edges_do_not_tell_the_extremes_of_real_people():
    values = pd.Series([1.2345] + list(np.linspace(50, 60, 400)) + [98765.4321])
    for bins in (bins_of(values, Kind.REAL), quantile_bins(values, Kind.REAL, 8, rounded=True)):
        assert 49 < bins.edges[1] and bins.edges[-2] < 61


def test_fewer_than_five_values_are_not_told_apart():
    assert bins_of(pd.Series([1.5, 2.5, None]), Kind.REAL).labels == ("any value", "missing")


numbers = st.lists(st.one_of(st.none(), st.floats(-1e12, 1e12, allow_nan=False)), max_size=60)


@settings(deadline=None, max_examples=60)
@given(numbers, numbers, st.sampled_from([Kind.REAL, Kind.INTEGER]), st.booleans())
def test_every_row_has_exactly_one_bin(real, made, kind, rounded):
    real, made = (pd.Series(x, dtype=float) for x in (real, made))
    real, made = (real.round(), made.round()) if kind is Kind.INTEGER else (real, made)
    for bins in (bins_of(real, kind), quantile_bins(real, kind, rounded=rounded)):
        assert len(set(bins.labels)) == bins.size == len(bins.edges)
        assert list(bins.edges) == sorted(set(bins.edges))
        for values in (real, made):
            found = codes(bins, values)
            assert ((found == bins.size - 1) == values.isna().to_numpy()).all()
            assert np.isclose(shares(bins, values).sum(), bool(len(values)))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(st.none(), st.text(max_size=4)), max_size=60))
def test_every_text_has_exactly_one_bin(levels):
    values = pd.Series(levels, dtype=object)
    bins = bins_of(values, Kind.CATEGORY)
    assert len(set(bins.labels)) == bins.size == len(bins.levels) + 2
    assert ((codes(bins, values) == bins.size - 1) == values.isna().to_numpy()).all()
