"""Workbooks: several sheets, merged and stacked headers, titles, totals, passwords, errors; and their older forms."""

import datetime as dt
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from synth.reading import Options, ReadError, read
from synth.reading.result import Locked
from tests.reading.test_read import rows, told


@pytest.fixture
def sales(tmp_path):
    """Three sheets; the second has a title, a header of two merged rows, merged regions, a total and a note."""
    book = openpyxl.Workbook()
    book.active.title = "Read me"
    book.active.append(["This book holds the sales by region"])
    book.active.append(["Ask Ann"])
    sheet = book.create_sheet("Sales")
    for line in (["Sales of two years"], [], ["Region", 2024, None, 2025, None, "since"],
                 [None, "Q1", "Q2", "Q1", "Q2"],
                 ["N", 0, 0.5, 0, True, dt.datetime(2024, 1, 1)], [None, 1, 1.5, 2, False, dt.datetime(2024, 1, 2)],
                 ["S", 2, 2.5, 4, True, None], ["W", 3, 3.5, 6, True, dt.datetime(2024, 1, 4)],
                 ["Total", 6, 8, 12], [], ["Source: our own"]):
        sheet.append(line)
    for cells in ("A1:F1", "A3:A4", "B3:C3", "D3:E3", "F3:F4", "A5:A6"):
        sheet.merge_cells(cells)
    regions = book.create_sheet("Regions")
    for line in (["region", "called"], ["N", "North"], ["S", "South"], ["W", "West"]):
        regions.append(line)
    book.save(tmp_path / "sales.xlsx")
    return tmp_path / "sales.xlsx"


def test_three_sheets_with_merged_headers_come_out_right(sales):
    found = read(sales)
    assert found.dataset.names == ["Region", "2024 / Q1", "2024 / Q2", "2025 / Q1", "2025 / Q2", "since"]
    assert rows(found) == [
        ["N", 0, 0.5, 0, True, pd.Timestamp("2024-01-01")], ["N", 1, 1.5, 2, False, pd.Timestamp("2024-01-02")],
        ["S", 2, 2.5, 4, True, None], ["W", 3, 3.5, 6, True, pd.Timestamp("2024-01-04")]]
    assert found.tables == ("Read me", "Sales", "Regions") and found.understood["sheet"] == "Sales (2 of 3)"
    assert found.understood["header"] == "rows 3 to 4"


def test_all_that_was_left_out_or_filled_is_told_with_what_it_was(sales):
    found = read(sales)
    left_out = {repair.line: repair.original for repair in found.repairs if repair.what.startswith("left out")}
    assert left_out == {1: "Sales of two years", 9: "Total\t6\t8\t12", 11: "Source: our own"}
    assert "names joined from rows 3 to 4" in told(found) and "column 'Region': 1 cell(s) filled" in told(found)


def test_a_sheet_that_ties_to_another(sales):
    assert read(sales).links == (("Sales", "Region", "Regions", "region"),)


def test_the_user_chooses_sheet_header_and_lines(sales):
    assert rows(read(sales, options=Options(table="regions"))) == [["N", "North"], ["S", "South"], ["W", "West"]]
    kept = read(sales, options=Options(lines={9: "keep", 6: "drop"}))
    assert kept.dataset.table["Region"].tolist() == ["N", "S", "W", "Total"]
    headless = read(sales, options=Options(table="Regions", header=0))
    assert headless.dataset.names == ["column 1", "column 2"] and rows(headless)[0] == ["region", "called"]
    third = read(sales, options=Options(table="Regions", header=3))
    assert third.dataset.names == ["S", "South"] and "1: left out 'region called'" in told(third)


def test_what_cannot_be_chosen_is_a_sentence_with_what_there_is(sales):
    with pytest.raises(ReadError, match=r"no sheet 'Sale' \(but 'Sales'\); choose one of"):
        read(sales, options=Options(table="Sale"))
    with pytest.raises(ReadError, match="Row 2 of the sheet 'Sales' is blank"):
        read(sales, options=Options(header=2))


def workbook(path, lines, merged=()):
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    for cells in merged:
        book.active.merge_cells(cells)
    book.save(path)
    return path


def test_groups_that_are_not_merged_are_seen_by_names_that_repeat(tmp_path):
    lines = [[None, "north", None, "south", None], ["day", "low", "high", "low", "high"], [1, 2, 3, 4, 5],
             [2, 3, 4, 5, 6]]
    assert read(workbook(tmp_path / "t.xlsx", lines)).dataset.names == [
        "day", "north / low", "north / high", "south / low", "south / high"]


def test_names_merged_downwards_beside_groups_take_no_row_of_the_table(tmp_path):
    lines = [["region", "2023", None, "2024", None], [None, "units", "price", "units", "price"],
             ["north", 1, 2.5, 3, 4.5], ["south", 2, 3.5, 4, 5.5], ["Total", None, None, None, None]]
    found = read(workbook(tmp_path / "t.xlsx", lines, ["A1:A2", "B1:C1", "D1:E1"]))
    assert found.dataset.names == ["region", "2023 / units", "2023 / price", "2024 / units", "2024 / price"]
    assert rows(found) == [["north", 1, 2.5, 3, 4.5], ["south", 2, 3.5, 4, 5.5]]
    assert "a total without figures" in told(found)


