"""What a condition costs, beside as many rows under none."""

import time
from pathlib import Path

import numpy as np
import pandas as pd

from synth.benchmarks.asked import asked
from synth.benchmarks.tables import named
from synth.conditions import Condition, holds, spell
from synth.dataset import Dataset
from synth.progress import Progress, part, quiet
from synth.technique import Technique, make

ROWS = (1_000, 20_000)
REPEATS = 3
"""Times that each is drawn; the least of its CPU seconds counts, for what comes on top is the machine's."""
WANTED = 3.0
TOLD = 60
"""Letters of a condition that are told."""


def conditions(data: Path | None, tables: list[str] | None = None, only: list[str] | None = None, seed: int = 0,
               progress: Progress = quiet) -> tuple[pd.DataFrame, pd.DataFrame]:
    """One record per table, technique, condition and number of rows: its share of the real rows, CPU seconds, and how
    many times those of as many rows under no condition. Before it a summary: a record per table and number of rows.

    Raises: ValueError where there is no such table or technique; Cancelled.
    """
    jobs = [(source, key) for source in named(data, tables) for key in only or ["sequential_trees"]]
    records = []
    for i, (source, key) in enumerate(jobs):
        train, _ = source.cut(seed)
        technique = make(key).fit(train, np.random.default_rng([seed, 1]))
        told = part(progress, i / len(jobs), (i + 1) / len(jobs))
        records += [{"data": source.name, "technique": key, **each} for each in _costs(train, technique, seed, told)]
    progress(1.0, "measured")
    frame = pd.DataFrame(records)
    return _summary(frame), frame


def _costs(train: Dataset, technique: Technique, seed: int, progress: Progress) -> list[dict]:
    """A record for each condition and number of rows."""
    found, records = list(asked(train, np.random.default_rng([seed, 2]))), []
    for i, (kind, where) in enumerate(found):
        progress(i / len(found), f"{train.name}: {kind}")
        share = float(holds(where, train.table).mean())
        for rows in ROWS:
            spent, plain = _least(technique, rows, where, seed)
            records.append({"rows": rows, "kind": kind, "condition": spell(where)[:TOLD], "share of real rows": share,
                            "CPU s": spent, "times": spent / plain})
    return records


def _least(technique: Technique, rows: int, where: Condition, seed: int) -> tuple[float, float]:
    """CPU seconds of a draw and of one without the condition, the least of REPEATS each; NaN where it cannot be met.

    The two take turns, for how fast a processor is changes with what else it does.
    """
    spent = {where: [], None: []}
    for again in range(REPEATS):
        for asked_, seconds in spent.items():
            start = time.process_time()
            try:
                technique.sample(rows, np.random.default_rng([seed, again]), where=asked_)
            except ValueError:
                return float("nan"), float("nan")
            seconds.append(time.process_time() - start)
    return min(spent[where]), min(spent[None])


def _summary(frame: pd.DataFrame) -> pd.DataFrame:
    """One record per table and number of rows: the median and the worst, which that is,
    and how many are above WANTED."""
    records = []
    for (data, technique, rows), part_ in frame.groupby(["data", "technique", "rows"], sort=False):
        worst = part_.loc[part_["times"].fillna(-1.0).idxmax()]
        records.append({"data": data, "technique": technique, "rows": rows, "conditions": len(part_),
                        "refused": int(part_["times"].isna().sum()), "times: median": float(part_["times"].median()),
                        "worst": float(worst["times"]), f"above {WANTED:g}": int((part_["times"] > WANTED).sum()),
                        "the worst": f"{worst['kind']}: {worst['condition']}"})
    return pd.DataFrame(records)
