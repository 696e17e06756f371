"""The command line: python -m synth read | techniques | generate | invent | evaluate | augment | benchmark.

Exit codes: 0 done, 1 a problem with the data or a value (one sentence on stderr), 2 wrong usage, 130 interrupted.
Results go to stdout, as text or with --json as JSON; progress goes to stderr.
"""

import argparse
import sys
from pathlib import Path

from synth import commands
from synth.progress import Progress, quiet


def main(arguments: list[str] | None = None) -> int:
    """The exit code of the command named by the arguments."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options, quiet if options.quiet else _stderr())
    except (ValueError, OSError) as problem:
        print(f"\nsynth {options.name}: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(f"\nsynth {options.name}: interrupted; nothing partial was written.", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("synth", description="Synthetic tables without a browser.")
    subparsers = parser.add_subparsers(dest="name", required=True, metavar="COMMAND")

    def command(name: str, function, help: str) -> argparse.ArgumentParser:
        made = subparsers.add_parser(name, help=help, description=help)
        made.set_defaults(command=function)
        made.add_argument("--json", action="store_true", help="print the result as JSON")
        made.add_argument("--quiet", action="store_true", help="no progress on stderr")
        return made

    reading = command("read", commands.read, "read files, say what was understood and repaired, write them as plain CSV")
    reading.add_argument("files", nargs="+", type=_source, metavar="FILE",
                         help="a path, https://..., s3://bucket/key, openml:NAME, or postgresql://user@host/database")
    reading.add_argument("--out", type=Path, metavar="FILE_OR_FOLDER", help="where the plain CSV goes; a folder for several files")

    reading.add_argument("--table", metavar="NAME", help="which table, of a file or database that holds several")
    reading.add_argument("--header", type=int, metavar="LINE", help="the line that holds the names, counted from 1; 0 if none does")
    reading.add_argument("--line", nargs="+", action="extend", default=[], metavar="NUMBER=keep|drop",
                         help="keep a line as it stands, or drop it, instead of what was done about it")
    reading.add_argument("--query", metavar="SELECT", help="what to ask a database, instead of a table")
    reading.add_argument("--sample", type=int, metavar="ROWS", help="take that many rows, drawn at random")

    command("techniques", commands.techniques, "list the techniques and their parameters")

    generating = command("generate", commands.generate, "learn a table and write a synthetic one")
    generating.add_argument("file", type=Path, metavar="FILE")
    generating.add_argument("--technique", metavar="NAME", help="one of those that `techniques` lists")
    generating.add_argument("--recipe", type=Path, metavar="FILE", help="a recipe saved before, instead of --technique and the rest")
    generating.add_argument("--set", nargs="+", action="extend", default=[], metavar="KEY=VALUE", help="parameters of the technique")
    generating.add_argument("--rows", type=int, metavar="N", help="rows to make; as many as were learned if not given")
    generating.add_argument("--seed", type=int, default=0, metavar="S", help="same seed, same rows")
    generating.add_argument("--holdout", type=float, default=0.0, metavar="SHARE", help="share of rows kept from learning, 0 to 1")
    generating.add_argument("--target", metavar="COLUMN")
    generating.add_argument("--leave-out", nargs="+", action="extend", default=[], metavar="COLUMN")
    generating.add_argument("--kind", nargs="+", action="extend", default=[], metavar="COLUMN=KIND", help="read a column as another kind")
    generating.add_argument("--missing", nargs="+", action="extend", default=[], metavar="COLUMN=WORD[,WORD]", help="words that stand for missing")
    generating.add_argument("--where", metavar="CONDITION", help="what every row has to meet: 'state == \"Ohio\" and month(date) in (2, 3)'")
    generating.add_argument("--balance", nargs="+", action="extend", default=[], metavar="COLUMN=LEVEL:SHARE[,LEVEL:SHARE]",
                            help="shares that levels are to have: 'income=>50K:0.5'")
    generating.add_argument("--equal", nargs="+", action="extend", default=[], metavar="OUTCOME=GROUPS",
                            help="have an outcome as frequent in all groups: 'income=sex'")
    generating.add_argument("--shift", nargs="+", action="extend", default=[], metavar="COLUMN=+10%",
                            help="a mean by +10%% or -3, or to 45; also spread(COLUMN), correlation(COLUMN,OTHER), trend(COLUMN,OTHER)")
    generating.add_argument("--rule", nargs="+", action="extend", default=[], metavar="RULE",
                            help="what holds in every row: 'start <= end', 'total == price * quantity', 'unique(id)', 'if job == \"none\" then wage is missing'")
    generating.add_argument("--out", type=Path, required=True, metavar="FILE", help="ends in .csv, .parquet, .xlsx or .jsonl")

    generating.add_argument("--sample", type=int, metavar="ROWS", help="learn from that many rows, drawn at random")
    generating.add_argument("--stress", type=float, metavar="SHARE", help="turn that share of the rows into hard cases for tests of software")
    generating.add_argument("--stress-tags", action="store_true", help="a column more says what is hard about a row")
    generating.add_argument("--fixtures", type=Path, metavar="FILE", help="also write the hard rows as fixtures: .json, or .py for pytest")
    generating.add_argument("--raw", action="store_true", help="leave texts that a spreadsheet would run as formulas as they are")

    evaluating = command("evaluate", commands.evaluate, "score a synthetic table against the real one")
    evaluating.add_argument("real", type=Path, metavar="REAL")
    evaluating.add_argument("synthetic", type=Path, metavar="SYNTHETIC")
    evaluating.add_argument("--holdout", type=Path, metavar="FILE", help="real rows that were kept from learning")
    evaluating.add_argument("--target", metavar="COLUMN", help="the column to predict")
    evaluating.add_argument("--only", nargs="+", metavar="METRIC", help="just these metrics")
    evaluating.add_argument("--html", type=Path, metavar="FILE", help="also write a report that any browser shows, without scripts or requests")
    evaluating.add_argument("--fail-under", nargs="+", action="extend", default=[], metavar="METRIC=VALUE",
                            help="exit with 1 where a score is worse than that, in its metric's own direction")
    evaluating.add_argument("--baseline", type=Path, metavar="FILE",
                            help="the real table as it was, or what --json printed then: says what got worse as the real data changed")
    evaluating.add_argument("--seed", type=int, default=0, metavar="S")

    inventing = command("invent", commands.invent, "write tables from a schema alone, without data")
    inventing.add_argument("schema", type=Path, metavar="SCHEMA.json")
    inventing.add_argument("--rows", type=int, metavar="N", help="rows of the table named, or of the last; else as the schema says")
    inventing.add_argument("--table", metavar="NAME", help="just this table, of a schema of several")
    inventing.add_argument("--seed", type=int, default=0, metavar="S", help="same seed, same rows")
    inventing.add_argument("--out", type=Path, required=True, metavar="FILE_OR_FOLDER",
                           help="ends in .csv, .parquet, .xlsx or .jsonl; a folder for several tables, as CSV")

    augmenting = command("augment", commands.augment, "say whether synthetic rows of a rare class help to find it, on real rows held out")
    augmenting.add_argument("file", type=Path, metavar="FILE")
    augmenting.add_argument("--target", metavar="COLUMN", required=True, help="the column that says which rows are rare")
    augmenting.add_argument("--rare", metavar="CLASS", required=True, help="its value in those rows")
    augmenting.add_argument("--techniques", nargs="+", default=["sequential_trees", "smote"], metavar="NAME", help="what makes rows")
    augmenting.add_argument("--times", nargs="+", type=float, default=[0.5, 1, 2, 5, 10], metavar="N",
                            help="rows made, as multiples of the real rare ones, up to 10")
    augmenting.add_argument("--mix", type=float, default=0.0, metavar="SHARE", help="also try a table of that share of synthetic rows, the rest real")
    augmenting.add_argument("--thin", type=float, default=0.0, metavar="SHARE", help="cut the class down to that share of the rows beforehand")
    augmenting.add_argument("--seeds", type=int, default=5, metavar="N", help="rounds, 3 to 5, each with another holdout")
    augmenting.add_argument("--seed", type=int, default=0, metavar="S", help="same seed, same figures")
    augmenting.add_argument("--out", type=Path, metavar="FILE",
                            help="write the real rows with the synthetic ones that are worth adding, or with --mix the mixed table")

    racing = command("benchmark", commands.benchmark, "measure techniques beside their peers, the scores, the budgets, the screen, or how odd files are read")
    racing.add_argument("what", choices=("techniques", "attacks", "metrics", "budgets", "screen", "reading"))
    racing.add_argument("--data", type=Path, metavar="FOLDER", help="holds tables, whole or as NAME_trn.csv.gz and NAME_hol.csv.gz; for reading, the archives of odd files")
    racing.add_argument("--tables", nargs="+", metavar="NAME", help="just these tables of the folder, or samples")
    racing.add_argument("--peers", type=Path, metavar="FOLDER", help="published synthetic tables, in a folder per data set")
    racing.add_argument("--only", nargs="+", metavar="NAME", help="just these techniques, or metrics")
    racing.add_argument("--rows", type=int, default=1_000_000, metavar="N", help="rows of the table that the screen shows, and of the longer one that metrics are measured on")
    racing.add_argument("--seeds", type=int, default=1, metavar="N", help="fit so many times; told as mean ± standard deviation")
    return parser


def _source(text: str):
    from synth.reading.sources import source

    return source(text)


def _stderr() -> Progress:
    """A progress that rewrites one line of a terminal, or prints a line per tenth into a file."""
    last = [-1]

    def show(share: float, note: str = "") -> None:
        step = int(share * (200 if sys.stderr.isatty() else 10))
        if step != last[0]:
            last[0] = step
            print(f"\r{share:4.0%} {note:<60.60}" if sys.stderr.isatty() else f"{share:4.0%} {note}",
                  end="" if sys.stderr.isatty() and share < 1 else "\n", file=sys.stderr, flush=True)
    return show


if __name__ == "__main__":
    sys.exit(main())
