"""Tables too large to load -> a sample of their rows, and figures of all of them, from disk in bounded memory."""

import tempfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet

from synth.reading.limits import SWOLLEN, Limits, refuse_wide
from synth.reading.options import Options
from synth.reading.result import Raw, ReadError
from synth.reading.source import Source

ROWS = 100_000
"""Rows of a sample where the user names no other number."""
_THIN = 1_000
"""Cells per byte of a file that no table has."""
_JSON = ("json", "jsonl", "ndjson", "geojson")


def suits(source: Source) -> bool:
    """Whether it is a delimited text or a Parquet file too large to be loaded."""
    if source.data[:4] == b"PAR1":
        return _decoded(source) > Limits.given().large
    return source.large and _is_text(source)


def read(source: Source, options: Options = Options()) -> Raw:
    """The sample, the same each time, in the order of the file, and `whole`: figures of all rows (see figures.py).

    Lines that cannot be read are left out of both, counted and told.
    Raises: ReadError for a file that holds no table, or too many lines of which cannot be read.
    """
    from synth.reading.large import text as large_text

    with tempfile.TemporaryDirectory(prefix="lookalike-") as folder:
        raw = (_parquet if source.data[:4] == b"PAR1" else large_text.read)(source, options, Path(folder))
    rows, taken = raw.whole["rows"], len(raw.table)
    if taken < rows:
        raw.understood["sample"] = f"a sample of {taken:,} of {rows:,} rows"
    return raw


def connect(folder: Path, path: Path):
    """DuckDB that holds a quarter of the memory at most, puts the rest into the folder,
    and sees that and the path alone."""
    import duckdb

    memory = max(2**27, min(2**30, Limits.given().memory // 4))
    connection = duckdb.connect(config={"memory_limit": f"{memory}B", "temp_directory": str(folder), "threads": 1,
                                        "preserve_insertion_order": False})
    connection.execute(f"SET allowed_directories = [{quoted(str(folder))}]")
    connection.execute(f"SET allowed_paths = [{quoted(str(path.resolve()))}]")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def quoted(text: str) -> str:
    """The text as SQL writes it."""
    return "'" + text.replace("'", "''") + "'"


def sampled(connection, scan: str, columns: int, options: Options) -> pa.Table:
    """Rows of what is scanned, drawn with equal chances, in its order."""
    drawn = connection.sql(f"SELECT * FROM (SELECT *, row_number() OVER () AS at FROM {scan}) "
                               f"USING SAMPLE reservoir({options.rows or ROWS} ROWS) REPEATABLE (0)").to_arrow_table()
    return drawn.sort_by("at").select(range(columns))


def guarded(work: Callable[[], Any], source: Source) -> Any:
    """What the work gives. Raises: ReadError instead of DuckDB's errors, which quote the data."""
    import duckdb

    limits = Limits.given()
    try:
        return work()
    except duckdb.OutOfMemoryException:
        raise ReadError(limits.out_of_memory(source.name)) from None
    except duckdb.IOException as error:
        full = any(words in str(error) for words in ("No space", "could not write", "failed to offload"))
        raise ReadError(limits.out_of_disk(source.name) if full else _unreadable(source)) from None
    except duckdb.Error:
        raise ReadError(_unreadable(source)) from None


def _unreadable(source: Source) -> str:
    return (f"'{source.name}' is too large to be loaded and too broken to be read row by row; mend it, or cut it "
            f"into files of less than {Limits.given().large / 1e9:g} GB.")


def _is_text(source: Source) -> bool:
    """Whether no other reader knows it: then it is a delimited text, or nothing."""
    from synth.reading.books import sheet
    from synth.reading.formats import columnar

    start = source.data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return not (columnar.suits(source) or sheet.suits(source) or source.suffix in _JSON or start in (b"{", b"[")
                or _binary(source.data[:4096]))


def _binary(head: bytes) -> bool:
    """Whether there are control bytes, other than in UTF-16, where every second byte may be null."""
    control = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return control > 0.02 * len(head) and not (head[:2] in (b"\xff\xfe", b"\xfe\xff") or 0.4 < head.count(0) / len(head)
                                               < 0.6)


def _decoded(source: Source) -> int:
    """Bytes, about, that a Parquet file takes in memory, 0 where that cannot be told.

    Raises: ReadError where it announces more cells than a file of its size can hold.
    """
    try:
        with source.open() as file:
            about = pa.parquet.read_metadata(file)
        stored = sum(about.row_group(i).total_byte_size for i in range(about.num_row_groups))
    except (pa.ArrowException, OSError, ValueError):
        return 0
    refuse_wide(about.num_columns, source.name)
    cells, size = about.num_rows * about.num_columns, source.path.stat().st_size if source.large else len(source.data)
    if cells > max(SWOLLEN, _THIN * size):
        raise ReadError(f"'{source.name}' has {size:,} bytes and announces {cells:,} cells, as no table does.")
    return max(stored, 8 * cells)


def _parquet(source: Source, options: Options, folder: Path) -> Raw:
    """A sample by way of a small Parquet file, so that it is understood as any other."""
    from synth.reading.formats import columnar
    from synth.reading.large.figures import figures

    path = folder / "whole.parquet"
    if source.large:
        path.symlink_to(source.path.absolute())
    else:
        path.write_bytes(source.data)
    with connect(folder, path) as connection:
        scan = f"read_parquet({quoted(str(path))})"
        columns = len(guarded(lambda: connection.execute(f"DESCRIBE SELECT * FROM {scan}").fetchall(), source))
        drawn = guarded(lambda: sampled(connection, scan, columns, options), source)
        small = BytesIO()
        pa.parquet.write_table(drawn, small)
        raw = columnar.read(Source(source.name, small.getvalue(), dict(source.understood)), options)
        raw.whole = guarded(lambda: figures(connection, scan, list(raw.table.columns), {}), source)
    return raw
