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


def test_no_tag_is_written_unless_asked_for(table, tmp_path, capsys):
    assert generate(capsys, table, "--out", str(tmp_path / "hard.csv"), "--stress", "0.1")[0] == 0
    written = pd.read_csv(tmp_path / "hard.csv", dtype=str, keep_default_na=False)
    assert list(written) == people(1, 0).names and len(written) == 200
    assert (
        written["since"]
        .str.contains("2024-02-29|1970-01-01|2000-02-29|1968-02-29|1900-02-28|2038-01-19|2023-12-31")
        .any()
    )


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
