"""Weights on tables one can check by head."""

import numpy as np
import pytest

from synth.scenarios.tilt import Unreachable, effective, tilted


def test_two_rows_have_only_one_answer():
    """Of 0 and 1 a mean of 0.8 takes a fifth and four fifths; 1 / (0.04 + 0.64) rows count."""
    weights = tilted(np.array([[0.0], [1.0]]), np.array([0.8]))
    np.testing.assert_allclose(weights, [0.2, 0.8], atol=1e-6)
    assert effective(weights) == pytest.approx(1 / 0.68, rel=1e-5)


def test_three_rows_get_the_weights_of_least_change():
    """exp(l x) on 0, 1, 2 with mean 1.25: w = 1, g, g2 with g = e^l solves 0.75 g2 - 0.25 g - 1.25 = 0, g = 1.4684."""
    growth = (0.25 + np.sqrt(0.0625 + 4 * 0.75 * 1.25)) / 1.5
    expected = np.array([1, growth, growth**2])
    np.testing.assert_allclose(
        tilted(np.array([[0.0], [1.0], [2.0]]), np.array([1.25])), expected / expected.sum(), atol=1e-6
    )


def test_several_means_are_met_at_once():
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(5000, 3)) * [1, 10, 100]
    weights = tilted(rows, np.array([0.5, -5.0, 0.0]))
    np.testing.assert_allclose(weights @ rows, [0.5, -5.0, 0.0], atol=1e-3)
    assert weights.sum() == pytest.approx(1) and (weights > 0).all()


def test_features_that_say_the_same_do_no_harm():
    x = np.arange(10.0)
    weights = tilted(np.column_stack([x, 2 * x, np.ones(10)]), np.array([5.0, 10.0, 1.0]))
    assert weights @ x == pytest.approx(5, abs=1e-5)


@pytest.mark.parametrize("target", [9.5, -1.0])
def test_beyond_all_rows_there_are_no_weights(target):
    with pytest.raises(Unreachable):
        tilted(np.arange(10.0)[:, None], np.array([target]))


def test_a_column_without_spread_cannot_be_shifted():
    with pytest.raises(Unreachable):
        tilted(np.ones((5, 1)), np.array([2.0]))


def test_equal_weights_count_as_many_as_there_are():
    assert effective(np.full(50, 0.02)) == pytest.approx(50)
