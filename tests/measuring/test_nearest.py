import numpy as np
import pytest

from synth.measuring import nearest
from synth.measuring.nearest import closest, encode
from tests.tables import dataset, people


def test_distances_by_hand():
    like = dataset({"n": list(range(101)), "c": ["a", "b"] * 50 + ["a"]})
    one, many = encode(like, dataset({"n": [10], "c": ["a"]}), dataset({"n": [59, 10], "c": ["a", "b"]}))
    # 49 of the 98 between the 1 % and the 99 % quantile, against one category that differs.
    assert closest(one, many) == pytest.approx([0.5])


def test_a_missing_number_is_one_away_from_any_other_and_none_from_its_like():
    like = dataset({"n": [0.0] * 50 + [1.0] * 50, "c": ["a"] * 100})
    gone, there = encode(like, dataset({"n": [None], "c": ["a"]}, n="real"), dataset({"n": [0.0], "c": ["a"]}))
    assert closest(gone, gone) == [0]
    assert closest(gone, there)[0] >= 1


def test_the_nearest_found_in_blocks_is_that_of_all_distances(monkeypatch):
    monkeypatch.setattr(nearest, "BLOCK", (7, 11))
    rows, others = encode(people(300, 0), people(50, 1), people(80, 2))
    gaps = np.abs(rows.numbers[:, None, :] - others.numbers[None]).sum(-1)
    differ = (rows.levels[:, None, :] != others.levels[None]).sum(-1)
    assert closest(rows, others) == pytest.approx((gaps + differ).min(axis=1), abs=1e-5)
