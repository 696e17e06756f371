"""A schema: tables, their rows, and for each column the field that fills it; plain JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from synth.dataset import Dataset
from synth.inventing.fields import SchemaError
from synth.inventing.table import Field, Table

TABLES, COLUMNS, ROWS = 50, 500, 10_000_000
"""How many tables, columns of a table, and rows of a table there may be."""


@dataclass(frozen=True)
class Schema:
    """Tables in the order in which they are made: a key refers to a table before its own."""

    tables: tuple[Table, ...]

    def to_record(self) -> dict:
        """Plain JSON; what has its default is left out."""
        plain = Field("", "")
        return {
            "tables": [
                {
                    "name": t.name,
                    "rows": t.rows,
                    "columns": [
                        {
                            key: value
                            for key, value in asdict(c).items()
                            if key in ("name", "field") or value != getattr(plain, key)
                        }
                        for c in t.columns
                    ],
                }
                for t in self.tables
            ]
        }

    def to_json(self) -> str:
        return json.dumps(self.to_record(), indent=2, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Schema":
        """Raises: SchemaError where the text is no schema."""
        try:
            return cls.from_record(json.loads(text))
        except json.JSONDecodeError as problem:
            raise SchemaError(
                f"This is not JSON: line {problem.lineno}, character {problem.colno}: {problem.msg}."
            ) from None
        except RecursionError:
            raise SchemaError("This is nested too deeply for a schema.") from None

    @classmethod
    def from_record(cls, record: Mapping) -> "Schema":
        """Raises: SchemaError, which names table and column, for whatever a schema cannot hold."""
        tables = record.get("tables") if isinstance(record, Mapping) else None
        if not isinstance(tables, list) or not 0 < len(tables) <= TABLES:
            raise SchemaError(f'A schema holds a list of 1 to {TABLES} tables: {{"tables": [...]}}.')
        schema = cls(tuple(map(_table, tables)))
        names = [table.name for table in schema.tables]
        if len(set(names)) < len(names):
            raise SchemaError("Two tables have the same name; rename one.")
        for table in schema.tables:
            table.order()
        return schema

    @classmethod
    def of(cls, data: Dataset, least: int = 5) -> "Schema":
        """A schema guessed from a table; ranges and categories are told only where at least that many rows stand behind
        them."""
        from synth.inventing.guess import guess

        return cls((Table(data.name, len(data), tuple(guess(data.table[c.name], c, least) for c in data.columns)),))

    def table(self, name: str | None = None) -> Table:
        """The table of that name; without one the last, which others lead up to. Raises: SchemaError."""
        if name is None:
            return self.tables[-1]
        for table in self.tables:
            if table.name == name:
                return table
        raise SchemaError(f"There is no table '{name}'; there are {', '.join(t.name for t in self.tables)}.")

    def with_rows(self, rows: int | None, name: str | None = None) -> "Schema":
        """The same with that many rows in the table of that name, else in the last; None changes nothing. Raises:
        SchemaError."""
        if rows is None:
            return self
        chosen = self.table(name)
        return Schema(tuple(replace(t, rows=_rows(rows, t.name)) if t is chosen else t for t in self.tables))


def _table(record) -> Table:
    if not isinstance(record, Mapping) or not isinstance(record.get("name"), str) or not record["name"].strip():
        raise SchemaError('Every table needs a name: {"name": ..., "rows": ..., "columns": [...]}.')
    name, columns = record["name"], record.get("columns")
    _only(record, ("name", "rows", "columns"), f"Table '{name}'")
    if not isinstance(columns, list) or not 0 < len(columns) <= COLUMNS:
        raise SchemaError(f"Table '{name}' needs 1 to {COLUMNS} columns.", name)
    fields = tuple(_field(name, each) for each in columns)
    repeated = sorted({each.name for each in fields if sum(other.name == each.name for other in fields) > 1})
    if repeated:
        raise SchemaError(f"Column '{repeated[0]}' is there twice; rename one.", name, repeated[0])
    if all(each.hidden for each in fields):
        raise SchemaError(f"Table '{name}' hides all its columns; show one.", name)
    rows = record.get("rows")
    if rows is None and not any(each.field == "key" and each.params.get("children") for each in fields):
        raise SchemaError(f"Table '{name}' needs a number of rows, or a key with children.", name)
    return Table(name, None if rows is None else _rows(rows, name), fields)


def _rows(rows, table: str) -> int:
    if isinstance(rows, bool) or not isinstance(rows, (int, float)) or rows % 1 or not 1 <= rows <= ROWS:
        raise SchemaError(f"Table '{table}': rows must be a whole number from 1 to {ROWS:,}, not {rows!r}.", table)
    return int(rows)


def _field(table: str, record) -> Field:
    if not isinstance(record, Mapping) or not isinstance(record.get("name"), str) or len(record["name"]) > 200:
        raise SchemaError(f"Table '{table}': every column needs a name of at most 200 characters.", table)
    name = record["name"]

    def wrong(why: str) -> SchemaError:
        return SchemaError(f"Column '{name}': {why}", table, name)

    _only(record, ("name", "field", "params", "missing", "unique", "hidden"), f"Column '{name}'")
    params, missing = record.get("params") or {}, record.get("missing") or 0.0
    if not isinstance(params, Mapping):
        raise wrong("params must be {name: value, ...}.")
    if isinstance(missing, bool) or not isinstance(missing, (int, float)) or not 0 <= missing <= 1:
        raise wrong(f"missing is a share from 0 to 1, not {missing!r}.")
    if not all(isinstance(record.get(word, False), bool) for word in ("unique", "hidden")):
        raise wrong("unique and hidden are true or false.")
    return Field(
        name,
        record.get("field", ""),
        dict(params),
        float(missing),
        record.get("unique", False),
        record.get("hidden", False),
    )


def _only(record: Mapping, known: tuple[str, ...], where: str) -> None:
    unknown = [str(key) for key in record if key not in known]
    if unknown:
        raise SchemaError(f"{where}: there is nothing called '{unknown[0]}' here; there is {', '.join(known)}.")
