"""The one place that knows every format: a source -> a raw table."""

from synth.reading.formats.declared import declared
from synth.reading.formats.declared import read as read_declared
from synth.reading.options import Options
from synth.reading.result import Raw
from synth.reading.source import Source


def parse(source: Source, options: Options = Options()) -> Raw:
    """What the reader that suits the bytes makes of them, from disk where that reader can do so; CSV where none does. A
    file of our own with its types declared beside it is read by them, unless the user decides otherwise.

    Raises: ReadError.
    """
    about = None if options.lines or options.header is not None or options.table else declared(source)
    if about is not None:
        return read_declared(source, about)
    from synth.reading.books import sheet
    from synth.reading.databases import database_file
    from synth.reading.formats import arff, columnar, nested, statistical
    from synth.reading.large import table as large
    from synth.reading.packed import archive
    from synth.reading.text import delimited

    for family in (archive, large, database_file, statistical):
        if family.suits(source):
            return family.read(source, options)
    source = source.whole()
    for family in (columnar, sheet, nested, arff):
        if family.suits(source):
            return family.read(source, options)
    return delimited.read(source, options)
