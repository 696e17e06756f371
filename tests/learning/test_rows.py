import numpy as np
import pytest

from synth.learning.rows import stratified


@pytest.mark.parametrize("learned, drawn", [(1, 1), (1, 5), (7, 3), (7, 7), (7, 30)])
def test_every_row_comes_as_often_as_any_other(learned, drawn):
    times = np.bincount(stratified(learned, drawn, np.random.default_rng(0)), minlength=learned)
    assert times.sum() == drawn and np.ptp(times) <= 1


def test_in_random_order():
    assert not np.array_equal(stratified(50, 50, np.random.default_rng(0)), np.arange(50))
