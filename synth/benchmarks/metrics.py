"""What every score costs on a table and on a million rows of it, how certain it is there, and SDMetrics beside it.

Times are CPU seconds. A report costs less than the sum: scores that look at the same bins or neighbours share them.
"""

import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from synth.benchmarks.budgets import budget
from synth.benchmarks.tables import halves
from synth.comparison import compare
from synth.dataset import Dataset
from synth.metric import Metric, Score, Skip
from synth.metric import metrics as known_metrics
from synth.progress import Cancelled, Progress, part, quiet
from synth.report import Report, evaluate
from synth.technique import make

ROWS = 1_000_000


def metrics(data: Path | None, only: list[str] | None = None, rows: int = ROWS,
            progress: Progress = quiet) -> tuple[pd.DataFrame, pd.DataFrame]:
    """A record per metric, and one per budget: the first verdict, and the scores shared with SDMetrics; on the first
    table in data beside as many rows from sequential trees, and on that many rows of either (the real ones drawn with
    replacement).

    Raises: ValueError where data holds no table, or there is no such metric.
    """
    found = sorted(data.glob("*_trn.csv.gz")) if data else []
    if not found:
        raise ValueError("Say where the tables are with --data FOLDER; files that end in _trn.csv.gz are looked for.")
    unknown = [key for key in only or () if key not in known_metrics()]
    if unknown:
        raise ValueError(f"There is no metric '{unknown[0]}'; choose from {', '.join(known_metrics())}.")
    train, holdout = halves(found[0])
    progress(0.0, "drawing rows")
    rng = np.random.default_rng(0)
    technique = make("sequential_trees").fit(train, rng)
    short, long = ((real, train.with_table(technique.sample(len(real), rng)))
                   for real in (train, train.take(rng.integers(0, len(train), rows))))
    chosen = [each for each in known_metrics().values() if only is None or each.key in only]
    records = []
    for i, each in enumerate(chosen):
        progress(0.05 + 0.65 * i / len(chosen), f"measuring {each.title.lower()}")
        records.append(_record(each, holdout, short, long))
    compared = [first_verdict(short[0], holdout, short[1]), *shared(*long, part(progress, 0.7, 1.0))]
    progress(1.0, "measured")
    return pd.DataFrame(records), pd.DataFrame(compared)


def first_verdict(train: Dataset, holdout: Dataset, made: Dataset) -> dict:
    """Budget: CPU seconds from the rows to the charts and to scores of fidelity and privacy with all their marks."""
    def told(report: Report) -> None:
        if {"fidelity", "privacy"} <= {known_metrics()[score.metric].family for score in report.scores}:
            raise Cancelled

    def until() -> None:
        compare(train, made)
        with suppress(Cancelled):
            evaluate(train, holdout, made, np.random.default_rng(0), told=told)

    compare(*(each.take(np.arange(min(len(each), 300))) for each in (train, made)))  # pays for imports
    seconds = _timed(until)[1]
    return budget(f"{len(train):,} rows: CPU s to the first verdict on fidelity and privacy", seconds, 3.0,
                  seconds <= 3)


def shared(real: Dataset, made: Dataset, progress: Progress = quiet) -> list[dict]:
    """Budgets: our shapes and trends against SDMetrics' quality report on all rows of the same tables, neither side's
    imports and conversions counted."""
    from synth.metrics import fidelity
    from synth.metrics.sdmetrics_reports import prepared, quality_of

    given = prepared(real, made)
    quality_of(*([{name: table.head(100) for name, table in each.items()} for each in given[0]], given[1]))
    def measured(real: Dataset, made: Dataset) -> list[Score]:
        return [each.measure(real, None, made, np.random.default_rng(0))[0]
                for each in (fidelity.shapes, fidelity.trends)]

    measured(*(each.take(np.arange(min(len(each), 50))) for each in (real, made)))  # what it imports, it has then
    ours, seconds = _timed(lambda: measured(real, made))
    progress(0.1, "waiting for SDMetrics on all rows")
    theirs, longer = _timed(lambda: quality_of(*given))
    ratio, names = longer / seconds, ("column shapes", "column pair trends")
    return [budget(f"shapes and trends of {len(real):,} rows x {len(real.names)}: times as fast as SDMetrics", ratio,
                   20.0, ratio >= 20),
            *(budget(f"{name}: difference to SDMetrics", abs(a.value - b), 0.005, abs(a.value - b) <= 0.005)
              for name, a, b in zip(names, ours, theirs))]


def _record(metric: Metric, holdout: Dataset, *tables: tuple[Dataset, Dataset]) -> dict:
    """What a metric costs on each pair of real and synthetic rows; for the last,
    the sizes that it says it takes and its error."""
    _measured(metric, holdout, *(each.take(np.arange(min(len(each), 300))) for each in tables[0]))  # pays for imports
    told = {"score": metric.key, "family": metric.family}
    for real, made in tables:
        found, told[f"{len(real):,} rows, CPU s"] = _timed(lambda: _measured(metric, holdout, real, replace(made)))
    sizes = re.search(r"(up to )?[\d,]+ (synthetic )?rows[^;:]*", metric.source)
    return told | {"rows taken of the longer": sizes[0] if sizes else "all",
                   "interval, to either side": (found.high - found.low) / 2 if found else np.nan}


def _measured(metric: Metric, holdout: Dataset, real: Dataset, made: Dataset) -> Score | None:
    """Whatever is remembered hangs on the table as an object: a new one has everything measured anew."""
    try:
        return metric.measure(real, holdout, made, np.random.default_rng(0))[0]
    except Skip:
        return None


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    start = time.process_time()
    return work(), time.process_time() - start
