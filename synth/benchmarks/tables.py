"""Tables to benchmark on, what is timed on them, and the result as a table for the README."""

import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.progress import Progress, quiet
from synth.technique import make, shelf


FORMATS = (".csv", ".csv.gz", ".parquet")
CUT = "_trn.csv.gz"


@dataclass(frozen=True)
class Source:
    """A real table to benchmark on; file None is a sample. cut_before:
    its holdout lies beside it in a file of its own."""

    name: str
    file: Path | None = None

    @property
    def cut_before(self) -> bool:
        return self.file is not None and self.file.name.endswith(CUT)

    def cut(self, seed: int) -> tuple[Dataset, Dataset]:
        """Rows to learn from and as many held out: as the files say, else halves drawn by that seed."""
        from synth.reading import read
        from synth.reading.samples import load_sample

        if self.cut_before:
            return halves(self.file)
        whole = load_sample(self.name) if self.file is None else _steered(read(self.file).dataset)
        mixed = np.random.default_rng([seed, 0]).permutation(len(whole))
        return tuple(whole.take(np.sort(half)) for half in np.array_split(mixed[:len(whole) // 2 * 2], 2))


def named(folder: Path | None, names: list[str] | None = None) -> list[Source]:
    """The tables of those names in the folder or among the samples; without names, all in the folder.

    Raises: ValueError where there is none, or none of a name.
    """
    from synth.reading.samples import SAMPLES

    files = sorted(folder.iterdir()) if folder else []
    there = {file.name.removesuffix(CUT): file for file in files if file.name.endswith(CUT)}
    for file in files:
        stem, _, ending = file.name.partition(".")
        if f".{ending}" in FORMATS and not stem.endswith(("_trn", "_hol")):
            there.setdefault(stem, file)
    if not names and not there:
        raise ValueError(f"'{folder}' holds no table that ends in {', '.join(FORMATS)}; NAME{CUT} is taken "
                         "together with the rows held out beside it.")
    samples = {sample.key for sample in SAMPLES}
    unknown = [name for name in names or () if name not in there and name not in samples]
    if unknown:
        raise ValueError(f"There is no table '{unknown[0]}'; choose from "
                         f"{', '.join([*sorted(there), *sorted(samples)])}.")
    return [Source(name, there.get(name)) for name in names or sorted(there)]


def halves(file: Path) -> tuple[Dataset, Dataset]:
    """The rows of a file and those held out, in the file beside it. Raises: ValueError where that is not there."""
    from synth.columns.recast import conform
    from synth.reading import read

    train = _steered(read(file).dataset)
    holdout = file.with_name(file.name.replace("_trn", "_hol"))
    if not holdout.exists():
        raise ValueError(f"'{file.name}' has no '{holdout.name}' beside it; the rows held out are expected there.")
    return train, conform(read(holdout).dataset.table, train)


def _steered(data: Dataset) -> Dataset:
    """With its last column as the target."""
    return data.steer(target=data.names[-1])


def made(train: Dataset, key: str, seed: int, progress: Progress = quiet) -> tuple[Dataset, dict[str, float]]:
    """As many rows as train has, and CPU seconds; a first, tiny fit keeps imports out of them."""
    few, rng = train.take(np.arange(min(200, len(train)))), np.random.default_rng(0)
    make(key, **_fast(key)).fit(few, rng).sample(10, rng)
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
    lines = [list(frame.columns), ["---"] * len(frame.columns),
             *frame.astype(object).itertuples(index=False, name=None)]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _over_seeds(frame: pd.DataFrame) -> pd.DataFrame:
    groups = frame.drop(columns="seed").groupby(["data", "table"], sort=False)
    mean, spread = groups.mean(), groups.std()
    mean = mean.loc[:, mean.notna().any()]
    told = {name: [_cell(m) if np.isnan(s) else f"{_cell(m)} ± {_cell(s)}" for m, s in zip(mean[name], spread[name])]
            for name in mean}
    return pd.DataFrame(told, index=mean.index).reset_index()


def _cell(value) -> str:
    if not isinstance(value, float):
        return str(value).replace("|", "\\|")
    if np.isnan(value):
        return ""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.4f}"
