"""Schema -> tables: columns in the order of what they look at, each with a stream of chance of its own."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.inventing.derived import children_of, parents_of
from synth.inventing.fields import SchemaError, Seen, kind_of
from synth.inventing.schema import ROWS, Field, Schema, Table
from synth.progress import Progress, quiet

ROUNDS = 20
"""How often repeated values of a unique column are drawn again."""


@dataclass(frozen=True)
class Written:
    """The tables by name, and what there is to tell about them, in half sentences."""

    tables: dict[str, pd.DataFrame]
    notes: tuple[str, ...]


def write(
    schema: Schema, rng: np.random.Generator, progress: Progress = quiet, given: Mapping[str, pd.Series] | None = None
) -> Written:
    """Every table of the schema; a column keeps its values where others are added or changed.

    given: columns of the last table that are there already; the others are made as ever, computed ones from these.
    Raises: SchemaError, naming table and column; Cancelled.
    """
    seed, tables, notes = int(rng.integers(2**63)), {}, []
    total, done = sum(len(table.columns) for table in schema.tables), 0
    for table in schema.tables:
        seen = Seen(tables=tables)
        rows = _rows(table, seen, seed)
        for each in table.order():
            progress(done / total, f"{table.name}: {each.name}")
            ready = (given or {}).get(each.name) if table is schema.tables[-1] else None
            seen.columns[each.name] = (
                ready if ready is not None else _column(table, each, rows, _stream(seed, table.name, each.name), seen)
            )
            done += 1
        notes += [f"table '{table.name}': {note}" for note in seen.notes]
        tables[table.name] = pd.DataFrame({c.name: seen.columns[c.name] for c in table.columns if not c.hidden})
    progress(1.0, "written")
    return Written(tables, tuple(notes))


def _stream(seed: int, *names: str) -> np.random.Generator:
    return np.random.default_rng([seed, *(zlib.crc32(name.encode("utf-8", "surrogatepass")) for name in names)])


def _rows(table: Table, seen: Seen, seed: int) -> int:
    """How many rows the table has: as it says, or as its first key's children say."""
    if table.rows is not None:
        return table.rows
    key = next(each for each in table.columns if each.field == "key" and each.params.get("children"))
    try:
        given = kind_of("key").check(key.params)
        rows = int(children_of(given, len(parents_of(given, seen)), _stream(seed, table.name, key.name)).sum())
    except SchemaError as problem:
        raise table.wrong(key, str(problem)) from None
    if rows > ROWS:
        raise table.wrong(key, f"its children make {rows:,} rows; {ROWS:,} are the most.")
    return rows


def _column(table: Table, column: Field, rows: int, rng: np.random.Generator, seen: Seen) -> pd.Series:
    try:
        kind, seen.unique = kind_of(column.field), column.unique
        given = kind.check(column.params)
        values = _tidy(kind.draw(rows, rng, given, seen))
        if column.unique and values.dropna().duplicated().any():
            values = _different(values, lambda: _tidy(kind.draw(rows, rng, given, seen)), bool(kind.needs(given)))
    except SchemaError as problem:
        raise table.wrong(column, str(problem)) from None
    return _gapped(values, column.missing, rng)


def _tidy(values) -> pd.Series:
    """A Series counted from 0 of one of the dtypes that reading gives."""
    series = pd.Series(values.array if isinstance(values, pd.Series) else np.array(values), copy=False)
    if series.dtype == object:
        known = series.dropna()
        if len(known) and isinstance(known.iloc[0], np.datetime64):
            return pd.to_datetime(series)
        return series.where(series.notna(), None)
    if series.dtype.kind == "f":
        whole = series.notna() & np.isinf(series.to_numpy(dtype=float))
        return series.mask(whole) if whole.any() else series
    return series


def _different(values: pd.Series, again, fixed: bool) -> pd.Series:
    """Values redrawn where they repeat. Raises: SchemaError where too few different ones come."""
    for _ in range(0 if fixed else ROUNDS):
        repeated = values.duplicated() & values.notna()
        fresh = again()
        fresh = fresh[~fresh.isin(values)].drop_duplicates()
        at = np.flatnonzero(repeated)[: len(fresh)]
        values = values.copy()
        values.iloc[at] = fresh.iloc[: len(at)].to_numpy()
        if not (values.duplicated() & values.notna()).any():
            return values
    raise SchemaError(
        f"it is to be unique, but only {values.nunique():,} different values come for {len(values):,} rows; "
        "take fewer rows or a field with more values."
    )


def _gapped(values: pd.Series, share: float, rng: np.random.Generator) -> pd.Series:
    """With that share of values missing, in nullable dtypes where plain ones have no gap."""
    if not share:
        return values
    gone = np.zeros(len(values), dtype=bool)
    gone[rng.permutation(len(values))[: round(share * len(values))]] = True
    if values.dtype.kind in "ib" and isinstance(values.dtype, np.dtype):
        values = values.astype("Int64" if values.dtype.kind == "i" else "boolean")
    return values.where(~gone, None) if values.dtype == object else values.mask(gone)
