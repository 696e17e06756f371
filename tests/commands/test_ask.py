"""`python -m synth ask`: one SELECT, two tables, and whether they agree."""

import json

import pandas as pd
import pytest

from synth.__main__ import main

ASKED = "SELECT sex, avg(wage) AS mean FROM data GROUP BY sex"


@pytest.fixture
def tables(tmp_path):
    """Real wages are 10 or 12 for women, 20 or 22 for men; synthetic ones say 10 or 12 for both. Three are of
    others."""
    real = pd.DataFrame({"sex": ["f", "f", "m", "m"] * 50 + ["x"] * 3, "wage": [10, 12, 20, 22] * 50 + [99] * 3})
    real.to_csv(tmp_path / "real.csv", index=False)
    real.assign(wage=[10, 12, 10, 12] * 50 + [99] * 3).to_csv(tmp_path / "made.csv", index=False)
    return [str(tmp_path / "real.csv"), str(tmp_path / "made.csv")]


def test_both_tables_answer(tables, capsys):
    assert main(["ask", *tables, ASKED, "--quiet", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    found = {each["key"][0]: each for each in told["findings"]}
    assert found["f"]["real"]["value"] == 11 == found["f"]["synthetic"]["value"] and found["f"]["survives"]
    assert found["m"]["real"]["value"] == 21 and found["m"]["synthetic"]["value"] == 11 and not found["m"]["survives"]
    assert set(found) == {"f", "m"} and told["hidden"] == 1


def test_the_text_is_a_table_with_a_sentence_and_no_handful_of_people(tables, capsys):
    assert main(["ask", *tables, ASKED, "--quiet"]) == 0
    out = capsys.readouterr().out
    lines = [line.split() for line in out.splitlines()]
    assert lines[0] == ["sex,", "figure", "real", "synthetic", "agree"]
    assert {(line[0], line[2], line[-1]) for line in lines[1:3]} == {("f,", "11", "yes"), ("m,", "21", "no")}
    assert "1 of 2 groups agree within chance" in out or "1 of 2 figures agree within chance" in out
    assert "99" not in out and "1 more not shown: fewer than 5 real rows" in out


@pytest.mark.parametrize("question, said", [("DROP TABLE data", "SELECT"), ("SELECT wage FROM data", "")])
def test_what_may_not_be_asked_is_a_sentence(tables, capsys, question, said):
    assert main(["ask", *tables, question, "--quiet"]) == 1
    problem = capsys.readouterr().err
    assert said in problem and problem.strip().endswith(".") and "Traceback" not in problem
