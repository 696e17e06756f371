"""A DuckDB file, opened so that nothing in it can act."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from synth.reading.formats.columnar import frame_of
from synth.reading.result import Raw, ReadError
from synth.reading.types.typed import typed

FORMAT, TITLE = "duckdb", "DuckDB"
_SETTINGS = {"enable_external_access": "false", "autoinstall_known_extensions": "false",
             "autoload_known_extensions": "false",
             "allow_community_extensions": "false", "allow_unsigned_extensions": "false", "threads": "1",
             "lock_configuration": "true"}


def suits(data: bytes) -> bool:
    return data[8:12] == b"DUCK"


@contextlib.contextmanager
def opened(path: Path, called: str) -> Iterator["Tables"]:
    """The tables in it. Raises: ReadError, also for what its queries meet.

    Read-only, without access to other files, the network or extensions, and none of it can be switched on again.
    """
    import duckdb

    try:
        with duckdb.connect(path, read_only=True, config=_SETTINGS) as connection:
            yield Tables(connection)
    except duckdb.PermissionException:
        raise ReadError(f"'{called}': the view asked for looks into other files, which is not allowed; choose a "
                        "table.") from None
    except duckdb.Error as error:
        reason = " ".join(str(error).split("\n")[0].split())[:160].rstrip(". ").replace(str(path), called)
        raise ReadError(f"'{called}' is a damaged DuckDB database, or was made by another version: {reason}.") from None


class Tables:
    """What a database holds, by name; those of another schema than main as schema.name."""

    def __init__(self, connection):
        self._connection = connection
        held = self._all("SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT internal "
                         "ORDER BY schema_name <> 'main', schema_name, table_oid")
        seen = self._all("SELECT schema_name, view_name FROM duckdb_views() WHERE NOT internal ORDER BY ALL")
        self._held, self._seen = {_called(*each): each for each in held}, {_called(*each): each for each in seen}

    def tables(self) -> dict[str, int]:
        """Rows by table, those of the schema main first."""
        return {name: self._all(f"SELECT count(*) FROM {_quoted(*where)}")[0][0] for name, where in self._held.items()}

    def views(self) -> list[str]:
        return list(self._seen)

    def links(self) -> list[tuple[str, str, str, str]]:
        """Foreign keys as the database declares them: (table, column, other table, its key)."""
        found = self._all("SELECT schema_name, table_name, constraint_column_names, referenced_table, "
                          "referenced_column_names FROM duckdb_constraints() WHERE constraint_type = 'FOREIGN KEY'")
        return [(_called(schema, name), column, _called(schema, other), key)
                for schema, name, columns, other, keys in found for column, key in zip(columns, keys)]

    def read(self, name: str, raw: Raw) -> pd.DataFrame:
        """The whole table or view; whole numbers of 128 bits and more come as their digits, for Arrow would round
        them."""
        schema, held = (self._held | self._seen)[name]
        huge = [column for column, in self._all(
            f"SELECT column_name FROM duckdb_columns() WHERE schema_name = {_text(schema)} "
            f"AND table_name = {_text(held)} AND data_type IN ('HUGEINT', 'UHUGEINT', 'BIGNUM', 'VARINT')")]
        digits = ", ".join(f"CAST({_quoted(column)} AS VARCHAR) AS {_quoted(column)}" for column in huge)
        found = self._connection.sql(f"SELECT *{f' REPLACE ({digits})' if huge else ''} FROM {_quoted(schema, held)}")
        table = found.to_arrow_table()
        frame = frame_of(table, raw)
        return frame.assign(**{column: typed(table.column(column), column, raw) for column in huge})

    def _all(self, sql: str) -> list[tuple]:
        return self._connection.execute(sql).fetchall()


def _called(schema: str, name: str) -> str:
    return name if schema == "main" else f"{schema}.{name}"


def _quoted(*names: str) -> str:
    return ".".join('"' + name.replace('"', '""') + '"' for name in names)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
