"""Tries techniques on a small built-in table while nobody wants anything, so that estimates are this machine's.

| kind | parent | request | files that count |
|---|---|---|---|
| calibrate | - | - | - |

Its jobs belong to nobody who could log in, and stand in nobody's list. Facts: tried, the techniques tried this time.
"""

import json
import os
import select
import subprocess
import sys
import time
from contextlib import suppress

import psutil

from synth.estimating.observation import SCORES, Observation, guess
from synth.jobs.catalogue import Catalogue
from synth.jobs.database import Database
from synth.jobs.executor import ENVIRONMENT, ROOT
from synth.jobs.job import ACTIVE
from synth.jobs.ledger import IDLE
from synth.jobs.measured import TRIED, Measured
from synth.jobs.work import Work, task
from synth.technique import shelf

OWNER = "local machine"
QUIET = 20.0
"""Seconds since the start of the server, and since anybody's last job, before trials begin."""
BUDGET = 60.0
"""CPU seconds that trials take in all; what was not tried by then is estimated by what was."""
SMALL, LARGE, MOST = 300, 1500, 4.0
"""Rows of the two trials of a technique; the larger one is left out where it would take more seconds than the last."""
LOOK = 0.25
"""Seconds between two looks at whether somebody wants to work."""
COLUMNS = 13


def wanted() -> bool:
    """LOOKALIKE_CALIBRATE=0 says no."""
    return os.environ.get("LOOKALIKE_CALIBRATE", "1") != "0"


def due(measured: Measured) -> list[str]:
    """Keys of the techniques, and SCORES, still to be tried here, the quickest first; none once the budget is spent."""
    usable = [SCORES, *(key for key, each in shelf().items() if not each.remote and not each.unavailable())]
    if measured.spent() >= BUDGET:
        return []
    return sorted(measured.untried(usable), key=lambda key: guess(key, {}, SMALL, COLUMNS, SMALL))


def others_work(database: Database, within: float = 0.0) -> bool:
    """Whether a user's job waits, runs, or has ended in the last seconds."""
    with database.read() as db:
        return bool(db.execute(f"SELECT 1 FROM jobs WHERE kind!=? AND (state IN {tuple(map(str, ACTIVE))} OR "
                               "ended>?) LIMIT 1",
                               (IDLE, time.time() - within)).fetchone())


class Idle:
    """Has trials made when a server has nothing else to do; `look` is to be called every second or so."""

    def __init__(self, catalogue: Catalogue):
        self.catalogue, self.measured = catalogue, Measured(catalogue.database)
        self.over, self.since = not wanted(), time.monotonic()

    def look(self) -> bool:
        """Whether it has submitted a job."""
        if self.over or time.monotonic() - self.since < QUIET or others_work(self.catalogue.database, QUIET):
            return False
        before = self.catalogue.jobs(OWNER, IDLE)
        if any(job.active for job in before):
            return False
        for job in before:
            self.catalogue.delete(OWNER, job.id)
        self.over = not due(self.measured)
        if not self.over:
            self.catalogue.submit(OWNER, IDLE, "Time and memory of techniques", {})
        return not self.over


@task(IDLE)
def calibrate(work: Work) -> None:
    """Tries what is due, and stops at once where somebody wants to work: a later job goes on from there."""
    measured, tried = Measured(Database(work.folder.parents[1])), []
    keys = due(measured)
    if others_work(measured.database):
        return
    with _trials() as process:
        for i, key in enumerate(keys):
            if measured.spent() >= BUDGET:
                break
            work.progress(i / len(keys), key)
            measured.begin(key)
            if not _try(process, key, measured, work):
                measured.forget(key)
                break
            tried.append(key)
    work.add(tried=tried)


def rows_of(key: str) -> list[int]:
    return [SMALL, *([LARGE] if key != SCORES and guess(key, {}, LARGE, COLUMNS, LARGE) <= MOST else [])]


def _try(process: subprocess.Popen, key: str, measured: Measured, work: Work) -> bool:
    """Whether the trial of a technique came to its end, good or bad; False where somebody wants to work."""
    process.stdin.write(json.dumps({"technique": key, "params": {}, "rows": rows_of(key)}).encode() + b"\n")
    process.stdin.flush()
    while True:
        while not select.select([process.stdout], [], [], LOOK)[0]:
            work.progress(0.0)
            if others_work(measured.database):
                return False
        answer = json.loads(process.stdout.readline() or '{"done": true}')
        if answer.get("done"):
            return True
        measured.add(Observation(**answer), TRIED)


class _trials:
    """The process that tries, ended with all it started when the `with` ends."""

    def __enter__(self) -> subprocess.Popen:
        self.process = subprocess.Popen([sys.executable, "-m", "synth.jobs.trial"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, cwd=ROOT, env={**os.environ, **ENVIRONMENT})
        return self.process

    def __exit__(self, *why) -> None:
        with suppress(psutil.Error):
            for each in psutil.Process(self.process.pid).children(recursive=True):
                each.kill()
        self.process.kill()
        self.process.communicate()
