import numpy as np

from synth.measuring.outcomes import outcomes
from tests.tables import dataset


def told(values, target="y", **kinds):
    data = dataset({"y": values}, target, **kinds)
    return {name: each.tolist() for name, each in outcomes(data, data)}


def test_a_flag_is_true_and_of_two_classes_the_rarer_is_the_outcome():
    assert told([True] * 9 + [False] * 5) == {"y": [1.0] * 9 + [0.0] * 5}
    assert told(["a"] * 9 + ["b"] * 5) == {"y is b": [0.0] * 9 + [1.0] * 5}
    assert told([1.0] * 9 + [0.0] * 5, y="flag") == {"y": [1.0] * 9 + [0.0] * 5}


def test_each_of_several_classes_is_one_and_of_numbers_what_lies_above_the_middle():
    assert list(told(list("abc") * 5 + ["rare"])) == ["y is a", "y is b", "y is c"]
    assert told([0.5, 1.5, 2.5, 3.5] * 5)["y is above the middle"] == [0.0, 0.0, 1.0, 1.0] * 5


def test_what_is_missing_is_neither_and_other_tables_are_held_against_the_real_middle():
    data, other = dataset({"y": [0.5, 1.5] * 9}, "y"), dataset({"y": [np.nan, 5.0]}, "y")
    ((_, found),) = outcomes(data, other)
    assert np.isnan(found[0]) and found[1] == 1


def test_an_outcome_that_all_have_is_none():
    assert (
        told(["a"] * 20) == {}
        and told(["a"] * 20 + ["b"] * 4) == {}
        and told([1.0] * 30) == {}
        and told([1, 2] * 9, None) == {}
    )
