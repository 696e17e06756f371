import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from synth.learning.ordering import cut, gathered, levels, stretches

counts = st.lists(st.integers(1, 500), min_size=1, max_size=60)


def test_few_codes_stay_apart_and_rare_ones_go_together():
    assert gathered(np.array([0.5, 0.3, 0.2]), np.arange(3), 3).tolist() == [0, 1, 2]
    shares = np.array([0.6, 0.1, 0.1, 0.1, 0.1])
    made = gathered(shares, np.array([0, 1, 3, 2, 4]), 4)
    assert made[1] == made[3] and len({made[0], made[1], made[2]}) > 1 and made[0] not in made[1:]


@given(counts, st.integers(2, 30), st.randoms(use_true_random=False))
def test_classes_are_counted_from_nought_and_not_many_more_than_asked_for(rows, classes, random):
    shares, rank = np.array(rows) / sum(rows), np.array(random.sample(range(len(rows)), len(rows)))
    made = gathered(shares, rank, classes)
    assert set(made) == set(range(made.max() + 1)) and len(set(made)) <= 2 * classes


@given(counts, st.integers(2, 30))
def test_stretches_rise_with_the_codes(rows, classes):
    made = stretches(np.array(rows) / sum(rows), classes)
    assert (np.diff(made) >= 0).all() and 0 <= made.min() <= made.max() < classes


def test_codes_are_cut_at_their_shares_in_their_order():
    drawn = cut(np.linspace(0, 1, 10_001), np.array([0.25, 0.5, 0.25]), np.array([2, 0, 1]))
    assert drawn[0] == 2 and drawn[-1] == 1
    assert np.bincount(drawn) / len(drawn) == pytest.approx([0.25, 0.5, 0.25], abs=0.01)


def test_levels_stay_within_the_share_of_their_code():
    codes, rng = np.array([0, 1, 2] * 500), np.random.default_rng(0)
    made = levels(codes, np.array([0.2, 0.3, 0.5]), np.array([2, 0, 1]), rng)
    for code, (low, high) in enumerate([(0.5, 0.7), (0.7, 1.0), (0.0, 0.5)]):
        assert low <= made[codes == code].min() and made[codes == code].max() <= high
        assert made[codes == code].mean() == pytest.approx((low + high) / 2, abs=0.02)
    assert np.array_equal(cut(made, np.array([0.2, 0.3, 0.5]), np.array([2, 0, 1]))[made < 0.999], codes[made < 0.999])
