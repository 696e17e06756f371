"""Techniques measured on real tables beside published synthetic ones, all by the same scorer in the same run.

Times are CPU seconds: on a shared machine the clock on the wall is noise.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from synth.benchmarks.tables import Source, made, named
from synth.dataset import Dataset
from synth.metric import Skip
from synth.progress import Progress, part, quiet
from synth.technique import shelf

ROWS = 25_000
"""Most rows of each table that the slower scores are taken from; those of a report take fewer."""


def techniques(data: Path | None, peers: Path | None = None, seeds: int = 1, only: list[str] | None = None,
               progress: Progress = quiet, tables: list[str] | None = None) -> pd.DataFrame:
    """One record per real table, synthetic table and seed: scores, and CPU seconds to fit and to sample.

    tables names some of those in the folder `data`, and of the samples; without it, all in the folder. peers holds a
    folder NAME of published tables, which go through the same scorer. A table that was not cut beforehand is cut anew
    for each seed. "a second real sample" is the holdout: scored as if synthetic; for utility, train takes its place,
    and for privacy its one half, the other playing the holdout.
    Raises: ValueError where there is no such table, or no such technique; Cancelled.
    """
    unknown = [key for key in only or () if key not in shelf()]
    if unknown:
        raise ValueError(f"There is no technique '{unknown[0]}'; choose from {', '.join(shelf())}.")
    if seeds < 1:
        raise ValueError(f"seeds must be at least 1, not {seeds}.")
    sources, records = named(data, tables), []
    keys = list(only or (key for key, each in shelf().items() if not each.remote))
    for i, source in enumerate(sources):
        published = sorted((peers / source.name).glob("*.csv.gz")) if peers else []
        records += _table(source, published, seeds, keys, part(progress, i / len(sources), (i + 1) / len(sources)))
    progress(1.0, "measured")
    return pd.DataFrame(records)


def _table(source: Source, published: list[Path], seeds: int, keys: list[str], progress: Progress) -> list[dict]:
    """The records of one real table; published tables and, if it was cut beforehand, the holdout count once."""
    from synth.columns.recast import conform
    from synth.reading import read

    cuts = [source.cut(seed) for seed in range(1 if source.cut_before else seeds)]
    steps, done, records = len(cuts) + len(published) + seeds * len(keys), 0, []

    def told(table: str, seed: int, synthetic: Dataset | None = None, **seconds: float) -> None:
        nonlocal done
        done += 1
        progress(done / steps, f"{source.name}: {table}")
        train, holdout = cuts[seed % len(cuts)]
        scores = _scores(train, holdout, holdout if synthetic is None else synthetic)
        records.append({"data": source.name, "table": table, "seed": seed} | scores | seconds)

    for seed in range(len(cuts)):
        told("a second real sample", seed)
    for peer in published:
        told(f"published: {peer.name.removesuffix('.csv.gz')}", 0, conform(read(peer).dataset.table, cuts[0][0]))
    for key in keys:
        for seed in range(seeds):
            step = part(progress, done / steps, (done + 0.8) / steps)
            synthetic, seconds = made(cuts[seed % len(cuts)][0], key, seed,
                                      lambda share, note="": step(share, f"{source.name}: {key}, {note}"))
            told(key, seed, synthetic, **seconds)
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
            "SDMetrics quality": value(
                lambda rng: sdmetrics_reports.sdmetrics_quality.measure(train, None, synthetic, rng)),
            "utility AUC": value(lambda rng: utility.classification.measure(train, holdout, learned, rng)),
            "utility R2": value(lambda rng: utility.regression.measure(train, holdout, learned, rng)),
            "closest record": value(lambda rng: privacy.closer_share(train, unseen, asked, ROWS, ROWS)),
            "identical rows": value(lambda rng: privacy.identical_rows.measure(train, unseen, asked, rng))}
