"""Lines with delimiters too many, too few or others: fitted to their columns where that is clear, else left alone."""

import csv
import io

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from synth.reading.text.align import aligned, split_after_quote
from synth.reading.text.dialect import Dialect
from synth.reading.text.forms import Forms, form

COMMA = Dialect(",")
PLACES = [
    "Rome",
    "New York",
    "Bad Ems",
    "Oslo",
    "St. Ives",
    "Sao Paulo, north",
    "Kyiv",
    "Aix",
    "Ulm (Danube)",
    "La Paz",
]
ROWS = [
    [
        f"{i % 28 + 1:02}/03/2020",
        f"{i % 24:02}:15",
        str(i % 7),
        f"AB-{1000 + i}",
        f"${i}.{i % 90 + 10}",
        PLACES[i % 10] + " " + "x" * (i % 5),
    ]
    for i in range(10, 60)
]
FORMS = Forms(ROWS)


def line_of(row) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(row)
    return text.getvalue()


def fitted(line: str, dialect: Dialect = COMMA):
    way = aligned(line, next(csv.reader([line], **dialect.options())), dialect, FORMS)
    return way and list(way.cells)


@pytest.mark.parametrize(
    "line, cells",
    [
        ("05/03/2020,,07:15,3,AB-1001,$5.15,Rome", ["05/03/2020", "07:15", "3", "AB-1001", "$5.15", "Rome"]),
        (",05/03/2020,07:15,3,AB-1001,$5.15,Rome", ["05/03/2020", "07:15", "3", "AB-1001", "$5.15", "Rome"]),
        ("05/03/202007:15,3,AB-1001,$15.15,Rome", ["05/03/2020", "07:15", "3", "AB-1001", "$15.15", "Rome"]),
        ("05/03/2020,07:153,AB-1001,$15.15,Rome", ["05/03/2020", "07:15", "3", "AB-1001", "$15.15", "Rome"]),
        ("05/03/2020,07:15,3AB-1001,$15.15,Rome", ["05/03/2020", "07:15", "3", "AB-1001", "$15.15", "Rome"]),
        ("05/03/2020,07:15,3,AB-1001,$15.15Rome", ["05/03/2020", "07:15", "3", "AB-1001", "$15.15", "Rome"]),
        (
            '05/03/2020,07:15,3,AB-1001,$15.15"Rome, south"',
            ["05/03/2020", "07:15", "3", "AB-1001", "$15.15", "Rome, south"],
        ),
        (
            "05/03/2020,07:15,3,AB-1001,$15.15,Rome, south of it",
            ["05/03/2020", "07:15", "3", "AB-1001", "$15.15", "Rome, south of it"],
        ),
        (
            "05/03/2020;07:15;3;AB-1001;$15.15;Rome, south",
            ["05/03/2020", "07:15", "3", "AB-1001", "$15.15", "Rome, south"],
        ),
        ("05/03/2020 07:15 3 AB-1001 $15.15 New York", ["05/03/2020", "07:15", "3", "AB-1001", "$15.15", "New York"]),
    ],
)
def test_the_way_that_fits(line, cells):
    assert fitted(line) == cells


@pytest.mark.parametrize("line", ["05/03/2020,07:15,3,AB-1001,$15.15", "a,b,c,d,e,f,g", "05/03/2020,07:15", "x" * 5000])
def test_where_no_way_is_clear_the_row_is_left_alone(line):
    assert fitted(line) is None


def test_numbers_that_may_be_cut_anywhere_are_not_cut():
    forms = Forms([[str(i), str(i * 7 % 50), str(i * 3 % 20)] for i in range(1, 40)])
    for line in ("4,57", "10,11", "1,234", "5,6"):
        assert aligned(line, line.split(","), COMMA, forms) is None


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ROWS), st.integers(0, 5))
def test_an_empty_value_too_many_is_found_wherever_it_stands(row, at):
    assume(all(row))
    assert fitted(line_of(row[:at] + [""] + row[at:])) == row


def test_a_name_and_a_quoted_one():
    assert split_after_quote('"a, b""c",d', COMMA, 3) == ["a, b", "c", "d"]
    assert split_after_quote('a,"b"c', COMMA, 3) == ["a", "b", "c"]
    assert split_after_quote("a,bc", COMMA, 3) is None


def test_forms():
    assert [form(value) for value in ("12:30", " AB-1000 ", "$5.1", "Rome was 123456", "")] == [
        "99:99",
        "AA-9999",
        "$9.9",
        "AAAA AAA 9+",
        "",
    ]
    assert FORMS.open(5) and not FORMS.open(1) and FORMS.marked("09:45", 1) and not FORMS.marked("945", 1)
    assert FORMS.chance("09:45", 1) == 0 and FORMS.chance("noon", 1) < -4
