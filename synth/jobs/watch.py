"""The thread beside a job's work: tells how far it is, sees a cancel, guards memory, and ends what does not listen."""

import os
import signal
import sqlite3
import threading
import time
from collections.abc import Callable

from synth.jobs import process
from synth.jobs.failure import out_of_memory
from synth.jobs.files import clear
from synth.jobs.job import Job, State
from synth.jobs.ledger import Ledger
from synth.progress import Cancelled

LOOK = 0.1
"""Seconds between two looks at memory; every third look also goes to the catalogue."""
GRACE = 5.0
"""Seconds from a cancel that was seen to the end of the process group; the supervisor is sooner where it runs."""


class Watch(threading.Thread):
    """Give `progress` to the work; `before_exit` is called before the process ends itself."""

    def __init__(self, ledger: Ledger, job: Job, cap: int, before_exit: Callable[[], None]):
        super().__init__(name="watch", daemon=True)
        self.ledger, self.job, self.cap, self.before_exit = ledger, job, cap, before_exit
        self.share, self.note, self.told = 0.0, job.note, (0.0, job.note)
        self.stop, self.done, self.since = threading.Event(), threading.Event(), None

    def progress(self, share: float, note: str = "") -> None:
        """Costs nothing, so it may be called from the innermost loop. Raises: Cancelled."""
        if self.stop.is_set():
            raise Cancelled
        self.share, self.note = max(self.share, min(share, 1.0)), note or self.note

    def run(self) -> None:
        looks = 0
        while not self.done.wait(LOOK):
            looks += 1
            try:
                if (used := process.memory()) > self.cap:
                    self._finish(State.FAILED, out_of_memory(max(used, process.peak()), self.cap))
                if looks % 3 == 1:
                    self._look()
            except sqlite3.OperationalError:
                """A locked file or a full disk must not end the work; the next look may succeed."""

    def _look(self) -> None:
        now = (self.share, self.note)
        if now != self.told:
            state, self.told = self.ledger.tell(self.job, *now), now
        else:
            row = self.ledger.find(self.job.id)
            state = row.state if row and row.attempt == self.job.attempt and row.active else None
        if state is None and not self.done.is_set():
            os.killpg(0, signal.SIGKILL)
        if state == State.CANCELLING:
            self.stop.set()
            self.since = self.since or time.monotonic()
            if time.monotonic() - self.since > GRACE:
                self._finish(State.CANCELLED, None)

    def _finish(self, state: State, reason: str | None) -> None:
        """Ends the job and then this process with all it started, since the work itself cannot be made to stop."""
        if self.done.is_set() or self.ledger.end(self.job, state, reason) is None:
            return
        row = self.ledger.find(self.job.id)
        clear(self.ledger.folder(self.job), {*row.originals, *row.files})
        self.before_exit()
        os.killpg(0, signal.SIGKILL)
