"""CSV, TSV and their kin -> raw tables; and tables -> plain CSV."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.csv

from synth.reading.decode import decode
from synth.reading.dialect import Dialect, has_header, sniff
from synth.reading.ragged import Rows, split_rows
from synth.reading.options import Options
from synth.reading.result import Raw, ReadError, shown
from synth.reading.source import Source
from synth.reading.typed import typed

HEAD = 200
"""Rows that decide whether there is a header, and how wide the table is."""


def read(source: Source, options: Options = Options()) -> Raw:
    """The table. Raises: ReadError for binary data, web pages and files without rows."""
    raw = Raw("csv", understood=dict(source.understood))
    text = decode(source.data, source.name, raw)
    if re.match(r"\s*<(!doctype|html|\?xml)", text[:200], re.IGNORECASE):
        raise ReadError(f"'{source.name}' is a web page or XML, not a table; download the data itself.")
    if source.suffix in ("xlsx", "xls", "parquet", "feather", "ods"):
        raw.tell("read as CSV", f"its content is text, though its name ends in .{source.suffix}")
    text = text.rstrip("\r\n") + "\n"
    text, dialect = _dialect(text if "\n" in text[:-1] else text.replace("\r", "\n"), raw)
    raw.understood |= dialect.told()
    head = split_rows(text, dialect, stop=HEAD)
    rows = None if _odd(head, text, dialect) else _fast(text, dialect, head, raw)
    names, columns = rows or _careful(text, dialect, raw)
    if not columns or not len(columns[0]):
        raise ReadError(
            f"'{source.name}' holds only the header {shown(', '.join(names))} and no rows; add rows and read it again."
        )
    raw.table = pd.DataFrame(
        {i: typed(values, name.strip(), raw) for i, (name, values) in enumerate(zip(names, columns))}, copy=False
    )
    raw.table.columns = names
    raw.plain = pd.DataFrame({i: pd.arrays.ArrowExtensionArray(values) for i, values in enumerate(columns)}, copy=False)
    return raw


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """Writes plain CSV: commas, double quotes where needed, UTF-8, ISO dates, \\r\\n; missing is empty.

    What `read` gave reads back equal. A lone empty cell in a line is written as "", so that the line is not blank.
    Source: RFC 4180.
    """
    table.to_csv(path, index=False, encoding="utf-8", lineterminator="\r\n", date_format=None)


def _dialect(text: str, raw: Raw) -> tuple[str, Dialect]:
    """The dialect, with a first line 'sep=;' obeyed and taken away."""
    said = re.match(r"sep=(.)\r?\n", text)
    if not said:
        return text, sniff(text)
    raw.tell(f"left out '{said[0].strip()}'", "it tells Excel the delimiter and is no data", 1)
    text = text[said.end():]
    return text, replace(sniff(text), delimiter=said[1])


def _odd(head: Rows, text: str, dialect: Dialect) -> bool:
    """Whether the careful reader is needed: rows of other lengths, open or padded quotes, escapes, blank lines."""
    return (bool(head.unclosed) or len({len(row) for row in head.rows}) != 1 or head.above > 0
            or dialect.padded or dialect.escape is not None or head.blank > 0 or _stray(text, dialect))


def _stray(text: str, dialect: Dialect) -> bool:
    """Whether quotes may be stray: an odd number of them, or one with neither delimiter nor line end beside it."""
    if text.count(dialect.quote) % 2 == 1:
        return True
    quote, delimiter = re.escape(dialect.quote), re.escape(dialect.delimiter or "\x1f")
    plain = rf"[^{quote}{delimiter}\r\n]"
    stray = re.compile(rf"{plain}{quote}{plain}|(?:^|{delimiter}){quote}{quote}{plain}", re.MULTILINE)
    return dialect.quote in text and bool(stray.search(text))


def _fast(text: str, dialect: Dialect, head: Rows, raw: Raw) -> tuple[list[str], list] | None:
    """Names and columns by Arrow, None where a row has another length than the first, or spans several lines."""
    if not head.rows:
        return None
    headed = has_header(head.rows)
    wide = len(head.rows[0])
    keys = [str(i) for i in range(wide)]
    try:
        table = pa.csv.read_csv(
            BytesIO(text.encode("utf-8")),
            pa.csv.ReadOptions(
                use_threads=False, column_names=keys, skip_rows_after_names=int(headed), block_size=2**24
            ),
            pa.csv.ParseOptions(
                delimiter=dialect.delimiter or "\x1f",
                quote_char=dialect.quote,
                newlines_in_values=True,
                ignore_empty_lines=False,
            ),
            pa.csv.ConvertOptions(column_types=dict.fromkeys(keys, pa.large_string()), strings_can_be_null=False),
        )
    except pa.ArrowInvalid:
        return None
    if table.num_rows + headed != text.count("\n"):
        return None
    return _names(head.rows[0], headed, wide, raw), [table.column(key) for key in keys]


def _names(first: list[str], headed: bool, wide: int, raw: Raw) -> list[str]:
    raw.understood["header"] = "first row" if headed else "none"
    if not headed:
        raw.tell(f"columns called 'column 1' to 'column {wide}'", "the first row looks like data, not like names")
    return first if headed else [f"column {i + 1}" for i in range(wide)]


def _careful(text: str, dialect: Dialect, raw: Raw) -> tuple[list[str], list]:
    """Names and columns, row by row, with every repair told."""
    found = split_rows(text, dialect)
    if not found.rows:
        raise ReadError("The file holds blank lines only; choose a file with a header and rows.")
    if dialect.quote in text:
        found = split_rows(text, dialect, wide=found.wide)
    raw.tell_lines(found.unclosed, "quotes open and close a value, or are doubled inside one; these do not")
    rows = found.even(raw)
    headed = has_header(rows[:HEAD])
    wide = len(rows[0])
    names = _names(rows[0], headed, wide, raw)
    columns = zip(*rows[headed:]) if len(rows) > headed else [()] * wide
    return names, [pa.array(column, pa.large_string()) for column in columns]
