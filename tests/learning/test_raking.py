"""Ties that a tree has lost are put back, those that chance made up are not."""

import numpy as np
import pytest

from synth.learning import raking
from synth.learning.chain import Chain
from synth.learning.link import Link
from synth.learning.raking import SURE, rake
from synth.learning.tree import ConditionalTree

NONE = np.empty((800, 0), np.float32)
GROUP, CODE = np.repeat([0, 1], 400), np.repeat([0, 1, 0, 1], [300, 100, 100, 300])
RATIO = 4 * (300 * np.log(1.5) + 100 * np.log(0.5))
"""The likelihood ratio of 300 and 100 rows, and 100 and 300, where 200 each were expected; one degree of freedom."""
AIM = (300 * (1 - 2 / RATIO) + 200 * 2 / RATIO) / 400
"""Of the half of that which each group has, what chance explains, 1, is not put back."""


def raked(codes: dict, caution: float = 1.0, target: str | None = None):
    """Of a column "drawn" that a tree without inputs knows nothing about."""
    drawn = codes["drawn"]
    tree = ConditionalTree(NONE, drawn, drawn, 50, 1.0, 0.0, np.random.default_rng(0))
    before = tuple(name for name in codes if name != "drawn")
    return tree, rake(tree, np.zeros(800, dtype=int), "drawn", before, codes, frozenset(), drawn, caution, target)


def test_a_tie_that_the_tree_has_lost_is_put_back_but_for_what_chance_explains():
    tree, found = raked({"group": GROUP, "drawn": CODE})
    drawn, _ = Link(("group",), {}, tree, rake=found).draw({"group": GROUP}, {}, 800, np.random.default_rng(1))
    assert AIM == pytest.approx(0.7476, abs=1e-4)
    assert np.bincount(drawn[:400])[0] == pytest.approx(400 * AIM, abs=1)
    assert np.bincount(drawn[400:])[1] == pytest.approx(400 * AIM, abs=1)


def test_what_is_wanted_is_weighed_by_the_chances_that_are_drawn():
    tree, found = raked({"group": GROUP, "drawn": CODE})
    drawn, mass, _ = Link(("group",), {}, tree, rake=found).draw_weighted(
        {"group": GROUP}, {}, 800, np.array([1.0, 0.0]), np.array([]), np.random.default_rng(1))
    assert (drawn == 0).all()
    assert mass[0] == pytest.approx(AIM, abs=1e-6) and mass[-1] == pytest.approx(1 - AIM, abs=1e-6)


def test_columns_without_a_tie_are_left_alone_and_so_is_all_where_caution_says_so():
    assert raked({"group": np.tile([0, 1], 400), "drawn": CODE})[1] is None
    least = RATIO / (1 + SURE * np.sqrt(2))
    assert raked({"group": GROUP, "drawn": CODE}, caution=least - 0.1)[1] is not None
    assert raked({"group": GROUP, "drawn": CODE}, caution=least + 0.1)[1] is None


def test_a_group_of_few_rows_is_drawn_as_the_tree_says():
    rare = np.where(np.arange(800) < 20, 2, GROUP)
    found = raked({"group": rare, "drawn": CODE})[1].ties[0].weights
    assert found[2] == pytest.approx([1.0, 1.0]) and found[0][0] > 1.2 > 0.8 > found[0][1]
    alone = np.where(np.arange(800) < 20, 1, 0)
    assert raked({"group": alone, "drawn": CODE})[1] is None, "One group is left, which nothing can be held against."


def test_what_the_tree_has_split_on_is_not_lost():
    inputs = GROUP[:, None].astype(np.float32)
    tree = ConditionalTree(inputs, CODE, CODE, 50, 1.0, 0.0, np.random.default_rng(0))
    assert len(tree.size_) == 3
    assert rake(tree, tree.leaf(inputs), "drawn", ("group",), {"group": GROUP, "drawn": CODE}, frozenset(), CODE, 1.0,
                None) is None


def test_the_tie_to_the_target_comes_first_where_it_is_lost_else_the_one_lost_most():
    weaker = np.where(np.arange(800) % 4 == 0, 1 - GROUP, GROUP)
    codes = {"group": GROUP, "weaker": weaker, "nothing": np.tile([0, 1], 400), "drawn": CODE}
    first = [raked(codes, target=target)[1].ties[0].column for target in (None, "nothing", "weaker")]
    assert first == ["group", "group", "weaker"]


