"""A query of the user's, run by DuckDB on real and on synthetic rows, with nothing else in reach."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from numbers import Real
from threading import Timer

import numpy as np

from synth.dataset import Dataset
from synth.questions.answer import NUMBER, Answer, Estimate, Finding, shortened
from synth.questions.grouping import student
from synth.questions.statement import TABLE, Statement, understood

FOLDS, SECONDS, SHOWN = 20, 60, 200
"""Parts of which each is left out once, for the interval; seconds that all runs of a query may take; findings shown at most."""
_SETTINGS = {"enable_external_access": "false", "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
             "allow_community_extensions": "false", "allow_unsigned_extensions": "false", "python_enable_replacements": "false",
             "threads": "1", "memory_limit": "1GB", "temp_directory": "", "lock_configuration": "true"}
_TOO_LONG = f"The query took longer than {SECONDS} seconds and was stopped; ask for less."
_FAILED = "The query met a value that it cannot work with (which one is not told, for it may be a person's); try_cast may help."


def queried(train: Dataset, synthetic: Dataset, text: str, rng: np.random.Generator) -> Answer:
    """A finding for each row and measure of the query's answer, in the real answer's order.

    The table is called `data`. Counts and sums of the synthetic rows are scaled to the number of real ones. Intervals come from
    leaving out one of 20 random parts of the rows after the other.
    Source: Efron & Tibshirani, "An Introduction to the Bootstrap" (1993), ch. 11.
    Raises: ValueError, with a sentence, for what cannot be asked (see `statement.understood`), fails or takes too long.
    """
    with _opened() as connection:
        statement = understood(text, connection)
        tables = [known := _arrow(train), _arrow(synthetic, known)]
        _checked(statement, known, connection)
        real, made = (_answered(statement, table, connection, rng) for table in tables)
    scale = len(train) / max(len(synthetic), 1)
    findings, hidden = [], 0
    for key in [*real, *(key for key in made if key not in real)]:
        if key in real and not real[key].shown:
            hidden += len(statement.measures)
            continue
        for i, measure in enumerate(statement.measures):
            total = statement.scaled[i]
            both = _estimate(real.get(key), i, 1.0, total), _estimate(made.get(key), i, scale if total else 1.0, total)
            if any(both):
                findings.append(Finding(key, measure, *both, NUMBER))
    most = SHOWN if statement.limit is None else min(SHOWN, statement.limit * len(statement.measures))
    return Answer("Your query", statement.keys, tuple(findings[:most]), hidden, _notes(statement, scale, len(findings) - most), "figure")


class _Group:
    """A row of the answer: its figures, those without each part of the rows, and whether enough rows are behind it."""

    def __init__(self, figures: list[float | None], shown: bool):
        self.figures, self.shown = figures, shown
        self.without: list[list[float | None]] = []


@contextmanager
def _opened() -> Iterator:
    """A database in memory without access to files, the network or this program; errors leave it without the values in them."""
    import duckdb

    connection = duckdb.connect(config=_SETTINGS)
    watch = Timer(SECONDS, connection.interrupt)
    watch.start()
    try:
        yield connection
    except duckdb.InterruptException:
        raise ValueError(_TOO_LONG) from None
    except duckdb.OutOfMemoryException:
        raise ValueError("The query needs more memory than it may have; group by columns with fewer levels.") from None
    except duckdb.Error:
        raise ValueError(_FAILED) from None
    finally:
        watch.cancel()
        connection.close()


def _checked(statement: Statement, train, connection) -> None:
    """Raises: ValueError, in the database's words, for what fits no table of these columns: none of them has rows yet."""
    import duckdb

    _loaded(train.slice(0, 0), np.zeros(0, np.int64), connection)
    try:
        connection.execute(statement.text).fetchall()
    except (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException, duckdb.ConversionException) as error:
        reason = " ".join(str(error).split("\n")[0].split()).partition(": ")[2] or "it does not fit the table"
        raise ValueError(f"The query does not fit the table: {reason.rstrip('.!')}. Its columns are {', '.join(train.column_names)}.") from None


