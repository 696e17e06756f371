"""A scenario beside its baseline as a job."""

import json

import pytest

from synth.jobs.catalogue import Catalogue
from synth.jobs.files import load_json, save_dataset
from synth.jobs.job import State
from synth.jobs.ledger import Ledger
from synth.jobs.work import Work, perform
from synth.progress import quiet
from synth.recipe import Recipe
from tests.tables import people


def finished(catalogue: Catalogue, ledger: Ledger, read, recipe: Recipe):
    """A run over the table, as if a worker had made it."""
    run = recipe.run(people(600, 0))
    made = catalogue.submit("ann", "generate", "run", {}, parent=read.id)
    save_dataset(catalogue.folder("ann", made.id), run.synthetic, "synthetic")
    result = {"files": ["synthetic.parquet"], "recipe": json.loads(recipe.to_json()),
              "reach": run.reach and run.reach.to_record()}
    ledger.end(ledger.claim(made.id, 1, "", 1), State.SUCCEEDED, result=result)
    return made.id


@pytest.fixture
def home(tmp_path):
    catalogue, ledger = Catalogue(tmp_path), Ledger(tmp_path)
    read = catalogue.submit("ann", "read", "people", {})
    save_dataset(catalogue.folder("ann", read.id), people(600, 0))
    ledger.end(ledger.claim(read.id, 1, "", 1), State.SUCCEEDED, result={"files": ["dataset.parquet"]})
    recipe = Recipe("gaussian_copula", holdout=0.2, target="paid")
    changed = recipe.changed(shift=[{"column": "age", "what": "mean", "by": 0.15}])
    return catalogue, finished(catalogue, ledger, read, recipe), finished(catalogue, ledger, read, changed)


def rippled(catalogue: Catalogue, scenario: str, baseline: str) -> tuple[Work, dict]:
    job = catalogue.submit("ann", "ripple", "ripple", {"baseline": baseline}, parent=scenario)
    folder = catalogue.folder("ann", job.id)
    work = Work(job, folder, catalogue.folder("ann", scenario), quiet, {}, lambda: None)
    perform(work)
    return work, load_json(folder / "ripple.json")


def test_what_was_asked_and_what_followed_is_told(home):
    catalogue, baseline, scenario = home
    work, found = rippled(catalogue, scenario, baseline)
    first, second = found["records"][:2]
    assert {first["column"], second["column"]} == {"age", "since"}, "Dates follow age closely."
    assert first["clear"]
    assert {each["column"]: each["asked"] for each in (first, second)} == {"age": True, "since": False}
    assert found["reach"]["way"] == "reweighted" and found["price"][0]["figure"] == "AUC on real rows"
    assert found["no_price"] == ""
    assert work.result["changed"] >= 2 and work.result["followed"] >= 1


def test_a_baseline_that_is_gone_is_told(home):
    with pytest.raises(ValueError, match="not here any more"):
        rippled(home[0], home[2], "nowhere")
