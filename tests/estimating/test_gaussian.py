import numpy as np
import pytest

from synth.estimating.gaussian import Posterior


def test_a_mean_is_shrunken_by_its_noise():
    """One value 3 of variance 2 with noise 1: 2 / (2 + 1) of it is believed,
    and of the variance 2 - 2 * 2 / 3 is left."""
    mean, variance = Posterior(np.array([[3.0]]), np.array([3.0])).at(np.array([2.0]), 2.0)
    assert (mean, variance) == (pytest.approx(2.0), pytest.approx(2 / 3))


def test_four_values_are_believed_more_than_one():
    """n values of 3: n * 2 / (n * 2 + 1) of it, 8 / 9 of 3 with four."""
    mean, variance = Posterior(np.full((4, 4), 2.0) + np.eye(4), np.full(4, 3.0)).at(np.full(4, 2.0), 2.0)
    assert (mean, variance) == (pytest.approx(3 * 8 / 9), pytest.approx(2 / 9))


def test_the_likelihood_is_that_of_a_normal():
    """Of the value 1 under a variance of 4: -1/8 - log(2) - log(2 pi) / 2."""
    assert Posterior(np.array([[4.0]]), np.array([1.0])).likelihood == pytest.approx(
        -0.125 - np.log(2) - np.log(2 * np.pi) / 2)