def _arrow(data: Dataset, like=None):
    """The table for the database; a column without any value has the type that it has in `like`, else text."""
    import pyarrow as pa

    columns = []
    for i, name in enumerate(data.names):
        try:
            values = pa.array(data.table[name], from_pandas=True)
        except pa.ArrowException:
            values = pa.array(data.table[name].astype("string"), from_pandas=True)
        empty = pa.types.is_null(values.type)
        columns.append(values.cast(like.schema.field(i).type if like is not None else pa.string()) if empty else values)
    return pa.table(columns, names=_called(data.names))


def _called(names: list[str]) -> list[str]:
    """Names that the database tells apart: it minds no capitals, and none may be empty."""
    called: list[str] = []
    for i, name in enumerate(names):
        name = name or f"column {i + 1}"
        taken = {each.lower() for each in called}
        called.append(name if name.lower() not in taken else next(
            new for k in range(2, len(names) + 2) if (new := f"{name} ({k})").lower() not in taken))
    return called


def _loaded(table, part: np.ndarray, connection) -> None:
    """The rows with the part that each belongs to, as the table `kept`; `data` shows all of them."""
    import pyarrow as pa

    connection.register("given", table.append_column(_free(table), pa.array(part)))
    connection.execute("CREATE OR REPLACE TABLE kept AS SELECT * FROM given")
    connection.unregister("given")
    _show(table, connection, "")


def _free(table) -> str:
    """A name for the part that no column has."""
    return _called([*table.column_names, "part"])[-1]


def _show(table, connection, where: str) -> None:
    columns = ", ".join('"' + name.replace('"', '""') + '"' for name in table.column_names)
    connection.execute(f"CREATE OR REPLACE VIEW {TABLE} AS SELECT {columns} FROM kept {where}")


def _answered(statement: Statement, table, connection, rng: np.random.Generator) -> dict[tuple[str, ...], _Group]:
    """The groups by key, in the answer's order."""
    parts = min(FOLDS, table.num_rows)
    _loaded(table, rng.permutation(table.num_rows) % max(parts, 1), connection)
    found = {key: _Group(figures, shown) for key, figures, shown in _rows(statement, connection)}
    for part in range(parts):
        _show(table, connection, f'WHERE "{_free(table)}" <> {part}')
        for key, figures, _ in _rows(statement, connection):
            if key in found:
                found[key].without.append(figures)
    return found


def _rows(statement: Statement, connection) -> Iterator[tuple[tuple[str, ...], list[float | None], bool]]:
    keys, measures = len(statement.keys), len(statement.measures)
    rows = connection.execute(statement.text).fetchall()
    for row in rows if statement.ordered else sorted(rows, key=lambda row: (-row[keys + measures], str(row[:keys]))):
        figures = [_number(value, name) for value, name in zip(row[keys:keys + measures], statement.measures)]
        shown = statement.shown(row[keys + measures], row[keys + measures + 1:])
        yield tuple("missing" if value is None else str(value) for value in row[:keys]), figures, shown


def _number(value: object, name: str) -> float | None:
    """Raises: ValueError for an answer that is no number."""
    if value is not None and not isinstance(value, (Real, Decimal)):
        raise ValueError(f"'{name}' gives no number, so two answers cannot be held against each other; ask for a number.")
    return None if value is None or not np.isfinite(float(value)) else float(value)


def _estimate(group: _Group | None, i: int, scale: float, total: bool) -> Estimate | None:
    """The figure and its interval by the jackknife; None without a figure. A total shrinks with the part left out."""
    if group is None or group.figures[i] is None:
        return None
    value, left = group.figures[i], np.array([each[i] for each in group.without if each[i] is not None])
    half = 0.0
    if len(left) > 1:
        left = left * (len(left) / (len(left) - 1) if total else 1.0)
        half = student(len(left) - 1) * float(np.sqrt((len(left) - 1) / len(left) * ((left - left.mean()) ** 2).sum()))
    return Estimate(*(shortened(scale * each) for each in (value, value - half, value + half)))


def _notes(statement: Statement, scale: float, left_out: int) -> tuple[str, ...]:
    notes = ["A figure is shown where 5 real rows or more bear on it (20 on a median)."]
    if any(statement.scaled) and scale != 1:
        notes.append("Counts and sums of synthetic rows are scaled to the number of real rows.")
    if left_out > 0:
        notes.append(f"{left_out:,} more figures are not shown.")
    return tuple(notes)
