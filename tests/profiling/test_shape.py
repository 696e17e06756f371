import numpy as np
import pandas as pd
import pytest

from synth.dataset import Kind
from synth.profiling.levels import Levels
from synth.profiling.shape import shape
from synth.profiling.spread import ordered


def of(values, kind=Kind.REAL):
    values = pd.Series(values)
    return shape(kind, Levels.of(values), ordered(values, kind))


def test_a_normal_column_is_not_odd():
    found = of(np.random.default_rng(0).normal(size=20_000))
    assert found.words(Kind.REAL) == [] and abs(found.skew) < 0.05 and found.below == found.above == 0


def test_far_out_values_are_counted_on_their_side_and_few_are_hidden():
    values = np.concatenate([np.linspace(-1, 1, 1001), [50] * 7, [-40, -41]])
    found = of(values)
    assert (found.below, found.above) == (2, 7)
    record = found.record(Kind.REAL)
    assert (record["below"], record["above"]) == (None, 7)
    assert record["words"] == ["fewer than 5 far below the rest", "7 far above the rest"]


def test_the_tail_of_a_lopsided_column_is_no_row_of_slips():
    found = of(np.random.default_rng(0).exponential(size=20_000))
    assert found.above < 40 and found.below == 0
    assert found.words(Kind.REAL)[0] == "a long tail of large values"


def test_zeros_are_a_spike_and_do_not_make_all_others_far_out():
    values = np.concatenate([np.zeros(900), np.arange(1, 101)])
    found = of(values, Kind.INTEGER)
    assert found.spike == (0.0, 0.9) and found.zeros == 0.9 and found.above == 0
    assert found.words(Kind.INTEGER) == ["90% are exactly 0"]


@pytest.mark.parametrize("step, heaped", [(1, None), (5, (5, 1.0)), (10, (10, 1.0)), (100, (100, 1.0))])
def test_rounded_figures(step, heaped):
    assert of(np.arange(1, 200) * step, Kind.INTEGER).heaped == heaped


def test_mostly_rounded_figures():
    values = np.concatenate([np.arange(0, 800, 10), np.arange(1, 21)])
    assert of(values, Kind.INTEGER).heaped == (10, 0.82)


@pytest.mark.parametrize(
    "values, kind",
    [
        ([1, 2] * 50, Kind.INTEGER),
        ([None] * 30, Kind.REAL),
        (["a"] * 30, Kind.CATEGORY),
        (pd.date_range("2020", periods=99), Kind.MOMENT),
    ],
)
def test_what_is_no_number_or_has_few_values_has_no_shape(values, kind):
    assert of(values, kind) is None


def test_whole_numbers_with_gaps_and_huge_ones():
    values = pd.Series([None, *range(2**60, 2**60 + 100)], dtype="Int64")
    assert of(values, Kind.INTEGER).heaped is None
