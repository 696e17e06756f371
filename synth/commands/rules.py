"""Rules that hold in the rows of a real table, ready for `--rule`."""

import shlex
from pathlib import Path

from synth.commands import steered
from synth.commands.printed import printed
from synth.progress import Progress

HELP = "look for rules that hold in the rows of a table, as `generate --rule` takes them"


def options(parser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    steered.options(parser)


def run(options, progress: Progress) -> None:
    import numpy as np

    from synth.rules.mining import mine
    from synth.rules.spelling import spelling

    progress(0.1, "reading")
    data = steered.steered(options)
    progress(0.5, "looking for rules")
    found = [each.record() | {"typed": spelling(each.rule)} for each in mine(data, np.random.default_rng(0))]
    progress(1.0, "looked")
    lines = [f"{shlex.quote(each['typed'])}\n  {each['words']}: {borne_out(each)}" for each in found]
    none = f"No rule was found that holds in nearly all of the {len(data):,} rows beyond chance."
    printed(options, found, "\n".join(lines) or none)


def borne_out(found: dict) -> str:
    """How many rows bear a rule out; 1 to 4 rows are not counted out, on either side."""
    if found["rows"] is None:
        return "fewer than 5 rows to hold it against"
    rows = f"{found['rows']:,} rows"
    if found["exceptions"] == 0:
        return f"holds in all {rows} it applies to"
    if found["exceptions"] is None:
        return f"fewer than 5 exceptions in {rows}" if found["support"] else f"holds in fewer than 5 of {rows}"
    return f"holds in {found['support']:.2%} of {rows}, {found['exceptions']:,} exceptions"
