"""Sources of the command line and of requests: which is which, and what becomes of them."""

import json
from pathlib import Path

import pytest

from synth.__main__ import main
from synth.dataset import Dataset
from synth.columns.kinds import describe
from synth.reading import Reading
from synth.reading.sources import Brought, Remote, aimed, bring, source
from tests.reading.web.local_server import serving
from tests.reading.databases.postgres_server import PASSWORD, postgres
from tests.reading.web.test_fetch import CSV

import pandas as pd


@pytest.mark.parametrize(("text", "expected"), [
    ("t.csv", Path("t.csv")), ("/data/a b.csv", Path("/data/a b.csv")), ("C:\\t.csv", Path("C:\\t.csv")),
    ("a:b", Path("a:b")),
    ("https://h/t.csv?x=1", Remote({"url": "https://h/t.csv?x=1"})), ("S3://b/k", Remote({"url": "S3://b/k"})),
    ("openml:adult", Remote({"openml": "adult"})), ("OpenML: 61", Remote({"openml": "61"})),
    ("postgresql://u:s3cret@h/d", Remote({"database": "postgresql://u@h/d"}, "s3cret")),
    ("mysql+pymysql://u@h/d", Remote({"database": "mysql+pymysql://u@h/d"})),
    ("sqlite:///x.db", Remote({"database": "sqlite:///x.db"}))])
def test_what_a_word_of_the_command_line_names(text, expected):
    assert source(text) == expected
    assert "s3cret" not in str(source(text)) + repr(source(text))


def test_names_of_files_to_be_made():
    assert [source(text).name for text in ("https://h/a/t.csv?k=v", "https://h/", "openml:a/../b",
                                           "postgresql://u@h/shop?sslmode=require",
                                           "s3://b/f/k.parquet")] == ["t.csv", "h", "b", "shop", "k.parquet"]


def test_the_target_is_taken_where_there_is_such_a_column():
    table = pd.DataFrame({"a": [1, 2], "b": ["x", "y"]})
    reading = Reading(Dataset("t", table, describe(table)), "csv", {"encoding": "utf-8"}, ())
    aimed_at = aimed(reading, Brought(Path("t"), "t", "b", {"OpenML": "t"}))
    assert aimed_at.dataset.target == "b" and aimed_at.understood == {"OpenML": "t", "encoding": "utf-8"}
    assert aimed(reading, Brought(Path("t"), "t", "gone")).dataset.target is None


def test_what_is_told_of_an_address_holds_no_query(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("LOOKALIKE_ALLOW", "127.0.0.1")
    with serving({"/t.csv": (200, {}, CSV)}) as server:
        brought = bring({"url": f"http://127.0.0.1:{server.port}/t.csv?signature=abc"}, tmp_path)
    assert brought.about == {"fetched from": f"http://127.0.0.1:{server.port}/t.csv"}
    assert brought.path.read_bytes() == CSV


def test_the_command_line_reads_addresses(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("LOOKALIKE_ALLOW", "127.0.0.1")
    with serving({"/people.csv": (200, {}, CSV)}) as server:
        url = f"http://127.0.0.1:{server.port}/people.csv"
        assert main(["read", url, "--out", str(tmp_path / "out"), "--json", "--quiet"]) == 0
        record = json.loads(capsys.readouterr().out)[0]
        assert (record["file"], record["rows"], record["understood"]["fetched from"]) == (url, 2, url)
        assert (tmp_path / "out" / "people.csv").read_text().split() == ["a,b", "1,x", "2,y"]
        monkeypatch.delenv("LOOKALIKE_ALLOW")
        assert main(["read", url, "https://nowhere.invalid/t.csv", "--quiet"]) == 1
        told = capsys.readouterr()
        assert "own network" in told.out and "this machine is online." in told.out and "2 of 2 files" in told.err


def test_the_command_line_reads_databases(tmp_path: Path, monkeypatch, capsys):
    monkeypatch.setenv("LOOKALIKE_ALLOW", "127.0.0.1")
    with postgres() as server:
        server.run("CREATE TABLE a AS SELECT generate_series(1, 3) AS i; CREATE TABLE b AS SELECT 1 AS j")
        assert main(["read", server.url(), "--quiet"]) == 1
        assert "password is wrong or missing" in capsys.readouterr().out
        monkeypatch.setenv("LOOKALIKE_PASSWORD", PASSWORD)
        assert main(["read", server.url(), "--table", "a", "--out", str(tmp_path), "--quiet"]) == 0
        assert (tmp_path / "shop.csv").read_text().split() == ["i", "1", "2", "3"]
        assert main(["read", server.url(), "--query", "select max(i) as top from a", "--json", "--quiet"]) == 0
        told = capsys.readouterr().out
        assert "rows" in told and "7f3a9c" not in told
