"""The one place that knows every format: a source -> a raw table."""

from synth.reading.options import Options
from synth.reading.result import Raw
from synth.reading.source import Source


def parse(source: Source, options: Options = Options()) -> Raw:
    """What the reader that suits the bytes makes of them, from disk where that reader can do so; CSV where none does.

    Raises: ReadError.
    """
    from synth.reading import archive, arff, columnar, database_file, delimited, large, nested, sheet, statistical

    for family in (archive, large, database_file, statistical):
        if family.suits(source):
            return family.read(source, options)
    source = source.whole()
    for family in (columnar, sheet, nested, arff):
        if family.suits(source):
            return family.read(source, options)
    return delimited.read(source, options)
