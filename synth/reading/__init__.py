"""Files -> datasets, with every repair told."""

from pathlib import Path

from synth.reading.options import Options
from synth.reading.result import Reading, ReadError, Repair

__all__ = ["Options", "ReadError", "Reading", "Repair", "read"]


def read(path: Path, name: str | None = None, target: str | None = None, options: Options = Options()) -> Reading:
    """The table in a file: CSV and its kin, Parquet, Feather, Excel, OpenDocument, JSON, JSON lines; packed or not.

    What the bytes are counts, not what the name ends in. The dataset is called name, else like the file.
    Raises: ReadError, in a sentence, for a file that holds no table; ValueError for an unknown target.
    """
    from synth.reading.finish import finish
    from synth.reading.source import open_source

    path = Path(path)
    raw = _raw(open_source(path), options)
    return finish(raw, name or path.name.split(".")[0] or path.name, target, options.rows)


def _raw(source, options: Options):
    """What the reader for it makes of the source, from disk where that reader can do so."""
    from synth.reading import arff, columnar, database_file, delimited, large, nested, sheet, statistical

    for family in (large, database_file, statistical):
        if family.suits(source):
            return family.read(source, options)
    source = source.whole()
    for family in (columnar, sheet, nested, arff):
        if family.suits(source):
            return family.read(source, options)
    return delimited.read(source, options)
