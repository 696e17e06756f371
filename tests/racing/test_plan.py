"""How a race is laid out."""

import numpy as np
import pytest

from synth.racing.plan import MOST_ROWS, entrants, favourites, field, sizes
from synth.technique import shelf
from tests.tables import people


def test_samples_grow_threefold_up_to_all_rows():
    assert sizes(5400) == (600, 1800, 5400)
    assert sizes(899) == (899,) and sizes(900) == (300, 900)
    assert sizes(10**7)[-1] == MOST_ROWS


def test_who_can_run_here(monkeypatch):
    monkeypatch.delenv("LOOKALIKE_LLM", raising=False)
    with_target, without = entrants("paid"), entrants(None)
    assert set(with_target) - set(without) == {key for key in with_target if shelf()[key].needs_target}
    assert not [key for key in with_target if shelf()[key].remote or shelf()[key].unavailable()]


def test_favourites_are_the_advised_one_and_those_that_have_time():
    """With 60 s, a technique enters by itself where a whole run takes at most 10."""
    modelling = [
        key
        for key in entrants(None)
        if shelf()[key].shareable and shelf()[key].family in ("trees", "statistics", "neural")
    ]
    quick, slow = modelling[0], modelling[1]
    seconds = {key: 9.0 for key in entrants(None)} | {slow: 11.0}
    assert favourites(None, quick, seconds.get, 60) == [key for key in modelling if key != slow]
    assert favourites(None, slow, seconds.get, 60)[0] == slow
    assert quick not in favourites(None, slow, seconds.get, 60, avoided=[quick])


def test_any_first_part_of_the_field_is_a_sample():
    """Rows in the order of age: unshuffled, the first tenth would hold the young alone."""
    data = people(600, 0)
    ordered = data.take(np.argsort(data.table["age"].to_numpy(), kind="stable"))
    train, held = field(*ordered.split(0.2, np.random.default_rng(0)), np.random.default_rng(1))
    assert len(train) == 480 and len(held) == 120
    assert sorted([*train.table["income"].dropna(), *held.table["income"].dropna()]) == sorted(
        data.table["income"].dropna()
    )
    assert train.table["age"].head(48).max() > data.table["age"].median() + 10


def test_a_table_too_short_to_hold_rows_out_is_told_so():
    with pytest.raises(ValueError, match="too short"):
        field(*people(20, 0).split(0.2, np.random.default_rng(0)), np.random.default_rng(1))
