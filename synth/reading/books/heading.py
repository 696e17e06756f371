"""Where the names of a sheet's columns stand: in one row or several, merged or not."""

from dataclasses import dataclass

from synth.reading.types.cells import as_text

DEEPEST = 4
"""Rows that a header may have."""
_SEARCHED, _JUDGED = 50, 20


@dataclass
class Line:
    """A row of the sheet: its number, from 1, its cells with merged ones spread, and the same as they stand."""

    number: int
    cells: list
    bare: list

    @property
    def filled(self) -> int:
        return sum(cell != "" for cell in self.cells)


@dataclass(frozen=True)
class Heading:
    """lines[first:last + 1] hold the names; last < first where none does."""

    first: int
    last: int

    def names(self, lines: list[Line]) -> list[str]:
        """One per column, the rows above joined to it: '2024 / Q1'; "" where there is none."""
        rows = [_spread_right(lines, i, self.last) for i in range(self.first, self.last + 1)]
        return [_joined(parts) for parts in zip(*rows)]


def heading(lines: list[Line], asked: int | None) -> Heading | None:
    """Where the names stand; asked is the row that the user says, 0 for none. None if there is no such row."""
    if asked == 0:
        return Heading(0, -1)
    if asked is not None:
        last = next((i for i, line in enumerate(lines) if line.number == asked), None)
        return None if last is None else Heading(_upwards(lines, last), last)
    start = _start(lines)
    if not any(isinstance(cell, str) and cell for cell in lines[start].cells):
        return Heading(start, start - 1)
    last = _downwards(lines, start)
    return Heading(_upwards(lines, start), last)


def _start(lines: list[Line]) -> int:
    """The first row nearly as full as those below it, and at least half as wide as the sheet is used."""
    wide = max(line.filled for line in lines[:_SEARCHED + _JUDGED])
    for i, line in enumerate(lines[:_SEARCHED]):
        below = sorted(each.filled for each in lines[i + 1:i + 1 + _JUDGED])
        if line.filled * 2 > wide and line.filled >= 0.8 * (below[len(below) // 2] if below else 0):
            return i
    return next(i for i, line in enumerate(lines) if line.filled == wide)


def _downwards(lines: list[Line], start: int) -> int:
    """The last row of the header: merged cells reach into it, or stand above names of their parts."""
    last = start
    while last + 1 < min(len(lines) - 1, start + DEEPEST) and lines[last + 1].number == lines[last].number + 1:
        here, below = lines[last], lines[last + 1]
        tall = any(spread != "" and bare == "" and spread == above
                   for spread, bare, above in zip(below.cells, below.bare, here.cells))
        grouped = _groups(here) and all(isinstance(cell, str) for cell, over in zip(below.cells, here.bare)
                                        if over == "")
        if not (tall or grouped):
            break
        last += 1
    return last


def _upwards(lines: list[Line], start: int) -> int:
    """The first row of the header: rows right above that group the names."""
    first = start
    while first and start - first < DEEPEST - 1 and lines[first].number == lines[first - 1].number + 1:
        above = lines[first - 1]
        if not (_groups(above) or _repeats_below(above, lines[first])):
            break
        first -= 1
    return first


def _groups(line: Line) -> bool:
    """Whether merged cells group some columns; one that begins at the first column and stands alone is a title.

    A cell that is merged with the one above it only stands for itself.
    """
    heads, wide, over = [], False, ""
    for i, (spread, bare) in enumerate(zip(line.cells, line.bare)):
        if bare != "":
            heads.append(i)
        wide |= bare == "" and spread != "" and spread == over
        over = bare if bare != "" else over if spread == over else ""
    return wide and heads != [0]


def _repeats_below(above: Line, line: Line) -> bool:
    """Whether a few texts stand above names that repeat and are told apart by them, though nothing is merged."""
    named = [cell for cell in line.cells if cell != ""]
    groups = sum(cell != "" for cell in above.bare)
    if not 2 <= groups < len(named) or len(set(map(str, named))) == len(named):
        return False
    joined = [_joined(parts) for parts in zip(_right(above.bare, line.cells), line.cells)]
    return len(set(joined)) == len(joined)


def _spread_right(lines: list[Line], i: int, last: int) -> list:
    """The row's cells; where nothing in it is merged, a text also stands for the blank cells right of it."""
    line = lines[i]
    if i == last or any(spread != bare for spread, bare in zip(line.cells, line.bare)):
        return line.cells
    return _right(line.bare, lines[i + 1].cells)


def _right(cells: list, below: list) -> list:
    spread, over = [], ""
    for cell, name in zip(cells, below):
        over = cell if cell != "" or name == "" else over
        spread.append(over)
    return spread


def _joined(parts: tuple) -> str:
    texts = [" ".join(as_text(part).split()) for part in parts if part != ""]
    return " / ".join(text for i, text in enumerate(texts) if text and text not in texts[:i])
