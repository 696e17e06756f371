"""The augment lab as a job: curves that grow round by round, and the answer at the end."""

import pytest

from synth.jobs.catalogue import Catalogue, Job
from synth.jobs.files import load_json, save_dataset
from synth.jobs.job import State
from synth.jobs.ledger import Ledger, lane
from synth.jobs.work import Work, perform
from synth.progress import quiet
from tests.tables import people

ASKED = {"target": "paid", "rare": "True", "ways": ["smote"], "times": [1.0], "seeds": 3}


@pytest.fixture
def made(tmp_path) -> tuple[Catalogue, Job]:
    catalogue, ledger = Catalogue(tmp_path), Ledger(tmp_path)
    read = catalogue.submit("ann", "read", "people", {})
    save_dataset(catalogue.folder("ann", read.id), people(300, 0))
    ledger.end(ledger.claim(read.id, 1, "", 1), State.SUCCEEDED, result={"files": ["dataset.parquet"]})
    return catalogue, read


def done(catalogue: Catalogue, read: Job, kept: list, **asked) -> Work:
    job = catalogue.submit("ann", "augment", "lab", ASKED | asked, parent=read.id)
    folder = catalogue.folder("ann", job.id)
    work = Work(
        job, folder, catalogue.folder("ann", read.id), quiet, {}, lambda: kept.append(load_json(folder / "curves.json"))
    )
    perform(work)
    return work


def test_curves_grow_and_end_in_an_answer(made):
    kept = []
    work = done(*made, kept)
    assert [each["rounds"] for each in kept] == [2] and "worth" not in kept[0]
    curves = load_json(work.folder / "curves.json")
    assert (curves["rounds"], curves["target"], curves["rare"]) == (3, "paid", "True")
    assert [each["way"] for each in curves["points"]] == [
        "real rows alone",
        "class weights",
        "moved threshold",
        "smote",
    ]
    assert work.result["files"] == ["curves.json"] and work.result["scored"] == 3
    assert (
        curves["worth"]["sentences"][0] == work.result["sentence"]
        and curves["worth"]["verdict"] == work.result["verdict"]
    )
    assert lane(work.job) == "long"


def test_what_cannot_be_tried_is_a_sentence(made):
    with pytest.raises(ValueError, match="'paid' holds no 'maybe'"):
        done(*made, [], rare="maybe")
    with pytest.raises(ValueError, match="needs a target"):
        done(*made, [], target=None)
    with pytest.raises(ValueError, match="There is no column 'wage'"):
        done(*made, [], rules=["age < wage"])
    with pytest.raises(ValueError, match="No technique made rows of that class: .*age is above 200"):
        done(*made, [], rules=["age > 200"])
