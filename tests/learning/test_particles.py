"""Particles: weights counted by head, chances of given codes, and rules solved the other way round."""

import numpy as np
import pandas as pd
import pytest

from synth.learning.chances import Chances, Tilt
from synth.learning.cloud import effective, picked, resample
from synth.learning.encoding import codec
from synth.learning.given import Given, Model, put
from synth.learning.link import Link
from synth.learning.relations.axis import Axis
from synth.learning.relations.formula import Formula
from synth.learning.relations.inverse import agrees, solved
from synth.learning.tree import ConditionalTree
from tests.tables import dataset


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_particles_count_by_kish_and_are_picked_by_weight():
    """Weights 1, 1, 0, 0 are two particles; those of 3 and 1 are 16 / 10."""
    weights = np.log(np.array([[1, 1, 1e-300, 1e-300], [3, 1, 1e-300, 1e-300]]))
    assert effective(weights.ravel(), 2) == pytest.approx([2, 1.6])
    drawn = picked(weights, 4000, rng())
    assert set(drawn[0]) == {0, 1} and (drawn[1] == 4).mean() == pytest.approx(0.75, abs=0.03)


def test_only_uneven_rows_about_to_draw_are_resampled():
    """Rows of four particles: even, uneven with a gap, uneven without. Weights 3 to 1 become 3 particles and 1."""
    logs = np.log(np.array([1, 1, 1, 1, 3, 1, 1e-300, 1e-300, 3, 1, 1e-300, 1e-300]))
    codes = {"a": np.arange(12)}
    resample(logs, np.repeat([True, True, False], 4), 3, 4, rng(), codes)
    assert codes["a"].tolist() == [0, 1, 2, 3, 4, 4, 4, 5, 8, 9, 10, 11]
    assert logs[4:8].tolist() == [0] * 4 and logs[8] == pytest.approx(np.log(3))


@pytest.fixture
def chances() -> Chances:
    """One leaf: code 0, missing, in 20 rows, codes 1 and 2 in 60 and 20."""
    values = pd.Series([None] * 20 + ["x"] * 60 + ["y"] * 20)
    column = dataset({"c": values}).columns[0]
    made = codec(values, column)
    codes = made.codes(values)
    tree = ConditionalTree(np.zeros((100, 0), np.float32), codes, codes, 50, 1.0, 1.0, rng())
    return Chances(Link((), {}, tree), made)


def test_chances_leave_missing_out(chances):
    assert np.exp(chances.weigh({}, {}, 2, np.array([1, 2]), None)) == pytest.approx([0.75, 0.25], abs=0.001)
    drawn, levels, took = chances.draw({}, {}, 4000, rng())
    assert levels is None and not took.any() and drawn.min() == 1
    assert (drawn == 1).mean() == pytest.approx(0.75, abs=0.03)


def test_a_tilt_is_paid_back_by_the_weight(chances):
    """Code 2 alone: its quarter is the weight of each."""
    drawn, _, took = chances.draw({}, {}, 10, rng(), Tilt(np.array([[0.0, 0.0, 1.0]]), np.zeros(10, dtype=int)))
    assert set(drawn) == {2} and np.exp(took) == pytest.approx([0.25] * 10)
    other = Tilt(np.array([[1.0, 1.0], [0.5, 0.0]]), np.array([0, 1]))
    both = Tilt(np.array([[1.0, 2.0]]), np.zeros(2, int)).and_(other)
    assert both.of[both.id].tolist() == [[1, 2], [0.5, 0]]


def test_a_formula_is_solved_for_any_of_its_sources():
    """total = price * quantity * (1 - discount): of 45 = 10 * 5 * 0.9 each source is told by the others."""
    table = pd.DataFrame({"price": [10.0, 2.5], "quantity": [5, 4], "discount": [0.1, 0.25], "total": [45.0, 7.5]})
    rule = Formula(
        "total",
        {"price": 1.0, "quantity": 1.0, "discount": 1.0},
        1.0,
        {c: Axis(table[c]) for c in table},
        product=True,
        complement=frozenset(["discount"]),
    )
    model = Model({}, [], {}, {}, [rule])
    assert agrees(rule, table, table["total"]).all()
    for name in ("price", "quantity", "discount"):
        found = solved(rule, name, table.drop(columns=name), table["total"], model)
        assert [float(each) for each in found] == pytest.approx(table[name].tolist()), name
    none = solved(rule, "price", table.assign(quantity=0).drop(columns="price"), table["total"], model)
    assert none.isna().all()


def test_given_cells_stand_where_they_are_and_rows_may_repeat():
    assert put(pd.Series([1.0, 2.0]), np.array([False, True]), pd.Series([9.0, 9.0])).tolist() == [1, 9]
    given = Given({"a": np.array([True, False])}, {"a": pd.Series([5.0, np.nan])}, {"a": np.array([3, 0])})
    twice = given.at(np.array([1, 0, 0]))
    assert twice.there["a"].tolist() == [False, True, True] and twice.codes["a"].tolist() == [0, 3, 3]