def test_no_row_of_names(tmp_path):
    found = read(workbook(tmp_path / "t.xlsx", [[1, 2.5], [2, 3.5], [3, 4.5]]))
    assert rows(found) == [[1, 2.5], [2, 3.5], [3, 4.5]] and "no row holds names" in told(found)


def test_what_looks_like_a_total_but_sums_nothing_stays(tmp_path):
    lines = [["part", "n"], ["a", 1], ["b", 2], ["Total Recall", 7]]
    assert len(read(workbook(tmp_path / "t.xlsx", lines)).dataset) == 3


def test_cells_merged_across_in_the_body_fill_one_column_only(tmp_path):
    lines = [["a", "b", "c"], [1, 2, 3], ["x", None, 4], [5, 6, 7]]
    assert rows(read(workbook(tmp_path / "t.xlsx", lines, ["A3:B3"])))[1] == ["x", None, 4]


def test_errors_formulas_percent_and_times(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["x", "share", "at", "took", "sum"])
    book.active.append(["#N/A", 0.12, dt.time(1, 2, 3), dt.timedelta(hours=30), "=1+1"])
    book.active.append([2, 0.5, dt.time(4, 5), None, None])
    book.active["A2"].data_type, book.active["B2"].number_format = "e", "0%"
    book.save(tmp_path / "t.xlsx")
    found = read(tmp_path / "t.xlsx")
    assert rows(found) == [[None, 0.12, "01:02:03", "1 day, 6:00:00", None], [2, 0.5, "04:05:00", None, None]]
    assert "1 error(s), like #N/A or #DIV/0!, made missing: A2" in told(found)
    assert "formula(s) made missing: E2" in told(found)


def test_a_password_is_asked_for_and_checked(sales):
    from msoffcrypto.format.ooxml import OOXMLFile

    locked = sales.with_name("locked.xlsx")
    with locked.open("wb") as out:
        OOXMLFile(BytesIO(sales.read_bytes())).encrypt("geheim", out)
    with pytest.raises(Locked, match="is protected by a password: give it"):
        read(locked)
    with pytest.raises(Locked, match="The password given does not open") as wrong:
        read(locked, options=Options(password="guess"))
    assert "guess" not in str(wrong.value)
    assert rows(read(locked, options=Options(password="geheim"))) == rows(read(sales))


ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body><office:spreadsheet>
 <table:table table:name="one">{}</table:table></office:spreadsheet></office:body></office:document-content>"""


def ods_cell(value):
    if isinstance(value, str):
        return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
    if isinstance(value, dt.date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
    return f'<table:table-cell office:value-type="float" office:value="{value}"/>'


def test_open_document_sheets(tmp_path):
    lines = [["n", "day", "word"], [1, dt.date(2020, 1, 2), "a"], [2.5, dt.date(2020, 1, 3), "b"]]
    xml = "".join(f"<table:table-row>{''.join(map(ods_cell, line))}</table:table-row>" for line in lines)
    with zipfile.ZipFile(tmp_path / "t.ods", "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml",
                        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')
        packed.writestr("content.xml", ODS.format(xml))
    assert rows(read(tmp_path / "t.ods")) == [[1.0, pd.Timestamp("2020-01-02"), "a"],
                                              [2.5, pd.Timestamp("2020-01-03"), "b"]]


def record(number: int, body: bytes = b"") -> bytes:
    """A record of a binary workbook: number and length in groups of seven bits. Source: [MS-XLSB] 2.1.4."""
    def bits(value):
        return bytes([value & 0x7F | 0x80]) + bits(value >> 7) if value > 0x7F else bytes([value])
    return bits(number) + bits(len(body)) + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def test_binary_sheets(tmp_path):
    cells = b""
    for row, line in enumerate([["n", "word"], [1.5, "a"], [2.5, "ü"]]):
        cells += record(0, struct.pack("<IIHBB", row, 0, 300, 0, 0) + b"\0" * 5)
        for column, value in enumerate(line):
            at = struct.pack("<II", column, 0)
            cells += record(6, at + wide(value)) if isinstance(value, str) else record(5, at + struct.pack("<d", value))
    sheet = record(129) + record(148,
                                 struct.pack("<IIII", 0, 2, 0, 1)) + record(145) + cells + record(146) + record(130)
    named = struct.pack("<II", 0, 1) + wide("rId1") + wide("one")
    book = record(131) + record(143) + record(156, named) + record(144) + record(132)
    with zipfile.ZipFile(tmp_path / "t.xlsb", "w") as packed:
        packed.writestr("xl/workbook.bin", book)
        packed.writestr("xl/worksheets/sheet1.bin", sheet)
        packed.writestr("xl/_rels/workbook.bin.rels",
                        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                        'relationships"><Relationship Id="rId1" Type="x" '
                        'Target="worksheets/sheet1.bin"/></Relationships>')
    assert rows(read(tmp_path / "t.xlsb")) == [[1.5, "a"], [2.5, "ü"]]


def test_old_sheets():
    """files/orders.xls was written by xlwt 1.3: sheet.write(row, column, value) for the rows below."""
    found = read(Path(__file__).parent / "files/orders.xls")
    assert rows(found) == [[1, pd.Timestamp("2020-01-02"), "a", True], [2, pd.Timestamp("2020-01-03"), "ü", False]]
