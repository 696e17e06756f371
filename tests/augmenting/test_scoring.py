"""Figures of four rows, by head."""

import numpy as np
import pytest

from synth.augmenting.scoring import average_precision, best_threshold, scored

TRUTH, PROBABILITY = np.array([True, True, False, False]), np.array([0.9, 0.4, 0.6, 0.1])


def test_figures_at_a_half():
    """Called rare: 0.9, which is, and 0.6, which is not. Down the list: 1 of 1, then 2 of 3 at the second rare row."""
    assert scored(TRUTH, PROBABILITY) == {
        "precision": 0.5,
        "recall": 0.5,
        "f1": 0.5,
        "average_precision": pytest.approx((1 + 2 / 3) / 2),
    }


def test_the_best_threshold_is_where_f1_is_best():
    """From 0.4 on: precision 2/3, recall 1, F1 0.8; from 0.9 on it is 2/3, from 0.6 on 1/2, from 0.1 on 2/3."""
    assert best_threshold(TRUTH, PROBABILITY) == 0.4
    assert scored(TRUTH, PROBABILITY, 0.4)["f1"] == pytest.approx(0.8)


def test_nothing_called_and_nothing_rare_score_0():
    assert scored(TRUTH, PROBABILITY, 1.0)["f1"] == 0
    assert scored(~TRUTH & TRUTH, PROBABILITY)["average_precision"] == 0
    assert best_threshold(TRUTH & ~TRUTH, PROBABILITY) == 0.5


def test_rows_of_one_probability_are_called_together():
    assert average_precision(TRUTH, np.full(4, 0.3)) == 0.5
    assert average_precision(TRUTH[::-1], np.full(4, 0.3)) == 0.5
