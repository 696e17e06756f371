import json

import numpy as np
import pytest

from synth.closer.encoded import encoded
from synth.closer.landscape import _by_chance, _counted, _heights, landscape
from synth.metric import Skip
from synth.progress import quiet
from tests.tables import dataset, people

rng = np.random.default_rng


def test_rows_as_points_by_hand():
    data = dataset({"n": [1.0, 3.0, None, None], "c": list("aaab") })
    features, (points,) = encoded(data, data)
    # of n: mean 2, spread 1, gaps at the mean, and being missing half the time; levels below 5 rows are all "other"
    assert [f.said(1) for f in features] == ["high n", "n missing"]
    assert points[:, 0] == pytest.approx([-1, 1, 0, 0])
    assert points[:, 1] == pytest.approx(np.array([-0.5, -0.5, 0.5, 0.5]) / np.sqrt(0.5))


def test_levels_with_enough_rows_have_a_direction_each():
    data = dataset({"c": ["a"] * 30 + ["b"] * 10})
    features, (points, ) = encoded(data, data)
    assert [f.said(1) for f in features] == ["c a", "c b"]
    assert points[0] == pytest.approx([0.25 / np.sqrt(0.75), -0.25 / np.sqrt(0.25)])


def test_heights_are_the_share_of_rows_in_denser_cells():
    heights = np.array(_heights(np.array([[0, 0, 0], [0, 10, 0], [0, 0, 0]])))
    assert heights[1, 1] == 0 and heights[0, 0] == heights.max() and heights[0, 1] < heights[0, 0]
    assert _heights(np.zeros((2, 2))) == [[1.0, 1.0], [1.0, 1.0]]


def test_cells_are_counted_a_line_per_y_with_the_far_ones_at_the_edge():
    places = np.array([[0.5, 1.5], [0.5, 9.0], [1.5, 0.5]])
    assert _counted(places, [np.array([0.0, 1, 2]), np.array([0.0, 1, 2])]).tolist() == [[0, 1], [2, 0]]


def test_few_people_leave_no_trace_on_the_map():
    """A cell of four real rows far from all others: the map is the one without them."""
    crowd = [i / 100 for i in range(-200, 201)]
    edges = [np.linspace(-8, 8, 17)] * 2
    places = np.array([[x, -x] for x in crowd] + [[7.5, 7.5]] * 4)
    counts = _counted(places, edges)
    assert counts[15, 15] == 4
    shown = np.where(counts < 5, 0, counts)
    crowded = _counted(places[:-4], edges)
    assert _heights(shown) == _heights(np.where(crowded < 5, 0, crowded))


def test_what_two_samples_share_by_chance_by_hand():
    one = np.array([[9, 0], [0, 0]])
    assert _by_chance(one, one, rng(0)) == 1
    single = np.array([[1, 1]])
    # two rows drawn from two cells, twice: sharing 0, a half or 1 with odds 2, 8 and 6 of 16
    assert _by_chance(single, single, rng(0), 4000) == pytest.approx(10 / 16, abs=0.02)


def test_two_samples_share_the_map_and_another_does_not():
    real, other = people(2000, 0), people(2000, 1)
    shifted = other.with_table(other.table.assign(age=79, job="judge"))
    found, off = landscape(real, other, rng(0), quiet), landscape(real, shifted, rng(0), quiet)
    assert json.loads(json.dumps(found, allow_nan=False)) == found
    assert found["shared"] > 0.75 > 0.3 > off["shared"]
    assert found["shared"] == pytest.approx(found["chance"], abs=0.05)
    assert len(found["real"]) == len(found["y"]) and len(found["real"][0]) == len(found["x"])
    assert 0.3 < sum(found["explained"]) <= 1
    ends = found["axes"][0].removeprefix("from ").split(" to ")
    assert all("age" in end and "income" in end for end in ends) and ("high age" in ends[0]) != ("high age" in ends[1])


def test_what_cannot_be_drawn_is_said():
    with pytest.raises(Skip, match="50 rows"):
        landscape(people(20, 0), people(200, 1), rng(0), quiet)
    flat = dataset({"n": [1] * 60})
    with pytest.raises(Skip, match="two columns"):
        landscape(flat, flat, rng(0), quiet)
