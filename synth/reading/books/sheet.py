"""Spreadsheets (xlsx, xls, xlsb, ods) -> raw tables."""

import datetime as dt

import pandas as pd

from synth.reading.books.book import Book
from synth.reading.types.cells import as_text, column_of
from synth.reading.books.foot import cut_foot
from synth.reading.books.heading import Line, heading
from synth.reading.several.linked import choose, links_of
from synth.reading.options import Options
from synth.reading.result import Raw, ReadError, shown
from synth.reading.source import Source

LINKED = 2_000_000
"""Cells in all sheets up to which the other sheets are read too, to find what ties them together."""


def suits(source: Source) -> bool:
    return source.book


def read(source: Source, options: Options = Options()) -> Raw:
    """The sheet asked for, else the fullest. Raises: Locked; ReadError for a damaged book, or one without cells."""
    raw = Raw("excel", understood=dict(source.understood))
    book = Book(source.whole(), options.password)
    chosen = choose(book.names, options.table, book.fullest(), source.name, "sheet")
    if chosen is None:
        raise ReadError(f"'{source.name}' has no sheet with cells in it; fill one and save it again.")
    raw.understood["sheet"] = f"{chosen} ({book.names.index(chosen) + 1} of {len(book.names)})"
    raw.table = _read_sheet(book, chosen, options, raw)
    if len(book.names) > 1:
        raw.tables = tuple(book.names)
        others = [f"{name} (hidden)" if name in book.hidden else name for name in book.names if name != chosen]
        raw.tell(f"only the sheet '{chosen}' was read", f"a dataset is one table; the others are {', '.join(others)}")
        raw.links = _links(book, chosen, raw.table)
    return raw


def _links(book: Book, chosen: str, table: pd.DataFrame) -> tuple:
    if sum(map(book.size, book.names)) > LINKED:
        return ()
    tables = {chosen: table}
    for name in book.names:
        if name != chosen and book.rows(name, 1):
            try:
                tables[name] = _read_sheet(book, name, Options(), Raw(""))
            except ReadError:
                continue
    return links_of({name: tables[name] for name in book.names if name in tables})


def _read_sheet(book: Book, name: str, options: Options, raw: Raw) -> pd.DataFrame:
    rows, merged = book.rows(name), book.merged(name)
    lines = _decided(_lines(rows, merged), options, raw)
    if not lines:
        raise ReadError(f"The sheet '{name}' of '{book.name}' is blank; choose another: {', '.join(book.names)}.")
    found = heading(lines, options.header)
    if found is None:
        raise ReadError(f"Row {options.header} of the sheet '{name}' is blank; the header must be a row "
                        "with names in it.")
    _tell_errors(book, name, raw)
    below = {line.number for line in lines[found.last + 1:]}
    body = [line for line in _lines(rows, merged, across=False) if line.number in below]
    for line in lines[:found.first]:
        raw.tell(f"left out {shown(_text(line))}", "it stands above the header", line.number, _text(line))
    names = found.names(lines)
    _tell_header(lines[found.first:found.last + 1], names, raw)
    return _columns(names, cut_foot(body, options, raw), raw)


def _lines(rows: list[list], merged: list, across: bool = True) -> list[Line]:
    """Rows with something in them, all equally wide; a merged cell's value stands in all of its cells, save where it
    lies across the whole width, as titles do; only in those of its first column where across is False."""
    wide = max((len(row) for row in rows), default=0)
    bare = [[*row, *[""] * (wide - len(row))] for row in rows]
    used = sum(any(row[i] != "" for row in bare) for i in range(wide))
    spread = [list(row) for row in bare]
    for (top, left), (bottom, right) in merged:
        if top >= len(bare) or left >= wide or right - left + 1 >= max(used, 2):
            continue
        right = right if across else left
        for row in spread[top:bottom + 1]:
            row[left:right + 1] = [bare[top][left]] * len(row[left:right + 1])
    lines = [Line(i + 1, cells, plain) for i, (cells, plain) in enumerate(zip(spread, bare))]
    return [line for line in lines if line.filled]


def _decided(lines: list[Line], options: Options, raw: Raw) -> list[Line]:
    """Without the rows that the user drops, which is told."""
    for line in lines:
        if options.lines.get(line.number) == "drop":
            raw.tell(f"left out {shown(_text(line))}", "you decided so", line.number, _text(line))
    return [line for line in lines if options.lines.get(line.number) != "drop"]


def _tell_errors(book: Book, name: str, raw: Raw) -> None:
    found = book.faults(name)
    for cells, what, why in (
        (found.errors, "error(s), like #N/A or #DIV/0!, made missing", "a formula failed there"),
        (found.uncomputed, "formula(s) made missing",
         "the file holds no result for them; open it in a spreadsheet and save it"),
    ):
        if cells:
            raw.tell(f"{len(cells):,} {what}: {', '.join(cells[:5])}{' ...' if len(cells) > 5 else ''}", why)


def _tell_header(lines: list[Line], names: list[str], raw: Raw) -> None:
    if not lines:
        raw.understood["header"] = "none"
        return
    first, last = lines[0].number, lines[-1].number
    raw.understood["header"] = f"row {last}" if first == last else f"rows {first} to {last}"
    if first != last:
        joined = next((name for name in names if " / " in name), names[0])
        raw.tell(f"names joined from rows {first} to {last}, like {shown(joined)}", "the header has several rows",
                 first)


def _columns(names: list[str], body: list[Line], raw: Raw) -> pd.DataFrame:
    """The columns that have a name or a value."""
    wide = len(body[0].cells) if body else len(names)
    names = names or [f"column {i + 1}" for i in range(wide)]
    used = [i for i in range(wide) if (names[i] and raw.understood["header"] != "none")
            or any(line.cells[i] != "" for line in body)]
    if raw.understood["header"] == "none":
        names = dict(zip(used, (f"column {i + 1}" for i in range(len(used)))))
        raw.tell(f"columns called 'column 1' to 'column {len(used)}'", "no row holds names")
    _tell_blanks(body, used, raw)
    columns = []
    for i in used:
        filled = sum(line.cells[i] != "" and line.bare[i] == "" for line in body)
        if filled:
            raw.tell(f"column '{names[i]}': {filled:,} cell(s) filled with what they were merged with",
                     "one value stood for all")
        columns.append(column_of([_plain(line.cells[i]) for line in body], str(names[i]), raw))
    table = pd.concat(columns, axis=1) if columns else pd.DataFrame(index=range(len(body)))
    table.columns = [names[i] for i in used]
    return table


def _tell_blanks(body: list[Line], used: list[int], raw: Raw) -> None:
    blank = sum(here.number - above.number - 1 for above, here in zip(body, body[1:]))
    if blank:
        gaps = [above.number + 1 for above, here in zip(body, body[1:]) if here.number > above.number + 1]
        raw.tell(f"{blank:,} blank row(s) left out", "they hold nothing", gaps[0] if len(gaps) == 1 else None)
    between = used[-1] - used[0] + 1 - len(used) if used else 0
    if between:
        raw.tell(f"{between:,} blank column(s) left out", "they have neither name nor value")


def _text(line: Line) -> str:
    return "\t".join(as_text(cell) for cell in line.bare if cell != "")


def _plain(cell):
    """Whole numbers as such: a spreadsheet stores every number as a real."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return int(cell)
    if isinstance(cell, (dt.time, dt.timedelta)):
        return str(cell)
    return cell
