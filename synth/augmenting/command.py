"""The lab on a table on disk, as `python -m synth augment` tells it: text, JSON, and a table to train on."""

import numpy as np
import pandas as pd

from synth.augmenting.curves import Curves, Point
from synth.augmenting.joining import joined
from synth.augmenting.learn import learning_curves
from synth.augmenting.plan import Plan
from synth.augmenting.scoring import FIGURES
from synth.augmenting.worth import worth
from synth.dataset import Dataset
from synth.progress import Progress, part
from synth.rules import of_record
from synth.technique import shelf


def run(options, progress: Progress) -> tuple[dict, str]:
    """The JSON and the text of the command, its file written. Raises: ValueError; OSError."""
    from synth.benchmarks.tables import to_markdown
    from synth.reading.apart.reader import read_apart
    from synth.writing import FORMATS

    if options.out and options.out.suffix.lstrip(".") not in FORMATS:
        raise ValueError(f"'{options.out.name}' must end in one of {', '.join('.' + e for e in FORMATS)}.")
    rules = tuple(of_record(rule).record() for rule in options.rule)
    plan = Plan(
        options.rare, tuple(options.techniques), tuple(options.times), options.seeds, options.mix, options.thin, rules
    )
    data = read_apart(options.file).dataset.steer(target=options.target)
    curves = learning_curves(data, plan, np.random.default_rng([options.seed, 1]), part(progress, 0.05, 0.9))
    found = worth(curves)
    record, lines = curves.record() | {"worth": found.record()}, [to_markdown(_told(curves)), "", *found.sentences]
    if options.out:
        rng = np.random.default_rng([options.seed, 2])
        record["out"], said = _write(data, plan, found.way, found.added, rng, options.out)
        lines.append(said)
    progress(1.0, "measured")
    return record, "\n".join(lines)


def _told(curves: Curves) -> pd.DataFrame:
    """A line for each training table: each figure as "value (low to high)"."""
    return pd.DataFrame(
        [
            {"training table": _name(point)}
            | {name.replace("_", " "): "{:.3f} ({:.3f} to {:.3f})".format(*point.interval(name)) for name in FIGURES}
            for point in curves.points
        ]
    )


def _name(point: Point) -> str:
    title = shelf()[point.way].title if point.way in shelf() else point.way
    return (
        f"{title}, {point.share:.0%} synthetic"
        if point.share
        else f"{title}, {point.added:,} rows added"
        if point.added
        else title
    )


def _write(data: Dataset, plan: Plan, way: str, added: int, rng: np.random.Generator, out) -> tuple[str | None, str]:
    """The file, None where there is nothing to write, and a sentence."""
    from synth.writing import write

    if not (added or plan.share):
        return (
            None,
            f"{out} was not written: rows are not worth adding. With --mix SHARE a mixed table is written in any case.",
        )
    table = joined(data, plan, way or plan.ways[0], added, rng).table
    write(table, out)
    return str(out), (
        f"{out}: {len(table):,} rows, {int(table.iloc[:, -1].sum()):,} of them synthetic, as its column "
        f"'{table.columns[-1]}' says. It holds real rows: for your own use only."
    )
