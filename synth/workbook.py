"""A table -> an Excel file whose cells hold exactly what the table does."""

import re
from pathlib import Path

import pandas as pd

ROWS = 1_048_575
TEXT = 32_767
_COLUMNS = 16_384
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\t\ufffe\uffff]|^[ \t\n]+$")
_FIRST_DAY = pd.Timestamp("1900-03-01")


def write_xlsx(table: pd.DataFrame, path: Path) -> None:
    """Numbers as numbers, save whole ones of more than 15 digits, which Excel would round: they become text, as do
    moments that it would round or has no number for, and those with a zone.

    Raises: ValueError where the table has more rows or columns than a sheet, or texts longer than a cell.
    Source: ECMA-376, part 1, 22.9.2.19 (escapes in texts).
    """
    if len(table) > ROWS or table.shape[1] > _COLUMNS:
        raise ValueError(f"An Excel sheet holds {ROWS:,} rows and {_COLUMNS:,} columns, the table {len(table):,} and "
                         f"{table.shape[1]:,}; take CSV or Parquet.")
    _refuse_long(table)
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("synthetic")
    sheet.append([_cell(sheet, name) for name in table.columns])
    plain = [_values(values) for _, values in table.items()]
    for row in zip(*plain):
        sheet.append([_cell(sheet, value) for value in row])
    book.save(path)


def _refuse_long(table: pd.DataFrame) -> None:
    """Raises: ValueError. Before anything is written, since openpyxl leaves open what it has begun."""
    for name, values in table.items():
        texts = (value for value in (name, *values.dropna().unique()) if isinstance(value, str))
        if (longest := max(map(len, texts), default=0)) > TEXT:
            raise ValueError(f"Column '{str(name)[:60]}' holds a text of {longest:,} characters, and an Excel cell "
                             f"holds {TEXT:,}; take CSV or Parquet.")


def _values(values: pd.Series) -> list:
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        known = values.dropna()
        if getattr(values.dtype, "tz",
                   None) is not None or (known < _FIRST_DAY).any() or (known.dt.floor("ms") != known).any():
            return values.map(lambda moment: moment.isoformat(),
                              na_action="ignore").astype(object).where(values.notna(), None).tolist()
        return [None if pd.isna(moment) else moment.to_pydatetime() for moment in values]
    return values.astype(object).where(values.notna(), None).tolist()


def _cell(sheet, value):
    """The value as openpyxl takes it; texts that it would take for formulas or errors, and reals that it would round,
    by hand."""
    if isinstance(value, str):
        return _text(sheet, value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) >= 10**15:
        return _text(sheet, str(value))
    if isinstance(value, float) and float(f"{value:.16g}") != value:
        return _made(sheet, repr(value), "n")
    return value


def _text(sheet, value: str):
    escaped = _ESCAPED.sub(lambda found: "".join(f"_x{ord(letter):04X}_" for letter in found[0]), value)
    return _made(sheet, escaped, "s") if escaped != value or value[:1] in ("=", "#") else value


def _made(sheet, value: str, kind: str):
    """A cell whose stored form is given, past openpyxl's conversion and its check for control characters."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    cell._value, cell.data_type = value, kind
    return cell
