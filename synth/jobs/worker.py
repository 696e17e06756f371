"""One job, in a process of its own: `python -m synth.jobs.worker ID`,
or without an ID as a warm spare that waits for one."""

import contextlib
import faulthandler
import importlib
import json
import os
import select
import signal
import sqlite3
import sys
import time
from pathlib import Path

from synth.jobs import failure, process
from synth.jobs.executor import spawn
from synth.jobs.files import LOG, clear
from synth.jobs.job import Job, State
from synth.jobs.ledger import Fenced, Ledger, at_once
from synth.jobs.measured import learn
from synth.jobs.watch import Watch
from synth.progress import Cancelled
from synth.reading.apart import reader as apart

WARM = ("pandas", "pyarrow.parquet", "synth.jobs.tasks", "synth.recipe", "synth.report", "synth.comparison",
        "synth.reading", "synth.profile", "scipy.stats", "sklearn.tree", "sklearn.ensemble")
"""What the default technique and the metrics need. SDV and torch stay out: 10 s and 390 MB that most jobs never use."""
ENDED = "The job's process was told to end (the machine may have been shut down). Start it again."


class Terminated(BaseException):
    """A SIGTERM, raised in the work; not an Exception, so that libraries do not swallow it."""


def main(arguments: list[str]) -> None:
    if os.getpgid(0) != os.getpid():
        os.setsid()
    id, secret = (arguments[0], None) if arguments else _wait_warm()
    while id:
        id, secret = work(id, secret), None


def _wait_warm() -> tuple[str, str | None]:
    """The id told on stdin, "" where the parent ended, and the secret if one came with it.

    Imports meanwhile, one module at a time so as to be quick to answer, then starts the process that reads files.
    """
    for module in WARM:
        if select.select([sys.stdin], [], [], 0)[0]:
            break
        with contextlib.suppress(ImportError):
            importlib.import_module(module)
    else:
        apart.warm()
    id, secret = sys.stdin.readline().strip(), sys.stdin.readline()
    return id, json.loads(secret) if secret else None


def work(id: str, secret: str | None = None) -> str | None:
    """Claims the job and does it; returns at once where it is another's.
    The id of the job to go on with in this process."""
    ledger = Ledger()
    job = ledger.claim(id, os.getpid(), process.identity(os.getpid()), at_once())
    if job is None:
        return None
    process.forget_peak()
    if job.kind != "read":
        apart.cool()
    signal.signal(signal.SIGTERM, _terminate)
    cap = process.memory_cap(at_once())
    watch = Watch(ledger, job, cap, lambda: _start_next(ledger))
    result: dict = {}
    try:
        state, reason = _attempt(ledger, job, watch, cap, result, secret)
    except Fenced:
        return None
    finally:
        watch.done.set()
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _finish(ledger, job, state, reason, result)
    return _next_heat(ledger, job, state) or _start_next(ledger)


def _next_heat(ledger: Ledger, job: Job, state: State) -> str | None:
    """The heat to go on with after one that ended well: many are short,
    and a process of their own costs each seconds."""
    if job.kind in ("race", "heat") and state == State.SUCCEEDED:
        return next((each.id for each in ledger.startable(at_once()) if each.kind == "heat"), None)
    return None


def _terminate(number, frame) -> None:
    """Once: a second one would cut off the tidying up after the first."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise Terminated


def _attempt(ledger: Ledger, job: Job, watch: Watch, cap: int, result: dict,
             secret: str | None) -> tuple[State, str | None]:
    """How the work ended and why; result is filled as it goes. Raises: Fenced."""
    folder, begun = ledger.folder(job), time.process_time()
    try:
        clear(folder, job.originals)
        process.confine(cap)
        watch.start()
        with (folder / LOG).open("a") as log:
            faulthandler.enable(log)
            from synth.jobs.work import Work, perform

            parent = ledger.find(job.parent)
            perform(Work(job, folder, ledger.folder(parent) if parent else None, watch.progress,
                         result, lambda: ledger.keep(job, result), secret))
        result.update(cpu_seconds=time.process_time() - begun, peak_bytes=process.peak())
        return State.SUCCEEDED, None
    except Cancelled:
        return State.CANCELLED, None
    except Terminated:
        return State.INTERRUPTED, ENDED
    except Fenced:
        raise
    except BaseException as error:
        return State.FAILED, _failed(error, folder, cap, ledger.home)
    finally:
        faulthandler.disable()
        if (folder / LOG).is_file() and not (folder / LOG).stat().st_size:
            (folder / LOG).unlink()


def _failed(error: BaseException, folder: Path, cap: int, home: Path) -> str:
    from synth.jobs.work import extra_modules

    try:
        failure.write_log(folder / LOG, error)
    except OSError:
        """A full disk is what may be told here; the sentence in the row matters more than the log."""
    return failure.sentence(error, process.peak(), cap, home, extra_modules())


def _finish(ledger: Ledger, job: Job, state: State, reason: str | None, result: dict) -> None:
    """Writes the row, then removes what does not count. Without success first the files: the disk may be full."""
    folder = ledger.folder(job)
    row = ledger.find(job.id)
    if state != State.SUCCEEDED and row and row.attempt == job.attempt and row.active:
        clear(folder, {*row.originals, *row.files})
    for _ in range(40):
        try:
            if (ended := ledger.end(job, state, reason, result)) is not None:
                row = ledger.find(job.id)
                clear(folder, {*row.originals, *row.files})
                if ended == State.SUCCEEDED:
                    learn(ledger.database, job, result)
            return
        except sqlite3.OperationalError:
            time.sleep(0.25)


def _start_next(ledger: Ledger) -> None:
    """So that a queue is worked off even while no server runs; where one does, the first claim wins.

    A job that has a secret waits for the server that knows it.
    """
    for job in [job for job in ledger.startable(at_once()) if not job.request.get("secret")][:1]:
        spawn(ledger.home, job.id)


if __name__ == "__main__":
    main(sys.argv[1:])
