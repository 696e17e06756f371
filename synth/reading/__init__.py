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
    source = open_source(path)
    return finish(_family(source)(source, options), name or path.name.split(".")[0] or path.name, target)


def _family(source):
    """The reader for what the source holds."""
    from synth.reading import columnar, delimited, nested, sheet

    for family in (columnar, sheet, nested):
        if family.suits(source):
            return family.read
    return delimited.read
