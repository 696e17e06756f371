"""Columns drawn towards a condition: what is wanted of codes, weights counted by head,
and rows like those by rejection."""

import numpy as np
import pandas as pd
import pytest

from synth.conditions import holds, parse
from synth.dataset import Kind
from synth.learning.encoding import codec
from synth.learning.latent import Latent
from synth.learning.network import Cells
from synth.learning.part import Part
from synth.learning.picking import Dead, even, shares
from synth.learning.steer import Steer
from synth.learning.tree import ConditionalTree
from synth.learning.truncated import truncated
from synth.learning.wanted import Wanted
from synth.learning.weighted import from_tree
from synth.dataset import Column
from synth.technique import make
from tests.tables import dataset

ROWS = 4000


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_codes_are_wanted_in_part_and_values_come_from_the_wanted_part():
    """Whole numbers 0..99, each ten times, in four bins of 25: 30 <= x < 50 wants 20 of 25 of the second bin alone."""
    values = pd.Series(np.repeat(np.arange(100), 10))
    want = Wanted(codec(values, Column("x", Kind.INTEGER), 4), lambda x: (x >= 30) & (x < 50))
    assert want.partly and want.share == pytest.approx([0, 0.8, 0, 0], abs=0.001)
    drawn = want.values(np.ones(ROWS, dtype=int), rng())
    assert (drawn.min(), drawn.max()) == (30, 49) and np.bincount(drawn)[30:].min() > ROWS / 20 * 0.7


def test_missing_values_and_labels_are_wanted_or_not():
    gaps = Wanted(codec(pd.Series([1.5, np.nan, 2.5, np.nan]), Column("x", Kind.REAL)), lambda x: x.isna().to_numpy())
    assert gaps.share.tolist() == [1, 0, 0] and np.isnan(gaps.values(np.zeros(3, dtype=int), rng())).all()
    labels = Wanted(codec(pd.Series(["a", "b", "c"]), Column("x", Kind.CATEGORY)), lambda x: (x != "b").to_numpy())
    assert labels.share.tolist() == [1, 0, 1] and not labels.partly


def test_a_tree_draws_wanted_codes_and_weighs_rows_by_their_share():
    """Left of 0 code 0 has 3 of 4 rows, right of it 1 of 4; half of code 1 wanted leaves 1/8 and 3/8 beside code
    0's."""
    inputs = np.repeat([[-1.0], [1.0]], 400, axis=0).astype(np.float32)
    codes = np.concatenate([np.tile([0, 0, 0, 1], 100), np.tile([0, 1, 1, 1], 100)])
    tree = ConditionalTree(inputs, codes, codes, 50, 0.1, 0.0, rng())
    for weight, left, right in (([1.0, 0.0], 0.75, 0.25), ([1.0, 0.5], 0.875, 0.625)):
        drawn, mass = from_tree(tree, inputs, np.array(weight), rng())
        assert mass[0] == pytest.approx(left) and mass[-1] == pytest.approx(right)
        assert (drawn[:400] == 0).mean() == pytest.approx(0.75 / left, abs=0.01)


def test_smoothing_takes_its_part_of_the_mass():
    """A leaf of code 0 alone is pure and stays; one with both codes leans on the root's half."""
    inputs = np.repeat([[-1.0], [1.0]], 400, axis=0).astype(np.float32)
    codes = np.concatenate([np.tile([0, 0, 0, 1], 100), np.tile([0, 1, 1, 1], 100)])
    tree = ConditionalTree(inputs, codes, codes, 50, 0.1, 100.0, rng())
    keep = tree.keep_[tree.leaf(inputs[:1])[0]]
    assert 0.5 < keep < 1
    drawn, mass = from_tree(tree, inputs, np.array([1.0, 0.0]), rng())
    assert mass[0] == pytest.approx(keep * 0.75 + (1 - keep) * 0.5) and (drawn == 0).all()


