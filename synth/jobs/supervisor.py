"""Sees to it that jobs start, end when they should, and are never thought alive when dead: a thread of the server."""

import logging
import threading
import time
from collections.abc import Sequence
from typing import BinaryIO, Self

from synth.jobs.catalogue import Catalogue
from synth.jobs.executor import Executor, LocalExecutor
from synth.jobs.files import clear
from synth.jobs.job import Job, State
from synth.jobs.ledger import Ledger, at_once

TICK, TICK_CANCELLING = 1.0, 0.25
TERM_AFTER, KILL_AFTER = 3.0, 6.0
"""Seconds from the wish to cancel: until then the work may stop by itself, then it is asked to, then it is ended."""
_log = logging.getLogger(__name__)


class Supervisor:
    """One per server, at work from `start` on; several servers may share a home on one machine.

    Jobs are processes of their own: they go on when the server ends, and the next supervisor finds them.
    """

    def __init__(self, catalogue: Catalogue, executor: Executor | None = None):
        self.catalogue, self.ledger = catalogue, Ledger(catalogue.home)
        self.executor = executor or LocalExecutor(catalogue.home)
        self._wake, self._over = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)

    def start(self) -> Self:
        """Starting it again does nothing."""
        if not self._thread.ident:
            self._thread.start()
        return self

    def submit(self, owner: str, kind: str, name: str, request: dict, parent: str | None = None,
               uploads: Sequence[BinaryIO] = ()) -> Job:
        """As Catalogue.submit, and it starts at once where there is a place."""
        job = self.catalogue.submit(owner, kind, name, request, parent, uploads)
        self._wake.set()
        return job

    def wake(self) -> None:
        """Has the supervisor look now, after a cancel or a retry."""
        self._wake.set()

    def close(self) -> None:
        """Ends the thread and the spare, but no job."""
        self._over.set()
        self._wake.set()
        if self._thread.ident:
            self._thread.join(60)
        self.executor.close()

    def _run(self) -> None:
        wait = 0.0
        self._guarded(self.ledger.sweep)
        while not self._over.is_set():
            wait = TICK_CANCELLING if self._guarded(self.tick) else TICK
            self._wake.wait(wait)
            self._wake.clear()

    def _guarded(self, step):
        """A full disk or a locked file must not end the thread: the next tick may succeed."""
        try:
            return step()
        except Exception as error:
            _log.warning("The supervisor could not do its work (%s); it tries again.", type(error).__name__)

    def tick(self) -> bool:
        """Looks after every job once; whether one is being cancelled."""
        held = self.ledger.held()
        for job in held:
            if not self.executor.alive(job):
                self._bury(job)
            elif job.state == State.CANCELLING:
                self._press(job)
        for job in self.ledger.startable(at_once(), self.executor.starting()):
            self.executor.start(job)
        self.executor.tend()
        return any(job.state == State.CANCELLING for job in held)

    def _press(self, job: Job) -> None:
        waited = time.time() - (job.asked or 0)
        if waited > TERM_AFTER:
            self.executor.stop(job, hard=waited > KILL_AFTER)

    def _bury(self, job: Job) -> None:
        """A dead process's job, unless it had ended properly since we looked."""
        reason = (f"The job's process ended without a word at {job.share:.0%} ({job.note or 'starting'}): it was killed, or the "
                  "machine ran out of memory or was restarted. Start it again.")
        if self.ledger.end(job, State.INTERRUPTED, reason) is not None:
            row = self.ledger.find(job.id)
            clear(self.ledger.folder(job), {*row.originals, *row.files})
