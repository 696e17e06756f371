import numpy as np
import pandas as pd
import pytest

from synth.learning.places import Scale, neighbours, places
from tests.tables import dataset, people

RNG = np.random.default_rng(0)


def test_places_are_read_back_as_the_rows_they_stand_for():
    data = people(400, 0)
    real = places(data, RNG)
    table = real.table(real.level, real.code, RNG)
    made, kept = (each.fillna({"job": "-"}) for each in (table, data.table))
    pd.testing.assert_frame_equal(made, kept, check_dtype=False, rtol=1e-9)


def test_a_level_between_two_values_is_a_value_between_them_on_the_grid():
    values = pd.Series([1.5, 2.0, 2.0, 9.5])
    scale = Scale(values)
    low, twice, again, high = scale.levels(values, RNG)
    assert low == 1 / 8 and high == 7 / 8 and 3 / 8 <= twice <= 5 / 8 and 3 / 8 <= again <= 5 / 8
    between = scale.values(np.array([low, (5 / 8 + high) / 2, 0.5, high, np.nan]))
    assert between[[0, 2, 3]].tolist() == [1.5, 2.0, 9.5] and between[1] in (5.5, 6.0) and np.isnan(between[4])


def test_levels_that_meet_nobody_are_missing():
    assert np.isnan(Scale(pd.Series([np.nan, np.nan])).values(np.array([0.2, 0.8]))).all()


def test_the_nearest_are_found_by_levels_and_categories():
    x = np.tile(np.arange(10.0), 2)
    near = neighbours(places(dataset({"x": x, "c": ["a"] * 10 + ["b"] * 10}), RNG), 2, RNG)
    for row in range(20):
        other = near[row]
        assert (other // 10 == row // 10).all() and row not in other  # another category is further than any number
        assert (abs(x[other] - x[row]) <= 2).all()


def test_a_missing_value_is_near_another_and_far_from_a_number():
    data = dataset({"x": [np.nan, np.nan, 1.0, 1.0, 9.0, 9.0]})
    near = neighbours(places(data, RNG), 1, RNG).ravel()
    assert near.tolist() == [1, 0, 3, 2, 5, 4]


@pytest.mark.parametrize("rows", [1, 2, 5])
def test_few_rows_have_few_neighbours(rows):
    near = neighbours(places(dataset({"x": np.arange(rows)}), RNG), 3, RNG)
    assert near.shape == (rows, max(min(3, rows - 1), 1)) and near.max() < rows


def test_blocks_cover_every_row():
    data = dataset({"x": RNG.random(501)})
    near = neighbours(places(data, RNG), 3, RNG, block=100)
    gap = abs(data.table["x"].to_numpy()[near] - data.table["x"].to_numpy()[:, None])
    assert near.shape == (501, 3) and gap.max() < 0.2
    assert pd.Series(near.ravel()).nunique() > 300