def test_cells_of_a_network_weigh_as_trees_do():
    """Parent 0 has codes 0, 0, 0, 1 and parent 1 has 0, 1, 1, 1; with next to no smoothing code 0 is 3/4 and 1/4 of
    them."""
    parent = np.repeat([0, 1], 4)
    cells = Cells([parent], np.array([0, 0, 0, 1, 0, 1, 1, 1]), 1e-9)
    drawn, mass = cells.draw_weighted([parent], 8, np.array([1.0, 0.0]), rng())
    assert mass == pytest.approx([0.75] * 4 + [0.25] * 4, abs=1e-6) and (drawn == 0).all()


def test_a_mixture_draws_the_component_that_is_wanted():
    """Two kinds of rows: (0, 0) and (1, 1). Where the first column has to be 1, so has the second."""
    code = np.repeat([0, 1], 300)
    made = Latent(2, 2, 0.01).fit({"a": code, "b": code}, rng())
    steer = Steer((Part({"a": Wanted(codec(pd.Series(["x"] * 300 + ["y"] * 300), Column("a", Kind.CATEGORY)),
                               lambda v: (v == "y").to_numpy())}),))
    codes, _ = made.steered(500, rng(), steer)
    assert (codes["a"] == 1).all() and (codes["b"] == 1).mean() > 0.98
    assert np.exp(steer.log_weight) == pytest.approx(0.5, abs=0.01)


def test_normal_numbers_are_cut_where_levels_are_wanted():
    """A standard normal in its upper tenth: mass 0.1, all above 1.28; with a mean of 1.2816 that is half of them."""
    score, place, mass = truncated(np.array([0.0, 1.2815516]), 1.0, np.array([0.9, 0.1]), np.array([0.0, 1.0]), rng())
    assert mass == pytest.approx([0.1, 0.5], abs=1e-6) and (place == 1).all()
    assert score[0] > 1.2815 and score[1] > 0


def test_rows_are_picked_as_often_as_they_weigh():
    assert sorted(even(np.array([0.5, 0.25, 0.25]), 8, rng())) == [0] * 4 + [1] * 2 + [2] * 2
    with pytest.raises(Dead):
        shares(np.full(3, -np.inf))


def related(rows: int = 2500):
    """Columns that hang together, a rare class, a line, dates with times, gaps,
    a sum and a label that follows a code."""
    r = rng(7)
    size = r.gamma(3, 10, rows).round(1)
    kind = np.where(size + r.normal(0, 8, rows) > 40, "large", "small")
    rare = (r.random(rows) < np.where(kind == "large", 0.03, 0.002))
    weight = (2 * size + r.normal(0, 3, rows)).round(2)
    when = pd.Timestamp("2024-01-01") + pd.to_timedelta(r.integers(0, 366 * 24, rows), unit="h")
    cost, tax = r.integers(1, 200, rows), r.integers(0, 50, rows)
    data = dataset({"size": size, "kind": kind, "rare": rare, "weight": np.where(r.random(rows) < 0.1, np.nan, weight),
                    "when": when, "cost": cost, "tax": tax, "total": cost + tax})
    return data.with_table(data.table)


@pytest.fixture(scope="module", params=["sequential_trees", "gaussian_copula", "bayesian_network", "mixture"])
def learned(request):
    technique = make(request.param,
                     **({"leaf": 50} if request.param == "sequential_trees" else {})).fit(related(), rng())
    return technique, technique.sample(200_000, rng(1))


CONDITIONS = ["rare == true", "weight > 130", 'kind == "small" and weight between 70 and 90',
              "weight is missing and size < 12",
              'month(when) in (2, 3) and hour(when) < 6', "total > 225", 'rare == true or size > 80',
              "not (size < 60 or cost > 30)"]


