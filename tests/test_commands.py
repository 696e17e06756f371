"""The command line as a pipeline uses it: files in, files out, exit codes."""

import io
import json
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from synth.__main__ import main

ROOT = Path(__file__).parents[1]


def synth(*arguments, code: int = 0, apart: bool = False) -> SimpleNamespace:
    """stdout and stderr of a command that ends with that code: of a process of its own, or, as that mostly imports,
    of this."""
    asked = list(map(str, arguments))
    if apart:
        done = subprocess.run([sys.executable, "-m", "synth", *asked], cwd=ROOT, capture_output=True, text=True,
                              timeout=120)
    else:
        out, err = io.StringIO(), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err), chdir(ROOT):
            try:
                done = main(asked)
            except SystemExit as ended:
                done = ended.code
        done = SimpleNamespace(returncode=done, stdout=out.getvalue(), stderr=err.getvalue())
    assert done.returncode == code, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def people(tmp_path):
    """80 people: height follows sex."""
    rng = np.random.default_rng(5)
    sex = rng.choice(["f", "m"], 80)
    table = pd.DataFrame({"sex": sex, "height": np.round(rng.normal(165, 6, 80) + 13 * (sex == "m"), 1),
                          "age": rng.integers(18, 80, 80)})
    table.to_csv(tmp_path / "people.csv", index=False)
    return tmp_path / "people.csv"


@pytest.mark.parametrize("command", ["read", "techniques", "generate", "evaluate", "benchmark"])
def test_every_command_has_help(command):
    assert "--json" in synth(command, "--help").stdout


def test_techniques_lists_the_shelf_as_json():
    from synth.technique import shelf

    assert [each["name"] for each in json.loads(synth("techniques", "--json").stdout)] == list(shelf())


def test_generate_writes_what_it_says_and_the_same_again(people, tmp_path):
    first, again = tmp_path / "a.csv", tmp_path / "b.csv"
    told = json.loads(synth("generate", people, "--technique", "shuffle", "--rows", 50, "--seed", 3, "--out", first,
                            "--json").stdout)
    assert (told["rows"], told["columns"], told["recipe"]["seed"]) == (50, 3, 3)
    assert len(pd.read_csv(first)) == 50
    (tmp_path / "recipe.json").write_text(json.dumps(told["recipe"]))
    synth("generate", people, "--recipe", tmp_path / "recipe.json", "--out", again, apart=True)
    assert first.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("ending", ["parquet", "xlsx", "jsonl"])
def test_generate_writes_other_formats(people, tmp_path, ending):
    out = tmp_path / f"s.{ending}"
    synth("generate", people, "--technique", "shuffle", "--out", out)
    told = json.loads(synth("read", out, "--json").stdout)[0]
    assert (told["rows"], [c["kind"] for c in told["columns"]]) == (80, ["category", "real", "integer"])


def test_progress_goes_to_stderr_and_can_be_silenced(people, tmp_path):
    loud = synth("generate", people, "--technique", "shuffle", "--out", tmp_path / "a.csv")
    assert "100%" in loud.stderr and "%" not in loud.stdout
    assert synth("generate", people, "--technique", "shuffle", "--out", tmp_path / "a.csv", "--quiet",
                 apart=True).stderr == ""


@pytest.mark.parametrize("wrong, said", [
    (["--technique", "magic"], "magic"), (["--technique", "shuffle", "--set", "x=1"], "x"),
    (["--technique", "shuffle", "--target", "weight"], "weight"), (["--technique", "shuffle", "--rows", "0"], "0"),
    (["--technique", "shuffle", "--holdout", "1.5"], "1.5"), (["--technique", "shuffle", "--kind", "sex=real"], "sex"),
    ([], "--technique")])
def test_a_wrong_value_is_a_sentence_and_exit_1(people, tmp_path, wrong, said):
    done = synth("generate", people, *wrong, "--out", tmp_path / "s.csv", code=1)
    assert said in done.stderr and not (tmp_path / "s.csv").exists()


def test_wrong_usage_is_exit_2(people):
    synth("generate", people, "--technique", "shuffle", code=2)
    synth("nonsense", code=2, apart=True)


def test_a_file_that_is_not_there_is_a_sentence(tmp_path):
    assert "nowhere.csv" in synth("read", tmp_path / "nowhere.csv", code=1, apart=True).stdout


