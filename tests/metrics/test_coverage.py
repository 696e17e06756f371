import numpy as np
import pytest

from synth.metric import Skip
from synth.metrics.coverage import covered_rows, rare_levels
from tests.tables import dataset

rng = np.random.default_rng


def test_rare_levels_by_hand():
    real = dataset({"c": ["a"] * 800 + ["b"] * 135 + ["c"] * 40 + ["d"] * 20 + ["e"] * 5,
                    "f": [True] * 970 + [False] * 30})
    made = dataset({"c": ["a"] * 850 + ["b"] * 135 + ["c"] * 13 + ["d"] * 2, "f": [True] * 990 + [False] * 10})
    # rare are c, d, e and False; of these c, at 13 of 40, and False, at a third, are in the right order of magnitude
    found = {s.about: s.value for s in rare_levels.measure(real, None, made, rng(0))}
    assert found == pytest.approx({(): 0.5, ("below 1 %",): 0.0, ("1 to 5 %",): 2 / 3, ("c",): 1 / 3, ("f",): 1.0})


def test_levels_are_asked_for_only_where_five_rows_may_be_expected():
    real, few = dataset({"c": ["a"] * 970 + ["b"] * 30}), dataset({"c": ["a"] * 100})
    with pytest.raises(Skip, match="No level"):
        rare_levels.measure(real, None, few, rng(0))


def test_whole_numbers_of_few_values_have_levels_and_others_have_not():
    ages = dataset({"age": list(range(50)) * 6})
    assert rare_levels.measure(ages, None, ages, rng(0))[0].value == 1
    keys = dataset({"n": list(range(300))})
    with pytest.raises(Skip):
        rare_levels.measure(keys, None, keys, rng(0))


def test_a_table_without_the_texts_and_ids_is_measured_as_well():
    real = dataset({"f": [True] * 960 + [False] * 40, "k": [str(i) for i in range(1000)]}, k="id")
    assert rare_levels.measure(real, None, real.only(["f"]), rng(0))[0].value == 1


def test_coverage_by_hand():
    """Two heaps of ten rows; synthetic rows lie in one of them only."""
    real = dataset({"x": [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] + [50 + i / 10 for i in range(10)]})
    made = dataset({"x": [i / 20 for i in range(20)]})
    assert covered_rows.measure(real, None, made, rng(0))[0].value == 0.5
    assert covered_rows.measure(real, None, real, rng(0))[0].value == 1
    with pytest.raises(Skip, match="more than 5 rows"):
        covered_rows.measure(real, None, made.take(np.arange(4)), rng(0))
