"""Tables of a database by its URL, or the answer to a query, -> readings; nothing is changed there."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from synth.progress import Progress, quiet
from synth.reading.databases.engines import Place, mysql, permitted_file, postgresql, sqlite
from synth.reading.finish import finish
from synth.reading.limits import refuse_wide
from synth.reading.several.linked import choose
from synth.reading.result import Raw, Reading, ReadError
from synth.reading.databases.sqlfaults import told
from synth.reading.databases.statement import only_reads
from synth.reading.databases.tables_of import Alchemy, Duck

ROWS, BYTES = 1_000_000, 2**30
"""At most, where nobody says otherwise: rows, and bytes held of them."""


def tables(url: str, password: str | None = None, anywhere: bool = False) -> list[str]:
    """Names of tables and views, to be given to read_sql. anywhere: whether any file of this machine may be named.

    Raises: ReadError; Locked where the password is wrong or missing.
    """
    place = Place.of(url)
    with _opened(place, password, _seconds(), anywhere) as database:
        return database.tables()


def read_sql(url: str, password: str | None = None, table: str | None = None, query: str | None = None,
             rows: int | None = None, name: str | None = None, target: str | None = None, anywhere: bool = False,
             progress: Progress = quiet) -> Reading:
    """The table (the biggest where none is named), or what the query gives; told where not all of it was taken.

    Raises: as tables; ReadError where there is no such table, or the query does more than read.
    """
    place, seconds = Place.of(url), _seconds()
    if query:
        query = only_reads(query)
    raw = Raw(place.kind, understood={"database": str(place).replace("'", "")})
    with _opened(place, password, seconds, anywhere) as database:
        sampled = False
        if query:
            raw.understood["query"] = query
        else:
            table, query, sampled = _table(database, place, table, rows or ROWS, raw)
        progress(0.0, "asking the database")
        _take(database, query, rows or ROWS, seconds, sampled, raw, progress)
    return finish(raw, name or table or place.name, target)


def _seconds() -> float:
    """LOOKALIKE_SQL_SECONDS, 300 by default. Raises: ValueError."""
    try:
        return float(os.environ.get("LOOKALIKE_SQL_SECONDS", 300))
    except ValueError:
        raise ValueError("LOOKALIKE_SQL_SECONDS must be a number.") from None


@contextmanager
def _opened(place: Place, password: str | None, seconds: float, anywhere: bool) -> Iterator[Alchemy | Duck]:
    """The database, read-only. Whatever goes wrong in it becomes a sentence."""
    database = None
    try:
        database = _connected(place, password, seconds, anywhere)
        yield database
    except Exception as error:
        if not _foreign(error):
            raise
        raise told(error, place, seconds, connecting=database is None) from None
    finally:
        if database is not None:
            database.close()


def _connected(place: Place, password: str | None, seconds: float, anywhere: bool) -> Alchemy | Duck:
    if place.kind in ("sqlite", "duckdb"):
        path = permitted_file(place, anywhere)
        return Duck(path, seconds) if place.kind == "duckdb" else Alchemy(place, lambda: sqlite(place, path, seconds))
    connect = postgresql if place.kind == "postgresql" else mysql
    return Alchemy(place, lambda: connect(place, password, seconds))


def _foreign(error: Exception) -> bool:
    """Whether a driver or the network raised it."""
    module = type(error).__module__.split(".")[0]
    return module in ("sqlalchemy", "psycopg", "pymysql", "sqlite3", "duckdb", "_duckdb", "socket",
                      "ssl") or isinstance(
        error, (OSError, ImportError))


def _table(database: Alchemy | Duck, place: Place, asked: str | None, rows: int, raw: Raw) -> tuple[str, str, bool]:
    """The table's name, its query, and whether that draws a sample. Raises: ReadError."""
    found, sizes = database.tables(), database.sizes()
    if not found:
        raise ReadError(f"The database {place} holds no tables that '{place.user}' may see; choose another.")
    table = choose(found, asked, max(found, key=lambda each: sizes.get(each, (0, 0))[0]), place.name, "table")
    raw.tables, raw.links = tuple(found) if len(found) > 1 else (), database.links()
    raw.understood["table"] = table
    known = sizes.get(table, (0, -1))[1]
    query, sampled = database.all_of(table, rows, known)
    if sampled:
        raw.understood["sample"] = f"about {rows:,} of about {known:,} rows"
    return table, query, sampled


def _take(database: Alchemy | Duck, query: str, limit: int, seconds: float, sampled: bool, raw: Raw,
          progress: Progress) -> None:
    """Fills in the table, up to the limits. Raises: ReadError where it takes too long."""
    from synth.reading.databases.values import Columns

    names, batches = database.rows(query)
    refuse_wide(len(names), raw.understood["database"])
    columns, end, cut = Columns(names), time.monotonic() + seconds, ""
    for batch in batches:
        left = limit - columns.rows
        if columns.bytes > BYTES:
            cut = f"they hold {BYTES / 1e9:.1f} GB"
        elif len(batch) > left:
            cut = (f"{limit:,} rows were asked for" if limit != ROWS
                   else f"{ROWS:,} rows are the most that are taken unasked")
        if cut:
            columns.add(batch[:max(left, 0)]) if columns.bytes <= BYTES else None
            break
        columns.add(batch)
        progress(min(columns.rows / limit, 1.0), f"{columns.rows:,} rows")
        if time.monotonic() > end:
            raise ReadError(f"Fetching the rows took longer than {seconds:g} s; ask for fewer, or raise "
                            "LOOKALIKE_SQL_SECONDS.")
    if cut and not sampled:
        raw.tell(f"only the first {columns.rows:,} rows were taken",
                 f"{cut}; write a query that draws rows at random, or ask for more")
    elif sampled:
        raw.tell(f"{columns.rows:,} rows were drawn at random", "the table has more than are taken")
    raw.table = columns.table(raw, dated_text=database.kind == "sqlite")
