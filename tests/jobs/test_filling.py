"""Filling as a job: completed tables as files, some rows to look at, and downloads of either shape."""

import io
import zipfile

import pandas as pd
import pytest

from synth.jobs.catalogue import Catalogue, Job
from synth.jobs.files import load_dataset, load_json, save_dataset
from synth.jobs.job import State
from synth.jobs.ledger import Ledger, lane
from synth.jobs.work import Work, perform
from synth.progress import Cancelled, quiet
from tests.tables import dataset, people

RECIPE = {"technique": "sequential_trees", "params": {"leaf": 25}, "seed": 2, "filling": {"draws": 3}}


def read(catalogue: Catalogue, data, owner: str = "ann") -> Job:
    job = catalogue.submit(owner, "read", "people", {})
    save_dataset(catalogue.folder(owner, job.id), data)
    ledger = Ledger(catalogue.home)
    ledger.end(ledger.claim(job.id, 1, "", 1), State.SUCCEEDED, result={"files": ["dataset.parquet"]})
    return job


def done(catalogue: Catalogue, parent: Job, kind: str, request: dict, progress=quiet) -> Work:
    job = catalogue.submit("ann", kind, "it", request, parent=parent.id)
    folders = [catalogue.folder("ann", each.id) for each in (job, parent)]
    work = Work(job, *folders, progress, {}, lambda: None)
    perform(work)
    return work


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    catalogue = Catalogue(tmp_path_factory.mktemp("home"))
    data = read(catalogue, people(300, 0))
    return catalogue, data, done(catalogue, data, "fill", {"recipe": RECIPE})


def test_the_tables_own_gaps_are_filled(filled):
    _, _, work = filled
    gaps = int(people(300, 0).table.isna().sum().sum())
    assert work.result["cells"] == gaps and (work.result["rows"], work.result["draws"]) == (300, 3)
    tables = [load_dataset(work.folder, f"filled-{i}").table for i in (1, 2, 3)]
    assert not any(table.isna().any(axis=None) for table in tables) and not tables[0].equals(tables[1])
    shown = load_json(work.folder / "rows.json")
    assert all(any("sure" in cell for cell in row["cells"]) for row in shown["rows"]) and lane(work.job) == "long"
    first = shown["rows"][0]
    likeliest = load_dataset(work.folder, "likeliest").table.iloc[first["row"] - 1]
    assert first["cells"][1]["text"] == likeliest["job"]
    assert load_json(work.folder / "filled.json")["cells"] == gaps


@pytest.mark.parametrize("what, rows", [("stacked", 900), ("2", 300), ("likeliest", 300)])
def test_downloads_are_one_table(filled, what, rows):
    catalogue, _, work = filled
    made = done(catalogue, work.job, "filled", {"what": what, "format": "csv"})
    table = pd.read_csv(made.folder / made.result["file"])
    assert len(table) == rows and ("draw" in table) == (what == "stacked")


def test_downloads_apart_are_a_zip(filled):
    catalogue, _, work = filled
    made = done(catalogue, work.job, "filled", {"what": "apart", "format": "csv"})
    with zipfile.ZipFile(made.folder / "filled.zip") as archive:
        tables = [name for name in archive.namelist() if name.endswith(".csv")]
        assert tables == ["filled-1.csv", "filled-2.csv", "filled-3.csv"]
        assert len(pd.read_csv(io.BytesIO(archive.read(tables[0])))) == 300


def test_rows_of_another_table_and_typed_ones_are_filled(filled):
    catalogue, data, _ = filled
    rows = read(catalogue, dataset({"job": ["cook", "judge"], "note": ["a", "b"]}))
    work = done(catalogue, data, "fill", {"recipe": RECIPE, "rows": rows.id})
    table = load_dataset(work.folder, "filled-1").table
    assert list(table) == ["job", "note", "age", "income", "since", "paid"] and table["job"].tolist() == [
        "cook",
        "judge",
    ]
    typed = RECIPE | {"filling": {"draws": 2, "typed": [{"age": 40}]}}
    work = done(catalogue, data, "fill", {"recipe": typed})
    assert load_dataset(work.folder, "filled-2").table["age"].tolist() == [40]


def test_somebody_elses_rows_are_not_found(filled):
    catalogue, data, _ = filled
    theirs = read(catalogue, people(20, 1), owner="eve")
    with pytest.raises(ValueError, match="not here any more"):
        done(catalogue, data, "fill", {"recipe": RECIPE, "rows": theirs.id})


def test_a_cancel_is_obeyed(filled):
    catalogue, data, _ = filled

    def stop(share: float, note: str = "") -> None:
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        done(catalogue, data, "fill", {"recipe": RECIPE}, stop)
