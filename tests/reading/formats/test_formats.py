"""Parquet, Feather, Excel and JSON."""

import datetime as dt
import json

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pytest

from synth.reading import ReadError, read
from tests.reading.test_read import reading, refusal, rows, told

__all__ = ["reading"]
TABLE = pd.DataFrame(
    {
        "n": [1, 2, 3],
        "x": [0.5, np.nan, 2.0],
        "s": ["a", None, "ü"],
        "t": pd.date_range("2020", periods=3),
        "z": pd.date_range("2020", periods=3, tz="Europe/Berlin"),
        "f": [True, False, True],
    }
)


@pytest.mark.parametrize("form", ["parquet", "feather"])
def test_parquet_and_feather_give_the_same_table(tmp_path, form):
    path = tmp_path / f"t.{form}"
    getattr(TABLE, f"to_{form}")(path)
    found = read(path)
    assert found.format == form
    pd.testing.assert_frame_equal(found.dataset.table, TABLE)


def test_parquet_types_that_tables_do_not_hold(tmp_path):
    table = pa.table(
        {
            "small": pa.array([1, None], pa.int8()),
            "huge": pa.array([2**64 - 1, 1], pa.uint64()),
            "flag": pa.array([True, None]),
            "day": pa.array([dt.date(2020, 1, 2), None]),
            "far": pa.array([dt.datetime(9999, 1, 1), None], pa.timestamp("us")),
            "coded": pa.array(["a", "b"]).dictionary_encode(),
            "nest": pa.array([[1, 2], None]),
            "none": pa.nulls(2),
            "raw": pa.array([b"ab", b"\xff"]),
        }
    )
    pa.parquet.write_table(table, tmp_path / "t.parquet")
    found = read(tmp_path / "t.parquet")
    assert rows(found) == [
        [1, "18446744073709551615", True, pd.Timestamp("2020-01-02"), "9999-01-01T00:00:00", "a", "[1, 2]", None,
         "6162"],
        [None, "1", None, None, None, "b", None, None, "ff"],
    ]
    assert found.dataset.table.small.dtype == "Int64" and "column 'nest' kept as JSON text" in told(found)
    assert "column 'far' kept as text" in told(found)


def test_infinities_in_parquet_become_missing(tmp_path):
    pd.DataFrame({"x": [1.0, np.inf]}).to_parquet(tmp_path / "t.parquet")
    found = read(tmp_path / "t.parquet")
    assert rows(found) == [[1.0], [None]] and "1 infinite value(s) made missing" in told(found)


@pytest.fixture
def book(tmp_path):
    def make(*sheets):
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for title, lines in sheets:
            sheet = workbook.create_sheet(title)
            for line in lines:
                sheet.append(line)
        workbook.save(tmp_path / "book.xlsx")
        return tmp_path / "book.xlsx"
    return make


def test_the_first_sheet_that_is_not_empty(book):
    found = read(book(("blank", []), ("data", [["a", "b"], [1, "x"], [2, None]]), ("more", [["c"], [3]])))
    assert found.understood["sheet"] == "data (2 of 3)" and rows(found) == [[1, "x"], [2, None]]
    assert "the others are blank, more" in told(found)


def test_types_of_cells(book):
    found = read(book(("s", [["n", "x", "day", "code", "mixed", "f"], [1, 1.5, dt.datetime(2020, 1, 2), "007", 1, True],
                             [None, 2, dt.datetime(2020, 1, 3), "008", "two", False]])))
    assert rows(found) == [
        [1, 1.5, pd.Timestamp("2020-01-02"), "007", "1", True],
        [None, 2.0, pd.Timestamp("2020-01-03"), "008", "two", False],
    ]
    assert "column 'mixed' kept as text (it mixes text, whole" in told(found)


def test_a_table_below_titles_and_beside_empty_columns(book):
    found = read(book(("s", [["Sales of the year"], [], [None, "a", "b", "c"], [None, 1, 2, 3], [None, 4, 5, 6]])))
    assert found.dataset.names[-2:] == ["b", "c"] and len(found.dataset) == 2
    assert "1: left out 'Sales of the year'" in told(found)


def test_books_without_a_table(book, reading):
    with pytest.raises(ReadError, match="no sheet with cells"):
        read(book(("s", [])))
    with pytest.raises(ReadError, match="has column names but no rows"):
        read(book(("s", [["a", "b"]])))
    damaged = book(("s", [["a"], [1]])).read_bytes()
    assert "damaged" in refusal(reading, damaged[:-400], "b.xlsx") or "broken" in refusal(
        reading, damaged[:-400], "b.xlsx"
    )


@pytest.mark.parametrize("content", [
    [{"a": 1, "b": "x"}, {"a": 2, "b": None}],
    {"a": [1, 2], "b": ["x", None]},
    {"a": {"0": 1, "1": 2}, "b": {"0": "x", "1": None}},
    {"meta": {"page": 1}, "data": {"items": [{"a": 1, "b": "x"}, {"a": 2}]}},
    [["a", "b"], [1, "x"], [2, None]],
])
def test_shapes_of_json(reading, content):
    found = reading(json.dumps(content), "t.json")
    assert found.dataset.names == ["a", "b"] and rows(found) == [[1, "x"], [2, None]]


def test_what_stands_beside_the_table_is_told(reading):
    found = reading(json.dumps({"page": 1, "data": [{"a": 1}]}), "t.json")
    assert found.understood["found under"] == "data" and "left out 'page'" in told(found)


def test_records_inside_records_and_lists(reading):
    found = reading('[{"a": {"b": 1, "c": {"d": 2}}, "e": [1, 2]}]', "t.json")
    assert found.dataset.names == ["a.b", "a.c.d", "e"] and rows(found) == [[1, 2, "[1, 2]"]]


def test_json_lines(reading):
    lines = "".join(f'{{"a": {i}}}\n' for i in range(20))
    assert reading(lines, "t.jsonl").format == reading(lines, "t.txt").format == "json lines"
    found = reading(lines + "{broken\n", "t.jsonl")
    assert len(found.dataset) == 20 and "21: left out '{broken'" in told(found)
    assert "no valid JSON" in refusal(reading, '{"a": 1}\n{b\n{c\n', "t.jsonl")


def test_numbers_of_json(reading):
    found = reading(
        '[{"n": 123456789012345678901234567890, "x": NaN, "i": 1, "y": 1e999}, {"n": 1, "x": 0.5, "i": 2.5, "y": 2}]',
        "t.json",
    )
    assert rows(found) == [["123456789012345678901234567890", None, 1.0, None], ["1", 0.5, 2.5, 2.0]]
    assert "NaN taken as missing" in told(found) and "1 infinite value(s)" in told(found)


def test_names_given_twice_and_half_characters(reading):
    found = reading('[{"a": 1, "a": "\\ud800x"}]', "t.json")
    assert rows(found) == [[1, "\ufffdx"]] and "more than once" in told(found) and "half a character" in told(found)


def test_json_by_content(reading):
    assert reading('[{"a": 1}]', "t.csv").format == "json"
    assert reading("[a],b\n[1],2\n", "t.csv").format == "csv"
