"""What stands round a table: titles above it, comments between its rows, totals and notes below."""

import re

from synth.reading.text.dialect import has_header
from synth.reading.text.header import groups
from synth.reading.text.ragged import Rows

SOUGHT = 20
"""Rows at either end among which titles and notes are looked for."""
_NOTE = re.compile(
    r"\W*(sources?|notes?|footnotes?|quellen?|anmerkung(en)?|legend|remarks?|disclaimer|copyright|"
    r"generated|exported|created|downloaded|last updated|(data )?as of|report (generated|run|created)|stand)\b|"
    r"©|\(c\) |\* ?\w|\(\d+ rows?( affected)?\)$|end of (file|report)|[-=_*]{3,}$",
    re.IGNORECASE,
)
_SUM = re.compile(
    r"((grand|sub-?|overall)[ -]?)?(totals?|sum|(gesamt)?summe|gesamt|totaal|totale|somme)\s*:?", re.IGNORECASE
)
_MEAN = re.compile(r"(average|avg\.?|mean|mittelwert|durchschnitt|moyenne)\s*:?", re.IGNORECASE)
_SAID = re.compile(r"(grand )?totals?( \w+){0,2}\s*[:=]\s*[\d.,]+", re.IGNORECASE)


def titles(found: Rows, wide: int) -> int:
    """How many of the first rows stand above the header: nearly empty ones, or a lone one with a gap or names below."""
    for i, row in enumerate(found.rows[:SOUGHT]):
        below = found.rows[i + 1 : i + SOUGHT]
        if not below:
            return 0
        if wide >= 3 and filled(row) <= max(1, wide // 2 - 1):
            if row[0].strip() or not groups(row, below[0]):
                continue
        elif wide == 2 and len(row) == 1 and len(below[0]) == 2 and (_gap(found, i + 1) or _surely_named(below)):
            continue
        return i
    return 0


def _surely_named(rows: list[list[str]]) -> bool:
    return len(rows) > 1 and has_header(rows) and not has_header(rows[1:])


def comments(found: Rows, wide: int) -> set[int]:
    """Lines that begin with # and are comments: those of another length than the table, where # begins no values.

    One row of names may begin with it too, as the last of such lines at the top.
    """
    marked = [i for i, line in enumerate(found.originals) if line.startswith("#") and found.lines[i] not in found.kept]
    whole = [i for i in marked if len(found.rows[i]) == wide]
    if wide < 2 or len(whole) > 1 or (whole and marked[: whole[0] + 1] != list(range(whole[0] + 1))):
        return set()
    return {found.lines[i] for i in marked if i not in whole}


def footer(found: Rows, wide: int, start: int) -> list[int]:
    """Indexes of the rows at the end that are totals and notes; when in doubt none. start: where the rows begin."""
    rows, at = found.rows, len(found.rows)
    if wide < 2:
        return []
    body = rows[max(start, at - 10 * SOUGHT) : max(start, at - SOUGHT)] or rows[start : at - 1]
    lone_usual = _lone(rows[-1], wide) and sum(_lone(row, wide) for row in body) > 0.01 * len(body)
    while at > max(start + 1, len(rows) - SOUGHT) and (
        _worded(rows[at - 1], wide, rows[start : at - 1]) or (_lone(rows[at - 1], wide) and not lone_usual)
    ):
        at -= 1
    while at < len(rows) and not (_worded(rows[at], wide, rows[start:at]) or _gap(found, at)):
        at += 1
    return [i for i in range(at, len(rows)) if found.lines[i] not in found.kept]


def maybe_footer(rows: list[list[str]], wide: int) -> bool:
    """Whether the last rows deserve a look for totals and notes."""
    return any(_lone(row, wide) or _worded(row, wide, None) for row in rows)


def _lone(row: list[str], wide: int) -> bool:
    """Whether only the first value is there, in a table of three columns or more."""
    return wide >= 3 and bool(row[0].strip()) and filled(row) == 1


def _worded(row: list[str], wide: int, body: list[list[str]] | None) -> bool:
    """Whether the row begins as a note, or as a total that adds up or has holes; body None: by its words alone."""
    first = next((cell.strip() for cell in row if cell.strip()), "")
    if _NOTE.match(first) or _SAID.fullmatch(first):
        return (filled(row) <= max(1, wide // 2) and wide > 2) or len(row) != wide
    if not (_SUM.fullmatch(first) or _MEAN.fullmatch(first)):
        return False
    return body is None or _adds_up(row, body, bool(_MEAN.fullmatch(first))) or _has_holes(row, body)


def _adds_up(row: list[str], body: list[list[str]], mean: bool) -> bool:
    """Whether a number in it is the sum, or mean, of those above."""
    for c, cell in enumerate(row):
        values = [_number(other[c]) for other in body if c < len(other) and other[c].strip()]
        wanted = _number(cell)
        if wanted is None or len(values) < 2 or None in values:
            continue
        total = sum(values) / (len(values) if mean else 1)
        if abs(total - wanted) <= 0.005 + 1e-6 * abs(total):
            return True
    return False


def _has_holes(row: list[str], body: list[list[str]]) -> bool:
    """Whether a column that is filled in nine of ten rows is empty in this one."""
    return any(
        sum(c < len(other) and bool(other[c].strip()) for other in body) > 0.9 * len(body)
        for c in range(1, len(row))
        if not row[c].strip()
    )


def _number(cell: str) -> float | None:
    try:
        return float(re.sub(r"[$€£,\s]", "", cell))
    except ValueError:
        return None


def _gap(found: Rows, i: int) -> bool:
    """Whether a blank line stands right above that row."""
    return 0 < i < len(found.rows) and any(found.lines[i - 1] < line < found.lines[i] for line, _, _ in found.blank)


def filled(row: list[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)
