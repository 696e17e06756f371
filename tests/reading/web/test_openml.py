"""OpenML, by a local server that answers in the form of its API."""

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from synth.reading import ReadError
from synth.reading.web.openml import fetch_openml
from synth.reading.sources import aimed, bring
from synth.reading.apart.reader import Reader
from tests.reading.web.local_server import serving

ARFF = b"@relation people\n@attribute age numeric\n@attribute class {yes,no}\n@data\n31,yes\n45,no\n?,yes\n"


def listed(*versions: tuple[int, int]) -> dict:
    return {"data": {"dataset": [{"did": did, "name": "people", "version": version, "status": "active",
                                  "format": "ARFF", "file_id": did + 1000} for did, version in versions]}}


def described(base: str, **more) -> dict:
    return {"data_set_description": {
        "id": "61", "name": "people", "version": "1", "format": "ARFF", "licence": "Public", "file_id": "1061",
        "url": f"{base}/data/v1/download/1061/people.arff", "default_target_attribute": "class",
        "row_id_attribute": "id",
        "ignore_attribute": ["a", "b"], "status": "active", "md5_checksum": hashlib.md5(ARFF).hexdigest(), **more}}


@pytest.fixture
def openml(monkeypatch):
    """The server; its descriptions are put in by the test."""
    answers = {"/api/v1/json/data/list/data_name/people/status/active/limit/50": (
        200, {}, json.dumps(listed((1590, 2), (61, 1))).encode()),
               "/api/v1/json/data/list/data_name/nobody/status/active/limit/50": (
                   412, {}, b'{"error":{"code":"372","message":"No results"}}'),
               "/data/v1/download/1061/people.arff": (200, {}, ARFF)}
    with serving(answers) as server:
        server.base = f"http://127.0.0.1:{server.port}"
        server.describe = lambda **more: answers.update(
            {"/api/v1/json/data/61": (200, {}, json.dumps(described(server.base, **more)).encode())})
        server.describe()
        monkeypatch.setenv("LOOKALIKE_OPENML", server.base + "/")
        monkeypatch.setenv("LOOKALIKE_ALLOW", "127.0.0.1")
        yield server


@pytest.mark.parametrize("what", ["people", " people ", "61", 61])
def test_by_name_or_number(openml, tmp_path: Path, what):
    found = fetch_openml(what, tmp_path)
    assert (found.path.read_bytes(), found.name, found.target) == (ARFF, "people", "class")
    assert found.about["OpenML"] == "people, version 1, data set 61" and found.about["to be left out"] == "a, b"
    assert found.about.get("other versions") == (None if str(what) == "61" else "2 (data set 1590)")


def test_it_becomes_a_table_with_its_target(openml, tmp_path: Path):
    brought = bring({"openml": "people"}, tmp_path)
    with Reader() as reader:
        reading = aimed(reader.read(brought.path), brought)
    assert reading.dataset.target == "class" and list(reading.dataset.table["class"]) == ["yes", "no", "yes"]
    assert reading.understood["OpenML"].startswith("people") and reading.format == "arff"


def test_parquet_comes_first_and_arff_where_it_is_gone(openml, tmp_path: Path):
    pd.DataFrame({"age": [1, 2]}).to_parquet(tmp_path / "p.pq")
    openml.answers["/p.pq"] = (200, {}, (tmp_path / "p.pq").read_bytes())
    openml.describe(parquet_url=f"{openml.base}/p.pq")
    assert fetch_openml(61, tmp_path).path.name == "p.pq"
    openml.describe(parquet_url=f"{openml.base}/gone.pq")
    assert fetch_openml(61, tmp_path).path.name == "people.arff"


def test_targets_that_are_several_or_none(openml, tmp_path: Path):
    openml.describe(default_target_attribute="a,b")
    assert fetch_openml(61, tmp_path).target is None
    openml.describe(default_target_attribute=None)
    assert fetch_openml(61, tmp_path).target is None


@pytest.mark.parametrize(("what", "why"), [("nobody", "no active data set called 'nobody'"), ("99", "no data set 99"),
                                           ("../../x", "no active"),
                                           ("", "no active data set")])
def test_what_is_not_there_is_a_sentence(openml, tmp_path: Path, what, why):
    with pytest.raises(ReadError, match=why):
        fetch_openml(what, tmp_path)


@pytest.mark.parametrize("answer", [b"<html>", b"[]", b"{}", b'{"data_set_description": 3}',
                                    b'{"data_set_description": {}}', b"[" * 100_000])
def test_answers_of_another_form_are_sentences(openml, tmp_path: Path, answer):
    openml.answers["/api/v1/json/data/61"] = (200, {}, answer)
    with pytest.raises(ReadError, match="OpenML"):
        fetch_openml(61, tmp_path)


def test_a_file_that_was_changed_on_the_way_is_refused(openml, tmp_path: Path):
    openml.answers["/data/v1/download/1061/people.arff"] = (200, {}, ARFF + b"99,no\n")
    with pytest.raises(ReadError, match="checksum"):
        fetch_openml(61, tmp_path)
    assert not list(tmp_path.iterdir())


def test_the_catalogue_cannot_lead_inside(openml, tmp_path: Path):
    openml.describe(url="http://169.254.169.254/latest/meta-data/")
    with pytest.raises(ReadError, match="own network"):
        fetch_openml(61, tmp_path)


def test_without_a_network_it_is_a_sentence(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("LOOKALIKE_OPENML", "https://openml.invalid")
    with pytest.raises(ReadError, match=r"could not be reached.*is online\."):
        fetch_openml("adult", tmp_path)
