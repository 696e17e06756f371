"""A question as a job: asked of the rows that the run learned from, never of those held out."""

import json

import numpy as np
import pytest

from synth.jobs.catalogue import Catalogue, Job
from synth.jobs.files import load_json, save_dataset
from synth.jobs.job import State
from synth.jobs.ledger import Ledger
from synth.jobs.work import Work, perform
from synth.progress import quiet
from synth.recipe import Recipe
from tests.tables import people


@pytest.fixture
def run(tmp_path) -> tuple[Catalogue, Job]:
    """A finished run over a table of 300 rows, a fifth of them held out, as if workers had made both."""
    catalogue, ledger = Catalogue(tmp_path), Ledger(tmp_path)
    data = people(300, 0)
    recipe = Recipe("shuffle", holdout=0.2, target="paid", data=data.digest)
    read = catalogue.submit("ann", "read", "people", {})
    save_dataset(catalogue.folder("ann", read.id), data)
    ledger.end(ledger.claim(read.id, 1, "", 1), State.SUCCEEDED, result={"files": ["dataset.parquet"]})
    made = catalogue.submit("ann", "generate", "run", {}, parent=read.id)
    save_dataset(catalogue.folder("ann", made.id), people(240, 1), "synthetic")
    result = {"files": ["synthetic.parquet"], "recipe": json.loads(recipe.to_json())}
    ledger.end(ledger.claim(made.id, 1, "", 1), State.SUCCEEDED, result=result)
    return catalogue, catalogue.job("ann", made.id)


def asked(catalogue: Catalogue, parent: Job | None, question: dict) -> tuple[Work, dict]:
    job = catalogue.submit("ann", "question", "question", {"question": question}, parent=parent and parent.id)
    folder = catalogue.folder("ann", job.id)
    work = Work(job, folder, parent and catalogue.folder("ann", parent.id), quiet, {}, lambda: None)
    perform(work)
    return work, load_json(folder / "answer.json")


def test_the_answer_is_of_the_rows_learned_from(run):
    work, answer = asked(*run, {"kind": "sql", "text": "select count(*), avg(age) from data"})
    learned = people(300, 0).split(0.2, np.random.default_rng(0))[0].table
    count, mean = answer["findings"]
    assert count["real"]["value"] == 240 == count["synthetic"]["value"]
    assert mean["real"]["value"] == pytest.approx(learned["age"].mean(), rel=1e-4)
    assert work.result["files"] == ["answer.json"] and (work.result["figures"], work.result["agreeing"]) == (2, 2)
    assert work.result["sentence"] == answer["sentence"] == "All 2 figures agree within chance."


def test_what_cannot_be_asked_is_told_in_a_sentence(run):
    with pytest.raises(ValueError, match="no question of kind"):
        asked(*run, {})
    with pytest.raises(ValueError, match="needs a run"):
        asked(run[0], None, {"kind": "group", "by": ["job"]})
