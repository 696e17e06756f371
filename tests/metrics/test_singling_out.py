import numpy as np
import pytest

from synth.metric import Skip
from synth.metrics.singling_out import Description, described, singling_out, singling_out_by_value, unique_values
from tests.tables import dataset, people

rng = np.random.default_rng
AGES, JOBS = np.array([30.0, 40, 50, np.nan]), np.array([0.0, 1, 1, 1])


def test_descriptions_fit_by_hand():
    table = [AGES, JOBS]
    assert Description((0,), (40.0,), ("+",)).fits(table) == 2
    assert Description((0, 1), (40.0, 1.0), ("-", "=")).fits(table) == 1
    assert Description((0,), (np.nan,), ("-",)).fits(table) == 1


def test_values_that_one_row_holds_and_the_ends_of_numbers_are_described():
    found = unique_values([AGES, JOBS], np.array([True, False]), rng(0))
    assert sorted((each.columns[0], each.values[0], each.signs[0]) for each in found) == [
        (0, 30, "-"), (0, 30, "="), (0, 40, "="), (0, 50, "+"), (0, 50, "="), (1, 0, "=")]


def test_every_description_fits_one_synthetic_row():
    table = list(rng(0).integers(0, 30, (4, 200)).astype(float))
    found = described(table, np.array([True, True, True, False]), rng(1))
    assert len(found) > 50 and all(each.fits(table) == 1 and len(each.columns) > 1 for each in found)


def test_single_values_by_hand():
    train, holdout, made = (dataset({"n": each})
                            for each in (list(range(40)), list(range(100, 140)), [*range(20), *range(200, 220)]))
    # Of forty values twenty are one learned row's; "at most 0" fits one learned row, "at least 219" none: 21 of 42.
    assert singling_out_by_value.measure(train, holdout, made, rng(0))[0].value == pytest.approx(0.5)


def test_a_copy_singles_out_all_and_another_sample_none_beyond_chance():
    train, holdout, other = (people(600, seed) for seed in range(3))
    assert singling_out.measure(train, holdout, train, rng(0))[0].value == pytest.approx(1)
    score = singling_out.measure(train, holdout, other, rng(0))[0]
    assert score.low == 0 < score.high


def test_one_column_makes_no_combination():
    data = dataset({"n": list(range(60))})
    with pytest.raises(Skip, match="combination"):
        singling_out.measure(data, data, data, rng(0))
