"""Every odd file: a correct result with the repair told, or a sentence; never a traceback, never a silent loss."""

import bz2
import gzip
import io
import lzma
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from synth.dataset import Kind
from synth.reading import ReadError, read

PLAIN = "name,amount,day\nRing,1.5,2020-01-02\nHat,2,2020-01-03\n"


@pytest.fixture
def reading(tmp_path):
    """Reads what is given as a file of that name."""
    def read_it(content: str | bytes, name: str = "table.csv", **options):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return read(path, **options)
    return read_it


def rows(found) -> list[list]:
    table = found.dataset.table.astype(object)
    return table.where(table.notna(), None).to_numpy().tolist()


def told(found) -> str:
    return "\n".join(f"{r.line}: {r.what} ({r.why})" for r in found.repairs)


def refusal(reading, content, name="table.csv") -> str:
    with pytest.raises(ReadError) as error:
        reading(content, name)
    sentence = str(error.value)
    assert sentence.endswith(".") and "Error" not in sentence and "Traceback" not in sentence
    return sentence


def test_a_plain_table(reading):
    found = reading(PLAIN, "orders.csv", target="amount")
    assert found.dataset.name == "orders" and found.dataset.target == "amount"
    assert found.format == "csv" and found.repairs == ()
    assert found.understood == {"encoding": "utf-8", "delimiter": "comma", "quote": '"', "header": "first row"}
    assert list(map(str, found.dataset.table.dtypes)) == ["object", "float64", "datetime64[ns]"]
    assert rows(found) == [["Ring", 1.5, pd.Timestamp("2020-01-02")], ["Hat", 2.0, pd.Timestamp("2020-01-03")]]


def test_an_unknown_target_is_refused(reading):
    with pytest.raises(ValueError, match="The target 'b' is not a column"):
        reading("a\n1\n2\n", target="b")


def _zipped(name="in.csv", more=()):
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for each in (name, *more):
            archive.writestr(each, PLAIN)
    return memory.getvalue()


@pytest.mark.parametrize(
    "packed, packing",
    [
        (gzip.compress(PLAIN.encode()), "gzip"),
        (bz2.compress(PLAIN.encode()), "bzip2"),
        (lzma.compress(PLAIN.encode()), "xz"),
        (_zipped(more=("__MACOSX/._in.csv", ".DS_Store")), "zip"),
        (gzip.compress(_zipped()), "zip in gzip"),
    ],
)
def test_packed_files_whatever_they_are_called(reading, packed, packing):
    found = reading(packed, "table.txt")
    assert found.understood["compression"] == packing and len(found.dataset) == 2


@pytest.mark.parametrize(
    "encoding, told_as",
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("cp1252", "cp1252"),
    ],
)
def test_encodings(reading, encoding, told_as):
    found = reading("Größe,n\nmüde €,1\nx,2\n".encode(encoding))
    assert found.understood["encoding"] == told_as
    assert found.dataset.names == ["Größe", "n"] and rows(found)[0] == ["müde €", 1]


def test_latin_1_where_windows_has_no_such_character(reading):
    assert reading("name,n\nm\x81de,1\n".encode("latin-1")).understood["encoding"] == "latin-1"


def test_a_few_bad_bytes_spoil_no_other(reading):
    found = reading("a,b\n".encode() + "grün,ö\n".encode() * 20 + b"gr\xfcn,x\n")
    assert rows(found)[-1] == ["grün", "x"] and rows(found)[0] == ["grün", "ö"]
    assert "22: byte 0xFC read as Windows-1252" in told(found)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiters(reading, delimiter):
    found = reading(PLAIN.replace(",", delimiter))
    assert found.dataset.names == ["name", "amount", "day"] and len(found.dataset) == 2


def test_line_ends_and_missing_last_line_end(reading):
    for text in (PLAIN.replace("\n", "\r\n"), PLAIN.replace("\n", "\r"), PLAIN.rstrip("\n"), PLAIN + "\n\n"):
        assert len(reading(text).dataset) == 2


def test_quotes(reading):
    found = reading('a,b\n"x, ""y""\nz",1\n"p",2\n')
    assert rows(found) == [['x, "y"\nz', 1], ["p", 2]]
    assert rows(reading("a,b\n'x, y',1\n'p, q',2\n")) == [["x, y", 1], ["p, q", 2]]
    assert rows(reading('a,b\n"x \\"y\\" z",1\n"p",2\n')) == [['x "y" z', 1], ["p", 2]]


