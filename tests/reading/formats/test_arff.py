"""ARFF as Weka and OpenML write it."""

from pathlib import Path

import pandas as pd
import pytest

from synth.reading import ReadError, read


def table(tmp_path: Path, text: str, name: str = "t.arff"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read(tmp_path / name)


def test_every_kind_of_column(tmp_path: Path):
    reading = table(tmp_path, """% a comment
@RELATION 'weather of Köln'

@attribute outlook {sunny, overcast, 'light rain'}
@attribute 'temp (C)' NUMERIC
@ATTRIBUTE humid integer
@attribute note string
@attribute day date 'yyyy-MM-dd'
@attribute code {1, 2}
@data
sunny, 85.5, 10, 'it''s', 2024-01-01, 1
'light rain', ?, ?, 'a, \\'b\\'', 2024-01-02, 2
% between
?, -1e2, 3, ?, ?, ?
""")
    made = reading.dataset.table
    assert reading.format == "arff" and list(made.columns) == ["outlook", "temp (C)", "humid", "note", "day", "code"]
    assert made["outlook"].tolist() == ["sunny", "light rain", None] and made["code"].tolist() == ["1", "2", None]
    assert made["temp (C)"].tolist()[::2] == [85.5, -100.0] and made["temp (C)"].isna()[1]
    assert made["humid"].dtype == "Int64"
    assert made["day"].tolist()[:2] == [pd.Timestamp("2024-01-01"), pd.Timestamp("2024-01-02")]
    assert made["note"][1] == "a, 'b'" and made["note"].isna()[2]


def test_sparse_rows(tmp_path: Path):
    made = table(tmp_path, "@relation r\n@attribute a numeric\n@attribute b {x,y}\n@attribute c real\n@data\n{0 3, 1 "
                           "y}\n{2 1.5}\n{}\n").dataset.table
    assert made["a"].tolist() == [3, 0, 0] and made["b"].tolist() == ["y", None, None]
    assert made["c"].tolist() == [0, 1.5, 0]


def test_rows_of_another_width_are_told(tmp_path: Path):
    reading = table(tmp_path,
                    "@relation r\n@attribute a numeric\n@attribute b numeric\n@data\n1,2\n3\n4,5,6\n7,8\n{9 1}\n")
    assert reading.dataset.table.to_numpy().tolist() == [[1, 2], [7, 8]]
    assert [repair.line for repair in reading.repairs] == [6, 7, 9]


@pytest.mark.parametrize("text", ["@relation r\n@data\n1\n", "@relation r\n@attribute a numeric\n",
                                  "@relation r\n@attribute\n@data\n1\n", "@relation r\n@attribute a numeric\n@data\n"])
def test_what_is_no_table_is_a_sentence(tmp_path: Path, text):
    with pytest.raises(ReadError) as problem:
        table(tmp_path, text)
    assert str(problem.value).endswith(".")


def test_contents_count_not_the_name(tmp_path: Path):
    assert table(tmp_path, "@relation r\n@attribute a numeric\n@data\n1\n2\n", "t.txt").format == "arff"
    assert table(tmp_path, "a,b\n1,2\n", "t.arff").format != "arff"


def test_hostile_quotes_end_soon(tmp_path: Path):
    head = "@relation r\n@attribute a string\n@attribute b string\n@data\n"
    reading = table(tmp_path, head + "'" * 20_001 + "\n" + "\\'" * 10_000 + "\nx,y\n")
    assert reading.dataset.table.iloc[-1].tolist() == ["x", "y"]


def test_a_long_value_is_read_whole(tmp_path: Path):
    made = table(tmp_path, f"@relation r\n@attribute a string\n@attribute b "
                           f"numeric\n@data\n{'x' * 300_000},1\ny,2\n").dataset.table
    assert len(made["a"][0]) == 300_000 and made["b"].tolist() == [1, 2]
