"""Spreadsheets (xlsx, xls, xlsb, ods) -> raw tables."""

import datetime as dt
from io import BytesIO

import pandas as pd

from synth.reading.cells import column_of
from synth.reading.options import Options
from synth.reading.result import Raw, ReadError, shown
from synth.reading.source import Source


def suits(source: Source) -> bool:
    return source.book


def read(source: Source, options: Options = Options()) -> Raw:
    """The first sheet that is not empty. Raises: ReadError for a damaged or protected book, or one without cells."""
    from python_calamine import CalamineError, CalamineWorkbook

    raw = Raw("excel", understood=dict(source.understood))
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(source.data))
        sheets = list(book.sheet_names)
        filled = ((name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in sheets)
        chosen, rows = next(((name, rows) for name, rows in filled if any(_filled(row) for row in rows)), (None, []))
    except CalamineError as error:
        raise ReadError(f"'{source.name}' is damaged, or protected by a password: {error}; save it again.") from None
    if chosen is None:
        raise ReadError(f"'{source.name}' has no sheet with cells in it; fill one and save it again.")
    raw.understood["sheet"] = f"{chosen} ({sheets.index(chosen) + 1} of {len(sheets)})"
    if len(sheets) > 1:
        raw.tell(
            f"only the sheet '{chosen}' was read",
            f"a dataset is one table; the others are {', '.join(s for s in sheets if s != chosen)}",
        )
    raw.table = _table(rows, raw)
    return raw


def _filled(row: list) -> bool:
    return any(cell != "" for cell in row)


def _table(rows: list[list], raw: Raw) -> pd.DataFrame:
    """The block of cells under its header row: the first that fills at least half the columns used."""
    used = [i for i in range(max(map(len, rows))) if any(i < len(row) and row[i] != "" for row in rows)]
    rows = [(number, [row[i] if i < len(row) else "" for i in used]) for number, row in enumerate(rows, start=1)]
    rows = [(number, row) for number, row in rows if _filled(row)]
    head = next((i for i, (_, row) in enumerate(rows) if sum(cell != "" for cell in row) * 2 > len(used)), 0)
    for number, row in rows[:head]:
        raw.tell(
            f"left out {shown(' '.join(str(cell) for cell in row if cell != ''))}", "it stands above the header", number
        )
    number, names = rows[head]
    raw.understood["header"] = f"row {number}"
    body = [row for _, row in rows[head + 1:]]
    columns = [column_of([_plain(row[i]) for row in body], str(name), raw) for i, name in enumerate(names)]
    table = pd.concat(columns, axis=1) if columns else pd.DataFrame(index=range(len(body)))
    table.columns = [str(_plain(name)) if name != "" else "" for name in names]
    return table


def _plain(cell):
    """Whole numbers as such: a spreadsheet stores every number as a real."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return int(cell)
    if isinstance(cell, (dt.time, dt.timedelta)):
        return str(cell)
    return cell
