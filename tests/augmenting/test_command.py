"""augment, on the command line."""

import pandas as pd
import pytest

from synth.__main__ import main
from tests.augmenting.test_joining import table


@pytest.fixture
def file(tmp_path):
    table().table.to_csv(tmp_path / "sorts.csv", index=False)
    return str(tmp_path / "sorts.csv")


def augment(capsys, file: str, *more: str) -> tuple[int, str, str]:
    wanted = ["--target", "sort", "--rare", "rare", "--techniques", "smote", "--times", "1", "--seeds", "3", "--quiet"]
    code = main(["augment", file, *wanted, *more])
    return code, *capsys.readouterr()


def test_every_training_table_and_the_answer_are_told_and_a_mixed_table_written(file, tmp_path, capsys):
    code, told, _ = augment(capsys, file, "--mix", "0.3", "--rule", "x > 0.5", "--out", str(tmp_path / "mixed.csv"))
    written = pd.read_csv(tmp_path / "mixed.csv")
    assert (written.loc[written["synthetic"], "x"] > 0.5).all() and (
        written.loc[~written["synthetic"], "x"] < 0.5
    ).any()
    assert code == 0 and len(written) == 300 and written["synthetic"].sum() == 90
    for line in ("| real rows alone | 0.", "| class weights |", "| moved threshold |", "| SMOTE, 21 rows added |"):
        assert line in told
    assert "SMOTE, 30% synthetic |" in told and "300 rows, 90 of them synthetic" in told


def test_what_cannot_be_is_a_sentence(file, tmp_path, capsys):
    assert "must end in one of" in augment(capsys, file, "--out", str(tmp_path / "x.doc"))[2]
    assert "seeds must lie in [3, 5], not 9" in augment(capsys, file, "--seeds", "9")[2]
    assert "There is no column 'colour'" in augment(capsys, file, "--rule", "x < colour")[2]
