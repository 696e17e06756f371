"""Rules found by a job, a typed one counted, and what a run's rows break."""

from dataclasses import replace

from synth.jobs.files import load_dataset, load_json
from synth.jobs.ruling import check_rules
from synth.recipe import Recipe
from tests.jobs.test_tasks import ROWS, table, work  # noqa: F401


def test_rules_are_found_and_a_typed_one_is_counted(table, tmp_path):  # noqa: F811
    found = work(tmp_path, "rules", {}, table)
    told = load_json(tmp_path / "rules.json")
    assert found.result["files"] == ["rules.json"]
    assert (found.result["found"], found.result["rows"]) == (len(told), ROWS)
    work(tmp_path, "rules", {"rule": "age >= 18"}, table)
    (typed,) = load_json(tmp_path / "rules.json")
    assert (typed["words"], typed["exceptions"], typed["support"]) == ("age is at least 18", 0, 1.0)


def test_what_breaks_the_rules_of_a_run_is_told(table, tmp_path):  # noqa: F811
    rules = ["größe * 100 > age + 70", {"kind": "range", "column": "age", "low": 30}]
    run = Recipe("shuffle", rows=40, seed=7, rules=rules).run(load_dataset(table))
    assert (run.table["größe"] * 100 > run.table["age"] + 70).all() and (run.table["age"] >= 30).all()
    broken = run.table.assign(age=[20] * 3 + [40] * 37)
    made = work(tmp_path, "rules", {}, table)
    check_rules(made, replace(run, synthetic=run.synthetic.with_table(broken)))
    told = load_json(tmp_path / "rules.json")[:2]
    assert [(each["accepted"], each["count"]) for each in told][1] == (True, 3)
    assert made.result["rules"][:2] == [{name: each[name] for name in ("words", "accepted", "count")} for each in told]
