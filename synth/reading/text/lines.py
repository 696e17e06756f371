"""The lines of a text, and the rows that delimiters and quotes make of them, one after another."""

import csv
import re
import sys

from synth.reading.text.dialect import Dialect
from synth.reading.result import ORIGINAL

LONGEST = 200
"""Lines at most that one row may span."""
LINES = 20
"""Lines that rows span at most on average, where only the first rows are wanted."""
_END = "\ue0ff end \ue0ff"


class LineReader:
    """Rows one after another from lines, at being the next line; it can go back."""

    def __init__(self, lines: list[str], dialect: Dialect):
        self.lines, self.dialect, self.at = lines, dialect, 0
        self._reader = csv.reader(self._feed(), **dialect.options())

    def _feed(self):
        """Lines, and past the last one, or the LONGEST-th of a row, a mark that shows if a quote was open there."""
        while True:
            self._given += 1
            if self.at + self._given > len(self.lines) or self._given > LONGEST:
                yield f"{_END}{self.dialect.quote}\n"
            else:
                yield self.lines[self.at + self._given - 1]

    def row(self) -> tuple[list[str], bool]:
        """The next row, and whether its quotes close."""
        self._given = 0
        row = next(self._reader)
        self.at += self._given
        return row, _END not in (row[-1] if row else "")

    def loose(self, start: int) -> bool:
        """Whether in the row from that line to the last one read something follows a closing quote."""
        try:
            next(csv.reader(self.lines[start : self.at], strict=True, **self.dialect.options()))
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


def shortened(line: str) -> str:
    """The line as it is shown: without its end, and not without end."""
    return line[:ORIGINAL].rstrip("\r\n")


def lines_of(text: str, stop: int = sys.maxsize) -> list[str]:
    """The lines with their ends; only those that stop rows can need."""
    most = -1
    if stop < sys.maxsize:
        text, most = text[: stop * 20_000], stop * LINES
    if "\r" in text:
        text = re.sub(r"\r(?!\n)", "\n", text)
    lines = text.removesuffix("\n").split("\n", most)
    return [line + "\n" for line in (lines[:most] if most > 0 else lines)]
