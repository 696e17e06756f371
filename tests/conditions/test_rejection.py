"""Rows by drawing until enough meet a condition, told when it is given up."""

import numpy as np
import pandas as pd
import pytest

from synth.conditions import parse
from synth.conditions.rejection import DEAR, MOST, PILOT, rejected
from synth.technique import make
from tests.tables import people

WHERE = parse("x == 0")


def draw(share_of: int, asked: list[int]):
    """One row in so many is 0; notes how many rows were asked for at a time."""
    def drawn(rows: int, rng: np.random.Generator) -> pd.DataFrame:
        asked.append(rows)
        return pd.DataFrame({"x": rng.integers(0, share_of, rows), "row": np.arange(rows)})
    return drawn


def test_exactly_as_many_rows_come_back_and_all_of_the_last_draw_where_it_has_enough():
    asked = []
    table = rejected(draw(20, asked), 300, np.random.default_rng(0), WHERE)
    assert len(table) == 300 and (table["x"] == 0).all() and list(table.index) == list(range(300))
    assert asked[0] == PILOT and sum(asked) < 20_000
    assert table["row"].is_unique, "rows of the last draw alone, which repeat none"


def test_it_gives_up_with_what_it_saw():
    asked = []
    with pytest.raises(ValueError, match=r"rows drawn none met 'x == 0', too few to make 500 such rows; loosen"):
        rejected(draw(10**9, asked), 500, np.random.default_rng(0), WHERE)
    assert sum(asked) < MOST / 4
    with pytest.raises(ValueError, match=r"Of [\d,]+ rows drawn \d+ met"):
        rejected(draw(100, asked), 50_000, np.random.default_rng(0), WHERE)


def test_where_rows_are_dear_few_are_drawn():
    asked = []
    with pytest.raises(ValueError, match="too few"):
        rejected(draw(200, asked), 10, np.random.default_rng(0), WHERE, dear=True)
    assert asked[0] == 10 and sum(asked) <= 10 * DEAR


def test_a_technique_that_has_learned_tells_how_many_of_its_rows_meet_a_condition():
    data = people(400, 0)
    technique = make("shuffle").fit(data, np.random.default_rng(0))
    told = technique.acceptance(parse('job == "cook"'), np.random.default_rng(1), 400)
    assert (told.drawn, told.met) == (400, int((data.table["job"] == "cook").sum()))
    assert told.told(parse("x = 1")) == f"Of 400 rows drawn {told.met} met 'x == 1'"
