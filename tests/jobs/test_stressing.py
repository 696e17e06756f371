"""Stress rows as a job: the file, its tags, the fixtures; and that the recipe gives the same rows again."""

import json
from dataclasses import asdict

import pandas as pd
import pytest

from synth.jobs.catalogue import Catalogue, Job
from synth.jobs.files import save_dataset
from synth.jobs.job import State
from synth.jobs.ledger import Ledger, lane
from synth.jobs.work import Work, perform
from synth.progress import quiet
from synth.recipe import Recipe
from tests.tables import people

RECIPE = Recipe("shuffle", seed=4, holdout=0.2, target="paid", rules=["age <= 70"])


@pytest.fixture
def run(tmp_path) -> tuple[Catalogue, Job]:
    """A run of RECIPE over 200 people, as if workers had read and made both."""
    catalogue, ledger, data = Catalogue(tmp_path), Ledger(tmp_path), people(200, 0)
    read = catalogue.submit("ann", "read", "people", {})
    save_dataset(catalogue.folder("ann", read.id), data)
    made = catalogue.submit("ann", "generate", "run", {"recipe": asdict(RECIPE)}, parent=read.id)
    save_dataset(catalogue.folder("ann", made.id), RECIPE.run(data).synthetic, "synthetic")
    for job, file in ((read, "dataset.parquet"), (made, "synthetic.parquet")):
        ledger.end(ledger.claim(job.id, 1, "", 1), State.SUCCEEDED, result={"files": [file]})
    return catalogue, made


def done(catalogue: Catalogue, parent: Job | None, stress: dict | None = None, ending: str = "parquet") -> Work:
    asked = {"share": 0.1} if stress is None else stress
    request = {"recipe": asdict(RECIPE.changed(stress=asked)), "format": ending}
    job = catalogue.submit("ann", "stress", "stress", request, parent=parent and parent.id)
    work = Work(
        job, catalogue.folder("ann", job.id), parent and catalogue.folder("ann", parent.id), quiet, {}, lambda: None
    )
    perform(work)
    return work


def test_the_file_and_the_fixtures_hold_the_hard_rows(run):
    work = done(*run, {"share": 0.1, "tags": True})
    written = pd.read_parquet(work.folder / work.result["file"])
    assert (work.result["rows"], work.result["hard"]) == (160, 16) == (len(written), written["stress"].notna().sum())
    cases = json.loads((work.folder / work.result["json"]).read_text())["cases"]
    assert len(cases) == 16 and {"column": None, "rule": "age is at most 70"}.items() <= next(
        each.items() for each in cases if each["case"] == "breaks rule"
    )
    compile((work.folder / work.result["py"]).read_text(), "fixtures", "exec")
    assert set(work.result["files"]) == {"stress.parquet", "fixtures.json", "fixtures.py"} and work.result["left_out"]
    assert lane(work.job) == "short"


def test_the_recipe_gives_the_same_rows_again(run):
    work = done(*run, {"share": 0.3, "tags": True})
    again = Recipe.from_json(json.dumps(work.job.request["recipe"])).run(people(200, 0)).table
    written, again = (
        table.astype(object).where(table.notna(), None)
        for table in (pd.read_parquet(work.folder / "stress.parquet"), again)
    )
    assert (again["age"].dropna() > 70).any()
    pd.testing.assert_frame_equal(written, again)


def test_there_is_no_tag_unless_asked_for(run):
    assert "stress" not in pd.read_parquet(done(*run).folder / "stress.parquet")


def test_what_cannot_be_made_is_a_sentence(run):
    with pytest.raises(ValueError, match="no format 'doc'"):
        done(*run, ending="doc")
    with pytest.raises(ValueError, match="asks for no hard rows"):
        done(*run, {})
    with pytest.raises(ValueError, match="need a run"):
        done(run[0], None)
