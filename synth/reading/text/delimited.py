"""CSV, TSV and their kin -> raw tables; and tables -> plain CSV."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.csv

from synth.reading.text.decode import decode
from synth.reading.text.dialect import Dialect, sniff
from synth.reading.text.header import header_rows
from synth.reading.text.layout import HEAD, Layout, layout_of, table_of
from synth.reading.text.lines import lines_of
from synth.reading.text.margins import comments, maybe_footer, titles
from synth.reading.limits import refuse_endless, refuse_wide
from synth.reading.types.numerals import decimal_mark
from synth.reading.options import Options
from synth.reading.text.ragged import Rows, split_rows
from synth.reading.text.repair import Repair
from synth.reading.result import Raw, ReadError, shown
from synth.reading.source import Source
from synth.reading.types.typed import typed


def read(source: Source, options: Options = Options()) -> Raw:
    """The table. Raises: ReadError for binary data, web pages and files without rows."""
    raw = Raw("csv", understood=dict(source.understood))
    refuse_endless(source.data, source.name)
    text = decode(source.data, source.name, raw)
    if re.match(r"\s*<(!doctype|html|\?xml)", text[:200], re.IGNORECASE):
        raise ReadError(f"'{source.name}' is a web page or XML, not a table; download the data itself.")
    if source.suffix in ("xlsx", "xls", "parquet", "feather", "ods"):
        raw.tell("read as CSV", f"its content is text, though its name ends in .{source.suffix}")
    text = text.rstrip("\r\n") + "\n"
    text, dialect, first = _dialect(text if "\n" in text[:-1] else text.replace("\r", "\n"), raw)
    raw.understood |= dialect.told()
    refuse_wide(text[: text.find("\n")].count(dialect.delimiter or "\n") + 1, source.name)
    names, columns = _fast(text, dialect, options, raw) or _careful(text, dialect, options, first, raw)
    if not columns or not len(columns[0]):
        raise ReadError(
            f"'{source.name}' holds only the header {shown(', '.join(names))} and no rows; add rows and read it again."
        )
    point = decimal_mark(columns)
    raw.table = pd.DataFrame(
        {i: typed(values, name.strip(), raw, point=point) for i, (name, values) in enumerate(zip(names, columns))},
        copy=False,
    )
    raw.table.columns = names
    raw.plain = pd.DataFrame({i: pd.arrays.ArrowExtensionArray(values) for i, values in enumerate(columns)}, copy=False)
    return raw


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """Writes plain CSV: commas, double quotes where needed, UTF-8, ISO dates, \\r\\n; missing is empty.

    What `read` gave reads back equal. A row without any value begins with "", so that it is no blank line.
    Source: RFC 4180.
    """
    form = dict(index=False, lineterminator="\r\n", date_format=None)
    empty = np.flatnonzero(_valueless(table)) if table.shape[1] > 1 else []
    with path.open("w", encoding="utf-8", newline="") as file:
        table.iloc[: 0 if len(empty) else None].to_csv(file, **form)
        begin = 0
        for row in [*empty, len(table)] if len(empty) else ():
            table.iloc[begin:row].to_csv(file, header=False, **form)
            file.write('""' + "," * (table.shape[1] - 1) + "\r\n" if row < len(table) else "")
            begin = row + 1


def _valueless(table: pd.DataFrame) -> np.ndarray:
    """Whether each row is without any value."""
    empty = np.ones(len(table), dtype=bool)
    for _, values in table.items():
        if not empty.any():
            break
        texts = values.dtype == object or pd.api.types.is_string_dtype(values.dtype)
        empty &= (values.isna() | (values == "") if texts else values.isna()).to_numpy(dtype=bool)
    return empty


def _dialect(text: str, raw: Raw) -> tuple[str, Dialect, int]:
    """The text, its dialect and the number of its first line, with a first line 'sep=;' obeyed and taken away."""
    said = re.match(r"sep=(.)\r?\n", text)
    if not said:
        return text, sniff(text), 1
    raw.tell(f"left out '{said[0].strip()}'", "it tells Excel the delimiter and is no data", 1)
    text = text[said.end() :]
    return text, replace(sniff(text), delimiter=said[1]), 2


def _fast(text: str, dialect: Dialect, options: Options, raw: Raw) -> tuple[list[str], list] | None:
    """Names and columns by Arrow; None where the file is odd in any way, so that row by row is the way to read it."""
    if (
        options.lines
        or (options.header or 0) > 1
        or dialect.padded
        or dialect.escape is not None
        or _stray(text, dialect)
    ):
        return None
    head = split_rows(text, dialect, stop=HEAD)
    headed = _plain_header(head, options.header)
    if headed is None or _blank(text, dialect, len(head.rows[0])) or _noted(text, dialect, len(head.rows[0])):
        return None
    columns = _columns(text, dialect, len(head.rows[0]), headed)
    if columns is None:
        return None
    layout = Layout(len(head.rows[0]), [0] if headed else [], nameless=options.header == 0)
    return table_of(Rows(head.rows[:1], [1], [""]), layout, raw)[0], columns


def _plain_header(head: Rows, header: int | None) -> int | None:
    """Whether the first row names the columns; None where rows differ in length or more stands round them."""
    if not head.rows or head.stray or head.blank or len({len(row) for row in head.rows}) != 1:
        return None
    wide = len(head.rows[0])
    if titles(head, wide) or any(line.startswith("#") for line in head.originals):
        return None
    deep, units = header_rows(head.rows)
    return None if deep > 1 or units else deep if header is None else header


def _blank(text: str, dialect: Dialect, wide: int) -> bool:
    """Whether a line is blank but for delimiters; in a text of one column such a line is a missing value."""
    empty = (dialect.delimiter or "") * (wide - 1)
    return dialect.delimiter is not None and any(
        f"\n{between}{end}" in text for between in {"", empty} for end in ("\n", "\r\n")
    )


def _noted(text: str, dialect: Dialect, wide: int) -> bool:
    """Whether the last lines may hold totals or notes."""
    end = split_rows(text[-20_000:].split("\n", 1)[-1], dialect)
    return maybe_footer(end.rows[-20:], wide)


def _stray(text: str, dialect: Dialect) -> bool:
    """Whether quotes may be stray: an odd number of them, or one with neither delimiter nor line end beside it."""
    if text.count(dialect.quote) % 2 == 1:
        return True
    quote, delimiter = re.escape(dialect.quote), re.escape(dialect.delimiter or "\x1f")
    plain = rf"[^{quote}{delimiter}\r\n]"
    # Beginning with the quote itself, so that the search leaps from quote to quote.
    inside = rf"(?<={plain}{quote})(?={plain})"
    opening = rf"{quote}(?={plain})(?<![^{delimiter}\n]{quote}{quote})"
    return bool(re.search(rf"{quote}(?:{inside}|{opening})", text))


def _columns(text: str, dialect: Dialect, wide: int, headed: int) -> list | None:
    """Columns of text by Arrow, None where a row has another length than the first, or spans several lines."""
    keys = [str(i) for i in range(wide)]
    try:
        table = pa.csv.read_csv(
            BytesIO(text.encode("utf-8")),
            pa.csv.ReadOptions(use_threads=False, column_names=keys, skip_rows_after_names=headed, block_size=2**24),
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
    return [table.column(key) for key in keys] if table.num_rows + headed == text.count("\n") else None


def _careful(text: str, dialect: Dialect, options: Options, first: int, raw: Raw) -> tuple[list[str], list]:
    """Names and columns, row by row, with every repair told."""
    lines = lines_of(text)
    found = split_rows(lines, dialect, choices=options.lines, first=first)
    if not found.rows:
        raise ReadError("The file holds no row that is not blank or left out; choose a file with a header and rows.")
    remarks = comments(found, found.wide)
    layout = layout_of(found.without(remarks), options.header)
    if remarks or dialect.quote in text or len({len(row) for row in found.rows}) > 1:
        repair = _repair(found.without(remarks), layout, dialect, remarks)
        found = split_rows(lines, dialect, repair=repair, choices=options.lines, first=first)
        layout = layout_of(found, options.header)
    names, rows = table_of(found, layout, raw)
    columns = zip(*rows) if rows else [()] * len(names)
    return names, [pa.array(column, pa.large_string()) for column in columns]


def _repair(found: Rows, layout: Layout, dialect: Dialect, remarks: set[int]) -> Repair:
    header = found.lines[layout.header[-1]] if layout.header else None
    begin = header or (found.lines[layout.above[-1]] + 1 if layout.above else 1)
    end = found.lines[layout.below[0]] if layout.below else found.lines[-1] + 1
    return Repair(found, dialect, layout.wide, header, range(begin, end), remarks)
