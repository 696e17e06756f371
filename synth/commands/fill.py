"""Rows with gaps, completed."""

from pathlib import Path

from synth.commands.printed import printed
from synth.commands.steered import columns
from synth.commands.typed import several
from synth.progress import Progress

HELP = "learn a table and fill the gaps of rows, several times over; cells given stay as they are"


def options(parser) -> None:
    parser.add_argument("real", type=Path, metavar="REAL", help="the table to learn from")
    parser.add_argument(
        "rows",
        type=Path,
        nargs="?",
        metavar="ROWS",
        help="the rows to fill, with all or some columns; else the table's own",
    )
    parser.add_argument(
        "--technique", default="sequential_trees", metavar="NAME", help="one of those that `techniques` lists"
    )
    parser.add_argument(
        "--recipe", type=Path, metavar="FILE", help="a recipe saved before, instead of --technique and the rest"
    )
    several(parser, "--set", "KEY=VALUE", "parameters of the technique")
    parser.add_argument("--draws", type=int, default=5, metavar="M", help="completed tables, 1 to 20")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="same seed, same tables")
    columns(parser)
    several(parser, "--rule", "RULE", "what filled rows keep, as far as they can")
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="ends in .csv, .parquet, .xlsx or .jsonl"
    )
    parser.add_argument(
        "--apart",
        action="store_true",
        help="a file for each draw, FILE-1 and so on, instead of all in one with a column that says which",
    )


def run(options, progress: Progress) -> None:
    from synth.filling.command import run as filled

    printed(options, *filled(options, progress))
