"""Tables to benchmark on, what is timed on them, and the result as a table for the README."""

import time
from pathlib import Path

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.progress import Progress, quiet
from synth.technique import make, shelf


def halves(file: Path) -> tuple[Dataset, Dataset]:
    from synth.columns.recast import conform
    from synth.reading import read

    train = read(file).dataset
    holdout = file.with_name(file.name.replace("_trn", "_hol"))
    if not holdout.exists():
        raise ValueError(f"'{file.name}' has no '{holdout.name}' beside it; the rows held out are expected there.")
    train = train.steer(target=train.names[-1])
    return train, conform(read(holdout).dataset.table, train)


def made(train: Dataset, key: str, seed: int, progress: Progress = quiet) -> tuple[Dataset, dict[str, float]]:
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


def to_markdown(frame: pd.DataFrame) -> str:
    """A table for the README; several seeds become one row with their mean and, after ±, their standard deviation."""
    if "seed" in frame:
        frame = _over_seeds(frame)
    lines = [list(frame.columns), ["---"] * len(frame.columns), *frame.astype(object).itertuples(index=False, name=None)]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


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
