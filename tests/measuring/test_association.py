import numpy as np
import pandas as pd
import pytest

from synth.measuring.association import association, correlation_ratio, cramers_v
from tests.tables import dataset


def test_a_monotone_relation_of_numbers_is_one_and_its_reverse_minus_one():
    data = dataset({"x": [1, 2, 3, 4, 5], "y": [1, 8, 27, 64, 125], "z": [5, 4, 3, 2, 1]})
    assert association(data, ["x", "y", "z"])[0] == pytest.approx([1, 1, -1])


def test_the_correlation_ratio_by_hand():
    # Groups (1, 3) and (5, 7): between 16 of 20; corrected 1 - 0.2 * 3 / 2 = 0.7.
    assert correlation_ratio(np.array([0, 0, 1, 1, -1]), pd.Series([1.0, 3.0, 5.0, 7.0, 9.0])) == pytest.approx(
        0.7**0.5)


def test_cramers_v_of_equal_columns_is_one_and_of_a_full_cross_zero():
    assert cramers_v(np.array([0, 1] * 50), np.array([1, 0] * 50)) == pytest.approx(1)
    assert cramers_v(np.array([0, 0, 1, 1] * 9), np.array([0, 1, 0, 1] * 9)) == 0


def test_cramers_v_against_scipy_on_a_large_table_without_bias():
    from scipy.stats.contingency import association as reference

    rng = np.random.default_rng(0)
    left = rng.integers(0, 4, 100_000)
    right = (left + rng.integers(0, 3, 100_000)) % 5
    counts = pd.crosstab(left, right).to_numpy()
    assert cramers_v(left, right) == pytest.approx(reference(counts, method="cramer"), abs=0.001)


def test_constant_and_empty_columns_have_no_association():
    data = dataset({"one": [1] * 6, "none": [None] * 6, "x": [1, 2, 3, 4, 5, 6], "c": list("aabbab")})
    matrix = association(data, ["one", "none", "x", "c"])
    assert np.isnan(matrix[:2, 2:]).all() and not np.isnan(matrix[2, 3])
    assert (np.isnan(matrix) == np.isnan(matrix.T)).all()
