"""A SQLite file, opened so that nothing in it can act."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from synth.reading.types.cells import column_of
from synth.reading.result import Raw, ReadError

FORMAT, TITLE = "sqlite", "SQLite"
STEPS = 20_000
"""Millions of steps of SQLite's machine that one query may take: minutes, so that a view without end does end."""
LONGEST = 2**28
"""Bytes at most in one value."""
_ALLOWED = (sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_FUNCTION, sqlite3.SQLITE_RECURSIVE)
_PRAGMAS = ("foreign_key_list", "table_info")
_OWN = ("sqlite\\_%", "\\_litestream\\_%")


def suits(data: bytes) -> bool:
    return data.startswith(b"SQLite format 3\0")


@contextlib.contextmanager
def opened(path: Path, called: str) -> Iterator["Tables"]:
    """The tables in it. Raises: ReadError, also for what its queries meet.

    Read-only, immutable, with an authorizer that permits reading alone; functions and virtual tables in views are not
    trusted. Source: SQLite, "Defense Against The Dark Arts".
    """
    try:
        with contextlib.closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
            connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
            for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON", "mmap_size=0"):
                connection.execute(f"PRAGMA {pragma}")
            connection.text_factory = lambda text: text.decode("utf-8", "replace")
            connection.set_authorizer(_allowed)
            yield Tables(connection, called)
    except sqlite3.Error as error:
        raise ReadError(f"'{called}' is a damaged SQLite database, or more than can be read: "
                        f"{_reason(error)}.") from None


def _allowed(action: int, first: str | None, second: str | None, *_) -> int:
    if action == sqlite3.SQLITE_FUNCTION and second in ("load_extension", "fts3_tokenizer"):
        return sqlite3.SQLITE_DENY
    pragma = action == sqlite3.SQLITE_PRAGMA and first in _PRAGMAS
    return sqlite3.SQLITE_OK if pragma or action in _ALLOWED else sqlite3.SQLITE_DENY


class Tables:
    """What a database holds, by name."""

    def __init__(self, connection: sqlite3.Connection, called: str):
        self._connection, self._called = connection, called

    def tables(self) -> dict[str, int]:
        """Rows by table, in the order in which they were made."""
        return {name: self._query(f"SELECT count(*) FROM {_quoted(name)}").fetchone()[0]
                for name in self._names("table")}

    def views(self) -> list[str]:
        return self._names("view")

    def links(self) -> list[tuple[str, str, str, str]]:
        """Foreign keys as the database declares them: (table, column, other table, its key)."""
        names = {name.casefold(): name for name in self._names("table")}
        found = []
        for name in names.values():
            for _, _, other, column, key, *_ in self._query(f"PRAGMA foreign_key_list({_quoted(name)})").fetchall():
                if other.casefold() in names:
                    other = names[other.casefold()]
                    found.append((name, column, other, key or self._primary(other)))
        return [link for link in found if link[3]]

    def read(self, name: str, raw: Raw) -> pd.DataFrame:
        """The whole table or view; a value's type is its own in SQLite, so each column is looked at as cells are."""
        cursor = self._query(f"SELECT * FROM {_quoted(name)}")
        names = [each[0] for each in cursor.description]
        columns: list[list] = [[] for _ in names]
        while rows := cursor.fetchmany(10_000):
            for values, more in zip(columns, zip(*rows)):
                values.extend(more)
        made = [column_of(values, called, raw) for called, values in zip(names, columns)]
        table = pd.concat(made, axis=1) if made else pd.DataFrame()
        table.columns = names
        return table

    def _names(self, kind: str) -> list[str]:
        own = " AND ".join(f"name NOT LIKE '{pattern}' ESCAPE '\\'" for pattern in _OWN)
        return [name for name,
                in self._query(f"SELECT name FROM sqlite_master WHERE type = '{kind}' AND {own}").fetchall()]

    def _primary(self, table: str) -> str | None:
        keys = [row[1] for row in self._query(f"PRAGMA table_info({_quoted(table)})").fetchall() if row[5]]
        return keys[0] if len(keys) == 1 else None

    def _query(self, sql: str) -> sqlite3.Cursor:
        """Raises: sqlite3.Error, also where the query takes more than STEPS."""
        left = iter(range(STEPS))
        self._connection.set_progress_handler(lambda: next(left, None) is None, 1_000_000)
        return self._connection.execute(sql)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _reason(error: sqlite3.Error) -> str:
    """SQLite's words, without the statement, on one line."""
    said = " ".join(str(error).split())[:120].rstrip(". ")
    return "a view in it takes too long" if said == "interrupted" else said
