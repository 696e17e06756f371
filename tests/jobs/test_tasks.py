"""What the jobs do, on small tables: a table read, generated from, scored, exported; once with real processes."""

import io
import json
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from synth.jobs import tasks
from synth.jobs.catalogue import Catalogue, State
from synth.jobs.failure import sentence
from synth.jobs.files import load_dataset, load_json
from synth.jobs.job import Job
from synth.jobs.supervisor import Supervisor
from synth.jobs.work import Work, perform
from synth.metric import metrics
from synth.progress import Cancelled, quiet
from synth.recipe import Recipe
from synth.report import Report
from tests.jobs.conftest import ended, until

ROWS = 60


def people() -> bytes:
    rng = np.random.default_rng(0)
    age = rng.integers(18, 80, ROWS)
    table = pd.DataFrame({"age": age, "größe": (age / 100 + rng.normal(1.5, 0.1, ROWS)).round(2),
                          "city": rng.choice(["Köln", "=SUM(A1)", "Oslo"], ROWS), "member": rng.random(ROWS) < 0.5})
    return table.to_csv(index=False).encode()


def work(folder: Path, kind: str, request: dict, parent: Path | None = None, progress=quiet) -> Work:
    folder.mkdir(exist_ok=True)
    job = Job("id", "ann", kind, "people.csv", None, request, {}, State.RUNNING, 0, "", None, {}, 0, 0, None, None, 1,
              1, "")
    kept = []
    made = Work(job, folder, parent, progress, {}, lambda: kept.append(list(made.result["files"])))
    perform(made)
    return made


