"""Placing levels and finding settled columns, by head."""

import numpy as np

from synth.learning.likeness import EVIDENCE, crossed, placed, settled, telling


def test_pairs_are_counted():
    assert crossed(np.array([0, 0, 1]), np.array([1, 1, 0])).tolist() == [[0, 2], [1, 0]]


def test_like_levels_lie_close_and_unlike_ones_apart():
    first = placed(np.array([[9.0, 1], [1, 9], [8, 2]]), axes=1)[0]
    assert abs(first[0] - first[2]) < abs(first[0] - first[1]) / 4


def test_where_nothing_tells_all_levels_lie_in_one_place():
    assert np.ptp(placed(np.array([[2.0, 4], [3, 6], [5, 10]]), axes=2)[0]) < 1e-6


def test_the_finer_column_settles_the_coarser_and_not_the_other_way_round():
    city = np.arange(400) % 4
    country = np.array([0, 0, 1, 1])[city]
    found = settled({"country": country, "city": city})
    assert list(found) == ["country"] and found["country"][0] == "city" and found["country"][1].tolist() == [0, 0, 1, 1]


def test_one_of_two_columns_that_settle_each_other_is_left_to_be_drawn():
    code = np.arange(400) % 4
    assert len(settled({"a": code, "b": 3 - code})) == 1


def test_one_contradiction_is_enough():
    city = np.arange(4000) % 4
    country = np.array([0, 0, 1, 1])[city]
    country[-1] = 0
    assert settled({"country": country, "city": city}) == {}


def test_what_chance_could_do_is_not_believed():
    rows = EVIDENCE
    assert settled({"key": np.arange(rows), "flag": np.arange(rows) % 2}) == {}


def test_of_many_columns_those_that_tell_most_are_kept_in_their_order():
    rng = np.random.default_rng(0)
    codes = {f"noise {i}": rng.integers(0, 4, 1000) for i in range(6)}
    codes = {"twin": rng.integers(0, 4, 1000)} | codes
    codes["last"] = np.where(rng.random(1000) < 0.9, codes["twin"], 0)
    told = telling(codes, list(codes), 3)
    assert "twin" in told["last"] and len(told["last"]) == 3
    assert told["last"] == sorted(told["last"], key=list(codes).index)
    assert told["twin"] == [] and told["noise 0"] == ["twin"]
    assert telling(codes, list(codes), 7)["last"] == list(codes)[:-1]
