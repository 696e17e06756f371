"""Stress rows as a job: the file, its tags, and the fixtures."""

import json

import pandas as pd
import pytest

from synth.jobs.catalogue import Catalogue, Job
from synth.jobs.files import save_dataset
from synth.jobs.job import State
from synth.jobs.ledger import Ledger, lane
from synth.jobs.work import Work, perform
from synth.progress import quiet
from tests.tables import people


@pytest.fixture
def run(tmp_path) -> tuple[Catalogue, Job]:
    catalogue, ledger = Catalogue(tmp_path), Ledger(tmp_path)
    made = catalogue.submit("ann", "generate", "run", {})
    save_dataset(catalogue.folder("ann", made.id), people(200, 0), "synthetic")
    ledger.end(ledger.claim(made.id, 1, "", 1), State.SUCCEEDED, result={"files": ["synthetic.parquet"]})
    return catalogue, made


def done(catalogue: Catalogue, parent: Job | None, **asked) -> Work:
    job = catalogue.submit(
        "ann", "stress", "stress", {"share": 0.1, "format": "parquet"} | asked, parent=parent and parent.id
    )
    work = Work(
        job, catalogue.folder("ann", job.id), parent and catalogue.folder("ann", parent.id), quiet, {}, lambda: None
    )
    perform(work)
    return work


def test_the_file_and_the_fixtures_hold_the_hard_rows(run):
    work = done(*run, tags=True)
    written = pd.read_parquet(work.folder / work.result["file"])
    assert (work.result["rows"], work.result["hard"]) == (200, 20) == (len(written), written["stress"].notna().sum())
    assert len(json.loads((work.folder / work.result["json"]).read_text())["cases"]) == 20
    compile((work.folder / work.result["py"]).read_text(), "fixtures", "exec")
    assert set(work.result["files"]) == {"stress.parquet", "fixtures.json", "fixtures.py"} and work.result["left_out"]
    assert lane(work.job) == "short"


def test_there_is_no_tag_unless_asked_for(run):
    assert "stress" not in pd.read_parquet(done(*run).folder / "stress.parquet")


def test_what_cannot_be_made_is_a_sentence(run):
    with pytest.raises(ValueError, match="no format 'doc'"):
        done(*run, format="doc")
    with pytest.raises(ValueError, match="need a run"):
        done(run[0], None)