def hanging() -> tuple[dict, Link]:
    """A code that hangs on a, b and c, the less the later, but not on d; and its link to them."""
    rng = np.random.default_rng(0)
    codes = {name: rng.integers(0, 2, 4000) for name in "abcd"}
    hangs = sum(weight * codes[name] for name, weight in (("a", 0.3), ("b", 0.25), ("c", 0.2)))
    codes["drawn"] = (rng.random(4000) < 0.1 + hangs).astype(int)
    tree = ConditionalTree(np.empty((4000, 0), np.float32), codes["drawn"], codes["drawn"], 50, 1.0, 0.0, rng)
    at = np.zeros(4000, dtype=int)
    return codes, Link(tuple("abcd"), {}, tree,
                       rake=rake(tree, at, "drawn", tuple("abcd"), codes, frozenset(), codes["drawn"], 1.0, None))


def test_ties_are_put_back_together_until_none_is_lost():
    codes, link = hanging()
    assert [tie.column for tie in link.rake.ties] == ["a", "b", "c"]
    assert link.rake.weights.shape == (8, 2)
    assert link.rake.group({name: np.array([1]) for name in "abc"}).tolist() == [7]
    drawn, _ = link.draw(codes, {}, 4000, np.random.default_rng(1))
    for name in "abcd":
        for level in (0, 1):
            real, made = (each[codes[name] == level].mean() for each in (codes["drawn"], drawn))
            assert made == pytest.approx(real, abs=0.02)


def test_no_more_ties_are_put_back_than_groups_may_be_combined(monkeypatch):
    monkeypatch.setattr(raking, "COMBINED", 4)
    assert len(hanging()[1].rake.ties) == 2
    monkeypatch.setattr(raking, "MOST", 1)
    assert len(hanging()[1].rake.ties) == 1


def test_a_number_is_grouped_and_drawn_in_stretches():
    """Sixty codes: the first for itself, as it may stand for missing values, the others in twelve stretches of five."""
    code = np.repeat(np.arange(60), 100)
    tree = ConditionalTree(np.empty((6000, 0), np.float32), code, code, 50, 1.0, 0.0, np.random.default_rng(0))
    found = rake(tree, np.zeros(6000, dtype=int), "drawn", ("number",), {"number": code, "drawn": code},
                 frozenset(["number", "drawn"]), code // 3, 1.0, None)
    tie = found.ties[0]
    assert tie.of.tolist() == [0, *np.repeat(np.arange(1, 13), 5)[1:]]
    assert tie.weights.shape == (13, 60) and tie.weights[0].argmax() == 0 and tie.weights[12].argmax() >= 54


def test_of_a_category_the_most_frequent_levels_are_told_apart_and_the_rest_are_one():
    """Eleven levels of 150 rows and nine of 50, which come first by number."""
    code = np.concatenate([np.repeat(np.arange(9), 50), np.repeat(np.arange(9, 20), 150)])
    side = (code % 2).astype(int)
    tree = ConditionalTree(np.empty((2100, 0), np.float32), side, side, 50, 1.0, 0.0, np.random.default_rng(0))
    found = rake(tree, np.zeros(2100, dtype=int), "drawn", ("level",), {"level": code, "drawn": side}, frozenset(),
                 side,
                 1.0, None).ties[0]
    assert found.of.tolist() == [11] * 9 + list(range(11))
    assert found.weights[11] == pytest.approx(found.weights[11][0], rel=0.3), "Of the rest five of nine are even."
    assert found.weights[0][1] > 10 * found.weights[0][0], "Level 9 is odd."


def test_the_target_is_seen_by_every_column_behind_it_however_many_tell_more():
    """Of thirty columns all but the target are alike, each with a tenth of its codes at random."""
    rng = np.random.default_rng(0)
    of = rng.integers(0, 3, 300)
    codes = {f"c{i}": np.where(rng.random(300) < 0.1, rng.integers(0, 3, 300), of) for i in range(29)}
    codes = {"target": rng.integers(0, 2, 300)} | codes
    last = {target: Chain(25, 1.0, 1.0, frozenset(), target=target).fit(codes, np.random.default_rng(1)).links_["c28"]
            for target in (None, "target")}
    assert "target" not in last[None].before and "target" in last["target"].before
