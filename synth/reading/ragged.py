"""Delimited text -> rows, line by line, so that one broken line harms no other and each can be decided on."""

import csv
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from synth.reading.dialect import Dialect
from synth.reading.result import ORIGINAL, Raw

LONGEST = 200
"""Lines at most that one row may span."""
LINES = 20
"""Lines that rows span at most on average, where only the first rows are wanted."""
_MARK = "\ue0ff end \ue0ff\"\n"

Repairer = Callable[[int, str, list[str] | None, bool, bool], "tuple[list[str] | None, str, str] | None"]
"""From a line's number, the line, the values read there (None where quotes do not close), whether its quotes are sound, and
whether the row is on that line alone: the values it should have (None to leave it out), what was done and why; None
where nothing is to be done."""


@dataclass
class Rows:
    """rows, the line each starts at (counted from 1 in the file), and that line as the file has it.

    blank: the blank lines between and after them; told: what was done to lines, by reason; kept: lines that stand as they
    are because somebody decided so; stray: whether quotes were found that do not close.
    """

    rows: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    originals: list[str] = field(default_factory=list)
    blank: list[tuple[int, str, str]] = field(default_factory=list)
    told: dict[str, list[tuple[int, str, str]]] = field(default_factory=dict)
    kept: set[int] = field(default_factory=set)
    stray: bool = False

    @property
    def wide(self) -> int:
        """How many values most rows have."""
        return Counter(map(len, self.rows)).most_common(1)[0][0]

    def without(self, lines: set[int]) -> "Rows":
        """The same without the rows that begin at those lines."""
        if not lines:
            return self
        stay = [i for i, line in enumerate(self.lines) if line not in lines]
        picked = ([each[i] for i in stay] for each in (self.rows, self.lines, self.originals))
        return Rows(*picked, self.blank, self.told, self.kept, self.stray)

    def note(self, line: int, what: str, why: str, original: str) -> None:
        self.told.setdefault(why, []).append((line, what, original))

    def tell(self, raw: Raw) -> None:
        """All of it, in the order of the reasons met."""
        for why, found in self.told.items():
            raw.tell_lines(found, why)
        raw.tell_lines(self.blank, "it holds no values")


def split_rows(text: str | list[str], dialect: Dialect, stop: int = sys.maxsize, repair: Repairer | None = None,
               choices: Mapping[int, str] | None = None, first: int = 1) -> Rows:
    """The first rows of the text, or of its lines, the first of which is that line of the file.

    A line whose quotes do not close is read by itself. repair is asked about it, and about rows of an odd length or with
    stray quotes; choices say by line number what is kept as it stands or dropped.
    """
    csv.field_size_limit(sys.maxsize)
    lines, found, choices = lines_of(text, stop) if isinstance(text, str) else text, Rows(), choices or {}
    reader, blanks, met = _Reader(lines, dialect), [], set()
    while reader.at < len(lines) and len(found.rows) < stop:
        start = reader.at
        number, choice = start + first, choices.get(start + first)
        row, closed = reader.row()
        if choice == "keep":
            row = row if closed and not reader.loose(start) else reader.plain(start)
        else:
            row = _read(reader, start, number, row, closed, repair, found if choice is None else Rows())
        original = "".join(lines[start:reader.at])[:ORIGINAL].rstrip("\r\n")
        if choice:
            met.add(number)
            found.note(number, "kept as it stands" if choice == "keep" else "left out", "this was decided for the line", original)
        if choice == "drop" or row is None:
            continue
        if choice != "keep" and dialect.delimiter is not None and not any(map(str.strip, row)) and dialect.quote not in original:
            blanks.append((number, "blank line left out", original))
            continue
        found.blank += blanks
        blanks = []
        found.kept |= {number} if choice else set()
        found.rows.append(row or [""])
        found.lines.append(number)
        found.originals.append(original)
    found.blank += [blank for blank in blanks if blank[2].strip()]
    for number in sorted(set(choices) - met) if stop == sys.maxsize else ():
        found.note(number, f"nothing to {choices[number]}", "no row begins at that line", "")
    return found


def _read(reader: "_Reader", start: int, number: int, row: list[str], closed: bool, repair: Repairer | None,
          found: Rows) -> list[str] | None:
    """The row as the reader has it, or repaired, which is noted; without any quotes where nothing else helps."""
    line = reader.lines[start].rstrip("\r\n")
    single = reader.at - start == 1
    found.stray |= not closed
    sound = closed and not (repair and reader.dialect.quote in line and reader.loose(start))
    repaired = repair and repair(number, line, row if closed else None, sound, single)
    if repaired:
        cells, what, why = repaired
        reader.rewind(start + 1)
        found.note(number, what, why, line[:ORIGINAL])
        return cells
    if closed and (sound or single):
        return row
    reader.rewind(start + 1)
    found.note(number, "all quotes taken away", QUOTES, line[:ORIGINAL])
    return next(csv.reader([line.replace(reader.dialect.quote, "")], **reader.dialect.options()), [])


QUOTES = "quotes open and close a value, or are doubled inside one; these do not"


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

    def plain(self, start: int) -> list[str]:
        """That line alone, split at each delimiter, quotes being no more than signs."""
        self.rewind(start + 1)
        return self.lines[start].rstrip("\r\n").split(self.dialect.delimiter or "\x1f")

    def rewind(self, at: int) -> None:
        """Reading goes on with that line."""
        self.at = at
        self._reader = csv.reader(self._feed(), **self.dialect.options())


def lines_of(text: str, stop: int = sys.maxsize) -> list[str]:
    """The lines with their ends; only those that stop rows can need."""
    most = -1
    if stop < sys.maxsize:
        text, most = text[:stop * 20_000], stop * LINES
    if "\r" in text:
        text = re.sub(r"\r(?!\n)", "\n", text)
    lines = text.removesuffix("\n").split("\n", most)
    return [line + "\n" for line in (lines[:most] if most > 0 else lines)]
