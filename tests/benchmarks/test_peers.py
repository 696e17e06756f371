"""Which tables a benchmark runs over, and how they are cut."""

import pandas as pd
import pytest

from synth.benchmarks import peers, tables
from synth.reading import read
from tests.tables import people


@pytest.fixture
def folder(tmp_path):
    """One table cut beforehand, one whole; and a file that is no table."""
    for name, rows, seed in (("staff_trn", 60, 0), ("staff_hol", 60, 1), ("club", 81, 2)):
        people(rows, seed).table.drop(columns="since").to_csv(tmp_path / f"{name}.csv.gz", index=False)
    (tmp_path / "README.md").write_text("About these tables.")
    return tmp_path


def test_tables_are_those_of_the_folder_or_those_named(folder):
    assert [(each.name, each.cut_before) for each in tables.named(folder)] == [("club", False), ("staff", True)]
    assert [each.name for each in tables.named(folder, ["penguins", "staff"])] == ["penguins", "staff"]
    assert [each.file for each in tables.named(None, ["penguins"])] == [None]


@pytest.mark.parametrize("names, reason", [(["clubb"], "no table 'clubb'; choose from club, staff, .*penguins"),
                                           (None, "holds no table that ends in .csv")])
def test_a_table_that_is_not_there_is_refused(folder, names, reason):
    if names is None:
        for file in folder.glob("*.gz"):
            file.unlink()
    with pytest.raises(ValueError, match=reason):
        tables.named(folder, names)


def test_a_whole_table_is_cut_into_halves_anew_for_each_seed(folder):
    club = tables.named(folder, ["club"])[0]
    first, again, other = club.cut(0), club.cut(0), club.cut(1)
    assert [len(half) for half in first] == [40, 40] and first[0].target == first[0].names[-1]
    whole = read(club.file).dataset.table["income"].value_counts()
    both = pd.concat([half.table["income"] for half in first]).value_counts()
    assert (whole.sub(both, fill_value=0) >= 0).all(), "No row is both learned from and held out."
    assert first[0].digest == again[0].digest != other[0].digest
    staff = tables.named(folder, ["staff"])[0]
    assert staff.cut(0)[1].digest == staff.cut(1)[1].digest, "What was cut beforehand stays as it is."


def test_several_seeds_have_a_real_sample_each_where_the_table_is_cut_anew(folder):
    frame = peers.techniques(folder, seeds=2, only=["resample"], tables=["club"])
    assert list(zip(frame["data"], frame["table"], frame["seed"])) == [
        ("club", "a second real sample", 0), ("club", "a second real sample", 1),
        ("club", "resample", 0), ("club", "resample", 1)]
    copies, held = frame[frame["table"] == "resample"], frame[frame["table"] == "a second real sample"]
    assert (copies["identical rows"] == 1).all() and (copies["closest record"] > 0.9).all()
    assert held["accuracy"].nunique() == 2, "Other halves, other figures."
    assert "| club | resample |" in tables.to_markdown(frame) and "1.0000 ± 0.0000" in tables.to_markdown(frame)
