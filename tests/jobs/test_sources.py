"""Read jobs over addresses, OpenML and a real PostgreSQL, in real processes; the password is nowhere afterwards."""

import json
import os
from io import BytesIO
from pathlib import Path

import pytest

from synth.jobs.catalogue import Catalogue, State
from synth.jobs.files import load_json
from synth.jobs.job import Job
from synth.jobs.supervisor import Supervisor
from synth.jobs.work import Work, perform
from synth.progress import quiet
from synth.reading import ReadError
from synth.reading.result import Locked
from tests.jobs.conftest import ended, files
from tests.reading.web.local_server import serving
from tests.reading.databases.postgres_server import PASSWORD, postgres

CSV = b"age,city\n31,Oslo\n45,Rome\n31,Oslo\n"
MADE = {"dataset.parquet", "reading.json", "profile.json"}


@pytest.fixture(autouse=True)
def permitted(monkeypatch):
    monkeypatch.setenv("LOOKALIKE_ALLOW", "127.0.0.1")


@pytest.fixture(scope="module")
def database():
    with postgres() as server:
        server.run("CREATE TABLE small AS SELECT 1 AS i; CREATE TABLE people AS SELECT i AS age FROM "
                   "generate_series(1, 2000) AS i")
        yield server


def do(folder: Path, request: dict, secret: str | None = None) -> Work:
    """The read job of that request, done in this process."""
    folder.mkdir(exist_ok=True)
    job = Job("id", "ann", "read", "people", None, request, {}, State.RUNNING, 0, "", None, {}, 0, 0, None, None, 1, 1,
              "")
    made = Work(job, folder, None, quiet, {}, lambda: None, secret)
    perform(made)
    return made


def test_a_fetched_file_is_kept_and_read_again_without_the_web(catalogue: Catalogue, supervisor: Supervisor):
    with serving({"/people.csv.gz": (200, {}, CSV)}) as server:
        url = f"http://127.0.0.1:{server.port}/people.csv.gz?token=abc"
        job = supervisor.submit("ann", "read", "people", {"url": url})
        now = ended(catalogue, job)
    assert now.state == State.SUCCEEDED, now.reason
    assert now.result["original"] == "download.csv.gz" and files(catalogue, job.id) == MADE | {"download.csv.gz"}
    assert (catalogue.folder("ann", job.id) / "download.csv.gz").read_bytes() == CSV
    assert now.result["understood"]["fetched from"] == url.partition("?")[0] and now.result["rows"] == 3
    again = ended(catalogue, supervisor.reread("ann", job.id, {"header": 0}))
    assert again.state == State.SUCCEEDED and again.result["rows"] == 4 and again.result["format"] == "csv"
    assert (catalogue.folder("ann", again.id) / "download.csv.gz").read_bytes() == CSV


def test_what_cannot_be_fetched_is_a_sentence_of_the_job(catalogue: Catalogue, supervisor: Supervisor):
    job = ended(catalogue, supervisor.submit("ann", "read", "t", {"url": "https://nowhere.invalid/t.csv"}))
    assert (job.state, files(catalogue, job.id)) == (State.FAILED, set())
    assert job.reason.endswith("this machine is online.")


def test_what_was_fetched_and_is_no_table_is_kept(tmp_path: Path):
    with serving({"/x.png": (200, {}, b"\x89PNG\r\n\x1a\n" + b"x" * 100)}) as server:
        with pytest.raises(ReadError, match="picture"):
            do(tmp_path, {"url": f"http://127.0.0.1:{server.port}/x.png"})
        assert [path.name for path in tmp_path.iterdir()] == ["download.png"]
        for request, why in (({"url": f"http://127.0.0.1:{server.port}/t.csv"}, "no such file"),
                             ({}, "upload it again"),
                             ({"url": "http://169.254.169.254/latest/meta-data"}, "own network"),
                             ({"path": "../x.csv"}, "upload it again")):
            with pytest.raises(ValueError, match=why):
                do(tmp_path, request)


