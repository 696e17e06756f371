"""Files -> datasets, with every repair told."""

from pathlib import Path

from synth.reading.options import Options
from synth.reading.result import Reading, ReadError, Repair

__all__ = ["Options", "ReadError", "Reading", "Repair", "read"]


def read(path: Path, name: str | None = None, target: str | None = None, options: Options = Options()) -> Reading:
    """The table in a file, packed or not: CSV and its kin, Excel, OpenDocument, Parquet, Feather, Arrow, JSON, JSON
    lines, SQLite, DuckDB, SPSS, Stata, SAS, ARFF; or in a zip archive of such files.

    What the bytes are counts, not what the name ends in. Where there are several tables, options.table says which; the
    reading's `tables` are their names. The dataset is called name, else like the file.
    Raises: ReadError, in a sentence, for a file that holds no table; ValueError for an unknown target.
    """
    from synth.reading.finish import finish
    from synth.reading.parse import parse
    from synth.reading.source import open_source

    path = Path(path)
    raw = parse(open_source(path), options)
    return finish(raw, name or path.name.split(".")[0] or path.name, target, options.rows)
