import numpy as np
import pytest

from synth.measuring.shadow import counted, shadow_attack, told_apart, unlike_others
from synth.technique import make
from tests.tables import dataset, people

rng = np.random.default_rng


def test_rows_like_a_person_are_counted_by_hand():
    like = dataset({"n": list(range(101)), "c": ["a", "b"] * 50 + ["a"]})
    persons, drawn = dataset({"n": [10, 90], "c": ["a", "b"]}), dataset(
        {"n": [12, 8, 90, 50], "c": ["a", "b", "b", "b"]})
    # Within a twentieth of 98 of 10 lie 12 and 8, of which one is an "a"; of 90 one, a "b" of three.
    assert counted(persons, drawn, like, [["n"], ["c"], ["n", "c"]]).tolist() == [[2, 1, 1], [1, 3, 1]]


def test_the_rule_by_hand():
    inside, answers = np.array([True, True, False, False]), np.array([[2.0], [4], [0], [0]])
    # For the first run the others say 4 inside and 0 outside, with no variance but the 0.1: (2 - 2) * 4 / 0.1.
    # For the second 2 and 0: (4 - 1) * 2 / 0.1. For the third 3, of variance 1 twice in four runs, and 0: -1.5 * 3 /
    # 0.6.
    assert told_apart(inside, answers) == pytest.approx([0, 60, -7.5, -7.5])


def test_persons_attacked_are_those_far_from_all_others():
    data = dataset({"n": [*range(50), 500, 900]})
    assert unlike_others(data, 2, rng(0)).tolist() == [50, 51]


def test_whole_rows_give_their_persons_away():
    found = shadow_attack(lambda: make("resample"), people(300, 0), rng(0), runs=24, targets=6, rows=100)
    assert found.low > 0.6 and (found.targets, found.runs) == (6, 24)


def test_a_technique_that_learns_nothing_of_them_gives_nobody_away():
    """By hand, numbers are drawn from a fitted distribution: one person more or less hardly moves it."""
    found = shadow_attack(lambda: make("by_hand"), people(300, 0).only(["age", "income", "paid"]), rng(0), runs=24,
                          targets=6, rows=100)
    assert found.low < 0.6


def test_too_few_rows_are_told():
    with pytest.raises(ValueError, match="510 rows; there are 40"):
        shadow_attack(lambda: make("resample"), people(40, 0), rng(0))
