"""How sure filled cells are, and the tables that are handed on."""

import numpy as np
import pandas as pd
import pytest

from synth.filling.filled import Filled
from tests.tables import dataset


@pytest.fixture
def filled() -> Filled:
    """Three draws; the second row's cells were filled, and one category of the third."""
    learned = dataset({"x": np.arange(101.0), "c": ["a", "b", "b"] * 33 + ["a", "a"]})
    draws = [(20.0, "a", "b"), (50.0, "b", "b"), (30.0, "b", "a")]
    tables = tuple(pd.DataFrame({"x": [1.0, x, 3.0], "c": ["a", c, d]}) for x, c, d in draws)
    return Filled(tables, pd.DataFrame({"x": [False, True, False], "c": [False, True, True]}), learned)


def test_categories_tell_how_many_draws_agree(filled):
    cells = filled.cells["c"]
    assert cells.value.tolist() == ["b", "b"] and cells.sure == pytest.approx([2 / 3, 2 / 3]) and cells.low is None


def test_numbers_tell_how_wide_the_draws_lie(filled):
    """Draws 20, 30, 50 of a column whose middle nine tenths span 5 to 95: 30 of 90 are open."""
    cells = filled.cells["x"]
    assert (cells.value[0], cells.low[0], cells.high[0]) == (30, 20, 50)
    assert cells.sure == pytest.approx([1 - 30 / 90])


def test_the_likeliest_and_the_stacked_table(filled):
    assert filled.likeliest.to_dict("list") == {"x": [1, 30, 3], "c": ["a", "b", "b"]}
    assert filled.stacked["draw"].tolist() == [1, 1, 1, 2, 2, 2, 3, 3, 3] and list(filled.stacked) == ["draw", "x", "c"]
    assert filled.stacked["x"].tolist() == [1, 20, 3, 1, 50, 3, 1, 30, 3]


def test_the_record_holds_no_cell(filled):
    record = filled.to_record()
    assert (record["rows"], record["draws"], record["cells"]) == (3, 3, 3)
    assert [(each["name"], each["filled"]) for each in record["columns"]] == [("x", 1), ("c", 2)]
    assert record["columns"][1]["sure"] == pytest.approx(2 / 3) and record["left"] == {}


def test_a_column_called_draw_keeps_its_name():
    table = pd.DataFrame({"draw": [1.0]})
    filled = Filled((table,), table.isna(), dataset({"draw": [1.0]}))
    assert list(filled.stacked) == ["draw_", "draw"]
