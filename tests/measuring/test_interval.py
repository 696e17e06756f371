import numpy as np
import pytest

from synth.measuring.interval import auc_score, by_rows, folded, jackknife, wilson, wilson_again


def test_wilson_by_the_textbook_and_at_the_ends():
    assert wilson(0.5, 100) == pytest.approx((0.4038, 0.5962), abs=1e-4)
    assert wilson(0.0, 50) == pytest.approx((0.0, 0.0714), abs=1e-4)
    assert wilson(1.0, 50)[1] == 1.0


def test_the_mean_of_rows_has_its_textbook_interval():
    rows = np.array([0.0, 1.0] * 50)
    assert by_rows(rows.mean(), rows - 0.5) == pytest.approx((0.402, 0.598), abs=1e-3)


def test_auc_by_hand_with_ties_and_both_ends():
    truth = np.array([True, True, False, False])
    assert auc_score(truth, np.array([0.9, 0.4, 0.4, 0.1]))[0] == 0.875
    assert auc_score(truth, np.array([4, 3, 2, 1.0])) == (1, 1, 1)
    assert auc_score(truth, np.zeros(4))[0] == 0.5
    assert auc_score(np.ones(3, bool), np.arange(3.0)) == auc_score(np.zeros(3, bool), np.arange(3.0)) == (
        0.5, 0.0, 1.0)


def test_the_auc_interval_covers_the_truth_about_nineteen_times_in_twenty():
    rng, truth, inside = np.random.default_rng(0), np.repeat([True, False], 60), 0
    for _ in range(400):
        _, low, high = auc_score(truth, rng.normal(size=120) + truth)
        inside += low <= 0.7602 <= high
    assert 0.91 < inside / 400 < 0.98


def test_the_jackknife_of_a_mean_is_near_the_standard_error_of_a_difference():
    values = np.random.default_rng(0).normal(size=2000)
    half = np.mean([jackknife(lambda rows: values[rows].mean(), 2000, np.random.default_rng(s), 10) for s in range(40)])
    assert half == pytest.approx(2**0.5 * 2.26 * values.std() / 2000**0.5, rel=0.15)
    assert jackknife(lambda rows: float("nan"), 10, np.random.default_rng(0)) == 0


def test_a_share_drawn_once_more_lies_within_its_interval_nineteen_times_in_twenty():
    rng = np.random.default_rng(0)
    shares = rng.binomial(400, 0.1, 4000) / 400
    inside = [low <= again <= high
              for (low, high), again in zip((wilson_again(share, 400) for share in shares), np.roll(shares, 1))]
    assert 0.92 < np.mean(inside) < 0.98
    assert 0.75 < np.mean([low <= again <= high
                           for (low, high), again in zip((wilson(s, 400) for s in shares), np.roll(shares, 1))]) < 0.9


def test_few_rows_move_in_steps_that_the_interval_reaches():
    """Three of four: the next steps are 1/2 and 1, and either is as likely as not in a repeat."""
    low, high = wilson_again(0.75, 4)
    assert low < 0.5 and high == 1.0 and wilson_again(0.2, 0) == (0.0, 1.0)


def test_three_folds_err_together():
    """A fold's half width is 0.1: 1/3 + 1/2 of its variance, twice for the repeat, is 1.667 of it."""
    assert folded([0.1, 0.1, 0.1]) == pytest.approx(0.1 * (5 / 3) ** 0.5)
    assert folded([0.1]) == pytest.approx(0.1 * 2**0.5)
