"""No file hurts who reads it: each becomes a sentence, in seconds, within its memory, and the next file is read."""

import os
import socket
from pathlib import Path

import pandas as pd
import pytest

from synth.progress import Cancelled
from synth.reading import Options, ReadError, read
from synth.reading.apart import reader as apart
from synth.reading.apart.reader import Reader
from tests.reading.packed import bombs

CAP, SECONDS = 0.45e9, 10


@pytest.fixture(scope="module")
def reader(tmp_path_factory):
    """A reader with little memory and time, one for all of these files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LOOKALIKE_MEMORY", str(CAP / 1e9))
        patch.setenv("LOOKALIKE_READ_SECONDS", str(SECONDS))
        with Reader(tmp_path_factory.mktemp("apart")) as made:
            yield made


HOSTILE = {
    "bomb.csv.gz": (lambda: bombs.packed("gz", 60), "unpacks to more than 26"),
    "bomb.csv.bz2": (lambda: bombs.packed("bz2", 60), "unpacks to more than 26"),
    "bomb.csv.xz": (lambda: bombs.packed("xz", 60), "unpacks to more than 26"),
    "bomb.csv.zst": (lambda: bombs.packed("zst", 60), "unpacks to more than 26"),
    "bomb.zip": (bombs.zip_bomb, "unpacks to more than 26"),
    "42.zip": (lambda: bombs.zipped(*((f"{i}.zip", bombs.zip_bomb()) for i in range(16))), "unpacks to more"),
    "overlap.zip": (lambda: bombs.overlapping(100), "overlap|broken|damaged|unpacks to more"),
    "many.zip": (lambda: bombs.zipped(*((f"{i}.csv", b"") for i in range(10_001))), "more than 10,000 files"),
    "layers.csv.gz": (lambda: bombs.nested(b"a,b\n1,2\n", 5), "packed more than 3 times"),
    "laughs.xlsx": (bombs.laughs, "declares entities"),
    "steals.xlsx": (bombs.stealing, "declares entities"),
    "steals.ods": (lambda: bombs.ods(b'<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY e '
                                     b'"a">]><a>&e;</a>'), "entities"),
    "far.xlsx": (lambda: bombs.book(b'r="B2"', b'r="XFD1048576"'), "more than the 0.5 GB|damaged"),
    "cells.xlsx": (lambda: bombs.book(b"</sheetData>",
                                      b"<row>" + b"<c><v>1</v></c>" * 5_000_000 + b"</row></sheetData>"),
                   "more than the 0.5 GB|columns"),
    "spaces.xlsx": (lambda: bombs.book(b"</worksheet>", b" " * 280_000_000 + b"</worksheet>"), "unpacks to more"),
    "texts.parquet": (lambda: bombs.repeated(30_000_000, 20_000), "more than the 0.5 GB"),
    "line.csv": (lambda: b"x" * 40_000_000, "without a line end|a line of more than 33,554,432 bytes"),
    "tail.csv": (lambda: b"a,b\n1," + b"x" * 80_000_000, "a line of more than 33,554,432 bytes"),
    "wide.csv": (lambda: b",".join(b"c%d" % i for i in range(1_000_000)) + b"\n", "1,000,000 columns"),
    "keys.json": (lambda: b"[{" + b",".join(b'"k%d":1' % i for i in range(300_000)) + b"}]", "300,000 columns"),
    "deep.json": (lambda: b"[" * 3_000_000, "nested too deeply"),
    "deeper.json": (lambda: b'{"a":' * 500_000 + b"1" + b"}" * 500_000, "nested too deeply"),
    "digits.json": (lambda: b'[{"a":' + b"9" * 1_000_000 + b"}]", "more than 4,300 digits"),
    "nulls.csv": (lambda: b"\0" * 20_000_000, "is empty|without a line end"),
    "quotes.csv": (lambda: b'"' * 10_000_000, "no rows"),
    "picture.csv": (lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "is a picture"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_becomes_a_sentence_in_seconds_and_within_memory(reader, tmp_path, name):
    make, told = HOSTILE[name]
    (tmp_path / name).write_bytes(make())
    with pytest.raises(ReadError, match=told) as refusal:
        reader.read(tmp_path / name)
    assert str(refusal.value).endswith(".") and "root:" not in str(refusal.value)
    assert reader.seconds < SECONDS and reader.peak < CAP + 0.15e9
    assert not list(reader.folder.iterdir())


ODD = {
    "mostly quotes.csv": b"a,b\n" + b'"' * 3_000_001 + b",1\n2,3\n",
    "digits.csv": b"a,b\n" + b"1" * 300_000 + b"x,2\n" + b"1." * 100_000 + b"x,2\n3," + b"1-" * 100_000 + b"\n",
    "mails.csv": b"mail,phone\n"
    + b"".join(b"a@" * 20_000 + b"x%d," % i + b"1 " * 20_000 + b"x%d\n" % i for i in range(50)),
    "dates.csv": b"day\n" + b"".join(b"2020-01-01" * 5_000 + b"x%d\n" % i for i in range(50)),
    "name.csv": b"aA1_" * 250_000 + b",b\n1,2\n",
    "book.csv": bombs.book(),
    "text.xlsx": b"a,b\n1,2\n",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_files_are_read_in_seconds(reader, tmp_path, name):
    """Patterns that take time with the square of a text's length would need hours for these."""
    (tmp_path / name).write_bytes(ODD[name])
    found = reader.read(tmp_path / name)
    assert len(found.dataset) and reader.seconds < SECONDS
    assert max(map(len, found.dataset.names)) <= 200 and all(len(each.what) <= 1000 for each in found.repairs)


