import numpy as np

from synth.learning.relations.sparse import sparse

RNG = np.random.default_rng(0)
GIVEN = RNG.normal(size=(5, 300))


def test_only_the_columns_of_the_sum_get_a_weight_whatever_single_rows_say():
    target = 2 * GIVEN[1] - GIVEN[3] + 7
    target[:9] += 100
    weights, constant = sparse(GIVEN, target, np.full(300, 1e-6))
    assert np.allclose(weights, [0, 2, 0, -1, 0], atol=1e-6) and abs(constant - 7) < 1e-6


def test_noise_is_no_sum():
    assert sparse(GIVEN, RNG.normal(size=300), np.full(300, 1e-3)) is None


def test_of_columns_that_say_the_same_the_first_is_left_out():
    given = np.vstack([GIVEN[0] * 2, GIVEN[0]])
    weights, _ = sparse(given, 3 * GIVEN[0], np.full(300, 1e-6))
    assert np.allclose(weights, [0, 3], atol=1e-6)
