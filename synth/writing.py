"""Tables -> files that people take away: CSV, Parquet, Excel, JSON lines."""

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from synth.atomic import beside

EXCEL_ROWS = 1_048_575
EXCEL_TEXT = 32_767
_FORMULA = re.compile(r"^[=+\-@\t\r]")
_HARMLESS = re.compile(r"^[+\-]?[\d\s().,\-/]*$")


def defused(table: pd.DataFrame) -> pd.DataFrame:
    """The table with an apostrophe before every text that a spreadsheet would run as a formula, in names and values.

    Numbers and phone numbers stay as they are. Source: OWASP, "CSV Injection".
    """
    def safe(value):
        risky = isinstance(value, str) and _FORMULA.match(value) and not _HARMLESS.match(value)
        return f"'{value}" if risky else value

    changed = {}
    for name, values in table.items():
        if pd.api.types.is_string_dtype(values.dtype) or values.dtype == object or values.dtype == "category":
            known = {value: safe(value) for value in values.dropna().unique()}
            if any(new is not old for old, new in known.items()):
                changed[name] = values.astype(object).map(lambda value: known.get(value, value), na_action="ignore")
    return table.assign(**changed).rename(columns=safe)


def _csv(table: pd.DataFrame, path: Path) -> None:
    from synth.reading.delimited import write_csv

    write_csv(table, path)


def _xlsx(table: pd.DataFrame, path: Path) -> None:
    """Raises: ValueError where the table has more rows than a sheet, or texts that a cell cannot hold."""
    if len(table) > EXCEL_ROWS:
        raise ValueError(f"An Excel sheet holds {EXCEL_ROWS:,} rows, the table {len(table):,}; take CSV or Parquet.")
    if not _fits_cells(table):
        raise ValueError(f"The table holds control characters or texts of more than {EXCEL_TEXT:,} characters, which an Excel cell "
                         "cannot; take CSV or Parquet.")
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("synthetic")
    sheet.append([_excel_cell(sheet, name) for name in table.columns])
    plain = [_excel_cells(values) for _, values in table.items()]
    for row in zip(*plain):
        sheet.append([_excel_cell(sheet, value) for value in row])
    book.save(path)


def _excel_cells(values: pd.Series) -> list:
    if getattr(values.dtype, "tz", None) is not None:
        values = values.map(lambda moment: moment.isoformat(), na_action="ignore")
    elif values.dtype == "datetime64[ns]":
        return [None if pd.isna(moment) else moment.to_pydatetime() for moment in values]
    return values.astype(object).where(values.notna(), None).tolist()


def _excel_cell(sheet, value):
    """The value as a cell takes it: text beginning with = stays text, integers that Excel would round become text."""
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, int) and abs(value) >= 10**15:
        return str(value)
    if not (isinstance(value, str) and value.startswith("=")):
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell


def _fits_cells(table: pd.DataFrame) -> bool:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    texts = (text for _, values in table.items() if values.dtype == object or values.dtype == "category"
             for text in values.dropna().unique())
    return not any(isinstance(text, str) and (len(text) > EXCEL_TEXT or ILLEGAL_CHARACTERS_RE.search(text))
                   for text in (*table.columns, *texts))


def _jsonl(table: pd.DataFrame, path: Path) -> None:
    table.to_json(path, orient="records", lines=True, date_format="iso", force_ascii=False, double_precision=15)


FORMATS: dict[str, tuple[str, str, Callable[[pd.DataFrame, Path], None]]] = {
    "csv": ("CSV", "text/csv", _csv),
    "parquet": ("Parquet", "application/vnd.apache.parquet", lambda table, path: table.to_parquet(path, index=False)),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "jsonl": ("JSON lines", "application/x-ndjson", _jsonl),
}
"""By file ending: title, media type, writer."""


def write(table: pd.DataFrame, path: Path, defuse: bool = False) -> None:
    """Writes the table in the format of the path's ending, whole or not at all.

    Raises: ValueError for an unknown ending and for what the format cannot hold; OSError.
    """
    ending = path.suffix.lower().lstrip(".")
    if ending not in FORMATS:
        raise ValueError(f"'{path.name}' must end in one of {', '.join('.' + e for e in FORMATS)}.")
    with beside(path) as part:
        FORMATS[ending][2](defused(table) if defuse and ending in ("csv", "xlsx") else table, part)
