import numpy as np
import pytest

from synth.metric import Skip
from synth.metrics.missing_when import missing_when
from tests.tables import dataset

rng = np.random.default_rng
NONE = None


def test_the_same_share_in_other_circumstances_by_hand():
    real = dataset({"n": [1.0, 1.0, NONE, NONE], "c": list("aabb")})
    made = dataset({"n": [1.0, NONE, 1.0, NONE], "c": list("aabb")})
    # of a, none are missing in the real table and a half in the other; of b, all and a half
    scores = missing_when.measure(real, None, made, rng(0))
    assert [(s.about, s.value) for s in scores] == [((), 0.5), (("n",), 0.5)]


def test_two_columns_that_are_missing_together_by_hand():
    real = dataset({"n": [1.0, 1.0, 1.0, NONE] * 5, "m": [2.0, 2.0, 2.0, NONE] * 5})
    made = dataset({"n": [1.0, 1.0, 1.0, NONE] * 5, "m": [2.0, 2.0, NONE, 2.0] * 5})
    # given m is there (3/4 of the rows): 0 against 1/3; given it is missing (1/4): 1 against 0; the other way round,
    # too
    scores = missing_when.measure(real, None, made, rng(0))
    assert [s.value for s in scores] == pytest.approx([0.5, 0.5, 0.5])


def test_a_bin_without_synthetic_rows_is_held_against_all_of_them():
    real = dataset({"n": [1.0, NONE, 1.0, 1.0], "c": list("aabb")})
    made = dataset({"n": [1.0, NONE, 1.0, 1.0], "c": list("aaaa")})
    # a: 1/2 against 1/4; b: 0 against the overall 1/4
    assert missing_when.measure(real, None, made, rng(0))[0].value == pytest.approx(0.25)


def test_nothing_missing_is_said():
    whole = dataset({"n": [1.0, 2.0], "c": list("ab")})
    with pytest.raises(Skip, match="No value is missing"):
        missing_when.measure(whole, None, whole, rng(0))
