"""What runs took on this machine: kept beside the jobs, so that deleting those forgets nothing; no data, no owner,
no names."""

import time
from collections.abc import Iterable

from synth.estimating.observation import SCORES, Observation, guess
from synth.jobs.database import Database
from synth.jobs.job import Job
from synth.jobs.machine import machine
from synth.technique import shelf

NEWEST, KEPT = 8, 64
"""Runs of a technique that estimates look at, and that are kept at all."""
TRIED, RUN = "tried", "run"
"""Where an observation is from: a trial on a built-in table, or a user's own run."""
YARDSTICK = (10_000, 10, 10_000)
"""Rows, columns and rows drawn whose guess tells whether a technique still guesses as it did when a run was seen."""


class Measured:
    def __init__(self, database: Database):
        self.database = database

    def seen(self) -> list[Observation]:
        """The newest of every technique, of those that were seen on this machine and by the guesses of this version."""
        with self.database.read() as db:
            rows = db.execute(
                """SELECT * FROM (SELECT *, row_number() OVER (PARTITION BY technique ORDER BY at DESC, rowid DESC)
                AS place FROM measured WHERE machine=? AND seconds IS NOT NULL)
                WHERE place<=? ORDER BY technique, place""",
                (machine(), NEWEST)).fetchall()
        standing = {name: _usual(name) for name in {row["technique"] for row in rows}}
        return [_observation(row) for row in rows if row["usual"] == standing[row["technique"]]]

    def add(self, seen: Observation, source: str = RUN) -> None:
        with self.database.write(durable=False) as db:
            db.execute("INSERT INTO measured (machine, source, technique, usual, rows, columns, sampled, guess, "
                       "seconds, peak, at) VALUES (?,?,?,?,?,?,?,?,?,?,?)",
                       (machine(), source, seen.technique, _usual(seen.technique), seen.rows, seen.columns,
                        seen.sampled, seen.guess, seen.seconds, seen.peak, time.time()))
            db.execute("DELETE FROM measured WHERE source=? AND technique=? AND machine=? AND rowid NOT IN "
                       "(SELECT rowid FROM measured WHERE source=? AND technique=? AND machine=? "
                       "ORDER BY at DESC, rowid DESC LIMIT ?)",
                       (source, seen.technique, machine()) * 2 + (KEPT,))

    def begin(self, technique: str) -> None:
        """Notes that a trial begins: one that never ends, since it is killed or fails, is not begun again."""
        with self.database.write(durable=False) as db:
            db.execute("INSERT INTO measured (machine, source, technique, usual, at) VALUES (?,?,?,?,?)",
                       (machine(), TRIED, technique, _usual(technique), time.time()))

    def forget(self, technique: str) -> None:
        """Takes `begin` back, where it was others' need that ended the trial."""
        with self.database.write(durable=False) as db:
            db.execute("DELETE FROM measured WHERE machine=? AND source=? AND technique=? AND seconds IS NULL",
                       (machine(), TRIED, technique))

    def untried(self, techniques: Iterable[str]) -> list[str]:
        """Those of them that no trial was begun of, here and as they guess now."""
        with self.database.read() as db:
            tried = {(row["technique"], row["usual"]) for row in
                     db.execute("SELECT technique, usual FROM measured WHERE machine=? AND source=?",
                                (machine(), TRIED))}
        return [name for name in techniques if (name, _usual(name)) not in tried]

    def spent(self) -> float:
        """CPU seconds that trials have taken on this machine."""
        with self.database.read() as db:
            return db.execute("SELECT total(seconds) FROM measured WHERE machine=? AND source=?",
                              (machine(), TRIED)).fetchone()[0]


def learn(database: Database, job: Job, result: dict) -> None:
    """Takes up what a job that made rows took; other jobs, and those of techniques that are gone, tell nothing."""
    if job.kind != "generate" or "learned" not in result:
        return
    recipe, seconds, size = result["recipe"], result["seconds"], (*result["learned"], result["rows"])
    measured = Measured(database)
    measured.add(Observation(recipe["technique"], *size, guess(recipe["technique"], recipe["params"], *size),
                             seconds["fit"] + seconds["sample"], result["made_bytes"]))
    if "measure" in seconds:
        measured.add(Observation(SCORES, *size, guess(SCORES, {}, *size), seconds["measure"], result["peak_bytes"]))


def _usual(technique: str) -> float | None:
    if technique != SCORES and technique not in shelf():
        return None
    return guess(technique, {}, *YARDSTICK)


def _observation(row) -> Observation:
    return Observation(*(row[name] for name in ("technique", "rows", "columns", "sampled", "guess", "seconds", "peak")))
