"""How a model is drawn towards boxes: tilted in each, not at all where rows meet the condition anyway."""

import numpy as np
import pandas as pd
import pytest

from synth.conditions import holds, parse
from synth.conditions.boxes import boxes
from synth.dataset import Column, Kind
from synth.learning.ahead import Ahead
from synth.learning.aim import Aim
from synth.learning.encoding import codec
from synth.learning.guided import Guided
from synth.learning.part import Part
from synth.learning.relations.derived import Derived
from synth.learning.steer import Steer, Uneven
from synth.learning.wanted import Wanted
from synth.technique import make
from tests.tables import dataset

ROWS = 8000
PAIRS = 'size > 25 and site == "north" or width < 3 and site == "south"'


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def sorts(rows: int = 1500):
    """Three sorts of the same number; size and width tell them apart but for one row in ten, the site is anybody's."""
    r = rng(5)
    sort = r.integers(0, 3, rows)
    called = np.where(r.random(rows) < 0.1, r.integers(0, 3, rows), sort)
    return dataset({"sort": np.array(["a", "b", "c"])[called], "site": r.choice(["north", "south", "west"], rows),
                    "size": (10 * sort + r.normal(5, 1.5, rows)).round(2),
                    "width": (12 - 5 * sort + r.normal(0, 1.5, rows)).round(2)})


@pytest.fixture(scope="module")
def trees():
    technique = make("sequential_trees", leaf=25).fit(sorts(), rng())
    chain = technique.chain_
    derived = Derived(technique.rules_, technique.clocks_, chain.order_)
    model = Guided(technique.codecs_, chain.order_, chain.draw, technique.finished, chain.settled_, technique.clocks_,
                   chain.along_, derived, boxed=True)
    return technique, model


def aim(model: Guided, text: str, rows: int) -> Aim:
    where = parse(text)
    return Aim(model, where, *boxes(where), rows, rng(1))


def test_boxes_are_tilted_each_for_itself_and_rows_weigh_evenly(trees):
    """Sort c is large, and it is narrow: 14 of 15 such rows are called so, 2.8 times as many as of all."""
    found = aim(trees[1], PAIRS, ROWS)
    place = trees[0].codecs_["sort"].codes(pd.Series(["a", "c"]))
    assert len(found.parts_) == 2
    for part in found.parts_:
        other, wanted = part.tilts["sort"][place]
        assert wanted == pytest.approx(2.8, abs=0.4) and other < 0.5
    assert found.even_ * found.alive_ > 0.75


def test_rows_of_tilted_boxes_are_spread_as_those_that_meet_the_condition_by_chance(trees):
    technique, where = trees[0], parse(PAIRS)
    by_chance = technique.sample(150_000, rng(2))
    by_chance = by_chance[holds(where, by_chance)]
    drawn = technique.sample(ROWS, rng(3), where=where)
    assert len(drawn) == ROWS and holds(where, drawn).all()
    for name in ("size", "width"):
        spread = by_chance[name].std() * np.sqrt(1 / len(by_chance) + 1 / 2000)
        assert abs(drawn[name].mean() - by_chance[name].mean()) < 4 * spread
    for name, level in (("site", "north"), ("sort", "c")):
        share = (by_chance[name] == level).mean()
        allowed = 4 * np.sqrt(share * (1 - share) * (1 / len(by_chance) + 1 / 2000)) + 0.003
        assert abs((drawn[name] == level).mean() - share) < allowed


@pytest.mark.parametrize("rows", [1000, ROWS])
def test_rows_that_mostly_meet_a_condition_are_drawn_without_it_and_the_trial_is_kept(trees, rows):
    """Two sites of three, or large: about three rows in four."""
    found = aim(trees[1], 'site == "north" or site == "south" and size > 0 or size > 20', rows)
    assert found.open_.share == found.mass and 0.7 < found.mass < 0.85
    trial, = found.open_.ready_
    drawn = found.rows(rows, rng(4))
    assert 0.9 * rows < len(drawn) < 1.3 * rows and holds(found.where, drawn).all()
    pd.testing.assert_frame_equal(drawn.iloc[:len(trial)], trial.reset_index(drop=True))
    assert not found.open_.ready_ and found.rows(100, rng(5)).index.is_unique


def test_a_condition_that_few_rows_meet_is_drawn_towards(trees):
    assert not aim(trees[1], PAIRS, ROWS).open_.share


def test_what_is_foreseen_counts_as_asked_and_a_tilt_does_not():
    """Codes 0 and 1 foreseen to do in 1/2 and 1/4; a row of code 1 whose mass was 3/8 weighs (3/8) / (1/4) = 3/2."""
    ahead = Ahead(np.array([[0.5, 0.25]]), {})
    for part, asked in ((Part(ahead={"x": ahead}), True), (Part(tilts={"x": np.array([0.5, 0.25])}), False)):
        steer = Steer((part,))
        assert np.ravel(steer.weights("x", {}, 1)[0]).tolist() == [0.5, 0.25]
        steer.took("x", np.array([1]), np.array([0.375]))
        assert np.exp(steer.log_weight) == pytest.approx(1.5)
        assert np.exp(steer.met_ if asked else steer.even_) == pytest.approx(1.5)
        assert (steer.even_ if asked else steer.met_) == pytest.approx(0)


def test_rows_are_even_enough_beside_those_to_be_kept():
    """Of eight rows two weigh the same and six nothing: as good as two, enough for four at a half, not at 0.6."""
    weight = np.log([1, 1, *[1e-12] * 6])
    for enough, refused in ((0.5, False), (0.6, True)):
        steer = Steer(keep=4, enough=enough)
        steer.met_ = weight
        if refused:
            with pytest.raises(Uneven):
                steer.pick(8, rng())
        else:
            assert sorted(steer.pick(8, rng())) == [0, 0, 1, 1]


def test_points_of_a_grid_are_worked_out_once_for_all_conditions():
    made = codec(pd.Series(np.repeat(np.arange(100), 10)), Column("x", Kind.INTEGER), 4)
    low = Wanted(made, lambda x: (x < 25).to_numpy())
    high = Wanted(made, lambda x: (x >= 75).to_numpy())
    assert low.low_ is high.low_ and low.step_ is high.step_
    assert low.share == pytest.approx([1, 0, 0, 0]) and high.share == pytest.approx([0, 0, 0, 1])
