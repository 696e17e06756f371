"""A home of its own for every test, a supervisor over it, and waiting that ends."""

import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from synth.jobs.catalogue import Catalogue, Job
from synth.jobs.ledger import Ledger
from synth.jobs.process import end_group
from synth.jobs.supervisor import Supervisor

PATIENCE = 180
"""Seconds to wait for what takes some on a core of its own: many may share it."""


def until(true: Callable[[], object], seconds: float = PATIENCE):
    """What `true` gives as soon as it gives something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := true():
            return found
        time.sleep(0.05)
    raise AssertionError(f"Waited for {seconds} s in vain.")


def ended(catalogue: Catalogue, job: Job, seconds: float = PATIENCE) -> Job:
    def over():
        now = catalogue.job(job.owner, job.id)
        return None if now.active else now
    return until(over, seconds)


def running(catalogue: Catalogue, job: Job) -> Job:
    """The job once its work, not only its process, has begun."""
    def begun():
        now = catalogue.job(job.owner, job.id)
        assert now.state in ("pending", "running"), now.reason
        return now if now.state == "running" and (catalogue.folder(job.owner, job.id) / "half.tmp").exists() else None
    return until(begun)


@pytest.fixture
def home(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("LOOKALIKE_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LOOKALIKE_TASKS", "tests.jobs.odd_tasks")
    return tmp_path / "home"


@pytest.fixture
def catalogue(home: Path) -> Catalogue:
    made = Catalogue(home)
    yield made
    for job in Ledger(home).held():
        end_group(job.pid, job.born, signal.SIGKILL)


@pytest.fixture
def supervisor(catalogue: Catalogue) -> Supervisor:
    made = Supervisor(catalogue).start()
    yield made
    made.close()


def dead(pid: int) -> bool:
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return True


def files(catalogue: Catalogue, id: str) -> set[str]:
    return set(os.listdir(catalogue.folder("ann", id))) - {"log.txt"}


def workers(home: Path) -> list[int]:
    """Pids of the live workers over this home."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            ours = b"synth.jobs.worker" in (entry / "cmdline").read_bytes()
            if ours and f"LOOKALIKE_HOME={home}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
    return found
