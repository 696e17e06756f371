"""Techniques measured on real tables beside published ones, and the budgets that the design sets itself.

Times are CPU seconds: on a shared machine the clock on the wall is noise.
"""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.metric import Skip
from synth.progress import Progress, part, quiet
from synth.technique import make, shelf

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
        records += _table(file, peers, seeds, list(only or shelf()), part(progress, i / len(found), (i + 1) / len(found)))
    progress(1.0, "measured")
    return pd.DataFrame(records)


def budgets(data: Path | None, progress: Progress = quiet) -> pd.DataFrame:
    """One record per budget: what was measured, what is wanted, and whether it is met; on the first table in data.

    Raises: ValueError where data holds no table.
    """
    found = sorted(data.glob("*_trn.csv.gz")) if data else []
    if not found:
        raise ValueError("Say where the tables are with --data FOLDER; files that end in _trn.csv.gz are looked for.")
    train, holdout = _read(found[0])
    progress(0.1, "fitting two Gaussian copulas")
    records = _copula_budgets(train)
    progress(0.4, "sampling a million rows")
    records += [_sampling_budget(train, key, wanted) for key, wanted in (("gaussian_copula", 1_000_000), ("sequential_trees", 250_000))]
    progress(0.7, "scoring a million rows")
    records += _fidelity_budgets(train, holdout)
    progress(1.0, "measured")
    return pd.DataFrame(records)


def to_markdown(frame: pd.DataFrame) -> str:
    """A table for the README; several seeds become one row with their mean and, after ±, their standard deviation."""
    if "seed" in frame:
        frame = _over_seeds(frame)
    lines = [list(frame.columns), ["---"] * len(frame.columns), *frame.astype(object).itertuples(index=False, name=None)]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _table(file: Path, peers: Path | None, seeds: int, keys: list[str], progress: Progress) -> list[dict]:
    from synth.kinds import conform
    from synth.reading import read

    train, holdout = _read(file)
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
        synthetic, seconds = _made(train, key, seed, lambda share, note="": step(share * 0.8, f"{name}: {key}, {note}"))
        records.append({"data": name, "table": key, "seed": seed} | _scores(train, holdout, synthetic) | seconds)
    return records


def _read(file: Path) -> tuple[Dataset, Dataset]:
    from synth.kinds import conform
    from synth.reading import read

    train = read(file).dataset
    holdout = file.with_name(file.name.replace("_trn", "_hol"))
    if not holdout.exists():
        raise ValueError(f"'{file.name}' has no '{holdout.name}' beside it; the rows held out are expected there.")
    train = train.steer(target=train.names[-1])
    return train, conform(read(holdout).dataset.table, train)


def _made(train: Dataset, key: str, seed: int, progress: Progress = quiet) -> tuple[Dataset, dict[str, float]]:
    """As many rows as train has, and CPU seconds; a first, tiny fit keeps imports out of them."""
    make(key, **_fast(key)).fit(train.take(np.arange(min(200, len(train)))), np.random.default_rng(0)).sample(10, np.random.default_rng(0))
    start = time.process_time()
    technique = make(key).fit(train, np.random.default_rng([seed, 1]), progress)
    fitted = time.process_time()
    table = technique.sample(len(train), np.random.default_rng([seed, 2]))
    return train.with_table(table), {"fit s": fitted - start, "sample s": time.process_time() - fitted}


def _fast(key: str) -> dict:
    from synth.params import params_of

    return {p.name: p.fast for p in params_of(shelf()[key]) if p.fast is not None}


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


def _copula_budgets(train: Dataset) -> list[dict]:
    from synth.metrics.fidelity import accuracy

    ours, theirs = (_made(train, key, 0) for key in ("gaussian_copula", "sdv_gaussian_copula"))
    ratio = sum(theirs[1].values()) / sum(ours[1].values())
    scores = [accuracy.measure(train, None, made, np.random.default_rng(0))[0].value for made, _ in (ours, theirs)]
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


def _over_seeds(frame: pd.DataFrame) -> pd.DataFrame:
    groups = frame.drop(columns="seed").groupby(["data", "table"], sort=False)
    mean, spread = groups.mean(), groups.std()
    mean = mean.loc[:, mean.notna().any()]
    told = {name: [_cell(m) if np.isnan(s) else f"{_cell(m)} ± {_cell(s)}" for m, s in zip(mean[name], spread[name])] for name in mean}
    return pd.DataFrame(told, index=mean.index).reset_index()


def _cell(value) -> str:
    if not isinstance(value, float):
        return str(value).replace("|", "\\|")
    if np.isnan(value):
        return ""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.4f}"
