"""The catalogue as workers and the supervisor see it: jobs of all owners,
and writes that only the newest attempt may do."""

import json
import os
import re
import shutil
import time
from collections.abc import Collection
from pathlib import Path

from synth.jobs.database import Database
from synth.jobs.files import owner_folder
from synth.jobs.job import HELD, Job, State

ORPHAN_AGE = 3600
"""Seconds after which a folder without a row is no upload under way, but the rest of a deletion that was cut off."""

_READY = """mine.state='pending' AND NOT EXISTS (SELECT 1 FROM jobs AS parent WHERE parent.id=mine.parent
            AND parent.state IN ('pending','running','cancelling'))"""


class Fenced(Exception):
    """Somebody else holds the job now: this process must not write any more."""


def at_once() -> int:
    """How many jobs of a lane may run at once: LOOKALIKE_JOBS, 2 by default."""
    return max(1, int(os.environ.get("LOOKALIKE_JOBS", 2)))


LONG = ("generate", "heat", "augment", "fill", "joined")
"""Kinds that may take hours; what is quick (reading, exporting) must not queue behind them."""


def lane(job: Job) -> str:
    return "long" if job.kind in LONG else "idle" if job.kind == IDLE else "short"


IDLE = "calibrate"
"""The kind that runs only while nobody wants anything else; it takes no other job's place."""


class Ledger:
    def __init__(self, home: Path | None = None):
        self.database = Database(home)
        self.home = self.database.home

    def folder(self, job: Job) -> Path:
        return self.home / owner_folder(job.owner) / job.id

    def find(self, id: str | None) -> Job | None:
        return next(iter(self._all("id=?", id)), None)

    def held(self) -> list[Job]:
        """Running or cancelling."""
        return self._all("state IN (?, ?)", *HELD)

    def startable(self, limit: int, starting: Collection[str] = ()) -> list[Job]:
        """Pending jobs that may start now, oldest first; those that are starting take up places too."""
        ready = self._all(_READY)
        held = self.held()
        busy = [lane(job) for job in held] + [lane(job) for job in ready if job.id in starting]
        free = {name: limit - busy.count(name) for name in ("long", "short")}
        free["idle"] = int(all(job.kind == IDLE for job in (*held, *ready))) - busy.count("idle")
        chosen = []
        for job in ready:
            if job.id not in starting and free[lane(job)] > 0:
                free[lane(job)] -= 1
                chosen.append(job)
        return chosen

    def _all(self, where: str, *values) -> list[Job]:
        with self.database.read() as db:
            return [Job.of(row) for row in db.execute(
                f"SELECT * FROM jobs AS mine WHERE {where} ORDER BY created, rowid", values)]

    def claim(self, id: str, pid: int, born: str | None, limit: int) -> Job | None:
        """The job, now this process's, as a new attempt; None where it is not pending any more or its lane is full."""
        with self.database.write() as db:
            row = db.execute(
                f"""UPDATE jobs AS mine SET state='running', attempt=attempt+1, pid=:pid, born=:born, started=:now,
                ended=NULL, asked=NULL, share=0, note='starting', reason=NULL, result='{{}}' WHERE id=:id AND {_READY}
                AND :limit > (SELECT count(*) FROM jobs AS other WHERE other.state IN ('running','cancelling')
                AND (other.kind IN {LONG}) = (mine.kind IN {LONG}) AND (other.kind='{IDLE}') = (mine.kind='{IDLE}'))
                RETURNING *""",
                {"id": id, "pid": pid, "born": born, "now": time.time(), "limit": limit}).fetchone()
        return Job.of(row) if row else None

    def refuse(self, job: Job, reason: str) -> None:
        """Failed without having been started, where it is still pending."""
        with self.database.write() as db:
            db.execute("UPDATE jobs SET state='failed', reason=?, ended=? WHERE id=? AND state='pending'",
                       (reason, time.time(), job.id))

    def tell(self, job: Job, share: float, note: str) -> State | None:
        """Its state after telling how far it is; None where this attempt no longer holds it."""
        return self._held(job, "share=:share, note=:note", durable=False, share=share, note=note)

    def keep(self, job: Job, result: dict) -> None:
        """From now on these facts and files count, however the job ends. Raises: Fenced."""
        if self._held(job, "result=:result", result=json.dumps(result, ensure_ascii=False, allow_nan=False)) is None:
            raise Fenced(job.id)

    def end(self, job: Job, state: State, reason: str | None = None, result: dict | None = None) -> State | None:
        """The state it ended in: as said, or cancelled where somebody asked for that; None where it was not held.

        The result is taken only with success; what was kept before stays in any case.
        """
        return self._held(
            job, """result=CASE WHEN state='running' AND :state='succeeded' THEN coalesce(:result, result)
            ELSE result END, reason=CASE state WHEN 'running' THEN :reason END,
            share=CASE :state WHEN 'succeeded' THEN 1 ELSE share END, ended=:now,
            state=CASE state WHEN 'running' THEN :state ELSE 'cancelled' END""", state=str(state), reason=reason,
            now=time.time(), result=None if result is None else json.dumps(result, ensure_ascii=False, allow_nan=False))

    def _held(self, job: Job, change: str, durable: bool = True, **values) -> State | None:
        with self.database.write(durable) as db:
            row = db.execute(f"UPDATE jobs SET {change} WHERE id=:id AND attempt=:attempt AND state IN "
                             "('running','cancelling') "
                             "RETURNING state", {"id": job.id, "attempt": job.attempt, **values}).fetchone()
        return State(row["state"]) if row else None

    def sweep(self) -> None:
        """Removes folders without a row: what a deletion or a submission left when its process was killed."""
        known = {job.id for job in self._all("1")}
        for folder in self.home.glob("*/*"):
            ours = re.fullmatch("[0-9a-f]{24}", folder.parent.name) and re.fullmatch("[0-9a-f]{16}", folder.name)
            if ours and folder.name not in known and time.time() - folder.stat().st_mtime > ORPHAN_AGE:
                shutil.rmtree(folder, ignore_errors=True)
