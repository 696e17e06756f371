import numpy as np
import pytest

from synth.measuring.nearest import encode
from synth.measuring.neighbours import by_column, joined, measured, nearest_ones, nearest_two
from tests.tables import dataset, people


def test_the_two_nearest_by_hand():
    like = dataset({"n": [0.0] * 50 + [1.0] * 50})
    rows, among = encode(like, dataset({"n": [0.0, 1.0]}), dataset({"n": [0.25, 1.0, 4.0]}))
    assert nearest_two(rows, among) == pytest.approx(np.array([[0.25, 1], [0, 0.75]]))


def test_where_there_is_one_row_the_second_is_infinitely_far():
    rows, among = encode(dataset({"n": [0.0, 1.0]}), dataset({"n": [0.0]}), dataset({"n": [1.0]}))
    assert nearest_two(rows, among)[0, 1] == np.inf
    assert np.isinf(nearest_two(rows,
                                encode(dataset({"n": [0.0, 1.0]}), dataset({"n": [1.0]}).take(np.arange(0)))[0])).all()


def test_all_equally_near_rows_are_nearest():
    assert nearest_ones(np.float32([[0.1 + 0.2, 0.3, 0.4], [2, 1, 1]])).tolist() == [
        [True, True, False], [False, True, True]]


def test_columns_one_by_one_give_the_distances_of_all_of_them():
    like, other, others = people(60, 0), people(20, 1), people(40, 2)
    rows, among = by_column(like, other, others)
    apart = np.vstack([part for _, part in measured(*(joined(each, like.modelled) for each in (rows, among)))])
    rows, among = encode(like, other, others)
    assert apart == pytest.approx(np.vstack([part for _, part in measured(rows, among)]), abs=1e-5)
