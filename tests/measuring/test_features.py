import numpy as np
import pandas as pd

from synth.measuring.features import classes, features
from synth.dataset import Kind
from tests.tables import dataset


def test_numbers_come_first_then_codes_in_order_of_frequency():
    data = dataset({"c": ["b", "a", "b", None], "n": [1.5, None, 3.0, 4.0]})
    found, = features(data, data)
    assert found.codes.ravel().tolist() == [0, 1, 0, -1]
    assert np.isnan(found.matrix[[1, 3], [0, 1]]).all() and found.categorical.tolist() == [False, True]


def test_levels_that_are_new_or_too_many_are_one_level():
    like, other = dataset({"c": list("aaabbc")}), dataset({"c": list("abcz")})
    assert features(like, other, levels=2)[0].codes.ravel().tolist() == [0, 1, 2, 2]


def test_equal_rows_have_equal_hashes_whatever_the_dtype():
    left = dataset({"n": [1, 2, 3], "c": ["a", "b", "a"]})
    right = left.with_table(pd.DataFrame({"n": [1.0, 2.0, 9.0], "c": ["a", "a", "a"]}))
    one, two = (each.rows() for each in features(left, left, right))
    assert (one == two).tolist() == [True, False, False] and len(set(one)) == 3


def test_small_whole_numbers_are_classes_and_large_ones_are_not():
    assert classes(Kind.INTEGER, pd.Series([0, 1, 1])) and not classes(Kind.INTEGER, pd.Series(range(50)))
    assert classes(Kind.FLAG, pd.Series([True])) and not classes(Kind.REAL, pd.Series([0.5, 1.5]))
