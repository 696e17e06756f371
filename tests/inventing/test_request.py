"""A schema asked for as a job, and on the command line."""

import json

import pandas as pd
import pytest

from synth.__main__ import main
from synth.inventing import SchemaError
from synth.inventing.request import invented
from synth.jobs.files import load_dataset, load_json
from synth.jobs.job import Job, State
from synth.jobs.work import Work, perform
from synth.progress import quiet
from tests.inventing.test_writer import SHOP


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "shop.json"
    path.write_text(json.dumps(SHOP), encoding="utf-8")
    return path


def test_a_reading_is_the_table_named_with_the_others_and_the_links():
    reading = invented(SHOP, rows=30, seed=1)
    assert (
        len(reading.dataset) == 30
        and reading.tables == ("people", "orders")
        and reading.links == (("orders", "who", "people", "id"),)
    )
    assert len(invented(SHOP, table="people").dataset) == 200
    with pytest.raises(SchemaError, match="no table 'x'"):
        invented(SHOP, table="x")


def test_a_read_job_makes_a_dataset_like_any_other(tmp_path):
    request = {"schema": SHOP, "rows": 40, "seed": 3, "options": {"table": "people"}}
    result = {}
    job = Job(
        "id", "ann", "read", "shop", None, request, {}, State.RUNNING, 0, "", None, {}, 0, 0, None, None, 1, 1, ""
    )
    perform(Work(job, tmp_path, None, quiet, result, lambda: None))
    assert len(load_dataset(tmp_path)) == 40 and result["tables"] == ["people", "orders"]
    assert load_json(tmp_path / "profile.json")["rows"] == 40


def test_the_command_writes_one_table_or_a_folder_of_them(file, tmp_path, capsys):
    assert (
        main(["invent", str(file), "--rows", "7", "--table", "people", "--out", str(tmp_path / "p.parquet"), "--quiet"])
        == 0
    )
    assert len(pd.read_parquet(tmp_path / "p.parquet")) == 7
    assert main(["invent", str(file), "--seed", "2", "--out", str(tmp_path / "all"), "--json", "--quiet"]) == 0
    told = json.loads(capsys.readouterr().out.partition("\n")[2])
    assert (
        sorted(each.name for each in (tmp_path / "all").iterdir()) == ["orders.csv", "people.csv"]
        and len(told["tables"]) == 2
    )
    assert main(["invent", str(file), "--out", str(tmp_path / "x.csv"), "--quiet"]) == 1
    assert "several tables" in capsys.readouterr().err