def test_after_a_file_that_killed_its_reader_the_next_is_read(reader, tmp_path):
    (tmp_path / "far.xlsx").write_bytes(bombs.book(b'r="B2"', b'r="XFD1048576"'))
    (tmp_path / "t.csv").write_text("a,b\n1,x\n2,y\n")
    for _ in range(2):
        with pytest.raises(ReadError):
            reader.read(tmp_path / "far.xlsx")
        assert reader.read(tmp_path / "t.csv").dataset.table.a.tolist() == [1, 2]


def test_what_lies_there_but_is_no_file_is_refused_without_being_opened(reader, tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "loop.csv").symlink_to(tmp_path / "loop.csv")
    (tmp_path / "gone.csv").symlink_to(tmp_path / "nothing.csv")
    (tmp_path / "good.csv").write_text("a\n1\n")
    (tmp_path / "link.csv").symlink_to(tmp_path / "good.csv")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "s.csv"))
        for path, told in ((tmp_path / "pipe.csv", "a pipe or a device"), (Path("/dev/zero"), "a pipe or a device"),
                           (tmp_path / "s.csv", "a pipe or a device"), (tmp_path / "loop.csv", "cannot be opened"),
                           (tmp_path / "gone.csv", "There is no file"), (tmp_path, "is a folder")):
            with pytest.raises(ReadError, match=told):
                reader.read(path)
    assert reader.read(tmp_path / "link.csv").dataset.table.a.tolist() == [1]


def test_names_in_archives_lead_nowhere(reader, tmp_path):
    (tmp_path / "t.zip").write_bytes(bombs.zipped(("../../../evil/table.csv", b"a,b\n1,2\n")))
    found = reader.read(tmp_path / "t.zip")
    assert found.dataset.names == ["a", "b"] and not list(tmp_path.parent.glob("**/evil*"))


def test_a_reader_that_takes_too_long_is_ended(tmp_path, monkeypatch):
    """A second or two do not do for 800,000 nested records; memory is no hindrance here."""
    monkeypatch.setenv("LOOKALIKE_READ_SECONDS", "1")
    monkeypatch.setenv("LOOKALIKE_MEMORY", "4")
    (tmp_path / "slow.json").write_text("[" + ",".join('{"a": {"b": [%d, {"c": "x"}]}}' % i for i in range(800_000))
                                        + "]")
    with Reader() as made, pytest.raises(ReadError, match="took more than the 1 seconds it may take and was ended"):
        made.read(tmp_path / "slow.json")


def test_a_table_that_does_not_fit_into_memory_is_sampled_from_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("LOOKALIKE_MEMORY", "0.3")
    monkeypatch.setenv("LOOKALIKE_LARGE", "1")
    (tmp_path / "t.csv").write_text("a,b,c\n" + "".join(f"{i},text number {i},\n" for i in range(1_000_000)))
    with Reader() as made:
        found = made.read(tmp_path / "t.csv", options=Options(rows=1000))
    assert found.understood["sample"] == "a sample of 1,000 of 1,000,000 rows" and found.whole["rows"] == 1_000_000


def test_what_is_read_apart_is_equal_to_what_is_read_here(tmp_path):
    table = pd.DataFrame({"n": [1, 2, 3], "gap": [1, None, 3], "x": [0.5, -1.5, 1e300], "s": ["ü", "", "a\nb"],
                          "t": ["2020-01-01", "", "2021-05-06"],
                          "f": ["true", "false", ""], "none": ["", "", ""], "long": ["9" * 30, "1", "2"]})
    table.to_csv(tmp_path / "t.csv", index=False)
    table.to_json(tmp_path / "t.json", orient="records")
    table.to_excel(tmp_path / "t.xlsx", index=False)
    table.to_parquet(tmp_path / "t.parquet")
    with Reader() as made:
        for path in sorted(tmp_path.iterdir()):
            here, apart = read(path), made.read(path)
            pd.testing.assert_frame_equal(here.dataset.table, apart.dataset.table)
            assert here.dataset.columns == apart.dataset.columns and here.dataset.digest == apart.dataset.digest
            assert (here.format, here.understood, here.repairs) == (apart.format, apart.understood, apart.repairs)
            assert (here.plain is None) == (apart.plain is None)
            if here.plain is not None:
                pd.testing.assert_frame_equal(here.plain, apart.plain)


def test_a_cancel_ends_the_reading(tmp_path):
    (tmp_path / "t.csv").write_text("a,b\n" + "1,2\n" * 2_000_000)

    def progress(share, note=""):
        raise Cancelled

    with Reader(tmp_path) as made:
        with pytest.raises(Cancelled):
            made.read(tmp_path / "t.csv", progress=progress)
        assert [each.name for each in tmp_path.iterdir()] == ["t.csv"]


def test_limits_must_be_numbers_above_0(tmp_path, monkeypatch):
    (tmp_path / "t.csv").write_text("a\n1\n")
    monkeypatch.setenv("LOOKALIKE_UNPACKED", "much")
    with pytest.raises(ValueError, match="LOOKALIKE_UNPACKED must be a number above 0, not 'much'"):
        read(tmp_path / "t.csv")


def test_a_process_started_beforehand_is_used_once_or_ended(tmp_path):
    (tmp_path / "t.csv").write_text("a,b\n1,2\n3,4\n")
    apart.warm()
    started, = apart._warm
    with Reader(tmp_path) as reader:
        assert len(reader.read(tmp_path / "t.csv").dataset) == 2 and reader._child is started
    apart.warm()
    idle, = apart._warm
    apart.cool()
    assert idle.poll() is not None and not apart._warm
