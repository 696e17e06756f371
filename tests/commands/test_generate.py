"""`python -m synth generate`: what is printed besides the table, and recipes that give the same rows again."""

import json

import pandas as pd
import pytest

from synth.__main__ import main
from synth.recipe import Recipe
from tests.tables import people

SCENARIO = ["--shift", "since=+30days", "--balance", "job=judge:0.4", "--rule", "age >= 18"]


@pytest.fixture
def file(tmp_path):
    people(300, 0).table.to_csv(tmp_path / "people.csv", index=False)
    return tmp_path / "people.csv"


def generated(file, out: str, *arguments: str, capsys=None) -> dict:
    path = file.parent / out
    assert main(["generate", str(file), *arguments, "--out", str(path), "--quiet", "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("more", [[], ["--stress", "0.1", "--stress-tags"]])
def test_the_recipe_of_a_scenario_gives_the_same_rows_again(file, capsys, more):
    asked = ["--technique", "sequential_trees", "--rows", "200", "--seed", "5", *SCENARIO, *more]
    told = generated(file, "one.csv", *asked, capsys=capsys)
    (file.parent / "scenario.json").write_text(json.dumps(told["recipe"]))
    again = generated(file, "again.csv", "--recipe", str(file.parent / "scenario.json"), capsys=capsys)
    one, same = ((file.parent / name).read_bytes() for name in ("one.csv", "again.csv"))
    assert one == same and again["recipe"] == told["recipe"]
    assert told["recipe"]["stress"] == ({"share": 0.1, "tags": True} if more else {})
    assert ("stress" in pd.read_csv(file.parent / "one.csv")) is bool(more)


def test_hard_rows_can_be_asked_of_a_recipe_that_had_none(file, capsys):
    (file.parent / "plain.json").write_text(Recipe("shuffle", seed=2).to_json())
    asked = ["--recipe", str(file.parent / "plain.json"), "--stress", "0.2", "--stress-tags"]
    told = generated(file, "hard.csv", *asked, capsys=capsys)
    assert told["recipe"]["stress"] == {"share": 0.2, "tags": True} and told["stress"]["rows"] == 60
    assert pd.read_csv(file.parent / "hard.csv")["stress"].notna().sum() == 60


def test_notes_of_the_run_are_told_in_json_and_in_text(file, capsys):
    told = generated(file, "x.csv", "--technique", "masking", "--set", "k=2", "quasi=age", capsys=capsys)
    (note,) = told["notes"]
    assert note.startswith("Of 300 rows, ")
    asked = ["generate", str(file), "--technique", "masking", "--set", "k=2", "quasi=age"]
    assert main([*asked, "--out", str(file.parent / "y.csv"), "--quiet"]) == 0
    assert f"\n  {note}" in capsys.readouterr().out


def test_real_rows_that_meet_the_condition_are_counted_but_few_are_not_told(tmp_path, capsys):
    jobs = ["cook"] * 20 + ["judge"] * 3 + ["clerk"] * 17
    pd.DataFrame({"job": jobs, "age": [20 + i % 30 for i in range(40)]}).to_csv(tmp_path / "few.csv", index=False)
    asked = ["--technique", "independent", "--rows", "10", "--where"]
    told = generated(tmp_path / "few.csv", "a.csv", *asked, 'job == "cook"', capsys=capsys)
    assert told["real_rows"] == {"rows": 40, "met": 20}
    told = generated(tmp_path / "few.csv", "b.csv", *asked, 'job == "judge"', capsys=capsys)
    assert told["real_rows"] == {"rows": 40, "met": None}
    plain = generated(tmp_path / "few.csv", "c.csv", "--technique", "independent", capsys=capsys)
    assert "real_rows" not in plain
    command = ["generate", str(tmp_path / "few.csv"), *asked, 'job == "judge"', "--out", str(tmp_path / "d.csv")]
    assert main(command) == 0
    printed = capsys.readouterr()
    assert "of the 40 real rows learned from fewer than 5 meet the condition" in printed.out
    assert "of the 40 real rows learned from fewer than 5 meet the condition" in printed.err
