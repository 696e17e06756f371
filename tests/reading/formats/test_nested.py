"""JSON: which list of records is the table, what stands around and inside it, and what is no JSON."""

import json

import pytest

from synth.reading import Options, ReadError, read
from tests.reading.test_read import reading, rows, told

__all__ = ["reading"]
ORDERS = [
    {"id": 1, "at": {"city": "Rom", "geo": {"lat": 1.5}}, "lines": [{"sku": "a", "n": 2}, {"sku": "b", "n": 1}]},
    {"id": 2, "at": {"city": "Oslo", "geo": {"lat": 2.5}}, "lines": []},
    {"id": 3, "at": {"city": None, "geo": None}, "lines": [{"sku": "a", "n": 5, "parts": [{"p": 7}, {"p": 8}]}]},
]


@pytest.fixture
def orders(tmp_path):
    (tmp_path / "orders.json").write_text(json.dumps(ORDERS))
    return tmp_path / "orders.json"


def test_records_inside_records_are_spread_and_lists_offered(orders):
    found = read(orders)
    assert found.tables == ("records", "lines", "lines.parts")
    assert found.dataset.names == ["id", "at.city", "at.geo.lat", "lines", "at.geo"]
    assert "only the list 'records' was read" in told(found) and "lines (3), lines.parts (2)" in told(found)
    assert "column(s) like 'at.city' come from records inside the records" in told(found)


def test_a_list_inside_is_chosen_and_keeps_what_it_belongs_to(orders):
    found = read(orders, options=Options(table="lines"))
    assert found.dataset.table[["record.id", "record.at.city", "sku", "n"]].values.tolist() == [
        [1, "Rom", "a", 2], [1, "Rom", "b", 1], [3, None, "a", 5]]
    assert "joined in from 'records'" in told(found)
    deep = read(orders, options=Options(table="lines.parts")).dataset.table
    assert deep[["record.id", "lines.sku", "p"]].values.tolist() == [[3, "a", 7], [3, "a", 8]]


def test_lists_that_refer_to_each_other_are_linked(reading):
    found = reading(json.dumps({"users": [{"id": 7, "name": "Ann"}, {"id": 9, "name": "Bo"}],
                                "orders": [{"nr": 1, "user_id": 9}, {"nr": 2, "user_id": 7}, {"nr": 3, "user_id": 7}]}),
                    "t.json")
    assert found.tables == ("users", "orders") and len(found.dataset) == 3
    assert found.links == (("orders", "user_id", "users", "id"),)


def test_an_unknown_list_is_a_sentence(orders):
    with pytest.raises(ReadError, match="no list of records 'line' .but 'lines'"):
        read(orders, options=Options(table="line"))


def test_lines_are_dropped_where_the_user_says_so(tmp_path):
    (tmp_path / "t.jsonl").write_text('{"a": 1}\n{"a": 2}\n{"a": 3}\n')
    found = read(tmp_path / "t.jsonl", options=Options(lines={2: "drop"}))
    assert rows(found) == [[1], [3]] and [repair.original for repair in found.repairs] == ['{"a": 2}']


def test_a_text_with_odd_line_breaks_is_one_line(tmp_path):
    (tmp_path / "t.jsonl").write_text('{"a": "x\u2028y\x85z"}\n{"a": "w"}\n', encoding="utf-8")
    assert rows(read(tmp_path / "t.jsonl")) == [["x\u2028y\x85z"], ["w"]]


@pytest.mark.parametrize("text", ["[" * 100_000, '[{"a": ' * 990 + "1" + "}]" * 990, '[{"a": ' + "9" * 5000 + "}]"])
def test_depths_and_lengths_beyond_sense_are_a_sentence_or_a_table(tmp_path, text):
    (tmp_path / "t.json").write_text(text)
    try:
        assert len(read(tmp_path / "t.json").dataset) == 1
    except ReadError as refusal:
        assert str(refusal).endswith(".")
