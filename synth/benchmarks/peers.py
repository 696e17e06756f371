"""Techniques measured on real tables beside published synthetic ones, all by the same scorer in the same run.

Times are CPU seconds: on a shared machine the clock on the wall is noise.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from synth.benchmarks.tables import halves, made
from synth.dataset import Dataset
from synth.metric import Skip
from synth.progress import Progress, part, quiet
from synth.technique import shelf

ROWS = 25_000
"""Most rows of each table that the slower scores are taken from; those of a report take fewer."""


def techniques(data: Path, peers: Path | None = None, seeds: int = 1, only: list[str] | None = None,
               progress: Progress = quiet) -> pd.DataFrame:
    """One record per real table, synthetic table and seed: scores, and CPU seconds to fit and to sample.

    data holds NAME_trn.csv.gz and NAME_hol.csv.gz, cut beforehand; the last column is the target. peers holds a folder
    NAME of published tables, which go through the same scorer. "a second real sample" is the holdout: scored as if
    synthetic; for utility, train takes its place, and for privacy its one half, the other playing the holdout.
    Raises: ValueError where there is no such file, or no such technique; Cancelled.
    """
    unknown = [key for key in only or () if key not in shelf()]
    if unknown:
        raise ValueError(f"There is no technique '{unknown[0]}'; choose from {', '.join(shelf())}.")
    if seeds < 1:
        raise ValueError(f"seeds must be at least 1, not {seeds}.")
    found = sorted(data.glob("*_trn.csv.gz"))
    if not found:
        raise ValueError(f"'{data}' holds no file that ends in _trn.csv.gz; the training rows are expected there.")
    records = []
    for i, file in enumerate(found):
        records += _table(file, peers, seeds, list(only or (key for key, each in shelf().items() if not each.remote)), part(progress, i / len(found), (i + 1) / len(found)))
    progress(1.0, "measured")
    return pd.DataFrame(records)


def _table(file: Path, peers: Path | None, seeds: int, keys: list[str], progress: Progress) -> list[dict]:
    from synth.columns.recast import conform
    from synth.reading import read

    train, holdout = halves(file)
    name = file.name.removesuffix("_trn.csv.gz")
    published = sorted((peers / name).glob("*.csv.gz")) if peers else []
    jobs = [(key, seed) for key in keys for seed in range(seeds)]
    steps, records = len(published) + len(jobs) + 1, []
    progress(0.0, f"{name}: a second real sample")
    records.append({"data": name, "table": "a second real sample", "seed": 0} | _scores(train, holdout, holdout))
    for i, peer in enumerate(published, 1):
        progress(i / steps, f"{name}: {peer.name}")
        synthetic = conform(read(peer).dataset.table, train)
        records.append({"data": name, "table": f"published: {peer.name.removesuffix('.csv.gz')}", "seed": 0}
                       | _scores(train, holdout, synthetic))
    for i, (key, seed) in enumerate(jobs, 1 + len(published)):
        step = part(progress, i / steps, (i + 1) / steps)
        synthetic, seconds = made(train, key, seed, lambda share, note="": step(share * 0.8, f"{name}: {key}, {note}"))
        records.append({"data": name, "table": key, "seed": seed} | _scores(train, holdout, synthetic) | seconds)
    return records


def _scores(train: Dataset, holdout: Dataset, synthetic: Dataset) -> dict[str, float]:
    """The figures of one row; NaN where a metric does not apply."""
    from synth.metrics import fidelity, privacy, sdmetrics_reports, utility

    def value(measure: Callable) -> float:
        try:
            measured = measure(np.random.default_rng(0))
            return (measured[0] if isinstance(measured, list) else measured).value
        except Skip:
            return float("nan")

    real = synthetic is holdout
    learned, order = train if real else synthetic, np.random.default_rng(0).permutation(len(holdout))
    halves = [holdout.take(half) for half in np.array_split(order, 2)]
    unseen, asked = halves if real else (holdout, synthetic)
    return {"accuracy": value(lambda rng: fidelity.accuracy.measure(train, None, synthetic, rng)),
            "columns": value(lambda rng: fidelity.accuracy_columns.measure(train, None, synthetic, rng)),
            "pairs": value(lambda rng: fidelity.accuracy_pairs.measure(train, None, synthetic, rng)),
            "discriminator AUC": value(lambda rng: fidelity.told_apart(train, synthetic, rng, ROWS)),
            "SDMetrics quality": value(lambda rng: sdmetrics_reports.sdmetrics_quality.measure(train, None, synthetic, rng)),
            "utility AUC": value(lambda rng: utility.classification.measure(train, holdout, learned, rng)),
            "utility R2": value(lambda rng: utility.regression.measure(train, holdout, learned, rng)),
            "closest record": value(lambda rng: privacy.closer_share(train, unseen, asked, ROWS, ROWS)),
            "identical rows": value(lambda rng: privacy.identical_rows.measure(train, unseen, asked, rng))}
