"""Rows of a balanced table, level by level, beside real rows of the same level that were held out.

What is asked: given the level, is every other column, and every pair of others, as near to the real rows learned from
as unseen real rows are?
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd

from synth.benchmarks.nearer import Part, parts
from synth.benchmarks.tables import named
from synth.dataset import Dataset
from synth.metric import Metric, Score, Skip, metrics
from synth.progress import Progress, part, quiet
from synth.scenarios.change import Balance
from synth.scenarios.draw import draw_changed
from synth.technique import make, shelf

LEVELS, FEWEST = 10, 50
"""Levels of a column that can be balanced, at most; and rows of each level in either real table, at least."""
ALONE = ("sdmetrics_quality", "sdmetrics_diagnostic")
"""Scores that are left out: what they hold stands in others."""

Frames = tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]


def balance(data: Path | None, tables: list[str] | None = None, only: list[str] | None = None, seeds: int = 1,
            progress: Progress = quiet) -> Frames:
    """How many parts lie within, which do not, and the scores of each level.

    A record of the first per table, technique, fit and level: rows compared, columns and pairs that are not clearly
    farther from the rows learned from than as many held out are, and the one that comes nearest to it, or is it by
    most. Of the second per part that clearly is, with both distances and the interval of their difference. Of the third
    per level and score of fidelity, mean over the fits, beside the same of rows held out. The table's target, or else
    its category of fewest levels, is balanced to equal shares; tables without one are left out.
    Raises: ValueError where there is no such table or technique, or none that can be balanced; Cancelled.
    """
    keys = only or ["sequential_trees"]
    unknown = [key for key in keys if key not in shelf()]
    if unknown:
        raise ValueError(f"There is no technique '{unknown[0]}'; choose from {', '.join(shelf())}.")
    if seeds < 1:
        raise ValueError(f"seeds must be at least 1, not {seeds}.")
    jobs = [(source, key, seed) for source in named(data, tables) for key in keys for seed in range(seeds)]
    within, beyond, scored = [], [], []
    for i, (source, key, seed) in enumerate(jobs):
        stage = part(progress, i / len(jobs), (i + 1) / len(jobs))
        stage(0.0, f"{source.name}: {key}")
        train, holdout = source.cut(seed)
        column = balanced(train, holdout)
        if column is None:
            continue
        about = {"data": source.name, "table": key, "fit": seed}
        for level, *three in _by_level(train, holdout, column, key, seed):
            found = parts(*three, column, np.random.default_rng([seed, 4]))
            known = about | {"level": f"{column} {level}"}
            within.append(known | _within(found, min(map(len, three[1:]))))
            beyond += [known | _told(each) for each in found if each.clearly]
            scored += [known | each for each in _scores(*three, seed)]
            stage(0.9, f"{source.name}: {key}, {level}")
    if not within:
        raise ValueError("No table has a category to balance: one of 2 to "
                         f"{LEVELS} levels, each of which {FEWEST} rows of either half hold.")
    progress(1.0, "measured")
    return pd.DataFrame(within), _sorted(beyond), _over_seeds(pd.DataFrame(scored))


def balanced(train: Dataset, holdout: Dataset) -> str | None:
    """The column to balance: the target if it has few levels that all have rows enough, else the first category that
    has fewest; None where there is none."""
    def levels(name: str) -> int:
        counts = [data.table[name].value_counts() for data in (train, holdout)]
        rows = min(each.reindex(counts[0].index).fillna(0).min() for each in counts) if len(counts[0]) else 0
        return len(counts[0]) if 2 <= len(counts[0]) <= LEVELS and rows >= FEWEST else 0

    sizes = {name: levels(name) for name in train.modelled if not train.column(name).kind.numeric}
    fit = [name for name in sizes if sizes[name]]
    return train.target if train.target in fit else min(fit, key=sizes.get, default=None)


def _by_level(train: Dataset, holdout: Dataset, column: str, key: str, seed: int) -> Iterator[tuple]:
    """Each level with the rows of it that were learned from, held out, and made."""
    levels = list(train.table[column].value_counts().index)
    technique = make(key).fit(train, np.random.default_rng([seed, 1]))
    equal = Balance(column, tuple((str(level), 1 / len(levels)) for level in levels))
    made, _ = draw_changed(technique, len(train), np.random.default_rng([seed, 2]), [equal], [], train)
    for level in levels:
        yield level, *(data.take(np.flatnonzero((data.table[column] == level).fillna(False)))
                       for data in (train, holdout, train.with_table(made)))


def _within(found: list[Part], rows: int) -> dict:
    """Of a level: how many parts lie within, and which comes nearest to being clearly farther, or is it by most."""
    counts = []
    for size in (1, 2):
        these = [each for each in found if len(each.names) == size]
        counts.append(f"{sum(not each.clearly for each in these)} of {len(these)}")
    worst = max(found, key=lambda each: each.surprise)
    return {"rows": rows, "columns within": counts[0], "pairs within": counts[1], "farthest": ", ".join(worst.names),
            "its distance": worst.made, "of rows held out": worst.held, "low": worst.low, "high": worst.high}


def _told(each: Part) -> dict:
    return {"columns": ", ".join(each.names), "distance": each.made, "of rows held out": each.held,
            "farther by": each.farther, "low": each.low, "high": each.high}


def _sorted(records: list[dict]) -> pd.DataFrame:
    """What is farthest first; its columns also where there is nothing."""
    names = ["data", "table", "fit", "level", "columns", "distance", "of rows held out", "farther by", "low", "high"]
    frame = pd.DataFrame(records, columns=names)
    return frame.sort_values("farther by", ascending=False, kind="stable", ignore_index=True)


def _scores(train: Dataset, holdout: Dataset, made: Dataset, seed: int) -> Iterator[dict]:
    """A record per score of fidelity, of as many rows made as held out."""
    rng, rows = np.random.default_rng([seed, 5]), min(len(holdout), len(made))
    tables = [data.take(np.sort(rng.choice(len(data), rows, replace=False))) for data in (made, holdout)]
    for key, each in metrics().items():
        if each.family == "fidelity" and key not in ALONE:
            try:
                mine, held = (each.measure(train, None, data, np.random.default_rng([seed, 6]))[0] for data in tables)
            except Skip:
                continue
            yield {"score": key, "value": mine.value, "low": mine.low, "high": mine.high,
                   "of rows held out": held.value, "held low": held.low, "held high": held.high,
                   "within": not _worse(each, mine, held)}


def _worse(of: Metric, mine: Score, held: Score) -> bool:
    """Whether a score is worse than that of rows held out by more than chance (95 %): intervals of a repeat, in which
    both the figure and its repeat err, are the root of two too wide for either."""
    side = -1 if of.higher_is_better else 1
    halves = [each.high - each.value if side > 0 else each.value - each.low for each in (mine, held)]
    return side * (mine.value - held.value) > np.hypot(*halves) / np.sqrt(2)


def _over_seeds(frame: pd.DataFrame) -> pd.DataFrame:
    """Means over the seeds; within: in how many of them."""
    groups = frame.groupby(["data", "table", "level", "score"], sort=False)
    mean = groups.mean(numeric_only=True).drop(columns=["fit", "within"], errors="ignore")
    mean["within"] = [f"{int(each.sum())} of {len(each)}" for _, each in groups["within"]]
    return mean.reset_index()
