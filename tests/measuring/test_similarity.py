import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.measuring.similarity import (PAIRS, Deciles, Shapes, average, ks_complement, overlap, pairs_of,
                                        plain_cramers_v)
from tests.tables import dataset, noisy, people


def test_overlap_by_hand():
    assert overlap(np.array([0, 0, 1, 2]), np.array([0, 1, 1, 1]), 3).value == 0.5
    assert overlap(np.array([0, 0, 1, -1, -1]), np.array([0, 1]), 2).value == pytest.approx(5 / 6)


def test_ks_by_hand():
    assert ks_complement(np.array([1.0, 2, 3, 4]), np.array([3.0, 4, 5, 6, np.nan])).value == 0.5
    assert ks_complement(np.array([1.0]), np.array([np.nan])) is None


codes = st.lists(st.integers(0, 4), min_size=1, max_size=50)


@given(codes, codes)
def test_overlap_is_symmetric_within_0_and_1_and_its_interval_holds_it(left, right):
    left, right = np.array(left), np.array(right)
    one, two = overlap(left, right, 5), overlap(right, left, 5)
    assert one.value == pytest.approx(two.value) and -1e-12 <= one.value <= 1 + 1e-12
    assert one.interval[0] - 1e-12 <= one.value <= one.interval[1] + 1e-12
    assert (one.value > 1 - 1e-12) == (np.bincount(left, minlength=5) / len(left)
                                       == pytest.approx(np.bincount(right, minlength=5) / len(right)))


def test_the_interval_of_an_overlap_covers_the_truth_about_nineteen_times_in_twenty():
    rng, inside = np.random.default_rng(0), 0
    for _ in range(400):
        low, high = overlap(rng.choice(2, 500, p=[0.5, 0.5]), rng.choice(2, 500, p=[0.7, 0.3]), 2).interval
        inside += low <= 0.8 <= high
    assert 0.92 < inside / 400 < 0.98


def test_the_interval_of_a_mean_knows_that_equal_columns_tell_nothing_new():
    left, right = np.repeat([0, 1], 50), np.repeat([0, 1], [80, 20])
    one = overlap(left, right, 2)
    assert average([one, one, one]).interval == pytest.approx(one.interval)


def test_shapes_and_trends_are_those_of_sdmetrics():
    from sdmetrics.reports import QualityReport

    from synth.metrics.sdmetrics_reports import prepared

    real, made = people(1500, 1), noisy(people(1200, 2), 0.2)
    tables = Shapes(real, made)
    ours = [average(filter(None, map(tables.shape, tables.names))).value,
            average(filter(None, (tables.trend(*pair) for pair in pairs_of(tables.names)))).value]
    report, (given_tables, metadata) = QualityReport(), prepared(real, made)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report.generate(*given_tables, metadata, verbose=False)
    assert ours == pytest.approx(list(report.get_properties()["Score"])[:2], abs=1e-9)


def test_missing_is_a_value_to_accuracy_and_none_to_shapes():
    real, made = dataset({"c": ["a"] * 5 + [None] * 5}), dataset({"c": ["a"] * 10})
    assert Deciles(real, made).column("c").value == 0.5
    assert Shapes(real, made).shape("c").value == 1


def test_of_many_pairs_every_kth_is_taken():
    names = [f"c{i}" for i in range(60)]
    pairs = pairs_of(names)
    assert len(pairs) == len(set(pairs)) == PAIRS and {n for pair in pairs for n in pair} == set(names)


def test_cramers_v_without_correction_against_scipy():
    from scipy.stats.contingency import association

    counts = np.array([[10, 4, 3], [2, 9, 0]])
    assert plain_cramers_v(counts) == pytest.approx(association(counts, method="cramer"))
    assert plain_cramers_v(np.array([[3, 4]])) == 0
