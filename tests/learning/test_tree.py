"""A tree that draws: what it keeps, what it leaves, how evenly it draws."""

import numpy as np
import pytest

from synth.learning.tree import ConditionalTree, _spread, risen

ROWS = 1000
SIDE = np.arange(ROWS) % 2


def grown(codes: np.ndarray, inputs: np.ndarray, leaf: int = 20, caution: float = 1.0, smoothing: float = 0.0):
    return ConditionalTree(inputs, codes, codes, leaf, caution, smoothing, np.random.default_rng(0))


def seen(*columns: np.ndarray) -> np.ndarray:
    return np.column_stack(columns).astype(np.float32)


def test_without_inputs_shares_come_out_to_the_row():
    tree = grown(np.repeat([0, 1, 2], [700, 200, 100]), np.empty((ROWS, 0), np.float32))
    drawn = tree.draw(np.empty((100, 0), np.float32), np.random.default_rng(1))
    assert np.bincount(drawn).tolist() == [70, 20, 10]


def test_a_rule_without_exception_is_drawn_without_exception():
    drawn = grown(SIDE, seen(SIDE), smoothing=5.0).draw(seen(SIDE), np.random.default_rng(1))
    assert (drawn == SIDE).all()


def test_noise_grows_no_tree():
    rng = np.random.default_rng(0)
    tree = grown(rng.integers(0, 4, ROWS), seen(rng.random(ROWS), rng.random(ROWS)))
    assert len(tree.size_) == 1
    bold = grown(rng.integers(0, 4, ROWS), seen(rng.random(ROWS), rng.random(ROWS)), caution=0.0)
    assert len(bold.size_) > 20


def test_leaves_hold_the_rows_asked_for():
    rng = np.random.default_rng(0)
    x = rng.random(ROWS)
    tree = grown((x * 8).astype(int), seen(x), leaf=60)
    assert tree.size_.min() >= 60


def test_smoothing_lets_a_leaf_take_from_its_parent():
    codes = np.where(np.random.default_rng(0).random(ROWS) < 0.9, SIDE, 1 - SIDE)
    wrong = [float((grown(codes, seen(SIDE), smoothing=weight).draw(seen(SIDE), np.random.default_rng(1))
                    != SIDE).mean())
             for weight in (0.0, 300.0)]
    assert wrong[0] == pytest.approx(0.1, abs=0.02) and wrong[1] > wrong[0] + 0.04


def test_every_node_is_a_range_of_its_own_rows():
    x = np.arange(ROWS) // 250
    tree = grown(x, seen(x))
    for node, (first, size) in enumerate(zip(tree.first_, tree.size_)):
        children = np.flatnonzero((tree.parent_ == node) & (np.arange(len(tree.size_)) != node))
        assert not len(children) or tree.size_[children].sum() == size
        assert first + size <= ROWS


def test_spread_fills_each_node_evenly():
    node = np.array([0, 1, 0, 1, 0, 0])
    spread = _spread(node, 3, np.random.default_rng(0))
    assert sorted((spread[node == 0] * 4).astype(int)) == [0, 1, 2, 3]
    assert sorted((spread[node == 1] * 2).astype(int)) == [0, 1]


def test_rows_of_each_node_stand_together_where_nodes_are_more_than_sixteen_bits_tell():
    node = np.array([70_000, 5, 70_000, 65_541, 5])
    by_node, rising = risen(node, 70_001, np.random.default_rng(0))
    assert node[by_node].tolist() == [5, 5, 65_541, 70_000, 70_000]
    assert (rising * [2, 2, 1, 2, 2]).astype(int).tolist() == [0, 1, 0, 0, 1]
