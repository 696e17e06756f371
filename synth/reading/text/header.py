"""Which of the first rows name the columns, which give units, and what the names are."""

import re

from synth.reading.text.dialect import has_header, looks_typed

DEEPEST = 4
"""Header rows at most."""
SEEN = 40
"""Rows that show what a column holds."""
_UNKNOWN = {*"na n/a nan none null nil missing unknown tbd nd n.d. unavailable suppressed error #n/a <na>".split(),
            "not available", "not applicable", "nat"}
_UNITS = set(
    "m km cm mm µm um nm mi ft in yd kg g mg µg ug t lb lbs oz l ml cl dl hl s sec secs second seconds min mins minute "
    "minutes h hr hrs hour hours d day days week weeks month months y yr yrs year years ms µs us ns hz khz mhz ghz w "
    "kw mw gw kwh mwh gwh wh v kv mv a ma ah j kj mj cal kcal pa hpa kpa mpa bar mbar psi n kn k °c °f c f deg ° rad % "
    "‰ ppm ppb pct percent usd eur gbp chf jpy inr cny aud cad $ € £ ¥ mol mmol µmol count number no. # - db lx lm cd "
    "px b kb mb gb tb bit byte bytes rpm mph kph kmh ha km² m² m³ cm² cm³ sq sqm sqft u iu index ratio share text "
    "string date datetime yyyy-mm-dd".split()
)


def header_rows(rows: list[list[str]]) -> tuple[int, bool]:
    """How many of the first rows hold names, and whether a row of units follows them.

    More than one only where that is plain: the same row again, or texts over columns of numbers and dates that occur
    nowhere below. rows: the first ones of the table, titles above it left out.
    """
    wide = len(rows[0])
    deepest = 1
    while deepest < min(DEEPEST, len(rows) - 2) and _deeper(rows[deepest - 1], rows[deepest], rows[deepest + 1 :]):
        deepest += 1
    if deepest > 1 and not all(_above(upper, lower, rows[deepest:]) for upper, lower in zip(rows, rows[1:deepest])):
        deepest = 1
    if deepest == 1 and not has_header(rows):
        return 0, False
    units = len(rows) > deepest + 1 and len(rows[deepest]) == wide and _units(rows[deepest], rows[deepest + 1 :])
    return deepest, units


def _deeper(upper: list[str], row: list[str], body: list[list[str]]) -> bool:
    return row == upper or (len(row) == len(upper) and _names(row, body) and not _units(row, body))


def joined_names(rows: list[list[str]]) -> list[str]:
    """One name per column from header rows: 'Group / Name' where an upper row groups the lower, said once if the same.

    A group's name reaches over the empty cells on its right, as merged cells are written.
    """
    spread = [_spread(row, rows[i + 1]) for i, row in enumerate(rows[:-1])] + [rows[-1]]
    names = []
    for parts in zip(*spread):
        parts = [part.strip() for part in parts if part.strip()]
        names.append(" / ".join(part for i, part in enumerate(parts) if i == 0 or part != parts[i - 1]))
    return names


def _spread(row: list[str], below: list[str]) -> list[str]:
    spread, last = [], ""
    for cell, lower in zip(row, below):
        last = cell if cell.strip() else last if lower.strip() else ""
        spread.append(last)
    return spread


def groups(upper: list[str], lower: list[str]) -> bool:
    """Whether the upper row groups the lower: empty over some of its names, and every column named by one or both."""
    pairs = [(bool(up.strip()), bool(low.strip())) for up, low in zip(upper, lower)]
    return (False, True) in pairs and (False, False) not in pairs and any(up for up, _ in pairs)


def _above(upper: list[str], lower: list[str], body: list[list[str]]) -> bool:
    return upper == lower or groups(upper, lower) or _names(upper, body)


def _names(row: list[str], body: list[list[str]]) -> bool:
    """Whether these are surely names: texts, not all one, over two columns of numbers or dates; none recurs below."""
    if sum(bool(re.search(r"[^\W\d_]", cell)) for cell in row) < 2:
        return False
    typed = _typed_columns(body, len(row))
    over = [row[c].strip() for c in typed if row[c].strip()]
    if len(over) < 2 or len(over) < len(typed) / 2 or len(set(over)) < 2:
        return False
    if not all(
        re.search(r"[^\W\d_]", cell) and not looks_typed(cell) and cell.lower() not in _UNKNOWN for cell in over
    ):
        return False
    return not any(
        cell.strip() and cell.strip() == other[c].strip()
        for other in body
        for c, cell in enumerate(row)
        if c < len(other)
    )


def _units(row: list[str], body: list[list[str]]) -> bool:
    """Whether the row holds units only, one at least over a column of numbers."""
    cells = [cell.strip() for cell in row if cell.strip()]
    return bool(cells) and all(map(_unit, cells)) and any(row[c].strip() for c in _typed_columns(body, len(row)))


def _unit(cell: str) -> bool:
    if re.fullmatch(r"[\[(].{1,15}[\])]", cell):
        return True
    return (
        len(cell) <= 15
        and not cell.isdigit()
        and all(part in _UNITS or part.isdigit() for part in re.split(r"[/*·^ ]|(?<=\D)-?[23]$", cell.lower()) if part)
    )


def _typed_columns(body: list[list[str]], wide: int) -> list[int]:
    """Columns of which four in five values are numbers or dates, of two values at least."""
    found = []
    for c in range(wide):
        values = [row[c].strip() for row in body[:SEEN] if c < len(row) and row[c].strip()]
        if len(values) >= 2 and sum(map(looks_typed, values)) > 0.8 * len(values):
            found.append(c)
    return found
