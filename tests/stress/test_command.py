"""generate --stress, on the command line."""

import json

import pandas as pd
import pytest

from synth.__main__ import main
from tests.tables import people


@pytest.fixture
def table(tmp_path):
    people(200, 0).table.to_csv(tmp_path / "people.csv", index=False)
    return str(tmp_path / "people.csv")


def generate(capsys, *arguments: str) -> tuple[int, str, str]:
    code = main(["generate", *arguments, "--technique", "shuffle", "--quiet", "--json"])
    return code, *capsys.readouterr()


def test_hard_rows_tags_and_fixtures_are_written(table, tmp_path, capsys):
    out, fixtures = tmp_path / "hard.parquet", tmp_path / "hard.json"
    code, told, _ = generate(
        capsys, table, "--stress", "0.25", "--stress-tags", "--fixtures", str(fixtures), "--out", str(out)
    )
    assert code == 0
    written, record = pd.read_parquet(out), json.loads(told)["stress"]
    assert len(written) == 200 and written["stress"].notna().sum() == 50 == record["rows"] == sum(
        record["cases"].values()
    )
    assert len(json.loads(fixtures.read_text())["cases"]) == 50


def test_no_tag_is_written_unless_asked_for_and_the_other_rows_stay(table, tmp_path, capsys):
    for name, more in (("plain", ()), ("hard", ("--stress", "0.1")), ("again", ("--stress", "0.1"))):
        assert generate(capsys, table, "--out", str(tmp_path / f"{name}.csv"), *more)[0] == 0
    plain, hard, again = ((tmp_path / f"{name}.csv").read_text() for name in ("plain", "hard", "again"))
    assert "stress" not in plain.splitlines()[0] + hard.splitlines()[0] and plain != hard == again
    frames = [pd.read_csv(tmp_path / f"{name}.csv", dtype=str, keep_default_na=False) for name in ("plain", "hard")]
    assert 180 <= frames[0]["income"].eq(frames[1]["income"]).sum() < 200


@pytest.mark.parametrize(
    "wrong, said",
    [
        (("--fixtures", "x.py"), "say with --stress SHARE"),
        (("--stress", "1.5"), "a share of the rows in (0, 1]"),
        (("--stress", "0.1", "--fixtures", "x.txt"), "must end in one of .json, .py"),
    ],
)
def test_what_does_not_go_together_is_a_sentence(table, tmp_path, capsys, wrong, said):
    code, _, problem = generate(capsys, table, "--out", str(tmp_path / "x.csv"), *wrong)
    assert code == 1 and said in problem
