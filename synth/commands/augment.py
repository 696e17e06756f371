"""Whether synthetic rows of a rare class help to find it."""

from pathlib import Path

from synth.commands.printed import printed
from synth.commands.typed import several
from synth.progress import Progress

HELP = "say whether synthetic rows of a rare class help to find it, on real rows held out"


def options(parser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--target", metavar="COLUMN", required=True, help="the column that says which rows are rare")
    parser.add_argument("--rare", metavar="CLASS", required=True, help="its value in those rows")
    parser.add_argument(
        "--techniques", nargs="+", default=["sequential_trees", "smote"], metavar="NAME", help="what makes rows"
    )
    parser.add_argument(
        "--times",
        nargs="+",
        type=float,
        default=[0.5, 1, 2, 5, 10],
        metavar="N",
        help="rows made, as multiples of the real rare ones, up to 10",
    )
    parser.add_argument(
        "--mix",
        type=float,
        default=0.0,
        metavar="SHARE",
        help="also try a table of that share of synthetic rows, the rest real",
    )
    parser.add_argument(
        "--thin",
        type=float,
        default=0.0,
        metavar="SHARE",
        help="cut the class down to that share of the rows beforehand",
    )
    several(parser, "--rule", "RULE", "what holds in every row that is made, as `generate --rule` takes it")
    parser.add_argument("--seeds", type=int, default=5, metavar="N", help="rounds, 3 to 5, each with another holdout")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="same seed, same figures")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help="write the real rows with the synthetic ones that are worth adding, or with --mix the mixed table",
    )


def run(options, progress: Progress) -> None:
    from synth.augmenting.command import run as tried

    printed(options, *tried(options, progress))
