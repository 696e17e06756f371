"""A table learned, and a synthetic one written."""

import json
from pathlib import Path

from synth.commands.printed import printed
from synth.commands.steered import columns
from synth.commands.typed import pairs, params, several, words
from synth.progress import Progress, part

HELP = "learn a table and write a synthetic one"


def options(parser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--technique", metavar="NAME", help="one of those that `techniques` lists")
    parser.add_argument(
        "--recipe", type=Path, metavar="FILE", help="a recipe saved before, instead of --technique and the rest"
    )
    several(parser, "--set", "KEY=VALUE", "parameters of the technique")
    parser.add_argument("--rows", type=int, metavar="N", help="rows to make; as many as were learned if not given")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="same seed, same rows")
    parser.add_argument(
        "--holdout", type=float, default=0.0, metavar="SHARE", help="share of rows kept from learning, 0 to 1"
    )
    parser.add_argument("--target", metavar="COLUMN")
    columns(parser)
    parser.add_argument(
        "--where", metavar="CONDITION", help="what every row has to meet: 'state == \"Ohio\" and month(date) in (2, 3)'"
    )
    several(
        parser,
        "--balance",
        "COLUMN=LEVEL:SHARE[,LEVEL:SHARE]",
        "shares that levels are to have: 'income=>50K:0.5'",
    )
    several(parser, "--equal", "OUTCOME=GROUPS", "have an outcome as frequent in all groups: 'income=sex'")
    several(
        parser,
        "--shift",
        "COLUMN=+10%",
        "a mean by +10%% or -3, or to 45, of a date by +30days or to 2024-03-01; also spread(COLUMN), "
        "correlation(COLUMN,OTHER), trend(COLUMN,OTHER), growth(COLUMN,DATE)=2%%/month",
    )
    several(
        parser,
        "--rule",
        "RULE",
        "what holds in every row: 'start <= end', 'total == price * quantity', 'unique(id)', "
        "'if job == \"none\" then wage is missing'",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="ends in .csv, .parquet, .xlsx or .jsonl"
    )
    parser.add_argument("--sample", type=int, metavar="ROWS", help="learn from that many rows, drawn at random")
    parser.add_argument(
        "--stress",
        type=float,
        metavar="SHARE",
        help="turn that share of the rows into hard cases for tests of software",
    )
    parser.add_argument("--stress-tags", action="store_true", help="a column more says what is hard about a row")
    parser.add_argument(
        "--fixtures", type=Path, metavar="FILE", help="also write the hard rows as fixtures: .json, or .py for pytest"
    )
    parser.add_argument(
        "--raw", action="store_true", help="leave texts that a spreadsheet would run as formulas as they are"
    )


def run(options, progress: Progress) -> None:
    from synth.reading import Options
    from synth.reading.apart.reader import read_apart
    from synth.stress.command import told
    from synth.writing import FORMATS, write

    if options.out.suffix.lstrip(".") not in FORMATS:
        raise ValueError(f"'{options.out.name}' must end in one of {', '.join('.' + e for e in FORMATS)}.")
    recipe = _recipe(options)
    recipe.make()
    reading = read_apart(options.file, options=Options(rows=options.sample))
    real = _real(recipe, reading.dataset)
    if real:
        progress(0.05, _counted(real))
    run = recipe.run(reading.dataset, part(progress, 0.05, 0.95))
    write(run.table, options.out, defuse=not options.raw)
    hard, about_hard = told(options, run.stressed)
    progress(1.0, f"wrote {options.out}")
    record = {
        "out": str(options.out),
        "rows": len(run.table),
        "columns": len(run.table.columns),
        "cpu_seconds": run.seconds,
        "recipe": json.loads(recipe.changed(data=reading.dataset.digest).to_json()),
        **({"real_rows": real} if real else {}),
        "notes": list(run.notes),
        **({"reach": run.reach.to_record()} if run.reach else {}),
        **hard,
    }
    printed(options, record, _told(options, run, real) + about_hard)


def _real(recipe, data) -> dict:
    """How many real rows there are to learn from, and how many meet the recipe's condition, None for 1 to 4 of them;
    {} without a condition. Raises: ValueError where it does not fit the table."""
    from synth.conditions import holds
    from synth.conditions.meeting import FEWEST

    train, _ = recipe.prepare(data)
    if (where := recipe.where(train)) is None:
        return {}
    met = int(holds(where, train.table).sum())
    return {"rows": len(train), "met": None if 0 < met < FEWEST else met}


def _counted(real: dict) -> str:
    from synth.conditions.meeting import FEWEST

    met = f"fewer than {FEWEST}" if real["met"] is None else f"{real['met']:,}"
    return f"of the {real['rows']:,} real rows learned from {met} meet the condition"


def _told(options, run, real: dict) -> str:
    """What was written and what is to be known of it, a line each."""
    came = [line for line in (run.reach.lines if run.reach else ()) if line not in run.notes]
    head = (
        f"{options.out}: {len(run.table):,} rows, {len(run.table.columns)} columns by {run.recipe.technique}, "
        f"learned in {run.seconds['fit']:.1f} and drawn in {run.seconds['sample']:.1f} CPU seconds"
    )
    return "\n  ".join([head, *([_counted(real)] if real else []), *came, *run.notes])


def _recipe(options):
    """The recipe of the file named, or of the options. Raises: ValueError where they do not go together."""
    from synth.conditions import parse, record
    from synth.recipe import Recipe
    from synth.rules import of_record
    from synth.stress.command import asked

    if bool(options.technique) == bool(options.recipe):
        raise ValueError("Name either a --technique or a --recipe.")
    if options.recipe:
        recipe = Recipe.from_json(options.recipe.read_text(encoding="utf-8"))
        if recipe.filling:
            raise ValueError(f"'{options.recipe.name}' is a recipe that fills gaps: give it to `python -m synth fill`.")
        return recipe.changed(stress=asked(options, recipe.stress))
    return Recipe(
        options.technique,
        params(options.technique, options.set),
        options.rows,
        options.seed,
        options.holdout,
        options.target,
        pairs(options.kind, "--kind"),
        tuple(options.leave_out),
        missing=words(options.missing, "--missing"),
        conditions=record(parse(options.where)) if options.where else {},
        **_changes(options),
        rules=[of_record(rule).record() for rule in options.rule],
        stress=asked(options, {}),
    )


def _changes(options) -> dict[str, list[dict]]:
    """balance and shift of a recipe, as they were typed."""
    from synth.scenarios import record, typed_balance, typed_equal, typed_shift

    balance = [*map(typed_balance, options.balance), *map(typed_equal, options.equal)]
    return {"balance": list(map(record, balance)), "shift": [record(typed_shift(each)) for each in options.shift]}
