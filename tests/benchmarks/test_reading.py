import tarfile
from pathlib import Path

import pytest

from synth.benchmarks.reading import plain_rows, pollock_figures, reading, silently_lost
from synth.reading import read

SHARED = Path(__file__).parents[2] / "../shared/messy"
CLEAN = [["a", "b"], ["1", "x"], ["2", "y"]]


def test_a_perfect_file_scores_ten():
    assert pollock_figures(CLEAN, [["a ", "b"], ["2", "y\r\n"], ["1", "x"]]) == [1.0] * 10


def test_a_wrong_cell_costs_a_record_and_a_cell():
    figures = pollock_figures(CLEAN, [["a", "b"], ["1", "x"], ["2", "z"], ["3", "w"]])
    assert figures[:4] == [1, 1, 1, 1]
    assert figures[4:7] == pytest.approx([1 / 3, 1 / 2, 0.4]) and figures[7:] == pytest.approx([3 / 6, 3 / 4, 0.6])


def test_cells_count_as_often_as_they_occur():
    assert pollock_figures([["a"], ["1"], ["1"]], [["a"], ["1"]])[7:9] == [1, 0.5]


def test_a_row_is_lost_silently_unless_a_repair_shows_it(tmp_path):
    (tmp_path / "t.csv").write_text("a,b\n1,x\n2y\n", encoding="utf-8")
    found = read(tmp_path / "t.csv")
    loaded = plain_rows(found, tmp_path / "out.csv")
    assert loaded == [["a", "b"], ["1", "x"], ["2y", ""]]
    assert silently_lost(CLEAN, loaded, found) == 0
    assert silently_lost([*CLEAN, ["3", "z"]], loaded, found) == 1


def test_archives_are_unpacked_and_measured(tmp_path):
    for name, text in (
        ("csvs/one.csv", "a,b\n1,x\n"),
        ("json/one.json", '[{"a": "1", "b": "x"}]'),
        ("csvs/two.csv", "a\n1\n"),
        ("json/two.json", '[{"a": "2"}]'),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    with tarfile.open(tmp_path / "csv_spectrum.tar.xz", "w:xz") as tar:
        for folder in ("csvs", "json"):
            tar.add(tmp_path / folder, folder)
    assert reading(tmp_path).to_dict("records") == [
        {"what": "csv-spectrum: files exactly right", "files": 2, "measured": 1, "of": 2, "rows silently lost": ""}
    ]


def test_a_folder_without_archives_is_refused(tmp_path):
    with pytest.raises(ValueError, match="holds none of pollock_dev.tar.xz"):
        reading(tmp_path)


@pytest.mark.skipif(
    not SHARED.is_dir(), reason="the folder ../shared/messy with odd files is not beside the repository"
)
def test_the_marks_that_are_wanted():
    found = reading(SHARED).set_index("what")
    assert found.measured["Pollock"] >= 9.9 and found["rows silently lost"]["Pollock"] == 0
    assert found.measured["csv-spectrum: files exactly right"] == 11
    for what in (
        "JSONTestSuite: valid, a table or told to hold no rows",
        "JSONTestSuite: invalid, refused or with its repairs listed",
    ):
        assert found.measured[what] == found.of[what]
    assert found.measured["JSONTestSuite: crashed"] == found.measured["parquet-testing: crashed"] == 0
