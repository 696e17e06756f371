"""What an open database holds, and rows out of it: through SQLAlchemy, or through DuckDB itself (whose dialect for
SQLAlchemy does not follow either's releases)."""

import threading
from collections.abc import Iterator
from contextlib import suppress

from synth.reading.databases import engines
from synth.reading.databases.engines import Place

BATCH = 2_000
_HIDDEN = ("information_schema", "pg_catalog", "pg_toast")
_SIZES = {
    "postgresql": "SELECT n.nspname, c.relname, pg_total_relation_size(c.oid), c.reltuples FROM pg_class c "
                  "JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'm')",
    "mysql": "SELECT table_schema, table_name, data_length, table_rows FROM information_schema.tables "
             "WHERE table_schema = database()",
}
Link = tuple[str, str, str, str]


class Alchemy:
    """PostgreSQL, MySQL and SQLite. Raises: whatever SQLAlchemy and the drivers raise."""

    def __init__(self, place: Place, connect):
        from sqlalchemy import create_engine, inspect
        from sqlalchemy.pool import NullPool

        driver = {"postgresql": "postgresql+psycopg", "mysql": "mysql+pymysql", "sqlite": "sqlite"}[place.kind]
        self.kind = place.kind
        self._connection = create_engine(f"{driver}://", creator=connect, poolclass=NullPool).connect()
        self._inspector = inspect(self._connection)
        self._usual = self._inspector.default_schema_name
        self._places: dict[str, tuple[str | None, str]] = {}

    def tables(self) -> list[str]:
        """Tables, then views; those of another schema than the usual one as schema.table."""
        schemas = [self._usual]
        if self.kind == "postgresql":
            schemas += [s for s in self._inspector.get_schema_names() if s != self._usual and not s.startswith(_HIDDEN)]
        found = [(schema, table) for views in (False, True) for schema in schemas
                 for table in sorted(self._named(schema, views))]
        self._places = {self._called(*each): each for each in found}
        return list(self._places)

    def _named(self, schema: str | None, views: bool) -> list[str]:
        if not views:
            return self._inspector.get_table_names(schema)
        made = self._inspector.get_materialized_view_names(schema) if self.kind == "postgresql" else []
        return [*self._inspector.get_view_names(schema), *made]

    def _called(self, schema: str | None, table: str) -> str:
        return table if schema in (None, self._usual) else f"{schema}.{table}"

    def sizes(self) -> dict[str, tuple[int, int]]:
        """Table -> bytes and rows as the database estimates them, where it does; rows -1 where unknown."""
        if self.kind not in _SIZES:
            return {}
        rows = self._connection.exec_driver_sql(_SIZES[self.kind]).fetchall()
        return {self._called(row[0], row[1]): (int(row[2] or 0), int(row[3] or 0)) for row in rows}

    def links(self) -> tuple[Link, ...]:
        """Foreign keys of one column, as (table, column, other table, its column)."""
        found = []
        for name, (schema, table) in self._places.items():
            for key in self._inspector.get_foreign_keys(table, schema):
                other = self._called(key["referred_schema"] or schema, key["referred_table"])
                if len(key["constrained_columns"]) == len(key["referred_columns"]) == 1:
                    found.append((name, key["constrained_columns"][0], other, key["referred_columns"][0]))
        return tuple(dict.fromkeys(found))

    def all_of(self, table: str, rows: int, known: int) -> tuple[str, bool]:
        """The query for a table and whether it draws a sample of about that many rows, of the known ones."""
        schema, name = self._places[table]
        quote = self._connection.dialect.identifier_preparer.quote_identifier
        query = f"SELECT * FROM {f'{quote(schema)}.' if schema else ''}{quote(name)}"
        if self.kind != "postgresql" or known <= rows * 1.2 or table not in self.sizes():
            return query, False
        return f"{query} TABLESAMPLE BERNOULLI ({100 * rows * 1.05 / known:.6f}) REPEATABLE (0)", True

    def rows(self, query: str) -> tuple[list[str], Iterator[list[tuple]]]:
        """The names and the rows by batches, of which the server keeps the rest."""
        options = {"stream_results": True, "max_row_buffer": BATCH, "no_parameters": True}
        result = self._connection.execution_options(**options).exec_driver_sql(query)
        return list(result.keys()), iter(lambda: [tuple(row) for row in result.fetchmany(BATCH)], [])

    def close(self) -> None:
        with suppress(Exception):
            self._connection.rollback()
        with suppress(Exception):
            self._connection.close()


class Duck:
    """A DuckDB file. Raises: duckdb.Error."""

    kind = "duckdb"

    def __init__(self, path, seconds: float):
        self._connection = engines.duckdb(path)
        self._timer = threading.Timer(seconds, self._connection.interrupt)
        self._timer.daemon = True
        self._timer.start()

    def tables(self) -> list[str]:
        found = self._connection.execute(
            "SELECT schema_name, table_name, 0 AS view FROM duckdb_tables() WHERE NOT internal UNION ALL "
            "SELECT schema_name, view_name, 1 FROM duckdb_views() WHERE NOT internal ORDER BY 3, 1, 2").fetchall()
        self._places = {table if schema == "main" else f"{schema}.{table}": (schema, table)
                        for schema, table, _ in found}
        return list(self._places)

    def sizes(self) -> dict[str, tuple[int, int]]:
        found = self._connection.execute(
            "SELECT schema_name, table_name, estimated_size FROM duckdb_tables()").fetchall()
        return {table if schema == "main" else f"{schema}.{table}": (rows, rows) for schema, table, rows in found}

    def links(self) -> tuple[Link, ...]:
        found = self._connection.execute(
            "SELECT table_name, constraint_column_names, referenced_table, referenced_column_names FROM "
            "duckdb_constraints() WHERE constraint_type = 'FOREIGN KEY'").fetchall()
        return tuple((table, mine[0], other, its[0]) for table, mine, other, its in found if len(mine) == len(its) == 1)

    def all_of(self, table: str, rows: int, known: int) -> tuple[str, bool]:
        schema, name = (each.replace('"', '""') for each in self._places[table])
        query = f'SELECT * FROM "{schema}"."{name}"'
        return (f"{query} USING SAMPLE reservoir({rows} ROWS) REPEATABLE (0)", True) if known > rows else (query, False)

    def rows(self, query: str) -> tuple[list[str], Iterator[list[tuple]]]:
        result = self._connection.execute(query)
        return [each[0] for each in result.description or ()], iter(lambda: result.fetchmany(BATCH), [])

    def close(self) -> None:
        self._timer.cancel()
        self._connection.close()
