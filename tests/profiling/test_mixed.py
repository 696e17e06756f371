import pandas as pd
import pytest

from synth.dataset import Column, Kind
from synth.profiling.levels import Levels
from synth.profiling.mixed import mixed


def of(values, kind=Kind.CATEGORY):
    return mixed(Column("x", kind), Levels.of(pd.Series(values, dtype=object)))


@pytest.mark.parametrize(
    "values, share",
    [
        ([str(i) for i in range(80)] + ["n/a"] * 20, 0.8),
        ([str(i) for i in range(40)] + ["n/a"] * 60, None),
        ([str(i) for i in range(100)], None),
        (["1", "2", "x"], None),
        ([1, 2, 3, 4, 5, 6, "x"], None),
        ([None] * 9, None),
    ],
)
def test_text_that_is_nearly_all_numbers(values, share):
    assert of(values) == share


def test_numbers_and_flags_are_not_text():
    assert of(["1", "2", "3", "4", "5", "x"], Kind.FLAG) is None
