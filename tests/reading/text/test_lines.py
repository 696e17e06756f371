"""What a person decides about lines and the header is obeyed, told, and loses nothing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from synth.reading import Options, ReadError, read
from synth.reading.text.dialect import Dialect
from synth.reading.text.lines import LineReader

BODY = "".join(f"r{i},{3 * i + 1},{i * 2.5}\n" for i in range(1, 13))
TABLE = "name,len,wt\n" + BODY


@pytest.fixture
def reading(tmp_path):
    def read_it(text: str, **decided):
        path = tmp_path / "t.csv"
        path.write_text(text, encoding="utf-8", newline="")
        return read(path, options=Options(**decided))

    return read_it


def cells(found) -> list[list[str]]:
    return found.plain.to_numpy().tolist()


def told(found, line: int) -> list[str]:
    return [repair.what for repair in found.repairs if repair.line == line]


def test_plain_cells_are_as_the_file_spells_them(reading):
    found = reading("day,n,m\n01/02/2010,1.0,N/A\n03/04/2011,2.50, x \n")
    assert cells(found) == [["01/02/2010", "1.0", "N/A"], ["03/04/2011", "2.50", " x "]]
    assert list(found.plain.columns) == found.dataset.names and found.dataset.table.n.tolist() == [1.0, 2.5]


def test_plain_cells_after_repairs_of_structure(reading):
    assert cells(reading('a,b,c\n1,"x,2\n3\n')) == [["1", '"x', "2"], ["3", "", ""]]


def test_a_line_is_dropped(reading):
    found = reading(TABLE, lines={3: "drop"})
    assert len(found.plain) == 11 and cells(found)[:2] == [["r1", "4", "2.5"], ["r3", "10", "7.5"]]
    assert [(r.what, r.original) for r in found.repairs if r.line == 3] == [("left out", "r2,7,5.0")]


def test_a_mended_line_is_kept_as_it_stands(reading):
    text = 'a,b,c\n1,x,2\n3,"y, "q" z",4\n5,w,6\n'
    mended = reading(text)
    assert cells(mended)[1] == ["3", 'y, "q" z', "4"] and mended.repairs[0].original == '3,"y, "q" z",4'
    kept = reading(text, lines={3: "keep"})
    assert cells(kept)[1] == ["3", '"y', ' "q" z"', "4"] and "kept as it stands" in told(kept, 3)
    assert not any("mended" in what or "stray" in what for what in told(kept, 3))


def test_a_sound_line_kept_is_read_as_ever(reading):
    found = reading('a,b\n"x, y",1\n"p\nq",2\n', lines={2: "keep", 3: "keep"})
    assert cells(found) == [["x, y", "1"], ["p\nq", "2"]]


def test_what_was_left_out_becomes_a_row_again(reading):
    text = "Report,,\n" + TABLE + "\nTotal,246,195\n"
    assert len(reading(text).plain) == 12 and told(reading(text), 1) == ["left out 'Report'"]
    found = reading(text, lines={1: "keep", 16: "keep"})
    assert (
        cells(found)[0] == ["Report", "", ""] and cells(found)[-1] == ["Total", "246", "195"] and len(found.plain) == 14
    )
    assert found.dataset.names == ["name", "len", "wt"]


def test_a_blank_line_can_be_kept_too(reading):
    text = "a,b\n1,2\n,\n3,4\n"
    assert told(reading(text), 3) == ["blank line left out"] and len(reading(text).plain) == 2
    assert cells(reading(text, lines={3: "keep"})) == [["1", "2"], ["", ""], ["3", "4"]]


def test_a_choice_for_no_row_is_told(reading):
    assert told(reading(TABLE, lines={99: "drop"}), 99) == ["nothing to drop"]


def test_lines_are_counted_in_the_file_behind_a_line_that_names_the_delimiter(reading):
    found = reading('sep=;\nname;len\na;1\nb;"x\nc;3\n', lines={5: "drop"})
    assert cells(found) == [["a", "1"], ["b", '"x']] and told(found, 5) == ["left out"]


def test_the_header_is_chosen(reading):
    found = reading("x\ny,z,w\n" + TABLE, header=3)
    assert found.dataset.names == ["name", "len", "wt"] and len(found.plain) == 12
    assert told(found, 1) == ["left out 'x'"] and told(found, 2) == ["left out 'y z w'"]
    assert cells(reading("x\ny,z,w\n" + TABLE, header=3, lines={2: "keep"}))[0] == ["y", "z", "w"]


def test_no_header_is_chosen(reading):
    found = reading(TABLE, header=0)
    assert found.dataset.names == ["column 1", "column 2", "column 3"] and cells(found)[0] == ["name", "len", "wt"]
    assert "as was decided" in found.repairs[0].why


def test_a_header_row_that_is_none_is_refused(reading):
    with pytest.raises(ReadError, match="No row begins at line 77"):
        reading(TABLE, header=77)


def test_every_original_is_the_line_cut_at_two_thousand(reading):
    long = "z" * 5000
    found = reading(f"a,b,c\n1,2,3\n{long}\n4,5,6\n")
    assert [r.original for r in found.repairs if r.line == 3] == [long[:2000]]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(["1,2,3", "4,5", '6,"x,7', "# note", ",,", "", "8,9,10,11", "x y z", "Total,5,5", '"a","b",1']),
        min_size=1,
        max_size=8,
    ),
    st.dictionaries(st.integers(2, 9), st.sampled_from(["keep", "drop"]), max_size=2),
)
def test_every_line_is_a_row_or_told(tmp_path_factory, lines, chosen):
    path = tmp_path_factory.mktemp("lines") / "t.csv"
    path.write_text("p,q,r\n" + "\n".join(lines) + "\n0,1,1\n", encoding="utf-8", newline="")
    try:
        found = read(path, options=Options(header=1, lines=chosen))
    except ReadError as refusal:
        assert "no rows" in str(refusal) and chosen[len(lines) + 2] == "drop"
        return
    out = {repair.line for repair in found.repairs if repair.what.startswith(("left out", "blank line", "comment"))}
    assert len(found.plain) + len(out) == len(lines) + 1
    assert not out & {line for line, choice in chosen.items() if choice == "keep"}
    assert {line for line, choice in chosen.items() if choice == "drop" and line < len(lines) + 3} <= out


@pytest.mark.parametrize("quote", ['"', "'"])
def test_a_quote_that_never_closes_ends_with_the_lines(quote):
    reader = LineReader([f"a,{quote}b\n", "c,d\n"], Dialect(",", quote))
    row, closed = reader.row()
    assert not closed and row[0] == "a" and row[1].startswith("b\nc,d\n")