@pytest.mark.parametrize("text", CONDITIONS)
def test_rows_drawn_towards_a_condition_are_spread_as_those_that_meet_it_by_chance(learned, text):
    technique, unconditional = learned
    where = parse(text)
    by_chance = unconditional[holds(where, unconditional)]
    drawn = technique.sample(ROWS, rng(2), where=where)
    assert len(drawn) == ROWS and holds(where, drawn).all() and len(by_chance) > 100
    for name in ("size", "weight", "cost", "total"):
        if by_chance[name].isna().all():
            assert drawn[name].isna().all()
            continue
        spread = by_chance[name].std() * np.sqrt(1 / len(by_chance) + 1 / 400)
        assert abs(drawn[name].mean() - by_chance[name].mean()) < 4 * spread + 1e-9, name
        gone = by_chance[name].isna().mean()
        unseen = 3 / len(by_chance)  # what never happened in n rows may yet happen in 3 of n
        allowed = 4 * np.sqrt(gone * (1 - gone) * (1 / len(by_chance) + 1 / 400)) + unseen
        assert abs(drawn[name].isna().mean() - gone) < allowed, name
    for name in ("kind", "rare"):
        share = by_chance[name].value_counts(normalize=True)
        for level, expected in share.items():
            allowed = 4 * np.sqrt(expected * (1 - expected) * (1 / len(by_chance) + 1 / 400)) + 0.01
            assert abs((drawn[name] == level).mean() - expected) < allowed, (name, level)


@pytest.fixture(scope="module")
def trees():
    technique = make("sequential_trees", leaf=50).fit(spanned(), rng())
    return technique, technique.sample(200_000, rng(1))


def spanned(rows: int = 2500):
    """Days of arrival some days after those of departure, by how far it is; amounts that are a price times a number."""
    r = rng(3)
    far = r.choice(["near", "mid", "far"], rows)
    left = pd.Timestamp("2023-01-01") + pd.to_timedelta(r.integers(0, 700, rows), unit="D")
    came = left + pd.to_timedelta(r.poisson(np.select([far == "near", far == "mid"], [2, 6], 15)), unit="D")
    price, count = r.integers(100, 9000, rows) / 100, r.integers(1, 6, rows)
    return dataset({"far": far, "left": left, "came": came, "price": price, "count": count,
                    "paid": (price * count).round(2), "gift": r.random(rows) < np.where(count > 3, 0.3, 0.05)})


FAR = ("near", "mid", "far")
MANY = " or ".join(f'(count == {i % 5 + 1} and price between {3 * i} and {3 * i + 1} and far == "{FAR[i % 3]}")'
                   for i in range(28))


@pytest.mark.parametrize("text", [
    "month(came) in (2, 3)", "weekday(came) == 3", 'came between "2024-05-01" and "2024-05-20"', "paid > 300",
    "paid between 40 and 44", "month(came) == 2 and far == 'far' or paid > 350".replace("'", '"'), MANY,
    "(gift == true or paid > 200) and (month(came) == 7 or count == 5)", "not (paid < 250 or month(left) > 6)"])
def test_columns_that_follow_from_others_are_drawn_towards_as_by_chance(trees, text):
    """28 boxes of three columns, sums and spans, alone and mixed: shares and means as rejection has them."""
    technique, unconditional = trees
    assert {rule.column for rule in technique.rules_} >= {"came", "paid"}
    where = parse(text)
    by_chance = unconditional[holds(where, unconditional)]
    drawn = technique.sample(ROWS, rng(2), where=where)
    assert len(drawn) == ROWS and holds(where, drawn).all() and len(by_chance) > 500
    numbers = {name: lambda table, name=name: table[name] for name in ("price", "count", "paid")}
    first = pd.Timestamp("2023-01-01")
    numbers |= {name: lambda table, name=name: (table[name] - first).dt.days for name in ("left", "came")}
    numbers |= {level: lambda table, level=level: (table["far"] == level) * 1.0 for level in ("near", "far")}
    numbers["gift"] = lambda table: table["gift"] * 1.0
    for name, of in numbers.items():
        spread = of(by_chance).std() * np.sqrt(1 / len(by_chance) + 1 / 400)
        assert abs(of(drawn).mean() - of(by_chance).mean()) < 4 * spread + 0.01, name
