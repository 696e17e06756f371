"""A query of the user's, run by DuckDB on real and on synthetic rows, with nothing else in reach."""

from collections.abc import Iterator
from decimal import Decimal
from numbers import Real

import numpy as np

from synth.dataset import Dataset
from synth.questions.answer import NUMBER, Answer, Estimate, Finding, shortened
from synth.questions.database import arrow, load, opened, part_of, show
from synth.questions.grouping import student
from synth.questions.statement import Statement, understood

FOLDS, SHOWN = 20, 200
"""Parts of which each is left out once, for the interval; findings shown at most."""


def queried(train: Dataset, synthetic: Dataset, text: str, rng: np.random.Generator) -> Answer:
    """A finding for each row and measure of the query's answer, in the real answer's order.

    The table is called `data`. Counts and sums of the synthetic rows are scaled to the number of real ones. Intervals
    come from leaving out one of 20 random parts of the rows after the other.
    Source: Efron & Tibshirani, "An Introduction to the Bootstrap" (1993), ch. 11.
    Raises: ValueError, with a sentence, for what cannot be asked (see `statement.understood`), fails or takes too long.
    """
    with opened() as connection:
        statement = understood(text, connection)
        tables = [known := arrow(train), arrow(synthetic, known)]
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
    return Answer(
        "Your query",
        statement.keys,
        tuple(findings[:most]),
        hidden,
        _notes(statement, scale, len(findings) - most),
        "figure",
    )


class _Group:
    """A row of the answer: its figures, those without each part of the rows, and whether enough rows are behind it."""

    def __init__(self, figures: list[float | None], shown: bool):
        self.figures, self.shown = figures, shown
        self.without: list[list[float | None]] = []


def _checked(statement: Statement, train, connection) -> None:
    """Raises: ValueError, in the database's words, for what fits no table of these columns: none of them has rows
    yet."""
    import duckdb

    load(train.slice(0, 0), np.zeros(0, np.int64), connection)
    try:
        connection.execute(statement.text).fetchall()
    except (
        duckdb.BinderException,
        duckdb.CatalogException,
        duckdb.ParserException,
        duckdb.ConversionException,
    ) as error:
        reason = " ".join(str(error).split("\n")[0].split()).partition(": ")[2] or "it does not fit the table"
        raise ValueError(
            f"The query does not fit the table: {reason.rstrip('.!')}. Its columns are {', '.join(train.column_names)}."
        ) from None


def _answered(statement: Statement, table, connection, rng: np.random.Generator) -> dict[tuple[str, ...], _Group]:
    """The groups by key, in the answer's order."""
    parts = min(FOLDS, table.num_rows)
    load(table, rng.permutation(table.num_rows) % max(parts, 1), connection)
    found = {key: _Group(figures, shown) for key, figures, shown in _rows(statement, connection)}
    for part in range(parts):
        show(table, connection, f'WHERE "{part_of(table)}" <> {part}')
        for key, figures, _ in _rows(statement, connection):
            if key in found:
                found[key].without.append(figures)
    return found


def _rows(statement: Statement, connection) -> Iterator[tuple[tuple[str, ...], list[float | None], bool]]:
    keys, measures = len(statement.keys), len(statement.measures)
    rows = connection.execute(statement.text).fetchall()
    for row in rows if statement.ordered else sorted(rows, key=lambda row: (-row[keys + measures], str(row[:keys]))):
        figures = [_number(value, name) for value, name in zip(row[keys : keys + measures], statement.measures)]
        shown = statement.shown(row[keys + measures], row[keys + measures + 1 :])
        yield tuple("missing" if value is None else str(value) for value in row[:keys]), figures, shown


def _number(value: object, name: str) -> float | None:
    """Raises: ValueError for an answer that is no number."""
    if value is not None and not isinstance(value, (Real, Decimal)):
        raise ValueError(
            f"'{name}' gives no number, so two answers cannot be held against each other; ask for a number."
        )
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
