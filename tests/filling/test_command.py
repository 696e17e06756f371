"""The command that fills gaps."""

import json

import pandas as pd
import pytest

from synth.__main__ import main


@pytest.fixture
def tables(tmp_path):
    people = pd.DataFrame({"job": ["cook", "judge"] * 60, "wage": [10, 90, 11, 91, 12, 92] * 20})
    people.to_csv(tmp_path / "people.csv", index=False)
    pd.DataFrame({"job": ["cook", "judge", None], "wage": [None, None, 91]}).to_csv(tmp_path / "rows.csv", index=False)
    return tmp_path


def test_it_fills_writes_and_tells(tables, capsys):
    out = tables / "out.csv"
    asked = ["fill", str(tables / "people.csv"), str(tables / "rows.csv"), "--draws", "3", "--out", str(out), "--quiet"]
    assert main([*asked, "--json"]) == 0
    record, table = json.loads(capsys.readouterr().out), pd.read_csv(out)
    assert record["cells"] == 3 and record["recipe"]["filling"] == {"draws": 3}
    assert table["draw"].tolist() == [1] * 3 + [2] * 3 + [3] * 3
    assert (table["wage"][table["job"] == "cook"] < 20).all() and table["job"].tolist()[2::3] == ["judge"] * 3


def test_the_tables_own_gaps_are_filled_and_mistakes_told(tables, capsys):
    (tables / "own.csv").write_text("job,wage\n" + "cook,10\njudge,90\n" * 50 + "cook,\n", encoding="utf-8")
    asked = ["fill", str(tables / "own.csv"), "--out", str(tables / "own-out.csv"), "--quiet"]
    assert main([*asked, "--draws", "2", "--apart", "--rule", "wage >= 10"]) == 0
    assert "1 cell filled, 2 draws" in capsys.readouterr().out
    assert [pd.read_csv(tables / f"own-out-{i}.csv")["wage"].tolist()[-1] for i in (1, 2)] == [10, 10]
    assert main([*asked, "--draws", "99"]) == 1
    assert "draws must lie in [1, 20]" in capsys.readouterr().err


def test_a_recipe_fills_again_and_is_no_recipe_to_generate_by(tables, capsys):
    asked = ["fill", str(tables / "people.csv"), str(tables / "rows.csv"), "--out", str(tables / "one.csv"), "--quiet"]
    assert main([*asked, "--draws", "2", "--seed", "7", "--json"]) == 0
    (tables / "recipe.json").write_text(json.dumps(json.loads(capsys.readouterr().out)["recipe"]))
    again = ["--recipe", str(tables / "recipe.json"), "--out", str(tables / "two.csv"), "--quiet"]
    assert main(["fill", str(tables / "people.csv"), str(tables / "rows.csv"), *again]) == 0
    assert (tables / "two.csv").read_text() == (tables / "one.csv").read_text()
    assert main(["generate", str(tables / "people.csv"), *again]) == 1
    assert "a recipe that fills gaps" in capsys.readouterr().err