def test_a_quote_that_never_closes_harms_no_other_line(reading):
    found = reading('a,b,c\n1,x,2\n3,"y,4\n5,z,6\n7,w,8\n')
    assert rows(found) == [[1, "x", 2], [3, '"y', 4], [5, "z", 6], [7, "w", 8]]
    assert "3: stray quotes kept as part of a value in '3,\"y,4'" in told(found)


def test_a_quote_closed_by_one_that_belongs_to_another_line(reading):
    found = reading('a,b,c\n1,x,2\n3,"y,4\n5,"z,6\n7,w,8\n')
    assert rows(found) == [[1, "x", 2], [3, '"y', 4], [5, '"z', 6], [7, "w", 8]]


@pytest.mark.parametrize(
    "line, values",
    [
        ('1,""u"",2', [1, '"u"', 2]),
        ('1,""u",2', [1, '"u', 2]),
        ('1,"b "q" c",2', [1, 'b "q" c', 2]),
        ('1,"b, "q" c",2', [1, 'b, "q" c', 2]),
        ('"1,"x, ""y""",2', ['"1', 'x, "y"', 2]),
        ('1,"x"y,2', [1, '"x"y', 2]),
    ],
)
def test_stray_quotes_are_kept_and_told(reading, line, values):
    found = reading(f'a,b,c\n3,"p",4\n{line}\n5,"q",6\n')
    assert [str(value) for value in rows(found)[1]] == [
        str(value) for value in values
    ] and "3: stray quotes kept" in told(found)
    assert len(found.dataset) == 3 and found.dataset.names == ["a", "b", "c"]


def test_a_header_is_told_from_data(reading):
    assert reading("1,2\n3,4\n").dataset.names == ["column 1", "column 2"]
    assert reading("x,1\ny,2\nx,3\n").understood["header"] == "none"
    assert reading("a,b\nx,y\nz,w\n").dataset.names == ["a", "b"]
    assert len(reading("x,1\ny,2\nx,3\n").dataset) == 3


def test_names_are_made_usable_and_told(reading):
    found = reading("a,,a, b \n,,,\n1,2,3,4\n5,6,7,8\n")
    assert found.dataset.names == ["a", "Unnamed", "a (2)", "b"]
    assert "column 2 called 'Unnamed' (it had no name)" in told(found)
    assert "column 3 called 'a (2)' (the name 'a' is taken)" in told(found)


def test_ragged_lines_are_kept_and_told(reading):
    found = reading("a,b,c\n1,2,3\n4,5\n6,7,8,9\n10,11,12\n")
    assert rows(found) == [[1, 2, 3, None], [4, 5, None, None], [6, 7, 8, 9], [10, 11, 12, None]]
    assert "3: 1 missing value(s) added at the end (the row has fewer than 3 values)" in told(found)
    assert "4: 1 value(s) kept in further columns: '9' (the row has more than 3 values)" in told(found)


def test_a_thousand_ragged_lines_are_told_and_the_rest_counted(reading):
    found = reading("a,b\n" + "1,2\n" * 3000 + "3\n" * 1200)
    assert len(found.dataset) == 4200 and len(found.repairs) == 1001
    assert "the same at 200 more lines, the last of them line 4,201" in told(found)


def test_delimiters_at_line_ends_make_no_column(reading):
    assert rows(reading("a,b\n1,2,\n3,4\n5,6\n")) == [[1, 2], [3, 4], [5, 6]]


def test_row_names_without_a_header_of_their_own(reading):
    found = reading("x,y\nr1,1,2\nr2,3,4\n")
    assert found.dataset.names == ["Unnamed", "x", "y"] and rows(found)[0] == ["r1", 1, 2]


def test_titles_above_the_header_and_blank_lines(reading):
    found = reading("Report 2020,,\n\na,b,c\n1,2,3\n\n4,5,6\n")
    assert found.dataset.names == ["a", "b", "c"] and len(found.dataset) == 2
    assert "1: left out 'Report 2020'" in told(found) and "5: blank line left out (it holds no values)" in told(found)


