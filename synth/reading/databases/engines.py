"""Connections to databases that can only read, only for a while, and only where they may go.

| scheme | by |
|---|---|
| postgresql, postgres | psycopg |
| mysql, mariadb | PyMySQL |
| sqlite, duckdb | a file on this machine |
"""

import os
import re
import socket
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from synth.reading.web.addresses import checked
from synth.reading.result import ReadError
from synth.reading.server_files import server_file

KINDS = {"postgresql": "postgresql", "postgres": "postgresql", "mysql": "mysql", "mariadb": "mysql", "sqlite": "sqlite",
         "duckdb": "duckdb"}
_PORTS = {"postgresql": 5432, "mysql": 3306}
_OPEN = range(1024, 65536)
"""Ports that a public database may have without permission."""
_MODES = ("disable", "prefer", "require", "verify-full")
CONNECT = 15
"""Seconds to wait for a connection."""


@dataclass(frozen=True)
class Place:
    """Where a database is. name: of the database, or the path of its file; mode: how far TLS is asked for."""

    kind: str
    name: str
    user: str = ""
    host: str = ""
    port: int = 0
    mode: str = "prefer"

    def __str__(self) -> str:
        return f"'{self.name}' at '{self.host}'" if self.host else f"'{Path(self.name).name}'"

    @classmethod
    def of(cls, url: str) -> "Place":
        """Raises: ReadError where the URL says no database that can be read, or holds a password."""
        try:
            parts = urlsplit(url.strip())
            host, port = parts.hostname or "", parts.port
        except ValueError:
            raise ReadError("The database's address cannot be understood; write "
                            "postgresql://user@host/database.") from None
        kind = KINDS.get(parts.scheme.partition("+")[0])
        if kind is None:
            raise ReadError(f"There is no way to read '{parts.scheme or url[:20]}' databases; take one of "
                            "postgresql://, mysql://, sqlite:/// or duckdb:///.")
        if parts.password is not None:
            raise ReadError("The database's address holds the password, which would be stored; enter it on its own.")
        if kind in ("sqlite", "duckdb"):
            if host or not parts.path.strip("/"):
                raise ReadError(f"Name the file as {kind}:///folder/file, with three slashes.")
            return cls(kind, unquote(parts.path[1:]))
        name = unquote(parts.path.strip("/"))
        if not re.fullmatch(r"[^\s/,\\]+", unquote(host)) or not name:
            raise ReadError(f"The address needs a host and a database: {kind}://user@host/database.")
        return cls(kind, name, unquote(parts.username or ""), host, port or _PORTS[kind], _mode(parts.query))


def _mode(query: str) -> str:
    """Only how to use TLS can be asked for: the drivers' other settings reach files and other hosts."""
    asked = dict(parse_qsl(query, keep_blank_values=True))
    if unknown := [key for key in asked if key != "sslmode"]:
        raise ReadError(f"'{unknown[0]}' cannot be set in a database's address; only sslmode can.")
    mode = asked.get("sslmode", "prefer")
    if mode not in _MODES:
        raise ReadError(f"sslmode must be one of {', '.join(_MODES)}, not '{mode}'.")
    return mode


def permitted_file(place: Place, anywhere: bool) -> Path:
    """The file, if the one who asks may name it: one in LOOKALIKE_FILES, unless they may name any. Raises:
    ReadError."""
    try:
        path = Path(place.name).resolve() if anywhere else server_file(place.name)
    except ValueError as problem:
        raise ReadError(str(problem)) from None
    if not path.is_file():
        raise ReadError(f"There is no file {place}.")
    return path


def postgresql(place: Place, password: str | None, seconds: float):
    """A psycopg connection to the checked addresses. Raises: ReadError, psycopg.Error."""
    import psycopg

    addresses = checked(place.host, place.port, _OPEN)
    trust = {"sslrootcert": "system"} if place.mode == "verify-full" else {}
    connection = psycopg.connect(
        host=",".join([place.host] * len(addresses)), hostaddr=",".join(addresses), port=place.port, dbname=place.name,
        user=place.user or None, password=password or "", passfile=f"{os.devnull}/none", sslmode=place.mode,
        gssencmode="disable", connect_timeout=CONNECT, application_name="lookalike", **trust)
    connection.read_only = True
    for settings in ("timezone = 'UTC'", f"statement_timeout = {int(seconds * 1000)}"):
        connection.execute(f"SET {settings}")
    connection.commit()
    _as_text_where_too_far(connection)
    return connection


def _as_text_where_too_far(connection) -> None:
    """JSON comes as it is spelt; moments that Python does not know ("infinity") as text instead of an error."""
    from psycopg import DataError
    from psycopg.types import datetime as moments
    from psycopg.types.string import TextLoader

    for name in ("json", "jsonb"):
        connection.adapters.register_loader(name, TextLoader)
    for name, known in (("date", moments.DateLoader), ("timestamp", moments.TimestampLoader),
                        ("timestamptz", moments.TimestamptzLoader), ("interval", moments.IntervalLoader)):
        def load(self, data, known=known):
            try:
                return known.load(self, data)
            except DataError:
                return bytes(data).decode()
        connection.adapters.register_loader(name, type(f"Far{known.__name__}", (known,), {"load": load}))


def mysql(place: Place, password: str | None, seconds: float):
    """A PyMySQL connection to a checked address. Raises: ReadError, OSError, pymysql.Error."""
    import pymysql

    sure = place.mode == "verify-full"
    tls = {"disable": {"ssl_disabled": True}, "prefer": {}}.get(
        place.mode, {"ssl": {"check_hostname": sure}, "ssl_verify_cert": sure, "ssl_verify_identity": sure})
    connection = pymysql.connect(
        host=place.host, port=place.port, user=place.user, password=(password or "").encode(), database=place.name,
        charset="utf8mb4", connect_timeout=CONNECT, read_timeout=int(seconds) + CONNECT, write_timeout=CONNECT,
        local_infile=False, defer_connect=True, **tls)
    problem: OSError | None = None
    for address in checked(place.host, place.port, _OPEN):
        try:
            connection.connect(socket.create_connection((address, place.port), CONNECT))
            break
        except OSError as error:
            problem = error
    else:
        raise problem
    maria = "MariaDB" in connection.get_server_info()
    with connection.cursor() as cursor:
        for settings in ("TRANSACTION READ ONLY", "time_zone = '+00:00'",
                         f"max_statement_time = {seconds}" if maria else f"max_execution_time = {int(seconds * 1000)}"):
            cursor.execute(f"SET SESSION {settings}")
    return connection


def sqlite(place: Place, path: Path, seconds: float) -> sqlite3.Connection:
    """Read-only, no other files, no pragmas, ended when its time is over."""
    connection = sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)
    connection.execute("PRAGMA trusted_schema = 0")
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    end = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > end, 100_000)
    denied = {getattr(sqlite3, f"SQLITE_{name}") for name in ("ATTACH", "DETACH")}
    connection.set_authorizer(lambda action, *names: sqlite3.SQLITE_DENY if action in denied else sqlite3.SQLITE_OK)
    return connection


def duckdb(path: Path):
    """Read-only, without a way out of the file."""
    import duckdb

    return duckdb.connect(str(path), read_only=True,
                          config={"enable_external_access": False, "lock_configuration": True,
                                                             "threads": 1, "allow_community_extensions": False})
