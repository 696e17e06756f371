import pandas as pd
import pytest

from synth.writing import FORMATS, defused, write


@pytest.fixture
def orders():
    return pd.DataFrame({"id": [1, 2], "when": pd.to_datetime(["2024-01-31", None]), "note": ["=1+1", None],
                         "price": [1.5, -2.0]})


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_is_read_back_as_it_was(orders, tmp_path, ending):
    from synth.reading import read

    write(orders, tmp_path / f"orders.{ending}")
    pd.testing.assert_frame_equal(read(tmp_path / f"orders.{ending}").dataset.table, orders, check_dtype=False)


def test_formulas_are_defused_in_names_and_values_and_numbers_left_alone():
    table = pd.DataFrame({"=cmd": ["=1+1", "@x", "-2", "+1 555-0100", "plain", None], "n": [-1, 2, 3, 4, 5, 6]})
    safe = defused(table)
    assert list(safe.columns) == ["'=cmd", "n"] and safe["n"].tolist() == table["n"].tolist()
    assert safe["'=cmd"].tolist() == ["'=1+1", "'@x", "-2", "+1 555-0100", "plain", None]


@pytest.mark.parametrize("value", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1",
                                   '"=1', "＝1+1", "＋a", "－a", "＠a"])
def test_what_a_spreadsheet_may_run_begins_with_an_apostrophe(value):
    safe = defused(pd.DataFrame({value: [value]}))
    assert safe.columns[0][0] == "'" and safe.iloc[0, 0][0] == "'"


@pytest.mark.parametrize(("value", "safe"),
                         [("a;=1+1", "a;'=1+1"), ('a";"=1', 'a";"\'=1'), ("a\t@x", "a\t'@x"), ("a\n=1", "a\n'=1"),
                                             ("a;-1", "a;-1"), ("a;-b", "a;'-b"), ("a, =b", "a, =b")])
def test_a_cell_that_would_begin_within_a_text_is_defused_too(value, safe):
    assert defused(pd.DataFrame({"t": [value]})).t.tolist() == [safe]


@pytest.mark.parametrize("value", ["-1", "+1 555-0100", "-1.5e+10", "(030) 123", "-12 %", "a=b", "x@y.org", "", "'=1"])
def test_numbers_phones_and_plain_texts_stay(value):
    assert defused(pd.DataFrame({"t": [value]})).t.tolist() == [value]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_files_for_spreadsheets_are_defused_and_raw_ones_are_not(tmp_path, ending):
    from synth.reading import read

    table = pd.DataFrame({"=name": ["=1+1", "a"], "n": [1, 2]})
    write(table, tmp_path / f"safe.{ending}", defuse=True)
    write(table, tmp_path / f"raw.{ending}")
    assert read(tmp_path / f"safe.{ending}").dataset.table["'=name"].tolist() == ["'=1+1", "a"]
    assert read(tmp_path / f"raw.{ending}").dataset.table["=name"].tolist() == ["=1+1", "a"]


def test_an_unknown_ending_is_refused(orders, tmp_path):
    with pytest.raises(ValueError, match="must end in one of"):
        write(orders, tmp_path / "orders.doc")


def test_nothing_partial_is_left_where_writing_fails(tmp_path):
    table = pd.DataFrame({"text": ["x" * 40_000]})
    with pytest.raises(ValueError):
        write(table, tmp_path / "long.xlsx")
    assert not list(tmp_path.iterdir())


def test_what_was_there_stays_where_writing_fails(orders, tmp_path):
    path = tmp_path / "long.xlsx"
    write(orders, path)
    before = path.read_bytes()
    with pytest.raises(ValueError):
        write(pd.DataFrame({"text": ["x" * 40_000]}), path)
    assert path.read_bytes() == before
