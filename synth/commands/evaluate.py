"""A synthetic table scored against the real one."""

from pathlib import Path

from synth.commands.printed import printed
from synth.commands.typed import several
from synth.progress import Progress

HELP = "score a synthetic table against the real one"


def options(parser) -> None:
    parser.add_argument("real", type=Path, metavar="REAL")
    parser.add_argument("synthetic", type=Path, metavar="SYNTHETIC")
    parser.add_argument("--holdout", type=Path, metavar="FILE", help="real rows that were kept from learning")
    parser.add_argument("--target", metavar="COLUMN", help="the column to predict")
    parser.add_argument("--only", nargs="+", metavar="METRIC", help="just these metrics")
    parser.add_argument(
        "--html",
        type=Path,
        metavar="FILE",
        help="also write a report that any browser shows, without scripts or requests",
    )
    several(parser, "--rule", "RULE", "count the rows that break it, as `generate --rule` takes it")
    several(
        parser,
        "--fail-under",
        "METRIC=VALUE",
        "exit with 1 where a score is worse than that, in its metric's own direction; rule_violations=0 where any "
        "row breaks a --rule",
    )
    parser.add_argument(
        "--baseline",
        type=Path,
        metavar="FILE",
        help="the real table as it was, or what --json printed then: says what got worse as the real data changed",
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S")


def run(options, progress: Progress) -> None:
    from synth.evaluating import Demanded, run as evaluated

    record, text = evaluated(options, progress)
    printed(options, record, text)
    if record["failures"]:
        raise Demanded(" ".join(record["failures"]))
