"""Attacks that train a technique themselves: canaries and shadow models, a line per technique."""

import time
from pathlib import Path

import numpy as np
import pandas as pd

from synth.benchmarks.tables import Source, named
from synth.measuring.canaries import canaries
from synth.measuring.shadow import shadow_attack
from synth.progress import Progress, part, quiet
from synth.technique import make, shelf

CANARIES, REPEATS, RUNS, PERSONS, ROWS = 10, 3, 24, 10, 500
"""Canaries planted at once and how often; trainings of the shadow attack, persons attacked,
and rows each learns from."""
SLOW = 20.0
"""CPU seconds a training may be thought to take for a technique to be attacked unless it is named."""


def attacks(data: Path | None, tables: list[str] | None = None, only: list[str] | None = None, seed: int = 0,
            progress: Progress = quiet) -> pd.DataFrame:
    """One record per real table and technique: canaries that came out, of those planted and of as many not planted, by
    how much of one came out; ROC-AUC of membership by shadow models with its interval; CPU seconds.

    Raises: ValueError where there is no such table or technique; Cancelled.
    """
    unknown = [key for key in only or () if key not in shelf()]
    if unknown:
        raise ValueError(f"There is no technique '{unknown[0]}'; choose from {', '.join(shelf())}.")
    sources = named(data, tables)
    keys = only or [key for key, cls in shelf().items() if not cls.remote and not cls.unavailable()
                    and cls().seconds(ROWS, 15, ROWS) <= SLOW]
    jobs, records = [(source, key) for source in sources for key in keys], []
    for i, (source, key) in enumerate(jobs):
        records.append(_attacked(source, key, seed, part(progress, i / len(jobs), (i + 1) / len(jobs))))
    progress(1.0, "measured")
    return pd.DataFrame(records)


def _attacked(source: Source, key: str, seed: int, progress: Progress) -> dict:
    train, _ = source.cut(seed)
    rng, start = np.random.default_rng([seed, 3]), time.process_time()
    few = train.take(np.sort(rng.choice(len(train), min(ROWS, len(train)), replace=False)))

    def told(share: float, note: str = "") -> None:
        progress(share / 2, f"{source.name}: {key}, canaries")

    planted = canaries(lambda: make(key), few, rng, CANARIES, REPEATS, told)
    shadow = shadow_attack(lambda: make(key), train, rng, RUNS, PERSONS, min(ROWS, len(train) - PERSONS),
                           lambda share, note="": progress((1 + share) / 2, f"{source.name}: {key}, shadow models"))
    return {"data": source.name, "technique": key, "may be shared": "yes" if shelf()[key].shareable else "no",
            **{each.depth: f"{each.planted} of {each.canaries}, {each.control} not planted" for each in planted},
            "membership AUC": shadow.auc, "from": shadow.low, "to": shadow.high, "CPU s": time.process_time() - start}
