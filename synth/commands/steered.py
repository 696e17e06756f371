"""Options that say how a real table is read, and the table read so."""

from synth.commands.typed import pairs, several, words
from synth.dataset import Dataset


def options(parser) -> None:
    parser.add_argument("--sample", type=int, metavar="ROWS", help="take that many rows, drawn at random")
    columns(parser)


def columns(parser) -> None:
    """Which columns there are, of which kinds, and what is missing in them."""
    several(parser, "--leave-out", "COLUMN")
    several(parser, "--kind", "COLUMN=KIND", "read a column as another kind")
    several(parser, "--missing", "COLUMN=WORD[,WORD]", "words that stand for missing")


def steered(options) -> Dataset:
    """The table of options.file. Raises: ValueError; OSError."""
    from synth.reading import Options
    from synth.reading.apart.reader import read_apart

    data = read_apart(options.file, options=Options(rows=options.sample)).dataset
    target = getattr(options, "target", None) or data.target
    kinds, missing = pairs(options.kind, "--kind"), words(options.missing, "--missing")
    return data.steer(kinds, options.leave_out, target if target not in options.leave_out else None, missing)
