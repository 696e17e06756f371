"""Delimited text -> rows of equal length, line by line, so that one broken line harms no other."""

import csv
import re
import sys
from collections import Counter
from dataclasses import dataclass, field

from synth.reading.dialect import Dialect
from synth.reading.mend import mend
from synth.reading.result import Raw, shown

LONGEST = 200
"""Lines at most that one row may span."""
_MARK = "\ue0ff end \ue0ff\"\n"


@dataclass
class Rows:
    """rows and the line each starts at.

    unclosed: lines with stray quotes; blank: how many blank lines there were between rows; spans: whether a row
    took several lines.
    """

    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    unclosed: list[tuple[int, str]] = field(default_factory=list)
    blank: int = 0
    spans: bool = False

    def even(self, raw: Raw) -> list[list[str]]:
        """The rows from the header on, padded or widened to one length; titles above the header left out; all told."""
        wide, start = self.wide, self.above
        raw.tell_lines([(line, f"left out {shown(' '.join(filter(None, row)))}")
                        for line, row in zip(self.lines[:start], self.rows[:start])], "it stands above the header")
        rows, lines = self.rows[start:], self.lines[start:]
        if self.blank:
            raw.tell(f"{self.blank:,} blank line(s) left out", "they hold no values")
        if len(rows) > 1 and len(rows[0]) == wide - 1 and all(len(row) == wide for row in rows[1:]):
            raw.tell(
                "a name added for the first column", "the header has one name less than the rows have values", lines[0]
            )
            return [["", *rows[0]], *rows[1:]]
        return self._squared(rows, lines, wide, raw)

    @property
    def wide(self) -> int:
        """How many values most rows have."""
        return Counter(map(len, self.rows)).most_common(1)[0][0]

    @property
    def above(self) -> int:
        """How many rows stand above the header: those that are nearly empty where the table is wide."""
        wide = self.wide if self.rows else 0
        for i, row in enumerate(self.rows[:20]):
            if wide < 3 or sum(map(bool, row)) > max(1, wide // 2 - 1):
                return i
        return 0

    @staticmethod
    def _squared(rows: list[list[str]], lines: list[int], wide: int, raw: Raw) -> list[list[str]]:
        wide = max(wide, len(rows[0]))
        short = [
            (line, f"{wide - len(row)} missing value(s) added at the end")
            for line, row in zip(lines, rows)
            if len(row) < wide
        ]
        rows = [row if len(row) <= wide or any(row[wide:]) else row[:wide] for row in rows]
        longest = max(map(len, rows))
        long = [(line, f"{len(row) - wide} value(s) kept in further columns: {shown(', '.join(row[wide:]))}")
                for line, row in zip(lines, rows) if len(row) > wide]
        raw.tell_lines(short, f"the row has fewer than {wide} values")
        raw.tell_lines(long, f"the row has more than {wide} values")
        return [row + [""] * (longest - len(row)) for row in rows]


def split_rows(text: str, dialect: Dialect, stop: int = sys.maxsize, wide: int = 0) -> Rows:
    """The first rows of the text. A line with stray quotes is read by itself, and told.

    wide, where known, is how long rows should be: then a row of another length, or with text behind a closing quote,
    is looked at for stray quotes too.
    """
    csv.field_size_limit(sys.maxsize)
    lines, found, blanks = _lines(text, stop), Rows(), 0
    reader = _Reader(lines, dialect)
    while reader.at < len(lines) and len(found.rows) < stop:
        start = reader.at
        row, closed = reader.row()
        spans = reader.at - start > 1
        if not closed or (wide and dialect.quote in lines[start] and (len(row) != wide or reader.loose(start))):
            row = _mended(reader, start, row if closed and not (spans and len(row) != wide) else None, wide, found)
        found.spans |= spans
        if len(row) > 1 or any(cell.strip() for cell in row) or dialect.delimiter is None:
            found.blank += blanks
            blanks = 0
            found.rows.append(row or [""])
            found.lines.append(start + 1)
        else:
            blanks += 1
    return found


def _mended(reader: "_Reader", start: int, row: list[str] | None, wide: int, found: Rows) -> list[str]:
    """The row on that line with stray quotes kept in their values; else row as it is; else without any quotes."""
    line = reader.lines[start].rstrip("\r\n")
    mended = mend(line, reader.dialect, wide) if wide and reader.dialect.escape is None else None
    if mended is not None:
        reader.rewind(start + 1)
        found.unclosed.append((start + 1, f"stray quotes kept as part of a value in {shown(line)}"))
        return mended
    if row is not None:
        return row
    reader.rewind(start + 1)
    found.unclosed.append((start + 1, f"all quotes taken away in {shown(line)}"))
    return next(csv.reader([line.replace(reader.dialect.quote, "")], **reader.dialect.options()), [])


class _Reader:
    """Rows one after another from lines, at being the next line; it can go back."""

    def __init__(self, lines: list[str], dialect: Dialect):
        self.lines, self.dialect, self.at = lines, dialect, 0
        self._reader = csv.reader(self._feed(), **dialect.options())

    def _feed(self):
        """Lines, and past the last one, or the LONGEST-th of a row, a mark that shows if a quote was open there."""
        while True:
            self._given += 1
            if self.at + self._given > len(self.lines) or self._given > LONGEST:
                yield _MARK
            else:
                yield self.lines[self.at + self._given - 1]

    def row(self) -> tuple[list[str], bool]:
        """The next row, and whether its quotes close."""
        self._given = 0
        row = next(self._reader)
        self.at += self._given
        return row, _MARK not in (row[-1] if row else "")

    def loose(self, start: int) -> bool:
        """Whether in the row from that line to the last one read something follows a closing quote."""
        try:
            next(csv.reader(self.lines[start:self.at], strict=True, **self.dialect.options()))
        except csv.Error:
            return True
        return False

    def rewind(self, at: int) -> None:
        """Reading goes on with that line."""
        self.at = at
        self._reader = csv.reader(self._feed(), **self.dialect.options())


def _lines(text: str, stop: int) -> list[str]:
    """The lines with their ends; only those that stop rows can need."""
    if stop < sys.maxsize:
        text = text[:stop * 20_000]
    if "\r" in text:
        text = re.sub(r"\r(?!\n)", "\n", text)
    return [line + "\n" for line in text.removesuffix("\n").split("\n")]
