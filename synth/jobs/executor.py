"""Where jobs run: one interface, by default processes on this machine."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Protocol

from synth.jobs import process
from synth.jobs.job import Job
from synth.jobs.ledger import IDLE

RETRY_AFTER = 30
"""Seconds before a spare that broke down by itself is replaced: what broke it, a full disk say, may break the next."""
ROOT = Path(__file__).parents[2]
ENVIRONMENT = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "LOKY_MAX_CPU_COUNT": "1",
                "MALLOC_ARENA_MAX": "2"}
"""One thread a job: on shared cores more only spin. Loky's workers would outlive a killed job."""


class Executor(Protocol):
    def start(self, job: Job, secret: str | None = None) -> None:
        """Has somebody claim and do the job, soon; starting it twice does no harm. The secret is told,
        never written."""

    def starting(self) -> set[str]:
        """Ids handed out to processes that still live; most have been claimed."""

    def alive(self, job: Job) -> bool:
        """Whether the process that claimed the job still works."""

    def stop(self, job: Job, hard: bool) -> None:
        """Asks the job's processes to end, or ends them."""

    def tend(self) -> list[str]:
        """To be called every second or so. The ids of jobs whose processes have ended badly since."""

    def close(self) -> None:
        """Lets go of what is not at work on a job."""


def spawn(home: Path, id: str | None = None) -> subprocess.Popen:
    """A worker in a session of its own, so that it outlives who started it; without an id it waits for one on stdin."""
    return subprocess.Popen(
        [sys.executable, "-m", "synth.jobs.worker", *([id] if id else [])], cwd=ROOT, start_new_session=True,
        env={**os.environ, **ENVIRONMENT, "LOOKALIKE_HOME": str(home)}, text=True,
        stdin=subprocess.DEVNULL if id else subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class LocalExecutor:
    """Processes on this machine, one of them a warm spare; not to be used by two threads at once."""

    def __init__(self, home: Path):
        self.home = home
        self._handed: dict[str, subprocess.Popen] = {}
        self._spare: subprocess.Popen | None = None
        self._since = 0.0

    def start(self, job: Job, secret: str | None = None) -> None:
        """By the spare, which what runs in idle times leaves to others."""
        if job.kind == IDLE:
            self._handed[job.id] = spawn(self.home, job.id)
            return
        spare, self._spare = self._spare, None
        if spare is not None and spare.poll() is None and self._told(spare, job, secret):
            return
        worker = spawn(self.home, job.id if secret is None else None)
        if secret is None:
            self._handed[job.id] = worker
        else:
            self._told(worker, job, secret)

    def _told(self, worker: subprocess.Popen, job: Job, secret: str | None) -> bool:
        """Tells a waiting worker its job on stdin: whoever may list processes sees arguments and environments,
        not this."""
        try:
            worker.stdin.write(f"{job.id}\n" + ("" if secret is None else f"{json.dumps(secret)}\n"))
            worker.stdin.close()
        except OSError:
            worker.wait()
            return False
        self._handed[job.id] = worker
        return True

    def starting(self) -> set[str]:
        return {id for id, worker in self._handed.items() if worker.poll() is None}

    def alive(self, job: Job) -> bool:
        return process.alive(job.pid, job.born)

    def stop(self, job: Job, hard: bool) -> None:
        process.end_group(job.pid, job.born, signal.SIGKILL if hard else signal.SIGTERM)

    def tend(self) -> list[str]:
        """Buries the dead and keeps one spare warm."""
        ended = {id: code for id, worker in self._handed.items() if (code := worker.poll()) is not None}
        self._handed = {id: worker for id, worker in self._handed.items() if id not in ended}
        broken = self._spare is not None and self._spare.poll() is not None
        if self._spare is None or (broken and time.monotonic() - self._since > RETRY_AFTER):
            self._spare, self._since = spawn(self.home), time.monotonic()
        return [id for id, code in ended.items() if code]

    def close(self) -> None:
        if self._spare is not None:
            self._spare.stdin.close()
            self._spare.wait(30)
            self._spare = None
