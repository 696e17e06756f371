import numpy as np
import pytest

from synth.metric import Skip
from synth.metrics.tails import tail_overlap, tails
from tests.tables import dataset

rng = np.random.default_rng


def test_a_missing_upper_tail_by_hand():
    """Of 100 values only the 5 % cut has 5 rows beyond it: 5 below the 6th smallest, 5 above the 6th largest."""
    real = np.arange(100.0)
    made = np.clip(real, 0, 94)
    # tails hold 5 and 5 real rows, 5 and 0 synthetic ones: 2 * 5 / (10 + 5)
    assert tail_overlap(real, made).value == pytest.approx(2 / 3)
    assert tail_overlap(real, real).value == 1


def test_what_lies_beyond_all_real_values_counts_as_wrong():
    real = np.arange(100.0)
    made = np.where(real > 94, 1e6, real)
    # both hold 10 rows in their tails, of which the lower 5 are shared
    assert tail_overlap(real, made).value == pytest.approx(0.5)


def test_longer_columns_are_cut_farther_out():
    real = np.arange(1000.0)
    made = np.where(real >= 995, 960.0, real)
    # cuts at 0.5, 1, 2.5 and 5 %: of 50 and 50 rows in either, the 5 above the last cut have moved to another stretch
    assert tail_overlap(real, made).value == pytest.approx(0.95)


def test_a_side_with_a_spike_has_no_tail_and_gaps_do_not_count():
    real = np.concatenate([np.zeros(90), np.arange(1.0, 11.0), [np.nan] * 20])
    assert tail_overlap(real, real).value == 1
    assert tail_overlap(real, np.zeros(50)).value == 0
    assert tail_overlap(np.zeros(100), np.zeros(100)) is None


def test_too_few_rows_are_said():
    few = dataset({"n": list(range(50)), "c": ["a"] * 50})
    with pytest.raises(Skip, match="tail of at least 5"):
        tails.measure(few, None, few, rng(0))
