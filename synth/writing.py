"""Tables -> files that people take away: CSV, Parquet, Excel, JSON lines."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from synth.atomic import beside
from synth.reading.formats.declared import ENDING
from synth.verified import VERIFIED, declare_verified, reads_back, write_quoted
from synth.workbook import write_xlsx

_FORMULA = re.compile(r"^[\s\"]*[=+\-@＝＋－＠]|^[\t\r\n]")
_NUMBER = re.compile(r"^[+\-]?[\d ().,\-/]*([eE][+\-]?\d+)? ?%?$")
_WITHIN = re.compile(r"([;\t\r\n]\"?)(?=[=@＝＠]|[+\-＋－](?![\d ().,]))")
"""Where a new cell begins for a program that separates by semicolons or tabs, or does not honour quotes."""


def defused(table: pd.DataFrame) -> pd.DataFrame:
    """The table with an apostrophe before all that a spreadsheet would run as a formula, in names and values.

    Numbers and phone numbers stay as they are. Source: OWASP, "CSV Injection".
    """
    def safe(value):
        if not isinstance(value, str):
            return value
        within = _WITHIN.sub(r"\1'", value)
        return f"'{within}" if _FORMULA.match(value) and not _NUMBER.match(value) else within

    changed = {}
    for name, values in table.items():
        if pd.api.types.is_string_dtype(values.dtype) or values.dtype == object or values.dtype == "category":
            known = {value: safe(value) for value in values.dropna().unique()}
            if any(new != old for old, new in known.items()):
                changed[name] = values.astype(object).map(lambda value: known.get(value, value), na_action="ignore")
    return table.assign(**changed).rename(columns=safe)


def _csv(table: pd.DataFrame, path: Path) -> None:
    from synth.reading.text.delimited import write_csv

    write_csv(table, path)


def _parquet(table: pd.DataFrame, path: Path) -> None:
    table.to_parquet(path, index=False)


def _jsonl(table: pd.DataFrame, path: Path) -> None:
    """One record a line; numbers with all their digits, moments as ISO text. Source: jsonlines.org."""
    columns = [[f"{json.dumps(name, ensure_ascii=False)}:{value}" for value in _json_values(values)] for name,
               values in table.items()]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{{{','.join(record)}}}\n" for record in zip(*columns))


def _json_values(values: pd.Series) -> list[str]:
    if values.dtype.kind == "M" or getattr(values.dtype, "tz", None) is not None:
        values = values.map(lambda moment: moment.isoformat(), na_action="ignore")
    return [json.dumps(value, ensure_ascii=False) for value in values.astype(object).where(values.notna(), None)]


FORMATS: dict[str, tuple[str, str, Callable[[pd.DataFrame, Path], None]]] = {
    "csv": ("CSV", "text/csv", _csv),
    "parquet": ("Parquet", "application/vnd.apache.parquet", _parquet),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "jsonl": ("JSON lines", "application/x-ndjson", _jsonl),
}
"""By file ending: title, media type, writer."""

DEFUSED = ("csv", "xlsx")
"""Endings of files that spreadsheets open."""


def write(table: pd.DataFrame, path: Path, defuse: bool = False) -> tuple[Path, ...]:
    """Writes the table in the format of the path's ending, whole or not at all; the files written, which is one or two.

    What is written reads back equal, dtypes included: the file is read again, and where plain reading would give
    another table, a declaration of its types is written beside it (see synth.reading.formats.declared).
    Raises: ValueError for an unknown ending and for what the format cannot hold; OSError.
    """
    ending = path.suffix.lower().lstrip(".")
    if ending not in FORMATS:
        raise ValueError(f"'{path.name}' must end in one of {', '.join('.' + e for e in FORMATS)}.")
    table = defused(table) if defuse and ending in DEFUSED else table
    types = path.with_name(path.name + ENDING)
    with beside(path) as part:
        _put(FORMATS[ending][2], table, part)
        if not table.size or (table.size <= VERIFIED and reads_back(table, part)):
            types.unlink(missing_ok=True)
            return (path,)
        if ending == "csv":
            _put(write_quoted, table, part)
        with beside(types) as declaration:
            declare_verified(table, part, path.name, declaration)
    return path, types


def _put(writer: Callable[[pd.DataFrame, Path], None], table: pd.DataFrame, path: Path) -> None:
    """Raises: ValueError where a text is none that can be written, half a character for instance."""
    try:
        writer(table, path)
    except UnicodeEncodeError as error:
        raise ValueError(f"A text holds {error.object[error.start:error.end]!r}, half a character, which no file can; "
                         "mend or drop it.") from None
