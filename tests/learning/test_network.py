import numpy as np
import pytest

from synth.learning.network import Cells, chosen, information, left_out, spanned

RNG = np.random.default_rng(0)


def cells(smoothing: float) -> Cells:
    """Code 0 where the parent is 0 (30 rows), code 1 where it is 1 (10 rows)."""
    parent = np.repeat([0, 1], [30, 10])
    return Cells([parent], parent.copy(), smoothing)


def test_a_cell_is_drawn_from_and_leans_on_the_one_around_it():
    assert (cells(1e-9).draw([np.ones(1000, dtype=int)], 1000, RNG) == 1).all()
    leaning = cells(10.0).draw([np.ones(20_000, dtype=int)], 20_000, RNG)
    assert leaning.mean() == pytest.approx((10 * 1 + 10 * 0.25) / 20, abs=0.02)


def test_a_combination_never_seen_takes_the_cell_around_it():
    a, b = np.array([0, 0, 1, 1] * 10), np.array([0, 0, 1, 1] * 10)
    drawn = Cells([a, b], a, 1e-9).draw([np.ones(500, dtype=int), np.zeros(500, dtype=int)], 500, RNG)
    assert (drawn == 1).all()  # a = 1 with b = 0 was never there; a = 1 alone was


def test_information_is_entropy_for_twins_and_nothing_for_strangers():
    coin, other = RNG.integers(0, 2, (2, 40_000))
    told = information([coin, coin, other])
    assert told[0, 1] == pytest.approx(np.log(2), abs=0.001)
    assert told[0, 2] == pytest.approx(0, abs=0.001)
    assert np.array_equal(told, told.T)


def test_the_spanning_tree_takes_the_strongest_ties_first():
    told = np.array([[0, 3, 0.1, 0], [3, 0, 2, 0.2], [0.1, 2, 0, 1], [0, 0.2, 1, 0]], dtype=float)
    assert spanned(told) == [1, 0, 2, 3]


def test_rows_are_described_by_the_others():
    shares = left_out(np.array([0, 0, 1]), np.zeros(3, dtype=int), np.full(3, 0.5), smoothing=1.0)
    assert shares == pytest.approx([1.5 / 3, 1.5 / 3, 0.5 / 3])


def test_parents_that_tell_are_chosen_and_noise_is_not():
    a, b, noise = RNG.integers(0, 3, (3, 5000))
    assert set(chosen(a + 3 * b, {"a": a, "noise": noise, "b": b}, 3, 10.0)[:2]) == {"a", "b"}
    assert chosen(noise, {"a": a, "b": b}, 3, 10.0) == []


def test_no_more_parents_than_allowed():
    a, b = RNG.integers(0, 3, (2, 5000))
    assert len(chosen(a + 3 * b, {"a": a, "b": b}, 1, 10.0)) == 1
