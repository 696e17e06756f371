"""Rules found by a job, a typed one counted, and what a run's rows break."""

from tests.jobs.test_tasks import ROWS, table, work  # noqa: F401


def test_rules_are_found_and_a_typed_one_is_counted(table, tmp_path):  # noqa: F811
    from synth.jobs.files import load_json

    found = work(tmp_path, "rules", {}, table)
    told = load_json(tmp_path / "rules.json")
    assert found.result["files"] == ["rules.json"] and found.result["found"] == len(told) and found.result["rows"] == ROWS
    work(tmp_path, "rules", {"rule": "age >= 18"}, table)
    (typed,) = load_json(tmp_path / "rules.json")
    assert (typed["words"], typed["exceptions"], typed["support"]) == ("age is at least 18", 0, 1.0)


def test_a_run_keeps_its_rules_and_tells_what_breaks_them(table, tmp_path):  # noqa: F811
    from synth.jobs.files import load_dataset, load_json

    rules = ["größe * 100 > age + 70", {"kind": "range", "column": "age", "low": 30}]
    done = work(tmp_path, "generate", {"recipe": {"technique": "shuffle", "rows": 40, "seed": 7, "rules": rules}}, table)
    made = load_dataset(tmp_path, "synthetic").table
    assert len(made) == 40 and (made["größe"] * 100 > made["age"] + 70).all() and (made["age"] >= 30).all()
    accepted = [each for each in load_json(tmp_path / "rules.json") if each["accepted"]]
    assert [each["count"] for each in accepted] == [0, 0] and "rules.json" in done.result["files"]
    assert done.result["rules"][:2] == [{"words": each["words"], "accepted": True, "count": 0} for each in accepted]
