"""Delimited text -> rows, line by line, so that one broken line harms no other and each can be decided on."""

import csv
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from synth.reading.text.dialect import Dialect
from synth.reading.text.lines import LineReader, lines_of, shortened
from synth.reading.result import Raw


class Repairer(Protocol):
    """Knows what to do about lines that are not as the others."""

    def asked(self, row: list[str], line: str) -> bool:
        """Whether it wants to be asked about a line without quotes."""

    def __call__(
        self, number: int, line: str, row: list[str] | None, sound: bool, single: bool
    ) -> tuple[list[str] | None, str, str] | None:
        """The values the line should have (None to leave it out), what was done and why; None to leave it alone.

        row: the values read there, None where quotes do not close; sound: whether quotes open and close values only;
        single: whether the row is on that line alone.
        """


@dataclass
class Rows:
    """rows, the line each starts at (counted from 1 in the file), and that line as the file has it.

    blank: the blank lines between and after them; told: what was done to lines, by reason; kept: lines that stand as
    they are because somebody decided so; stray: whether quotes were found that do not close.
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
        self.told.setdefault(why, []).append((line, what, shortened(original)))

    def tell(self, raw: Raw) -> None:
        """All of it, in the order of the reasons met."""
        for why, found in self.told.items():
            raw.tell_lines(found, why)
        raw.tell_lines(self.blank, "it holds no values")


def split_rows(
    text: str | list[str],
    dialect: Dialect,
    stop: int = sys.maxsize,
    repair: Repairer | None = None,
    choices: Mapping[int, str] | None = None,
    first: int = 1,
) -> Rows:
    """The first rows of the text, or of its lines, the first of which is that line of the file.

    A line whose quotes do not close is read by itself. repair is asked about it, and about rows of an odd length or
    with stray quotes; choices say by line number what is kept as it stands or dropped.
    """
    csv.field_size_limit(sys.maxsize)
    lines, found, choices = lines_of(text, stop) if isinstance(text, str) else text, Rows(), choices or {}
    reader, blanks, met = LineReader(lines, dialect), [], set()
    while reader.at < len(lines) and len(found.rows) < stop:
        start = reader.at
        number, choice = start + first, choices.get(start + first)
        row, closed = reader.row()
        if choice == "keep":
            row = row if closed and not reader.loose(start) else reader.plain(start)
        else:
            row = _read(reader, start, number, row, closed, repair, found if choice is None else Rows())
        original = lines[start] if reader.at - start == 1 else "".join(lines[start : reader.at])
        if choice:
            met.add(number)
            done = "kept as it stands" if choice == "keep" else "left out"
            found.note(number, done, "this was decided for the line", original)
        if choice == "drop" or row is None:
            continue
        if not choice and dialect.delimiter and not any(map(str.strip, row)) and dialect.quote not in original:
            blanks.append((number, "blank line left out", shortened(original)))
            continue
        if blanks:
            found.blank += blanks
            blanks = []
        if choice:
            found.kept.add(number)
        found.rows.append(row or [""])
        found.lines.append(number)
        found.originals.append(original)
    found.blank += blanks
    for number in sorted(set(choices) - met) if stop == sys.maxsize else ():
        found.note(number, f"nothing to {choices[number]}", "no row begins at that line", "")
    return found


def _read(
    reader: "LineReader", start: int, number: int, row: list[str], closed: bool, repair: Repairer | None, found: Rows
) -> list[str] | None:
    """The row as the reader has it, or repaired, which is noted; without any quotes where nothing else helps."""
    quoted = reader.dialect.quote in reader.lines[start]
    if closed and not (repair and (quoted or repair.asked(row, reader.lines[start]))):
        return row
    line = reader.lines[start].rstrip("\r\n")
    single = reader.at - start == 1
    found.stray |= not closed
    sound = closed and not (quoted and reader.loose(start))
    repaired = repair and repair(number, line, row if closed else None, sound, single)
    if repaired:
        cells, what, why = repaired
        reader.rewind(start + 1)
        found.note(number, what, why, line)
        return cells
    if closed and (sound or single):
        return row
    reader.rewind(start + 1)
    found.note(number, "all quotes taken away", QUOTES, line)
    return next(csv.reader([line.replace(reader.dialect.quote, "")], **reader.dialect.options()), [])


QUOTES = "quotes open and close a value, or are doubled inside one; these do not"