def test_evaluate_prints_every_score_with_its_interval(people, tmp_path):
    from synth.metric import metrics

    out = tmp_path / "s.csv"
    synth("generate", people, "--technique", "shuffle", "--out", out)
    told = json.loads(synth("evaluate", people, out, "--holdout", people, "--target", "sex", "--json").stdout)
    assert {s["metric"] for s in told["scores"]} | set(told["skipped"]) == set(metrics())
    assert all(s["low"] <= s["value"] <= s["high"] for s in told["scores"])


def test_evaluate_writes_a_report_and_fails_under_what_is_demanded(people, tmp_path):
    copied = tmp_path / "copy.csv"
    copied.write_bytes(people.read_bytes())
    asked = ("evaluate", people, copied, "--only", "accuracy", "identical_rows")
    done = synth(*asked, "--html", tmp_path / "r.html", "--fail-under", "accuracy=0.99")
    assert "accuracy" in done.stdout and (tmp_path / "r.html").read_text().startswith("<!doctype html>")
    failed = synth(*asked, "--fail-under", "identical_rows=0.01", code=1)
    assert "Identical rows is 1.0000" in failed.stderr and "accuracy" in failed.stdout


def test_evaluate_counts_rows_that_break_rules_and_demands_none(people, tmp_path):
    """Of five rows one is too tall, one too young, and one both; a missing age breaks nothing."""
    rows = [("f", 160.0, 30), ("m", 300.0, 30), ("f", 160.0, 5), ("m", 300.0, 5), ("f", 160.0, None)]
    pd.DataFrame(rows, columns=["sex", "height", "age"]).to_csv(tmp_path / "s.csv", index=False)
    asked = ("evaluate", people, tmp_path / "s.csv", "--only", "identical_rows", "--rule", "height < 250", "age >= 18")
    failed = synth(*asked, "--html", tmp_path / "r.html", "--json", "--fail-under", "rule_violations=0", code=1)
    told = json.loads(failed.stdout)
    assert [(each["words"], each["count"], each["rows"]) for each in told["rules"]] == [
        ("height is below 250", 2, 5), ("age is at least 18", 2, 5)]
    assert told["rule_violations"] == 3 and "3 rows break a rule; at most 0 may." in failed.stderr
    assert "Rule: height is below 250; 2 of 5 rows break it." in (tmp_path / "r.html").read_text()
    assert "2 of 5 rows break 'age is at least 18'" in synth(*asked, "--fail-under", "rule_violations=3").stdout


def test_evaluate_says_what_got_worse_since_the_real_table_changed(people, tmp_path):
    table = pd.read_csv(people)
    table.assign(height=table["height"] + 40).to_csv(tmp_path / "now.csv", index=False)
    (tmp_path / "s.csv").write_bytes(people.read_bytes())
    asked = ("evaluate", tmp_path / "now.csv", tmp_path / "s.csv", "--only", "shapes")
    assert "Column shapes of 'height' is worse" in synth(*asked, "--baseline", people).stdout
    (tmp_path / "before.json").write_text(
        synth("evaluate", people, tmp_path / "s.csv", "--only", "shapes", "--json").stdout)
    told = json.loads(synth(*asked, "--baseline", tmp_path / "before.json", "--json").stdout)["changes"]
    assert {"metric": "shapes", "about": ["height"], "moved": "worse"}.items() <= told[0].items()
    same = synth("evaluate", people, tmp_path / "s.csv", "--only", "shapes", "--baseline", people)
    assert "Nothing got worse" in same.stdout


def test_evaluate_says_which_columns_do_not_match(people, tmp_path):
    (tmp_path / "other.csv").write_text("sex,weight\nf,60\nm,80\n")
    assert "height" in synth("evaluate", people, tmp_path / "other.csv", code=1).stderr


def test_read_writes_many_files_under_their_own_names(people, tmp_path):
    (tmp_path / "pairs.tsv").write_text("a\tb\n1\tx\n2\ty\n")
    out = tmp_path / "plain"
    told = json.loads(synth("read", people, tmp_path / "pairs.tsv", "--out", out, "--json").stdout)
    assert [each["rows"] for each in told] == [80, 2]
    assert sorted(path.name for path in out.iterdir()) == ["pairs.csv", "people.csv"]
    assert (out / "pairs.csv").read_text().splitlines() == ["a,b", "1,x", "2,y"]


