"""What techniques, scores and the screen measure up to."""

from pathlib import Path

from synth.commands.printed import printed
from synth.progress import Progress

HELP = (
    "measure techniques beside their peers, what conditions cost, how near balanced rows are, gaps filled, the scores, "
    "the budgets, the screen, or how odd files are read"
)


def options(parser) -> None:
    parser.add_argument(
        "what", choices=("techniques", "attacks", "conditions", "balance", "filling", "metrics", "budgets", "screen",
                         "reading")
    )
    parser.add_argument(
        "--data",
        type=Path,
        metavar="FOLDER",
        help="holds tables, whole or as NAME_trn.csv.gz and NAME_hol.csv.gz; for reading, the archives of odd files",
    )
    parser.add_argument("--tables", nargs="+", metavar="NAME", help="just these tables of the folder, or samples")
    parser.add_argument(
        "--peers", type=Path, metavar="FOLDER", help="published synthetic tables, in a folder per data set"
    )
    parser.add_argument("--only", nargs="+", metavar="NAME", help="just these techniques, or metrics")
    parser.add_argument(
        "--rows",
        type=int,
        default=1_000_000,
        metavar="N",
        help="rows of the table that the screen shows, and of the longer one that metrics are measured on",
    )
    parser.add_argument(
        "--seeds", type=int, default=1, metavar="N", help="fit so many times; told as mean ± standard deviation"
    )


def run(options, progress: Progress) -> None:
    from synth.benchmarks.run import run as measured

    printed(options, *measured(options, progress))
