"""Rows -> names and rows of one length: what stands round the table is left out, what is short filled, all told."""

from dataclasses import dataclass, field

from synth.reading.text.header import header_rows, joined_names
from synth.reading.text.lines import shortened
from synth.reading.text.margins import footer, titles
from synth.reading.text.ragged import Rows
from synth.reading.result import Raw, ReadError, shown

HEAD = 200
"""Rows that decide whether there is a header, and how wide the table is."""


@dataclass
class Layout:
    """Indexes into rows: of the header, of units below it, of what stands above and below.

    wide: values a row should have; nameless: somebody decided that no row holds the names.
    """

    wide: int
    header: list[int] = field(default_factory=list)
    units: int | None = None
    above: list[int] = field(default_factory=list)
    below: list[int] = field(default_factory=list)
    nameless: bool = False

    @property
    def out(self) -> set[int]:
        """Indexes of all that is no row of data."""
        return {*self.header, *self.above, *self.below, *([] if self.units is None else [self.units])}


def layout_of(found: Rows, header: int | None = None) -> Layout:
    """Where the table lies; header as in Options. Raises: ReadError where no row begins at the line chosen for it."""
    layout = Layout(found.wide, nameless=header == 0)
    free = found.without(found.kept)
    index = {line: i for i, line in enumerate(found.lines)}
    if not free.rows:
        return layout
    if header:
        at = next((i for i, line in enumerate(free.lines) if line == header), None)
        if at is None:
            raise ReadError(f"No row begins at line {header:,}; choose another one as the header, or 0 for none.")
        deep, units = 1, False
    else:
        at = titles(free, layout.wide)
        deep, units = (0, False) if header == 0 else header_rows(free.rows[at : at + HEAD])
    lines = [*free.lines, None]
    layout.above = [index[line] for line in lines[:at]]
    layout.header = [index[line] for line in lines[at : at + deep]]
    layout.units = index[lines[at + deep]] if units else None
    start = at + deep + units
    layout.below = [index[free.lines[i]] for i in footer(free, layout.wide, start)]
    return layout


def table_of(found: Rows, layout: Layout, raw: Raw) -> tuple[list[str], list[list[str]]]:
    """Names and rows, all of one length."""
    numbers, originals, rows = found.lines, found.originals, found.rows

    def tell(indexes: list[int], what, why: str) -> None:
        raw.tell_lines([(numbers[i], what(i), shortened(originals[i])) for i in indexes], why)

    def left_out(i: int) -> str:
        return f"left out {shown(' '.join(filter(None, rows[i])))}"

    tell(layout.above, left_out, "it stands above the header")
    tell([] if layout.units is None else [layout.units], left_out, "it holds units, no values")
    tell(layout.below, left_out, "it is a total or a note below the table")
    found.tell(raw)
    out = layout.out
    body = [i for i in range(len(rows)) if i not in out]
    names = _names(found, layout, [rows[i] for i in body], raw)
    wide = max(layout.wide, len(names))
    tell(
        [i for i in body if len(rows[i]) < wide],
        lambda i: f"{wide - len(rows[i])} missing value(s) added at the end",
        f"the row has fewer than {wide} values",
    )
    tell(
        [i for i in body if len(rows[i]) > wide and not any(rows[i][wide:])],
        lambda i: f"{len(rows[i]) - wide} empty value(s) at the end left out",
        f"the row has more than {wide} values",
    )
    over = [i for i in body if any(rows[i][wide:])]
    tell(
        over,
        lambda i: f"{len(rows[i]) - wide} value(s) kept in further columns: {shown(', '.join(rows[i][wide:]))}",
        f"the row has more than {wide} values",
    )
    longest = max((len(rows[i]) for i in over), default=wide)
    return names + [""] * (longest - len(names)), [(rows[i] + [""] * (longest - len(rows[i])))[:longest] for i in body]


def _names(found: Rows, layout: Layout, body: list[list[str]], raw: Raw) -> list[str]:
    """The columns' names, fewer or more than there are values only where nothing is known about the others."""
    wide = layout.wide
    if not layout.header:
        raw.understood["header"] = "none"
        why = (
            "no row holds names, as was decided" if layout.nameless else "the first row looks like data, not like names"
        )
        raw.tell(f"columns called 'column 1' to 'column {wide}'", why)
        return [f"column {i + 1}" for i in range(wide)]
    rows = [found.rows[i] for i in layout.header]
    raw.understood["header"] = _said(layout, found)
    if len(rows) > 1:
        names = joined_names(rows)
        what = f"one of {len(rows)} header rows, joined to names like {shown(_example(names))}"
        raw.tell_lines(
            [(found.lines[i], what, shortened(found.originals[i])) for i in layout.header],
            "more than one row names the columns",
        )
        return names
    names = rows[0]
    if len(names) == wide - 1 and body and all(len(row) == wide for row in body):
        if any(row[-1].strip() for row in body):
            why = "the header has one name less than the rows have values"
            raw.tell("a name added for the first column", why, found.lines[layout.header[0]])
            return ["", *names]
        layout.wide = wide - 1
    elif len(names) > wide and not any(names[wide:]):
        return names[:wide]
    return names


def _example(names: list[str]) -> str:
    return next((name for name in names if " / " in name), names[0])


def _said(layout: Layout, found: Rows) -> str:
    if len(layout.header) > 1:
        return f"{len(layout.header)} rows"
    return "first row" if layout.header == [0] else f"line {found.lines[layout.header[0]]}"
