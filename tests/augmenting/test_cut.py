"""Which rows a lab learns from and which it tests on."""

import numpy as np
import pytest

from synth.augmenting import Plan
from synth.augmenting.cut import cut, rows_of
from tests.tables import dataset


def table(rare: int = 40, others: int = 160, gaps: int = 0):
    """Rows numbered, the rare ones first."""
    return dataset(
        {"at": np.arange(rare + others + gaps, dtype=float), "sort": ["a"] * rare + ["b"] * others + [None] * gaps},
        target="sort",
    )


def test_either_class_is_held_out_alike_and_no_row_is_on_both_sides():
    now = cut(table(), "a", np.random.default_rng(0))
    assert (now.positive(now.holdout).sum(), len(now.holdout)) == (12, 60)
    assert (now.positive(now.train).sum(), len(now.train)) == (28, 140)
    assert sorted([*now.train.table["at"], *now.holdout.table["at"]]) == list(range(200))
    assert now.told == ["at"]


def test_rows_without_a_target_are_left_out():
    known, rare = rows_of(table(gaps=7), Plan("a"), np.random.default_rng(0))
    assert (len(known), rare) == (200, "a")


def test_the_rare_class_is_thinned_to_its_share():
    """Of 980 others, 20 rare rows make 1000, a share of 0.02."""
    known, _ = rows_of(table(100, 980), Plan("a", thin=0.02), np.random.default_rng(0))
    assert known.table["sort"].value_counts().to_dict() == {"b": 980, "a": 20}


@pytest.mark.parametrize(
    "data, rare, said",
    [
        (table(), "c", "'sort' holds no 'c'; it holds b, a"),
        (table(19), "a", "needs 20 rows of 'a' in 'sort'"),
        (dataset({"x": [1.0, 2.5]}), "1", "needs a target"),
        (dataset({"x": np.linspace(0, 1, 50)}, target="x"), "1", "has no classes"),
    ],
)
def test_what_cannot_be_cut_is_a_sentence(data, rare, said):
    with pytest.raises(ValueError, match=said):
        rows_of(data, Plan(rare), np.random.default_rng(0))


def test_flags_and_numbers_are_found_by_how_they_are_written():
    flags = dataset({"x": np.arange(60.0), "y": [True] * 20 + [False] * 40}, target="y")
    assert rows_of(flags, Plan("True"), np.random.default_rng(0))[1] is True
    numbers = dataset({"x": np.arange(60.0), "y": [1] * 20 + [0] * 40}, target="y")
    assert rows_of(numbers, Plan("1"), np.random.default_rng(0))[1] == 1
