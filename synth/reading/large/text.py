"""Delimited text too large to load -> a sample, figures of the whole, and the lines that could not be read."""

from collections import Counter
from pathlib import Path

import pandas as pd
import pyarrow as pa

from synth.reading.large import table as large
from synth.reading.text import delimited
from synth.reading.text.dialect import Dialect, sniff
from synth.reading.large.figures import figures, spellings
from synth.reading.large.table import quoted
from synth.reading.options import Options
from synth.reading.text.ragged import split_rows
from synth.reading.result import TOLD, Raw, ReadError, shown
from synth.reading.source import Source
from synth.reading.large.straight import lines_at, straight
from synth.reading.types.typed import MISSING, typed

HEAD, LONGEST, BUFFER = 2**21, 2**22, 2**25
"""Bytes in which names and dialect are found, of a line that is still read,
and of the piece of the file that is held."""
BROKEN = 0.1
"""Share of lines beyond which the file was not understood, rather than broken here and there."""
_BROKEN = ("SELECT line_byte_position, any_value(csv_line), any_value(error_message) FROM reject_errors "
           "WHERE scan_id = (SELECT min(scan_id) FROM reject_errors) GROUP BY 1 ORDER BY 1")
"""The file is scanned more than once, and each scan tells of the same lines."""
_BROKEN = ("SELECT line_byte_position, any_value(csv_line), any_value(error_message) FROM reject_errors "
           "WHERE scan_id = (SELECT min(scan_id) FROM reject_errors) GROUP BY 1 ORDER BY 1")
"""The file is scanned more than once, and each scan tells of the same lines."""


def read(source: Source, options: Options, folder: Path) -> Raw:
    """The raw table, as large.read says. Raises: ReadError."""
    raw = Raw("csv", understood=dict(source.understood))
    path = straight(source, raw, folder)
    with path.open("rb") as file:
        head = file.read(HEAD)
    begun = delimited.read(Source(source.name, head[:head.rfind(b"\n") + 1] or head), options)
    dialect, above, wide = _start(head.decode("utf-8-sig", errors="replace"), begun)
    raw.understood |= {key: value for key, value in begun.understood.items() if key != "encoding"}
    raw.repairs += [each for each in begun.repairs if (each.line or above + 1) <= above or "called" in each.what]
    (folder / "whole.csv").symlink_to(path.absolute())
    with large.connect(folder, path) as connection:
        large.guarded(lambda: _fill(raw, connection, _Scan(folder / "whole.csv", dialect, above, wide),
                                    list(begun.table.columns)[:wide], options), source)
        broken = connection.execute(_BROKEN).fetchall()
    _tell_broken(broken, raw, path, source)
    return raw


class _Scan:
    """DuckDB's words for reading the file: text columns '0', '1' ...; broken lines go into reject_errors."""

    def __init__(self, path: Path, dialect: Dialect, above: int, wide: int):
        columns = ", ".join(f"'{i}': 'VARCHAR'" for i in range(wide))
        escape = dialect.escape or dialect.quote
        self.words = (f"{quoted(str(path))}, auto_detect=false, header=false, skip={above}, columns={{{columns}}}, "
                      f"delim={quoted(dialect.delimiter or chr(31))}, quote={quoted(dialect.quote)}, "
                      f"escape={quoted(escape)}, max_line_size={LONGEST}, buffer_size={BUFFER}, store_rejects=true, "
                      "rejects_limit=0")

    def spelled(self) -> str:
        return f"read_csv({self.words})"

    def known(self) -> str:
        """The same, null where a word stands for a missing value."""
        return f"read_csv({self.words}, nullstr=[{', '.join(map(quoted, MISSING))}])"


def _fill(raw: Raw, connection, scan: _Scan, names: list[str], options: Options) -> None:
    drawn = large.sampled(connection, scan.spelled(), len(names), options)
    columns = [column.combine_chunks().cast(pa.large_string()).fill_null("") for column in drawn.columns]
    made = {i: typed(values, name.strip(), raw) for i, (name, values) in enumerate(zip(names, columns))}
    raw.table = pd.DataFrame(made, copy=False).set_axis(names, axis=1)
    raw.plain = pd.DataFrame({i: pd.arrays.ArrowExtensionArray(values) for i, values in enumerate(columns)}, copy=False)
    raw.whole = figures(connection, scan.known(), names, spellings(connection, drawn, raw.table))
    for about in raw.whole["columns"]:
        if about.get("unread"):
            raw.tell(f"column '{about['name']}': {about['unread']:,} value(s) of the whole file left out of "
                     "its figures", "they are written in another way than those of the sample")


def _start(text: str, begun: Raw) -> tuple[Dialect, int, int]:
    """The dialect, how many lines stand above the first row, and how many values most rows have."""
    dialect = sniff(text)
    first = ["" if pd.isna(cell) else cell for cell in begun.plain.iloc[0]]
    found = split_rows(text, dialect, stop=delimited.HEAD)
    for i, (line, row) in enumerate(zip(found.lines, found.rows)):
        if row == first[:len(row)] and not any(first[len(row):]):
            wide = Counter(map(len, found.rows[i:])).most_common(1)[0][0]
            return dialect, line - 1, wide
    raise ReadError("The first row of the table cannot be found again in the large file; save it as plain CSV "
                    "or Parquet.")


def _tell_broken(broken: list[tuple[int, str, str]], raw: Raw, path: Path, source: Source) -> None:
    """Each line left out, with its number. Raises: ReadError where they are too many."""
    if len(broken) > BROKEN * (raw.whole["rows"] + len(broken)):
        raise ReadError(f"'{source.name}' has {len(broken):,} lines that do not fit the others "
                        f"({raw.whole['rows']:,} do); bring a part of it that can be loaded and mended, or "
                        "write it anew.")
    raw.whole["broken"] = len(broken)
    at = lines_at(path, [position for position, _, _ in broken[:TOLD]]
                  + [position for position, _, _ in broken[TOLD:][-1:]])
    told = [(line, f"left out {shown(text)}: {_why(message)}", text.strip("\r\n")[:2000])
            for line, (_, text, message) in zip(at, [*broken[:TOLD], *broken[TOLD:][-1:]])]
    told += told[-1:] * (len(broken) - len(told))
    raw.tell_lines(told, "it does not fit the other lines, and a file as large as this is not mended")


def _why(message: str) -> str:
    return message.rstrip(". ").lower()
