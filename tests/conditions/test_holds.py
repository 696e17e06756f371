"""Which rows a condition holds in, counted by head."""

import numpy as np
import pandas as pd
import pytest

from synth.conditions import holds, parse

TABLE = pd.DataFrame({
    "state": ["Ohio", "Iowa", None, "Ohio"],
    "age": [20.0, np.nan, 40.0, 60.0],
    "paid": pd.array([True, False, None, True], dtype="boolean"),
    "size": pd.Categorical(["S", "M", "L", "S"], categories=["S", "M", "L"], ordered=True),
    "date": pd.to_datetime(["2024-02-29 23:30", "2024-03-01 00:00", None, "2023-12-25 00:00"]),
    "berlin": pd.to_datetime(["2024-02-29 23:30", "2024-03-01 00:00", None, "2023-12-25 00:00"]).tz_localize(
        "Europe/Berlin"),
    "code": pd.array([1, 2, None, 2**62], dtype="Int64"),
})


@pytest.mark.parametrize("text, rows", [
    ('state == "Ohio"', [0, 3]), ('state != "Ohio"', [1]), ('not state == "Ohio"', [1]), ("state is missing", [2]),
    ("not state is missing", [0, 1, 3]), ('state in ("Iowa", "Ohio")', [0, 1, 3]), ('state not in ("Iowa")', [0, 3]),
    ("age > 20", [2, 3]), ("age between 20 and 40", [0, 2]), ("not age > 20", [0]), ("age in (20, 60)", [0, 3]),
    ('age > 20 or state == "Iowa"', [1, 2, 3]), ('not (age > 20 and state == "Ohio")', [0, 1]),
    ("paid == true", [0, 3]), ("paid != true", [1]), ('size >= "M"', [1, 2]), (f"code == {2**62}", [3]),
    ("month(date) in (2, 3)", [0, 1]), ("year(date) < 2024", [3]), ("weekday(date) == 1", [3]),
    ("hour(date) == 23", [0]),
    ('date <= "2024-02-29"', [0, 3]), ('date <= "2024-02-29 12:00"', [3]), ('date == "2024-02-29"', [0]),
    ("month(berlin) == 2", [0]), ('berlin > "2024-02-29"', [1]), ("quarter(date) == 4", [3]), ("day(date) == 1", [1])])
def test_it_holds_in_these_rows(text, rows):
    assert np.flatnonzero(holds(parse(text), TABLE)).tolist() == rows


def test_an_unknown_and_false_is_false_so_that_its_opposite_holds():
    """Row 1: age missing, state Iowa. `age > 20 and state == Ohio` is false whatever the age."""
    assert holds(parse('not (age > 20 and state == "Ohio")'), TABLE)[1]
    assert not holds(parse('not (age > 20 or state == "Ohio")'), TABLE)[1]


@pytest.mark.parametrize("text",
                         ['age == "x"  or age > "x"', 'state > "Ohio"', 'date == "soon"', "month(age) == 2", "x = 1"])
def test_what_cannot_be_compared_is_said(text):
    with pytest.raises(ValueError, match="[.]$"):
        holds(parse(text), TABLE)


def test_an_empty_table_has_no_rows_that_hold():
    assert holds(parse('state == "Ohio" and month(date) = 2'), TABLE.iloc[:0]).shape == (0,)