def test_excels_first_line_that_names_the_delimiter(reading):
    assert rows(reading("sep=;\na;b\n1;2\n")) == [[1, 2]]


def test_one_column_and_one_row(reading):
    assert rows(reading("x\n1\n\n3\n")) == [[1], [None], [3]]
    assert rows(reading("text\nhello there\nhow are you\n")) == [["hello there"], ["how are you"]]
    assert rows(reading("a,b\n1,x\n")) == [[1, "x"]]


def test_whole_numbers_too_long_to_store_stay_text(reading):
    long = "123456789012345678901234567890"
    found = reading(f"n,m\n{long},1.5\n1,{long}\n")
    assert rows(found) == [[long, "1.5"], ["1", long]]
    assert "column 'n' kept as text (its whole numbers are too long" in told(found)


def test_the_largest_whole_numbers_are_exact(reading):
    assert rows(reading("n\n9223372036854775807\n-9223372036854775808\n")) == [[2**63 - 1], [-2**63]]
    assert rows(reading("n\n9007199254740993\n\n1\n")) == [[9007199254740993], [None], [1]]


def test_infinities_become_missing_and_are_told(reading):
    found = reading("x,y\n1.5,1\ninf,1e999\n-Infinity,2.5\n")
    assert rows(found) == [[1.5, 1.0], [None, None], [None, 2.5]]
    assert "column 'x': 'inf', '-Infinity' made missing" in told(found) and "column 'y': 1 infinite" in told(found)


def test_leading_zeros_and_signs_stay(reading):
    assert rows(reading("zip,tel\n00712,+4930\n01234,+4940\n")) == [["00712", "+4930"], ["01234", "+4940"]]


def test_mixed_columns_stay_text(reading):
    assert rows(reading("x,y\n1,a\ntwo,b\n3.5,c\n")) == [["1", "a"], ["two", "b"], ["3.5", "c"]]


def test_missing_values_and_whole_numbers_with_gaps(reading):
    found = reading("a,b,c\n1,x,true\nNA,,\nn/a,NULL,false\n")
    assert rows(found) == [[1, "x", True], [None, None, None], [None, None, False]]
    assert list(map(str, found.dataset.table.dtypes)) == ["Int64", "object", "boolean"]
    assert "column 'a': 2 value(s) 'NA', 'n/a' taken as missing" in told(found)


def test_columns_without_values(reading):
    found = reading("a,b\n1,\n2,\n")
    assert found.dataset.table.b.isna().all() and found.dataset.column("b").missing == 1


def test_padding_is_cut_off_and_told(reading):
    found = reading("a, b, c\n1, State-gov, 2.5\n2, Private, 3\n")
    assert rows(found) == [[1, "State-gov", 2.5], [2, "Private", 3.0]]
    assert "column 'b': spaces round 2 value(s) cut off" in told(found)


def test_question_marks_are_left_and_hinted_at(reading):
    found = reading("a,b\n?,1\nx,2\n")
    assert rows(found)[0] == ["?", 1] and "'?' left as it is, 1 time(s)" in told(found)


@pytest.mark.parametrize(
    "written, number", [("1,5", 1.5), ("-0,25", -0.25), ("1.234,5", 1234.5), ("1.234.567", 1234567)]
)
def test_decimal_commas_where_they_are_sure(reading, written, number):
    found = reading(f"a;b\nx;{written}\ny;7\n")
    assert rows(found) == [["x", number], ["y", 7]] and "marks decimals here" in told(found)


@pytest.mark.parametrize("written", ["1,234", "1.2.3", "12,34,56"])
def test_numbers_that_could_be_read_two_ways_stay_text(reading, written):
    found = reading(f"a;b\nx;{written}\ny;7\n")
    assert rows(found)[0] == ["x", written]
    assert ("can be read two ways" in told(found)) == (written == "1,234")


@pytest.mark.parametrize(
    "written, iso",
    [
        ("31.12.2020", "2020-12-31"),
        ("12/31/2020", "2020-12-31"),
        ("31/12/2020", "2020-12-31"),
        ("2020/12/31", "2020-12-31"),
        ("31.12.2020 23:15", "2020-12-31 23:15"),
        ("2020-12-31T23:15:00.5", "2020-12-31 23:15:00.5"),
    ],
)
def test_dates(reading, written, iso):
    found = reading(f"d,n\n{written},1\n,2\n")
    assert rows(found) == [[pd.Timestamp(iso), 1], [None, 2]]
    assert found.dataset.column("d").kind is Kind.MOMENT


