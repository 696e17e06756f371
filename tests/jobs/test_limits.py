"""Jobs that want too much memory or disk, or go wrong, end in a sentence that tells no value."""

import subprocess
from pathlib import Path

import pytest

from synth.jobs.catalogue import Catalogue, State
from synth.jobs.supervisor import Supervisor
from tests.jobs.conftest import ended, files, until, workers


@pytest.mark.parametrize("slowly", [True, False])
def test_too_much_memory_ends_the_job_in_a_sentence(catalogue: Catalogue, home: Path, monkeypatch, slowly: bool):
    monkeypatch.setenv("LOOKALIKE_MEMORY", "0.4")
    supervisor = Supervisor(catalogue).start()
    try:
        now = ended(catalogue, supervisor.submit("ann", "greedy", "t", {"slowly": slowly}))
    finally:
        supervisor.close()
    assert now.state == State.FAILED and now.reason.startswith("Out of memory: the job reached 0.")
    assert "may use 0.4 GB. Take fewer rows or columns, choose a lighter technique, or raise the cap" in now.reason


@pytest.fixture
def tiny_disk(tmp_path: Path):
    """A file system of 2 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)], capture_output=True)
    if made.returncode:
        pytest.skip("Mounting a small file system needs root.")
    yield disk
    subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_full_disk_ends_the_job_in_a_sentence_and_leaves_no_part(tiny_disk: Path, home: Path):
    catalogue = Catalogue(tiny_disk / "home")
    supervisor = Supervisor(catalogue).start()
    try:
        now = ended(catalogue, supervisor.submit("ann", "writes", "t", {"bytes": 10_000_000}))
        assert now.state == State.FAILED and now.reason.startswith("The disk is full")
        assert "then try again." in now.reason
        assert until(lambda: files(catalogue, now.id) == set())
        assert ended(catalogue, supervisor.submit("ann", "writes", "t", {"bytes": 10_000})).state == State.SUCCEEDED
    finally:
        supervisor.close()
    until(lambda: workers(catalogue.home) == [])


@pytest.mark.parametrize(("how", "told"), [
    ("ours", "Column 'age' holds no values; drop it or fill it."),
    ("library", "An unexpected error (ValueError) in synth/jobs/work.py line"),
    ("other", "An unexpected error (RuntimeError) in synth/jobs/work.py line")])
def test_reasons_and_logs_hold_our_sentences_but_no_values(catalogue: Catalogue, supervisor: Supervisor, how: str,
                                                           told: str):
    now = ended(catalogue, supervisor.submit("ann", "wrong", "t", {"how": how}))
    log = until(lambda: (catalogue.folder("ann", now.id) / "log.txt").read_text())
    assert now.state == State.FAILED and now.reason.startswith(told)
    assert "John" not in now.reason + log and "odd_tasks.py" in log and "wrong" in log
