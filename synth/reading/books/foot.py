"""What stands below a sheet's table: totals and notes, left out and told."""

import re

from synth.reading.types.cells import as_text
from synth.reading.books.heading import Line
from synth.reading.options import Options
from synth.reading.result import Raw, shown

_TOTAL = re.compile(r"(grand |sub|overall )?(total|sum|gesamt|insgesamt|summe|somme|suma|totale|totaal)s?\b",
                    re.IGNORECASE)
_NOTE = re.compile(r"(source|note|notes|remark|quelle|hinweis|fuente|as of|stand|generated|created|exported"
                   r"|copyright)\b"
                   r"|[*†‡©¹²³]|\(\w\)|\[\w\]", re.IGNORECASE)
_DEEPEST = 20


def cut_foot(body: list[Line], options: Options, raw: Raw) -> list[Line]:
    """The rows without what stands below them, unless the user keeps it; each row left out is told with its cells.

    A total is a row that says so and holds the sum of a column; a note is one cell alone, below a blank row or marked
    as a note. Both only at the very end: what is doubtful stays.
    """
    last = len(body)
    while last > 1 and len(body) - last < _DEEPEST and (why := _why(body, last - 1)):
        line = body[last - 1]
        if options.lines.get(line.number) == "keep":
            break
        original = "\t".join(as_text(cell) for cell in line.bare if cell != "")
        raw.tell(f"left out {shown(original)}", why, line.number, original)
        last -= 1
    return body[:last]


def _why(body: list[Line], i: int) -> str | None:
    """Why the row is none of the table's, None where it is."""
    line = body[i]
    texts = [cell for cell in line.bare if isinstance(cell, str) and cell]
    if texts and _TOTAL.match(texts[0].strip()) and _sums(body[:i], line):
        return "it is a total of the rows above"
    if len(line.bare) > 2 and line.filled == 1 and len(texts) == 1:
        if _TOTAL.match(texts[0].strip()):
            return "it is a total without figures"
        if _NOTE.match(texts[0].strip()) or line.number > body[i - 1].number + 1:
            return "it is a note below the table"
    return None


def _sums(above: list[Line], line: Line) -> bool:
    """Whether a number in the row is the sum of those above it, since the top or since the last total."""
    for column, value in enumerate(line.cells):
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            numbers = [each.cells[column] for each in above
                       if isinstance(each.cells[column], (int, float)) and not isinstance(each.cells[column], bool)]
            if len(numbers) > 1 and abs(sum(numbers) - value) <= 1e-6 * max(1.0, abs(value)) + 0.005 * (value % 1 != 0):
                return True
    return False