@pytest.fixture(scope="module")
def table(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("table")
    (folder / "upload.csv").write_bytes(people())
    done = work(folder, "read", {"path": "upload.csv"})
    assert done.result["files"] == ["dataset.parquet", "reading.json", "profile.json"]
    return folder


@pytest.fixture(scope="module")
def run(table: Path, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    work(folder, "generate", {
        "recipe": {"technique": "shuffle", "rows": 40, "seed": 7, "holdout": 0.2, "target": "member"}}, table)
    return folder


def test_a_table_is_read_with_what_was_understood_and_its_profile(table: Path):
    data = load_dataset(table)
    assert (len(data), data.names) == (ROWS, ["age", "größe", "city", "member"])
    assert load_json(table / "reading.json")["format"] and len(load_json(table / "profile.json")["columns"]) == 4


def test_the_facts_of_a_read_are_those_that_the_screen_shows(table: Path, tmp_path: Path):
    (tmp_path / "upload.csv").write_bytes(people())
    facts = work(tmp_path, "read", {"path": "upload.csv"}).result
    assert (facts["rows"], facts["columns"], facts["digest"]) == (ROWS, 4, load_dataset(table).digest)
    assert {"format", "understood", "repairs", "target"} <= set(facts) and json.dumps(facts, allow_nan=False)


def test_a_sample_is_read_without_a_file(tmp_path: Path):
    from synth.reading.samples import SAMPLES

    facts = work(tmp_path, "read", {"sample": "penguins"}).result
    assert facts["rows"] == 344 and "penguins" in {sample.key for sample in SAMPLES}


@pytest.mark.parametrize("path", ["../table/upload.csv", "/etc/passwd", "", ".."])
def test_a_read_stays_in_its_own_folder(tmp_path: Path, path: str):
    (tmp_path / "table").mkdir()
    (tmp_path / "table" / "upload.csv").write_bytes(people())
    with pytest.raises(ValueError, match="no file of its own"):
        work(tmp_path / "job", "read", {"path": path})


def test_a_profile_follows_what_the_user_decided(table: Path, tmp_path: Path):
    work(tmp_path, "profile", {"kinds": {"age": "real"}, "leave_out": ["city"], "target": "member"}, table)
    columns = load_json(tmp_path / "profile.json")["columns"]
    assert [(c["name"], c["kind"]) for c in columns][:2] == [("age", "real"), ("größe", "real")] and len(columns) == 3


def test_a_run_gives_the_rows_that_its_recipe_gives(table: Path, run: Path):
    synthetic, data = load_dataset(run, "synthetic"), load_dataset(table)
    again = Recipe("shuffle", {}, 40, 7, 0.2, "member").run(data)
    pd.testing.assert_frame_equal(synthetic.table, again.table)
    assert synthetic.target == "member" and len(synthetic) == 40


def test_a_run_is_compared_and_scored(run: Path):
    assert {"marginals", "pairs", "correlation"} <= set(load_json(run / "comparison.json"))
    report = Report.from_json((run / "report.json").read_text(encoding="utf-8"))
    assert report.scores and all(score.low <= score.value <= score.high for score in report.scores)
    looked = load_json(run / "closer.json")
    assert looked["roc"]["rows"] == 40 and looked["wrong"] is None and looked["left_out"]["wrong"].endswith(".")


def test_scores_count_one_after_the_other_the_cheap_ones_first(table: Path, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(tasks, "BETWEEN_SCORES", 0.0)
    seen = []

    def keep() -> None:
        if "report.json" in made.result["files"]:
            report = Report.from_json((tmp_path / "report.json").read_text(encoding="utf-8"))
            seen.append((made.result["scored"], len(report.pending), set(made.result["scores"])))

    job = Job("id", "ann", "generate", "r", None, {"recipe": {"technique": "shuffle", "target": "member"}}, {},
              State.RUNNING, 0, "", None, {},
              0, 0, None, None, 1, 1, "")
    made = Work(job, tmp_path, table, quiet, {}, keep)
    perform(made)
    known = len(metrics())
    assert [each[:2] for each in seen] == [(n, known - n) for n in range(1, known + 1)]
    assert made.result["scored"] == known
    assert all(before[2] <= after[2] for before, after in zip(seen, seen[1:])) and len(made.result["scores"]) > 3
    assert Report.from_json((tmp_path / "report.json").read_text(encoding="utf-8")).pending == ()


def test_the_rows_count_before_they_are_scored_and_the_recipe_is_complete(table: Path, tmp_path: Path):
    kept = []

    def stop_at_the_scores(share: float, note: str = "") -> None:
        if "(4 of 4)" in note and (tmp_path / "comparison.json").exists():
            raise Cancelled

    job = Job("id", "ann", "generate", "r", None, {"recipe": {"technique": "shuffle"}}, {}, State.RUNNING, 0, "", None,
              {},
              0, 0, None, None, 1, 1, "")
    made = Work(job, tmp_path, table, stop_at_the_scores, {}, lambda: kept.append(list(made.result["files"])))
    with pytest.raises(Cancelled):
        perform(made)
    assert kept == [["synthetic.parquet"], ["synthetic.parquet", "comparison.json"]]
    recipe = Recipe(**{**made.result["recipe"], "leave_out": ()})
    pd.testing.assert_frame_equal(recipe.run(load_dataset(table)).table, load_dataset(tmp_path, "synthetic").table)


def test_stages_are_told_and_progress_never_falls(table: Path, tmp_path: Path):
    told = []
    work(tmp_path, "generate", {"recipe": {"technique": "shuffle"}}, table,
         lambda share, note="": told.append((share, note)))
    shares = [share for share, _ in told]
    assert shares == sorted(shares) and 0 <= shares[0] and shares[-1] <= 1
    stages = [note.split("(")[1][0] for _, note in told if " of 4)" in note]
    assert sorted(set(stages)) == ["1", "2", "3", "4"] and stages == sorted(stages)


def test_what_a_technique_says_of_a_run_is_among_its_facts(table: Path, run: Path, tmp_path: Path):
    facts = work(tmp_path, "generate", {"recipe": {"technique": "masking", "params": {"quasi": "city", "k": 3}}},
                 table).result
    (note,) = facts["notes"]
    assert note.startswith("Of 60 rows, 0 stood out by city (k = 3).") and json.dumps(facts, allow_nan=False)


def test_a_recipe_for_other_data_is_refused(table: Path, tmp_path: Path):
    with pytest.raises(ValueError, match="made for other data"):
        work(tmp_path, "generate", {"recipe": {"technique": "shuffle", "data": "0" * 64}}, table)
    assert os.listdir(tmp_path) == []


def test_a_technique_without_a_preview_says_so(table: Path, tmp_path: Path):
    with pytest.raises(ValueError, match="nothing to show before it has learned"):
        work(tmp_path, "preview", {"technique": "shuffle", "params": {}}, table)


@pytest.mark.parametrize(("ending", "load"), [
    ("csv", pd.read_csv), ("parquet", pd.read_parquet), ("xlsx", pd.read_excel),
    ("jsonl", lambda p: pd.read_json(p, lines=True))])
@pytest.mark.parametrize("raw", [False, True])
def test_a_download_holds_the_rows(run: Path, tmp_path: Path, ending: str, load, raw: bool):
    facts = work(tmp_path, "export", {"format": ending, "raw": raw}, run).result
    synthetic = load_dataset(run, "synthetic").table
    assert os.listdir(tmp_path) == [facts["file"]] == [f"synthetic.{ending}"] and facts["rows"] == 40
    if ending in ("csv", "xlsx") and not raw:
        synthetic = synthetic.assign(city=synthetic["city"].replace("=SUM(A1)", "'=SUM(A1)"))
    pd.testing.assert_frame_equal(load(tmp_path / facts["file"]), synthetic, check_dtype=False)


def test_an_unknown_format_is_a_sentence(run: Path, tmp_path: Path):
    with pytest.raises(ValueError, match="no format 'exe'; choose one of csv"):
        work(tmp_path, "export", {"format": "exe"}, run)


@pytest.mark.parametrize(("error", "begins"), [
    (MemoryError(), "Out of memory: the job reached 1.0 GB and may use 2.0 GB."),
    (RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory"), "Out of memory"),
    (OSError(28, "No space left on device", "/secret/John"),
     "The disk is full: nothing more could be written to '/home'."),
    (KeyError("John"), "An unexpected error (KeyError) in a library")])
def test_failures_are_sentences_without_values(error: BaseException, begins: str):
    told = sentence(error, 10**9, 2 * 10**9, Path("/home"))
    assert told.startswith(begins) and told.endswith(".") and "John" not in told


def test_upload_to_download_through_real_processes(catalogue: Catalogue, supervisor: Supervisor):
    """All four are submitted at once: a job waits for what it builds on."""
    upload = io.BytesIO(people())
    table = supervisor.submit("ann", "read", "Leute – 人々.csv", {}, uploads=[upload])
    recipe = {"technique": "sequential_trees", "holdout": 0.2, "target": "member"}
    run = supervisor.submit("ann", "generate", "first", {"recipe": recipe}, parent=table.id)
    download = supervisor.submit("ann", "export", "first as csv", {"format": "csv"}, parent=run.id)
    done = [ended(catalogue, job) for job in (table, run, download)]
    assert [(job.state, job.reason) for job in done] == [(State.SUCCEEDED, None)] * 3
    folder = catalogue.folder("ann", run.id)
    assert done[1].files == ("synthetic.parquet", "comparison.json", "report.json", "rules.json", "closer.json")
    assert until(lambda: set(os.listdir(folder)) == set(done[1].files))
    assert len(pd.read_csv(catalogue.folder("ann", download.id) / done[2].result["file"])) == 48
    assert set(done[1].result["seconds"]) == {"fit", "sample", "measure"}
    catalogue.delete("ann", table.id)
    assert catalogue.jobs("ann") == [] and not folder.exists()
