"""The budgets of speed and agreement, as ratios between two in the same run and as CPU seconds."""

import time
from pathlib import Path

import numpy as np
import pandas as pd

from synth.benchmarks.tables import halves, made
from synth.dataset import Dataset
from synth.progress import Progress, quiet
from synth.technique import make


def budgets(data: Path | None, progress: Progress = quiet) -> pd.DataFrame:
    """One record per budget: what was measured, what is wanted, and whether it is met; on the first table in data.

    Raises: ValueError where data holds no table.
    """
    found = sorted(data.glob("*_trn.csv.gz")) if data else []
    if not found:
        raise ValueError("Say where the tables are with --data FOLDER; files that end in _trn.csv.gz are looked for.")
    train, holdout = halves(found[0])
    progress(0.1, "fitting two Gaussian copulas")
    records = _copula_budgets(train)
    progress(0.4, "sampling a million rows")
    records += [_sampling_budget(train, key, wanted) for key, wanted in (("gaussian_copula", 1_000_000), ("sequential_trees", 250_000))]
    progress(0.7, "scoring a million rows")
    records += _fidelity_budgets(train, holdout)
    progress(1.0, "measured")
    return pd.DataFrame(records)


def _copula_budgets(train: Dataset) -> list[dict]:
    from synth.metrics.fidelity import accuracy

    ours, theirs = (made(train, key, 0) for key in ("gaussian_copula", "sdv_gaussian_copula"))
    ratio = sum(theirs[1].values()) / sum(ours[1].values())
    scores = [accuracy.measure(train, None, table, np.random.default_rng(0))[0].value for table, _ in (ours, theirs)]
    return [_budget("Gaussian copula, fit and sample: times as fast as SDV's", ratio, 50.0, ratio >= 50),
            _budget("Gaussian copula: accuracy above SDV's by", scores[0] - scores[1], 0.0, scores[0] > scores[1])]


def _sampling_budget(train: Dataset, key: str, wanted: float) -> dict:
    technique = make(key).fit(train, np.random.default_rng(0))
    spent = []
    for seed in range(3):
        start = time.process_time()
        technique.sample(1_000_000, np.random.default_rng(seed))
        spent.append(time.process_time() - start)
    rate = 1_000_000 / min(spent)  # the first also pays for memory that is touched for the first time
    return _budget(f"{key}: rows sampled a CPU second", rate, wanted, rate >= wanted)


def _fidelity_budgets(train: Dataset, holdout: Dataset, rows: int = 1_000_000) -> list[dict]:
    """Our shapes and trends against SDMetrics' quality report on the same million rows."""
    from synth.metrics import fidelity
    from synth.metrics.sdmetrics_reports import prepared, quality_of

    rng = np.random.default_rng(0)
    real, made = (data.take(rng.integers(0, len(data), rows)) for data in (train, holdout))
    given = prepared(real, made)
    quality_of(*([{name: table.head(100) for name, table in each.items()} for each in given[0]], given[1]))
    seconds, scores = [], []
    for measure in (lambda: [each.measure(real, None, made, rng)[0].value for each in (fidelity.shapes, fidelity.trends)],
                    lambda: quality_of(*given)):
        start = time.process_time()
        scores.append(measure())
        seconds.append(time.process_time() - start)
    ratio = seconds[1] / seconds[0]
    names = ("column shapes", "column pair trends")
    return [_budget(f"shapes and trends of {rows:,} rows x {len(train.names)}: times as fast as SDMetrics", ratio, 20.0, ratio >= 20),
            *(_budget(f"{name}: difference to SDMetrics", abs(a - b), 0.005, abs(a - b) <= 0.005)
              for name, a, b in zip(names, *scores))]


def _budget(what: str, measured: float, wanted: float, met: bool) -> dict:
    return {"budget": what, "measured": float(measured), "wanted": float(wanted), "met": "yes" if met else "no"}