def test_dates_that_could_be_read_two_ways_are_told(reading):
    assert "dates read month first" in told(reading("d,n\n01/02/2020,1\n"))
    assert "dates read day first" in told(reading("d,n\n01.02.2020,1\n"))


@pytest.mark.parametrize("written", ["2021-02-30", "0001-01-01", "9999-12-31", "12.13.2020.1"])
def test_dates_that_cannot_be_stored_stay_text(reading, written):
    assert rows(reading(f"d,n\n{written},1\n2020-01-01,2\n"))[0] == [written, 1]


def test_time_zones_are_kept(reading):
    found = reading("t,n\n2020-01-01T12:00:00+02:00,1\n2020-06-01T12:00:00+02:00,2\n")
    assert found.dataset.table.t[0] == pd.Timestamp("2020-01-01T12:00:00+02:00")
    assert found.dataset.table.t.dt.tz.utcoffset(None).total_seconds() == 7200
    mixed = reading("t,n\n2020-01-01T12:00:00+01:00,1\n2020-06-01T12:00:00+02:00,2\n")
    assert str(mixed.dataset.table.t.dtype) == "datetime64[ns, UTC]" and "put into UTC" in told(mixed)
    assert "only some of its times" in told(reading("t,n\n2020-01-01T12:00:00Z,1\n2020-06-01T12:00:00,2\n"))


def test_a_wrong_ending_is_told(reading):
    assert "its content is text, though its name ends in .xlsx" in told(reading(PLAIN, "table.xlsx"))


@pytest.mark.parametrize(
    "content, name, words",
    [
        ("", "a.csv", "is empty"),
        ("\n \n", "a.csv", "is empty"),
        ("a,b,c\n", "a.csv", "only the header 'a, b, c' and no rows"),
        (bytes(range(256)) * 20, "a.csv", "looks like binary data"),
        (b"%PDF-1.7 ...", "a.csv", "is a PDF document"),
        (b"\x89PNG\r\n\x1a\n....", "a.csv", "is a picture"),
        (b"SQLite format 3\0....", "a.csv", "is a damaged SQLite database"),
        ("<!DOCTYPE html><html></html>", "a.csv", "is a web page"),
        (gzip.compress(PLAIN.encode())[:30], "a.csv.gz", "cut off or damaged"),
        (b"PK\3\4 no zip at all", "a.zip", "broken zip"),
        (b"PAR1 and no more", "a.parquet", "damaged parquet"),
        (b"PAR1" + b"\0" * 100 + b"PAR1", "a.csv", "damaged parquet"),
        (gzip.compress(b""), "a.csv.gz", "is empty"),
        ("a,b".encode("utf-16"), "a.csv", "only the header"),
        (b"\xff\xfea\0,", "a.csv", "breaks off at byte 4"),
        ('{"a": 1', "a.json", "no valid JSON"),
        ("[]", "a.json", "holds no rows"),
        ("a,b\n1,2\n", "a.json", "no valid JSON"),
        (b'["\xff"]', "a.json", "must be UTF-8"),
        ("[" * 100_000, "a.json", "nested too deeply"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(reading, content, name, words):
    assert words in refusal(reading, content, name)


def test_folders_and_absent_files(tmp_path):
    with pytest.raises(ReadError, match="is a folder"):
        read(tmp_path)
    with pytest.raises(ReadError, match="There is no file"):
        read(Path(tmp_path / "none.csv"))


def test_line_ends_inside_values_are_kept(reading):
    assert rows(reading('a,b\r\n"x\r\ny",1\r\n"p\nq",2\r\n')) == [["x\r\ny", 1], ["p\nq", 2]]
    assert rows(reading("a,b\n1,x\r2,y\r\n3,z\n")) == [[1, "x"], [2, "y"], [3, "z"]]


def test_spaces_before_a_quote(reading):
    assert rows(reading('a, b, c\n1, "x, y", 2\n3, "z", 4\n')) == [[1, "x, y", 2], [3, "z", 4]]
