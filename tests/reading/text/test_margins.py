import pytest

from synth.reading import read

TABLE = "name,len,wt\n" + "".join(f"r{i},{3 * i + 1},{i * 2.5}\n" for i in range(1, 13))


@pytest.fixture
def reading(tmp_path):
    def read_it(text: str):
        (tmp_path / "t.csv").write_text(text, encoding="utf-8", newline="")
        return read(tmp_path / "t.csv")

    return read_it


def left_out(found) -> list[str]:
    return [
        repair.original for repair in found.repairs if repair.line and "left out" in repair.what and repair.original
    ]


@pytest.mark.parametrize(
    "end",
    [
        ["Total,246,195.0"],
        ["Average,20.5,16.25"],
        ["Total,,"],
        ["Source: World Bank, 2020"],
        ["Total: 12"],
        ["(12 rows)"],
        ["Total,246,195.0", "Note: all made up,,"],
        ["* made up"],
        ["-----"],
    ],
)
def test_totals_and_notes_below_are_left_out_and_told(reading, end):
    found = reading(TABLE + "\n".join(end) + "\n")
    assert len(found.dataset) == 12 and left_out(found) == end
    assert str(found.dataset.table.len.dtype) == "int64"


def test_a_lone_line_below_a_gap_is_a_note(reading):
    assert left_out(reading(TABLE + "\nAll figures rounded\n")) == ["All figures rounded"]
    assert len(reading(TABLE + "All figures rounded\n").dataset) == 13


@pytest.mark.parametrize(
    "row", ["Total,999,1", "Total Wine,5,3", "Sourcewell,1,2", "Notebook,3,4", "Mean Machine,1,2", "Average Joe,1,2"]
)
def test_a_row_that_may_be_data_stays(reading, row):
    found = reading(TABLE + row + "\n")
    assert len(found.dataset) == 13 and left_out(found) == []


def test_comments(reading):
    found = reading("# made on Monday, by me\n# don't \"mind\n" + TABLE + "# end\n")
    assert left_out(found) == ["# made on Monday, by me", "# don't \"mind", "# end"] and len(found.dataset) == 12
    assert found.dataset.names == ["name", "len", "wt"]


def test_a_header_or_values_may_begin_with_the_mark_of_comments(reading):
    assert reading("#" + TABLE).dataset.names == ["#name", "len", "wt"]
    assert reading("## v1\n#" + TABLE).dataset.names == ["#name", "len", "wt"]
    found = reading("tag,n\n#a,1\n#b,2\n#c\n#d,4\n")
    assert len(found.dataset) == 4 and left_out(found) == []


def test_titles_above_a_table_of_two_columns(reading):
    found = reading("Report 2020\n\nname,len\na,1\nb,2\n")
    assert found.dataset.names == ["name", "len"] and left_out(found) == ["Report 2020"]
    assert found.understood["header"] == "line 3"