def test_openml_gives_the_target_and_a_second_reading_keeps_it(tmp_path: Path, monkeypatch):
    answers = {"/t.csv": (200, {}, CSV)}
    with serving(answers) as server:
        monkeypatch.setenv("LOOKALIKE_OPENML", f"http://127.0.0.1:{server.port}")
        answers["/api/v1/json/data/7"] = (200, {}, json.dumps({"data_set_description": {
            "id": "7", "name": "people", "version": "3", "url": f"http://127.0.0.1:{server.port}/t.csv",
            "default_target_attribute": "city"}}).encode())
        first = do(tmp_path, {"openml": 7}).result
    assert (first["target"], first["original"], first["understood"]["OpenML"]) == (
        "city", "download.csv", "people, version 3, data set 7")
    again = do(tmp_path, {"openml": 7, "path": first["original"], "target": first["target"]}).result
    assert again["target"] == "city" and "OpenML" not in again["understood"]
    assert do(tmp_path, {"path": first["original"], "target": "city", "options": {"header": 0}}).result[
        "target"] is None


def test_a_database_is_read_and_the_password_is_nowhere(catalogue: Catalogue, supervisor: Supervisor, database):
    job = supervisor.submit("ann", "read", "people", {"database": database.url()}, secret=PASSWORD)
    now = ended(catalogue, job)
    assert now.state == State.SUCCEEDED, now.reason
    assert (now.result["rows"], now.result["tables"], now.result["understood"]["table"]) == (
        2000, ["people", "small"], "people")
    assert load_json(catalogue.folder("ann", job.id) / "reading.json")["tables"] == ["people", "small"]
    wrong = ended(catalogue, supervisor.submit("ann", "read", "people", {"database": database.url()},
                                               secret="wr0ng-7f3a9c"))
    assert wrong.state == State.FAILED and "password is wrong" in wrong.reason and wrong.result["locked"] is True
    mended = ended(catalogue, supervisor.reread("ann", wrong.id, {"table": "small"}, PASSWORD))
    assert mended.state == State.SUCCEEDED and mended.result["rows"] == 1, mended.reason
    assert mended.request["secret"] is True, mended.reason
    with pytest.raises(LookupError):
        catalogue.job("ann", wrong.id)
    assert_nowhere(catalogue.home)


def test_a_query_and_a_list_of_tables(tmp_path: Path, database):
    queried = {"database": database.url(), "query": "select age from people where age <= 10"}
    assert do(tmp_path, queried, PASSWORD).result["rows"] == 10
    job = Job("id", "ann", "tables", "t", None, {"database": database.url()}, {}, State.RUNNING, 0, "", None, {}, 0, 0,
              None, None, 1, 1, "")
    listed = Work(job, tmp_path, None, quiet, {}, lambda: None, PASSWORD)
    perform(listed)
    assert listed.result["tables"] == ["people", "small"]
    asks = Work(job, tmp_path, None, quiet, {}, lambda: None)
    with pytest.raises(Locked):
        perform(asks)
    assert asks.result["locked"] is True


def test_a_locked_workbook_is_opened_with_its_secret(tmp_path: Path):
    msoffcrypto = pytest.importorskip("msoffcrypto", reason="msoffcrypto-tool is not installed")
    import openpyxl
    from msoffcrypto.format.ooxml import OOXMLFile

    book, plain, locked = openpyxl.Workbook(), BytesIO(), BytesIO()
    for row in (("a", "b"), (1, "x"), (2, "y")):
        book.active.append(row)
    book.save(plain)
    OOXMLFile(plain).encrypt(PASSWORD[:10], locked)
    assert msoffcrypto.OfficeFile(locked).is_encrypted()
    (tmp_path / "upload.xlsx").write_bytes(locked.getvalue())
    with pytest.raises(Locked, match="password"):
        do(tmp_path, {"path": "upload.xlsx"})
    assert do(tmp_path, {"path": "upload.xlsx"}, PASSWORD[:10]).result["rows"] == 2


def assert_nowhere(home: Path) -> None:
    """No file of the home holds the password or its last part, the write-ahead log of the catalogue included."""
    assert (home / "catalogue.sqlite").stat().st_size
    for path in home.rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            assert b"7f3a9c" not in held and PASSWORD.encode() not in held, path
    assert "7f3a9c" not in "".join(os.environ.values())
