"""What is done about lines that are not as the others: comments, stray quotes, delimiters too many or too few."""

from synth.reading.text.align import Way, aligned, in_doubt, split_after_quote
from synth.reading.text.dialect import Dialect
from synth.reading.text.forms import FEWEST, Forms
from synth.reading.text.mend import mend
from synth.reading.text.ragged import QUOTES, Rows
from synth.reading.result import shown

EFFORT = 300_000_000
"""Characters read again at most while delimiters are moved about, some seconds' worth."""


class Repair:
    """A Repairer for a table that is wide, whose header and rows of data lie between those lines.

    Quotes are mended everywhere; delimiters in data only where one way fits the columns clearly, in the header where
    an empty name, or a quote, shows the place.
    """

    def __init__(self, found: Rows, dialect: Dialect, wide: int, header: int | None, data: range, comments: set[int]):
        self.dialect, self.wide, self.header, self.data, self.comments = dialect, wide, header, data, comments
        whole = [
            row for row, line in zip(found.rows, found.lines) if len(row) == wide and line in data and line != header
        ]
        self.forms = Forms(whole) if len(whole) >= FEWEST and wide > 1 and dialect.delimiter else None
        self.spent = 0

    def asked(self, row: list[str], line: str) -> bool:
        return len(row) != self.wide or line.startswith("#")

    def __call__(
        self, number: int, line: str, row: list[str] | None, sound: bool, single: bool
    ) -> tuple[list[str] | None, str, str] | None:
        if number in self.comments:
            return None, "comment left out", "it begins with # and is no row"
        if sound and len(row) == self.wide and not in_doubt(line, self.dialect):
            return None
        if number == self.header:
            return self._names(line, row, sound)
        quoted = None if sound else self._mended(line)
        if number in self.data and row is not None and single and self.forms:
            moved = self._moved(line, row, quoted)
            if moved:
                return moved
        return quoted and (quoted, f"stray quotes kept as part of a value in {shown(line)}", QUOTES)

    def _mended(self, line: str) -> list[str] | None:
        return (
            mend(line, self.dialect, self.wide) if self.dialect.quote in line and self.dialect.escape is None else None
        )

    def _names(self, line: str, row: list[str] | None, sound: bool) -> tuple[list[str], str, str] | None:
        """The names without the empty one that is too many, or with a delimiter put in beside a quote."""
        if sound and len(row) == self.wide:
            return None
        empty = [i for i, name in enumerate(row or []) if not name.strip()]
        if sound and len(row) == self.wide + 1 and len(empty) == 1:
            return (
                row[: empty[0]] + row[empty[0] + 1 :],
                f"empty name {empty[0] + 1} taken out",
                "there is one name more than the rows have values",
            )
        apart = split_after_quote(line, self.dialect, self.wide)
        if apart:
            return apart, "a name taken as two", "a delimiter is missing beside a quote"
        mended = None if sound else self._mended(line)
        return mended and (mended, f"stray quotes kept as part of a name in {shown(line)}", QUOTES)

    def _moved(self, line: str, row: list[str], quoted: list[str] | None) -> tuple[list[str], str, str] | None:
        self.spent += len(line) ** 2
        if self.spent > EFFORT:
            return None
        mended = () if quoted is None else (Way(tuple(quoted), "", self.forms.fit(quoted)),)
        way = aligned(line, row, self.dialect, self.forms, mended)
        if way is None or not way.what:
            return None
        why = (
            f"the row has {len(row)} values instead of {self.wide}"
            if len(row) != self.wide
            else "a quote stands amid a value"
        )
        return list(way.cells), way.what, f"{why}; so they fit their columns"
