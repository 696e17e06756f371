"""A job as the catalogue tells it."""

import json
import sqlite3
import time
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    PENDING = "pending"
    RUNNING = "running"
    CANCELLING = "cancelling"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    INTERRUPTED = "interrupted"


HELD = (State.RUNNING, State.CANCELLING)
"""States in which a process works on the job."""
ACTIVE = (State.PENDING, *HELD)


@dataclass(frozen=True)
class Job:
    """One row: share in 0..1; created, started, ended and asked (for a cancel) in seconds since 1970, None if not yet.

    parent is the id of the job it builds on; reason says in a sentence why it did not succeed; result holds its facts
    and, under "files", the names of files in its folder that count. attempt fences: only the newest attempt may write.
    """

    id: str
    owner: str
    kind: str
    name: str
    parent: str | None
    request: dict
    settings: dict
    state: State
    share: float
    note: str
    reason: str | None
    result: dict
    created: float
    started: float | None
    ended: float | None
    asked: float | None
    attempt: int
    pid: int | None
    born: str | None

    @classmethod
    def of(cls, row: sqlite3.Row) -> "Job":
        plain = {**{key: row[key] for key in row.keys()}, "state": State(row["state"])}
        return cls(**plain | {key: json.loads(row[key]) for key in ("request", "settings", "result")})

    @property
    def active(self) -> bool:
        return self.state in ACTIVE

    @property
    def files(self) -> tuple[str, ...]:
        """Names of the files that count, whole and on disk, even where the job ended badly afterwards."""
        return tuple(self.result.get("files", ()))

    @property
    def originals(self) -> set[str]:
        """Names of the files in its folder that were brought, not made: uploads and downloads."""
        return {name for name in (self.request.get("path"), *self.request.get("paths", ()), self.result.get("original"))
                if name}

    @property
    def seconds(self) -> float:
        """Since it was started, 0 before."""
        return (self.ended or time.time()) - self.started if self.started else 0.0

    @property
    def seconds_left(self) -> float | None:
        """From the time it took so far; None while that says nothing."""
        if self.state != State.RUNNING or self.share < 0.02 or self.seconds < 1:
            return None
        return self.seconds * (1 - self.share) / self.share
