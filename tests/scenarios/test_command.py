"""--balance, --equal and --shift of the command line."""

import json

import pandas as pd
import pytest

from synth.__main__ import main


@pytest.fixture
def file(tmp_path):
    table = pd.DataFrame(
        {
            "sex": ["F", "M"] * 100,
            "paid": ["yes", "no", "no", "no", "no"] * 40,
            "age": [30 + i % 21 for i in range(200)],
        }
    )
    table.to_csv(tmp_path / "people.csv", index=False)
    return tmp_path / "people.csv"


def test_changes_are_met_and_told(file, capsys):
    out = file.parent / "out.csv"
    code = main(
        [
            "generate",
            str(file),
            "--technique",
            "shuffle",
            "--rows",
            "100",
            "--balance",
            "sex=F:70%",
            "--shift",
            "age=+5%",
            "--out",
            str(out),
            "--json",
            "--quiet",
        ]
    )
    told = json.loads(capsys.readouterr().out)
    made = pd.read_csv(out)
    assert code == 0 and (made["sex"] == "F").sum() == 70 and made["age"].mean() == pytest.approx(42, rel=0.01)
    assert (
        told["recipe"]["shift"] == [{"column": "age", "what": "mean", "by": 0.05}]
        and told["reach"]["way"] == "reweighted"
    )
    assert told["recipe"]["balance"] == [{"column": "sex", "shares": {"F": 0.7}}]


def test_an_equal_outcome_is_told_in_words(file, capsys):
    assert (
        main(
            [
                "generate",
                str(file),
                "--technique",
                "independent",
                "--rows",
                "80",
                "--equal",
                "paid=sex",
                "--out",
                str(file.parent / "o.csv"),
                "--quiet",
            ]
        )
        == 0
    )
    assert "gap in paid between groups of sex" in capsys.readouterr().out


@pytest.mark.parametrize(
    "options, told", [(["--balance", "sex"], "COLUMN=LEVEL:SHARE"), (["--shift", "sex=+10%"], "holds no numbers")]
)
def test_what_is_wrong_is_told_on_stderr(file, capsys, options, told):
    assert (
        main(
            ["generate", str(file), "--technique", "shuffle", *options, "--out", str(file.parent / "o.csv"), "--quiet"]
        )
        == 1
    )
    assert told in capsys.readouterr().err
