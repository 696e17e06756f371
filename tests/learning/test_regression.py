"""Lines through normal scores, by head."""

import numpy as np
import pytest

from synth.learning.regression import FIRM, levels, line, scores, shown, terms


def test_scores_and_levels_undo_each_other_and_stay_finite():
    assert scores(np.array([0.5, 0.975])).tolist() == pytest.approx([0.0, 1.96], abs=1e-3)
    assert levels(scores(np.array([0.1, 0.9]))).tolist() == pytest.approx([0.1, 0.9], abs=1e-6)
    assert np.isfinite(scores(np.array([0.0, 1.0]))).all() and np.isnan(scores(np.array([np.nan]))).all()


def test_a_line_is_found_and_rows_without_a_score_do_not_bend_it():
    x = np.linspace(-2, 2, 401).astype(np.float32)
    y = 3 * x + 1
    y[::10] = np.nan
    laid, expected = line([x, np.zeros_like(x)], y)
    assert laid.weights.tolist() == pytest.approx([3.0, 0.0], abs=4 * FIRM / 360)
    assert laid.offset == pytest.approx(1, abs=0.01)
    assert laid.explained > 0.999 and expected[::10] == pytest.approx(3 * x[::10] + 1, abs=0.05)
    assert laid.at([np.ones(2, np.float32), np.zeros(2, np.float32)]).tolist() == pytest.approx([4, 4], abs=0.05)


def test_chance_explains_nothing_for_no_row_explains_itself():
    rng = np.random.default_rng(0)
    given = list(rng.normal(size=(30, 60)).astype(np.float32))
    assert line(given, rng.normal(size=60).astype(np.float32))[0].explained < 0


def test_what_is_said_of_a_row_comes_from_the_others():
    x = np.arange(6, dtype=np.float32)
    y = np.array([0, 1, 2, 3, 4, 50], dtype=np.float32)
    _, expected = line([x], y)
    slope = 1 * (1 - FIRM / 6)
    assert expected[5] < 2 + slope * 5, "The last row lies far off, and the line through the others does not know it."


def test_a_number_adds_its_score_and_its_gap_and_a_category_its_levels():
    score = np.array([0.5, np.nan], dtype=np.float32)
    codes = np.array([1, 0])
    assert [each.tolist() for each in terms(codes, score, shown(codes, score))] == [[0.5, 0.0], [0.0, 1.0]]
    codes = np.array([2, 2, 0])
    assert shown(codes, None).tolist() == [2, 0, 1]
    assert [each.tolist() for each in terms(codes, None, np.array([2]))] == [[1.0, 1.0, 0.0]]


def test_rows_without_a_score_are_expected_where_the_line_says():
    """y = 2 x on rows -10..10; where y is missing, x = 5 is expected at 10 as well, not at 0."""
    x = np.linspace(-10, 10, 401, dtype=np.float32)
    y = 2 * x
    y[300] = np.nan
    _, expected = line([x], y)
    assert expected[300] == pytest.approx(2 * x[300], abs=0.05)
