"""A line with a delimiter too many or too few, or another one -> its values, where one way fits the columns clearly."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from synth.reading.text.dialect import DELIMITERS, Dialect
from synth.reading.text.forms import STRANGEST, Forms

LONGEST = 4_000
"""Characters of a line beyond which it is not tried."""
CLEARLY = 2.0
"""Nats by which the best way must beat every other."""
FURTHER = 10
"""What it costs that one row alone makes a further column."""
SURPLUS = 4
"""Delimiters at most that a text without quotes may hold."""


@dataclass(frozen=True)
class Way:
    """One way to read a line. fit: log probability, less what the repair costs."""

    cells: tuple[str, ...]
    what: str
    fit: float


def aligned(line: str, row: list[str], dialect: Dialect, forms: Forms, others: tuple[Way, ...] = ()) -> Way | None:
    """The way that fits the columns clearly better than leaving the row as it is, and than every other way; else None.

    row is the line as the dialect splits it. others are further ways to weigh.
    """
    if len(line) > LONGEST:
        return None
    ways = [*others, *_ways(line, row, dialect, forms)]
    if not ways:
        return None
    ways = [replace(way, fit=way.fit - _torn(way.cells, dialect)) for way in ways]
    best = max(ways, key=lambda way: way.fit)
    rest = max((way.fit for way in ways if way.cells != best.cells), default=-1e9)
    as_it_is = (
        forms.fit([*row, *[""] * forms.wide][: forms.wide]) - FURTHER * any(row[forms.wide :]) - _torn(row, dialect)
    )
    sure = best.fit - max(rest, as_it_is) >= CLEARLY and forms.fit(list(best.cells)) >= forms.lowest + STRANGEST
    return best if sure else None


def split_after_quote(line: str, dialect: Dialect, wide: int) -> list[str] | None:
    """The values where a delimiter is missing beside a quote, if just one place gives wide values, none empty."""
    found = {tuple(cells) for at in _by_quotes(line, dialect) if (cells := _put(line, at, dialect))}
    found = {cells for cells in found if len(cells) == wide and all(map(str.strip, cells))}
    return list(found.pop()) if len(found) == 1 else None


def _torn(cells: Sequence[str], dialect: Dialect) -> int:
    """What it costs that quotes are left alone in their values: they may belong to each other."""
    return 3 * sum(cell.count(dialect.quote) % 2 for cell in cells)


def in_doubt(line: str, dialect: Dialect) -> bool:
    """Whether a quote stands amid a value, so that a delimiter may be missing beside it."""
    if dialect.quote not in line:
        return False
    quote, delimiter = re.escape(dialect.quote), re.escape(dialect.delimiter or "\x1f")
    return bool(re.search(rf"[^{quote}{delimiter}]{quote}[^{quote}{delimiter}]", line))


def _ways(line: str, row: list[str], dialect: Dialect, forms: Forms) -> Iterator[Way]:
    for at in _by_quotes(line, dialect):
        cells = _put(line, at, dialect)
        if cells and len(cells) == forms.wide:
            empty = cells.count("") - row.count("")
            yield Way(tuple(cells), "a delimiter put in beside a quote", forms.fit(cells) - (4 if empty > 0 else 2))
    if len(row) == forms.wide + 1:
        yield from _too_many(row, forms)
    yield from _joined(line, row, dialect, forms)
    if len(row) == forms.wide - 1:
        yield from _too_few(line, row, dialect, forms)
    for delimiter in DELIMITERS if len(row) != forms.wide else "":
        other = replace(dialect, delimiter=delimiter, padded=False)
        cells = _strict(line, other) if delimiter != dialect.delimiter and delimiter in line else None
        what = f"split at {delimiter!r}, as its values lie"
        if cells and len(cells) == forms.wide:
            yield Way(tuple(cells), what, forms.fit(cells) - 1)
        yield from (replace(way, what=what) for way in _joined(line, cells or [], other, forms))


def _joined(line: str, row: list[str], dialect: Dialect, forms: Forms) -> Iterator[Way]:
    """Values too many taken as one that holds delimiters, in a column of texts."""
    more = len(row) - forms.wide
    for i in range(forms.wide) if 0 < more <= SURPLUS else ():
        joined = (dialect.delimiter or "").join(row[i : i + more + 1])
        if forms.open(i) and all(map(str.strip, row[i : i + more + 1])) and joined in line:
            cells = row[:i] + [joined] + row[i + more + 1 :]
            as_written = all(part.startswith(" ") for part in row[i + 1 : i + more + 1])  # as behind a comma in a text
            cost = 5 if dialect.quote in joined else 1 if as_written else 4
            yield Way(tuple(cells), f"values {i + 1} to {i + more + 1} taken as one", forms.fit(cells) - cost)


def _too_many(row: list[str], forms: Forms) -> Iterator[Way]:
    for i, cell in enumerate(row):
        if not cell.strip():
            cells = row[:i] + row[i + 1 :]
            yield Way(tuple(cells), f"empty value {i + 1} taken out", forms.fit(cells))


def _too_few(line: str, row: list[str], dialect: Dialect, forms: Forms) -> Iterator[Way]:
    for i in range(forms.wide - 1):
        cells = row[:i] + [""] + row[i:]
        yield Way(tuple(cells), f"an empty value put in as value {i + 1}", forms.fit(cells) - 4)
    for at in range(1, len(line)):
        cells = _put(line, at, dialect)
        if cells is None or len(cells) != forms.wide:
            continue
        i = next((i for i, (cell, old) in enumerate(zip(cells, row)) if cell != old), len(row) - 1)
        if cells[i].strip() and cells[i + 1].strip() and _fits(cells, i, forms):
            yield Way(tuple(cells), f"value {i + 1} taken as two", forms.fit(cells) - 2)


def _fits(cells: list[str], i: int, forms: Forms) -> bool:
    """Whether this value and the next are surely two: one is written just as its column is, the other may be."""
    return any(
        forms.marked(cells[a], a)
        and forms.known(cells[a], a)
        and (forms.known(cells[b], b) or forms.marked(cells[b], b) or forms.open(b))
        for a, b in ((i, i + 1), (i + 1, i))
    )


def _by_quotes(line: str, dialect: Dialect) -> list[int]:
    return [at for at in range(1, len(line)) if dialect.quote in line[at - 1 : at + 1]]


def _put(line: str, at: int, dialect: Dialect) -> list[str] | None:
    """The values with a delimiter put in there; None where quotes no longer open and close values."""
    return _strict(f"{line[:at]}{dialect.delimiter}{line[at:]}", dialect)


def _strict(line: str, dialect: Dialect) -> list[str] | None:
    try:
        return next(csv.reader([line], strict=True, **dialect.options()), None)
    except csv.Error:
        return None
