"""Passwords reach the work and nothing else: no file, no argument, no environment."""

import sys
import time
from pathlib import Path

import pytest

from synth.jobs import supervisor as supervising
from synth.jobs.catalogue import Catalogue, State
from synth.jobs.supervisor import Supervisor
from tests.jobs.conftest import ended, running, until

SECRET = "pässwörd\n\"'\\ 7f3a9c"


def everything(home: Path) -> bytes:
    return b"\0".join(path.read_bytes() for path in home.rglob("*") if path.is_file())


def told(home: Path) -> list[bytes]:
    """The spellings in which the secret might have been written."""
    written = everything(home)
    return [each for each in (SECRET.encode(), b"7f3a9c", SECRET.encode("unicode_escape")) if each in written]


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.parametrize("spare", [True, False])
def test_a_secret_reaches_the_work_and_nothing_else(catalogue: Catalogue, spare: bool):
    supervisor = Supervisor(catalogue)
    try:
        if spare:
            supervisor.executor.tend()
        job = supervisor.submit("ann", "whispered", "t", {}, secret=SECRET)
        assert job.request == {"secret": True}
        supervisor.tick()
        now = ended(catalogue, job)
        assert (now.state, now.result["length"], now.result["seen"]) == (State.SUCCEEDED, len(SECRET), [])
        assert told(catalogue.home) == []
        supervisor.tick()
        assert SECRET not in str(vars(supervisor))
    finally:
        supervisor.close()


def test_a_failure_does_not_tell_the_secret_and_a_retry_needs_it_anew(catalogue: Catalogue, supervisor: Supervisor,
                                                                         monkeypatch):
    job = supervisor.submit("ann", "whispered", "t", {"fails": True}, secret=SECRET)
    now = ended(catalogue, job)
    assert now.state == State.FAILED and "RuntimeError" in now.reason and told(catalogue.home) == []
    until(lambda: not supervisor._secrets)
    supervisor.retry("ann", job.id, SECRET)
    assert "RuntimeError" in ended(catalogue, job).reason
    until(lambda: not supervisor._secrets)
    monkeypatch.setattr(supervising, "LEAVE", 0.0)
    supervisor.retry("ann", job.id)
    now = ended(catalogue, job)
    assert (now.state, now.reason, now.result["locked"]) == (State.FAILED, "The password was not kept; enter it again.",
                                                             True)


def test_a_waiting_job_is_left_to_the_server_that_knows_its_secret(catalogue: Catalogue, monkeypatch):
    monkeypatch.setenv("LOOKALIKE_JOBS", "1")
    knowing, other = Supervisor(catalogue), Supervisor(catalogue)
    try:
        first = knowing.submit("ann", "waits_for_file", "first", {})
        second = knowing.submit("ann", "whispered", "second", {}, secret=SECRET)
        knowing.tick()
        running(catalogue, first)
        (catalogue.folder("ann", first.id) / "go").touch()
        ended(catalogue, first)
        for _ in range(3):
            other.tick()
            time.sleep(0.2)
        assert catalogue.job("ann", second.id).state == State.PENDING
        until(lambda: knowing.tick() or not catalogue.job("ann", second.id).active)
        assert catalogue.job("ann", second.id).result["length"] == len(SECRET)
    finally:
        knowing.close()
        other.close()