def test_words_can_be_taken_as_missing(tmp_path):
    (tmp_path / "t.csv").write_text(
        "age,job\n" + "".join(f"{'?' if i % 4 == 0 else i % 4},{'-' if i % 3 else 'cook'}\n" for i in range(40)))
    told = json.loads(synth("read", tmp_path / "t.csv", "--json").stdout)[0]["columns"]
    assert {c["name"]: [code[0] for code in c["codes"]] for c in told} == {"age": ["?"], "job": ["-"]}
    assert all(0 < c["confidence"] <= 1 and c["reason"] for c in told)
    out = tmp_path / "s.csv"
    made = json.loads(synth("generate", tmp_path / "t.csv", "--technique", "shuffle", "--missing", "age=?", "job=-,x",
                            "--out", out, "--json").stdout)
    assert made["recipe"]["missing"] == {"age": ["?"], "job": ["-", "x"]}
    table = pd.read_csv(out)
    assert table["age"].isna().sum() == 10 and set(table["age"].dropna()) == {1, 2, 3}
    assert set(table["job"].dropna()) == {"cook"}
    wrong = synth("generate", tmp_path / "t.csv", "--technique", "shuffle", "--missing", "height=?", "--out", out,
                  code=1)
    assert "no column 'height'" in wrong.stderr


def test_formulas_are_defused_unless_told_and_a_sample_can_be_taken(tmp_path):
    pd.DataFrame({"=x": ["=1", "b"] * 60, "n": range(120)}).to_csv(tmp_path / "t.csv", index=False)
    for raw in ([], ["--raw"]):
        out = tmp_path / f"out{len(raw)}.csv"
        synth("generate", tmp_path / "t.csv", "--technique", "shuffle", "--sample", "50", "--quiet", "--out", out, *raw)
        made = pd.read_csv(out)
        assert len(made) == 50 and made.columns[0] == ("=x" if raw else "'=x")
        assert set(made.iloc[:, 0]) == {"=1" if raw else "'=1", "b"}


def test_reading_tells_a_sample_and_counts_the_whole(tmp_path):
    pd.DataFrame({"n": range(1000)}).to_csv(tmp_path / "t.csv", index=False)
    told = json.loads(synth("read", tmp_path / "t.csv", "--sample", "10", "--json").stdout)[0]
    assert told["rows"] == 10 and told["understood"]["sample"] == "a sample of 10 of 1,000 rows"
    assert told["whole"]["rows"] == 1000 and told["whole"]["columns"][0]["high"] == 999


def test_a_hostile_file_ends_in_a_sentence(tmp_path):
    from tests.reading.packed.bombs import laughs

    (tmp_path / "t.xlsx").write_bytes(laughs())
    assert "declares entities" in synth("read", tmp_path / "t.xlsx", code=1).stdout


def test_generate_keeps_rules_in_every_row(people, tmp_path):
    out = tmp_path / "ruled.csv"
    told = json.loads(synth("generate", people, "--technique", "shuffle", "--rows", 40, "--rule",
                            "age between 30 and 60",
                            'if sex == "f" then age >= 40', "--out", out, "--json").stdout)
    made = pd.read_csv(out)
    assert len(made) == 40 and made["age"].between(30, 60).all() and (made["age"][made["sex"] == "f"] >= 40).all()
    assert told["recipe"]["rules"] == [{"kind": "range", "column": "age", "low": 30, "high": 60},
                                       {"kind": "if_then", "given": 'sex == "f"', "then": "age >= 40"}]
    wrong = synth("generate", people, "--technique", "shuffle", "--rule", "age <= heigth", "--out", out, code=1)
    assert "There is no column 'heigth'" in wrong.stderr


def test_generate_makes_only_rows_that_meet_a_condition(people, tmp_path):
    out = tmp_path / "only.csv"
    told = json.loads(synth("generate", people, "--technique", "gaussian_copula", "--rows", 40, "--where",
                            'sex == "f" and age >= 30', "--out", out, "--json").stdout)
    made = pd.read_csv(out)
    assert len(made) == 40 and (made["sex"] == "f").all() and (made["age"] >= 30).all()
    assert told["recipe"]["conditions"]["and"][1] == {"column": "age", "operator": ">=", "values": [30]}
    wrong = synth("generate", people, "--technique", "shuffle", "--where", 'sez == "f"', "--out", out, code=1)
    assert "There is no column 'sez'; did you mean 'sex'?" in wrong.stderr
