"""Sees to it that jobs start, end when they should, and are never thought alive when dead: a thread of the server."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Sequence
from typing import BinaryIO, Self

from synth.jobs.calibration import Idle
from synth.jobs.catalogue import Catalogue
from synth.jobs.executor import Executor, LocalExecutor
from synth.jobs.files import clear
from synth.jobs.job import Job, State
from synth.jobs.ledger import Ledger, at_once

TICK, TICK_CANCELLING = 1.0, 0.25
TERM_AFTER, KILL_AFTER = 3.0, 6.0
"""Seconds from the wish to cancel: until then the work may stop by itself, then it is asked to, then it is ended."""
LEAVE = 60.0
"""Seconds that a job with a secret waits for the server that knows it."""
TRIES = 3
"""Times that a job is tried whose process breaks down before its work began."""
UNABLE = ("Its process broke down several times before it began, so the installation may be incomplete, the disk full "
          "or a setting "
          "wrong. Mend that, restart Lookalike and start the job again.")
_log = logging.getLogger(__name__)


class Supervisor:
    """One per server, at work from `start` on; several servers may share a home on one machine.

    Jobs are processes of their own: they go on when the server ends, and the next supervisor finds them.
    """

    def __init__(self, catalogue: Catalogue, executor: Executor | None = None):
        self.catalogue, self.ledger = catalogue, Ledger(catalogue.home)
        self.executor = executor or LocalExecutor(catalogue.home)
        self._wake, self._over, self._lock = threading.Event(), threading.Event(), threading.Lock()
        self._idle = Idle(catalogue)
        self._secrets: dict[str, str] = {}
        self._failures: Counter[str] = Counter()
        self._thread = threading.Thread(target=self._run, name="supervisor", daemon=True)

    def start(self) -> Self:
        """Starting it again does nothing."""
        if not self._thread.ident:
            self._thread.start()
        return self

    def submit(self, owner: str, kind: str, name: str, request: dict, parent: str | None = None,
               uploads: Sequence[BinaryIO] = (), secret: str | None = None) -> Job:
        """As Catalogue.submit, and it starts at once where there is a place.

        A secret (a password) stays in this process's memory until the job has ended;
        the request only says that there is one.
        """
        asked = {**request, "secret": True} if secret else request
        return self._known(self.catalogue.submit(owner, kind, name, asked, parent, uploads), secret)

    def reread(self, owner: str, id: str, options: dict, secret: str | None = None) -> Job:
        """As Catalogue.reread, and as submit for the secret."""
        return self._known(self.catalogue.reread(owner, id, options, bool(secret)), secret)

    def retry(self, owner: str, id: str, secret: str | None = None) -> Job:
        """As Catalogue.retry; a job that had a secret needs it once more."""
        with self._lock:
            return self._known(self.catalogue.retry(owner, id), secret)

    def _known(self, job: Job, secret: str | None) -> Job:
        """The job, to be started with its secret; one that is young is not started before that is known."""
        if secret:
            self._secrets[job.id] = secret
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
        for id in self.executor.tend():
            self._count(id)
        with self._lock:
            for job in self.ledger.startable(at_once(), self.executor.starting()):
                if self._may_start(job):
                    self.executor.start(job, self._secrets.get(job.id))
            for id in list(self._secrets):
                if not (row := self.ledger.find(id)) or not row.active:
                    del self._secrets[id]
        self._idle.look()
        return any(job.state == State.CANCELLING for job in held)

    def _count(self, id: str) -> None:
        """Gives up a job that is still pending although processes were started for it time and again."""
        job = self.ledger.find(id)
        if job is None or job.state != State.PENDING:
            self._failures.pop(id, None)
            return
        self._failures[id] += 1
        if self._failures[id] >= TRIES:
            self.ledger.refuse(job, UNABLE)
            del self._failures[id]

    def _may_start(self, job: Job) -> bool:
        """A job whose secret another server knows is left to that one for a while; then it fails, saying so."""
        return not job.request.get("secret") or job.id in self._secrets or time.time() - job.created > LEAVE

    def _press(self, job: Job) -> None:
        waited = time.time() - (job.asked or 0)
        if waited > TERM_AFTER:
            self.executor.stop(job, hard=waited > KILL_AFTER)

    def _bury(self, job: Job) -> None:
        """A dead process's job, unless it had ended properly since we looked."""
        reason = (f"The job's process ended without a word at {job.share:.0%} ({job.note or 'starting'}): it was "
                  "killed, or the "
                  "machine ran out of memory or was restarted. Start it again.")
        if self.ledger.end(job, State.INTERRUPTED, reason) is not None:
            row = self.ledger.find(job.id)
            clear(self.ledger.folder(job), {*row.originals, *row.files})
