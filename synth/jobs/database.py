"""The catalogue's SQLite file: where it lies, its tables, and connections that are opened, used and closed."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE jobs (
            id TEXT PRIMARY KEY, owner TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,
            parent TEXT REFERENCES jobs (id), request TEXT NOT NULL, settings TEXT NOT NULL DEFAULT '{}',
            state TEXT NOT NULL DEFAULT 'pending', share REAL NOT NULL DEFAULT 0, note TEXT NOT NULL DEFAULT '',
            reason TEXT, result TEXT NOT NULL DEFAULT '{}', created REAL NOT NULL, started REAL, ended REAL, asked REAL,
            attempt INTEGER NOT NULL DEFAULT 0, pid INTEGER, born TEXT)""",
        "CREATE INDEX jobs_by_owner ON jobs (owner, kind, created)",
        "CREATE INDEX jobs_by_parent ON jobs (parent)",
        "CREATE INDEX jobs_in_work ON jobs (state) WHERE state IN ('pending', 'running', 'cancelling')",
    ),
    (
        """CREATE TABLE measured (
            machine TEXT NOT NULL, source TEXT NOT NULL, technique TEXT NOT NULL, usual REAL, rows INTEGER,
            columns INTEGER, sampled INTEGER, guess REAL, seconds REAL, peak INTEGER, at REAL NOT NULL)""",
        "CREATE INDEX measured_by_technique ON measured (machine, technique, at)",
    ),
)
"""What to do to get from one version of the file to the next; never edited, only added to."""


def default_home() -> Path:
    """LOOKALIKE_HOME, else a folder in the user's data directory."""
    if named := os.environ.get("LOOKALIKE_HOME"):
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("lookalike", appauthor=False)


class Database:
    """The file in a home folder, made on first use, mode 0700; safe with many threads and processes.

    Raises: ValueError where a newer version of Lookalike made the file.
    """

    def __init__(self, home: Path | None = None):
        self.home = Path(home or default_home()).absolute()
        self.home.mkdir(parents=True, exist_ok=True)
        self.home.chmod(0o700)
        self.path = self.home / "catalogue.sqlite"
        with closing(self._connect()) as db:
            db.execute("PRAGMA journal_mode=WAL")
        self._migrate()

    def _migrate(self) -> None:
        with self.read() as db:
            if db.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS):
                return
        with self.write() as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            if version > len(MIGRATIONS):
                raise ValueError(f"The catalogue in '{self.home}' was made by a newer Lookalike (version "
                                 f"{version}, known is "
                                 f"{len(MIGRATIONS)}); update Lookalike or set LOOKALIKE_HOME to another folder.")
            for statement in (s for step in MIGRATIONS[version:] for s in step):
                db.execute(statement)
            db.execute(f"PRAGMA user_version={len(MIGRATIONS)}")

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, timeout=30, isolation_level=None)
        db.row_factory = sqlite3.Row
        return db

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        with closing(self._connect()) as db:
            yield db

    @contextmanager
    def write(self, durable: bool = True) -> Iterator[sqlite3.Connection]:
        """A transaction that has the write lock from the start; durable survives a power cut, the rest only a crash."""
        with closing(self._connect()) as db:
            db.execute(f"PRAGMA synchronous={'FULL' if durable else 'NORMAL'}")
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
