"""Real rows beside balanced ones, counted by head."""

import pytest

from synth.recipe import Recipe
from synth.scenarios import balances_of
from synth.scenarios.against import SHIFTED, against
from tests.tables import dataset


@pytest.fixture
def data():
    """1,000 rows, 200 of them "y"; v tells rows apart."""
    return dataset({"a": ["y"] * 200 + ["n"] * 800, "v": list(range(1000))})


def test_rows_are_picked_in_the_shares_asked(data):
    """All 200 "y" and as many "n" are half and half."""
    cut, held, told = against(balances_of(["a=y:0.5"]), False, data, data)
    assert len(cut) == 400 and (cut.table["a"] == "y").sum() == 200 and len(held) == 400 and "400 real ones" in told
    assert cut.table["v"].is_monotonic_increasing


def test_too_few_left_and_shifts_take_all_rows(data):
    small = data.take(range(180, 300))
    assert against(balances_of(["a=y:0.9"]), False, small, None)[0] is small
    assert against(balances_of(["a=y:0.5"]), True, data, None) == (data, None, SHIFTED)


def test_a_balanced_run_is_held_against_balanced_rows(data):
    run = Recipe("shuffle", balance=["a=y:0.5"]).run(data)
    assert (run.real[0].table["a"] == "y").mean() == 0.5 == (run.table["a"] == "y").mean()
    assert any("picked in the same shares" in note for note in run.notes)
    assert Recipe("shuffle").run(data).real[0] is not None and Recipe("shuffle").run(data).reach is None
