"""How likely a sum will do, once its first part is drawn."""

import numpy as np
import pandas as pd
import pytest

from synth.dataset import Column, Kind
from synth.learning.ahead import aheads
from synth.learning.encoding import codec


def found(met):
    """Two columns of the numbers 0..3, each as likely; which rows will do."""
    made = codec(pd.Series(np.tile(np.arange(4), 50)), Column("x", Kind.INTEGER))
    return aheads(["a", "b"], {"a": made, "b": made}, met, 4000, np.random.default_rng(0))


def test_the_chances_of_a_sum_by_head():
    """a + b >= 5 wants b = 3 beside a = 2 and b of 2 or 3 beside a = 3: of a, 0, 0, 1/4 and 1/2;
    then all or nothing."""
    known = found(lambda values: values["a"] + values["b"] >= 5)
    assert known["a"].chances[0, 2:] == pytest.approx([0.25, 0.5], abs=0.06) and known["a"].chances[0, 0] < 0.02
    codes = {"a": np.array([0, 2, 3])}
    rows = known["b"].chances[known["b"].state(codes, np.arange(3))]
    assert rows[2].tolist() == pytest.approx([0.001, 0.1, 1, 1], abs=0.01)
    assert rows[1, 3] == pytest.approx(1, abs=0.01) and rows[1, :2].max() < 0.02 and rows[0].max() < 0.02


def test_what_codes_do_not_tell_is_left_alone():
    assert found(lambda values: np.random.default_rng(1).random(len(values["a"])) < 0.3) == {}
