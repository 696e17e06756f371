import numpy as np
import pytest

from synth.measuring.excess import excess
from synth.metric import Skip


def successes(hits: int, attacks: int) -> np.ndarray:
    return np.repeat([1.0, 0.0], [hits, attacks - hits])


def test_the_excess_by_hand():
    # three of four against one of four: (0.75 - 0.25) / (1 - 0.25), and all of it where a copy gives no more away.
    assert excess(successes(3, 4), successes(1, 4))[0] == pytest.approx(2 / 3)
    assert excess(successes(3, 4), successes(1, 4), 0.75)[0] == pytest.approx(1)


def test_the_interval_is_newcombes():
    """56 of 70 against 48 of 80, the first example of the paper: 0.0524 to 0.3339 for the difference of 0.2. That is of
    the rate itself; of a repeat it is as wide from twice as many attacks."""
    value, low, high = excess(successes(112, 140), successes(96, 160))
    assert [each * 0.4 for each in (value, low, high)] == pytest.approx([0.2, 0.0524, 0.3339], abs=5e-5)


def test_attacks_that_each_are_the_mean_of_several_give_a_narrower_interval():
    mixed = np.tile([0.4, 0.6], 50)
    plain, narrow = excess(successes(50, 100), successes(10, 100)), excess(mixed, successes(10, 100))
    assert narrow[0] == pytest.approx(plain[0]) and narrow[1] > plain[1] and narrow[2] < plain[2]


def test_what_even_a_copy_would_not_give_away_is_not_scored():
    with pytest.raises(Skip, match="exact copy"):
        excess(successes(95, 100), successes(95, 100))
    with pytest.raises(Skip, match="nothing"):
        excess(successes(0, 0), successes(1, 2))


def test_fewer_than_among_unseen_rows_is_none():
    assert excess(successes(0, 100), successes(80, 100)) == (0, 0, 0)
