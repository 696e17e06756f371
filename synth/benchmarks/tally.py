"""How near filled cells are to the truth, how like the real distribution, and whether intervals hold."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.dataset import Dataset, Kind
from synth.filling.pooled import rubin

BINS, LEVELS, MOST = 8, 8, 3
"""Bins of a number and levels of a category that distributions are told by; levels whose shares are estimated."""


@dataclass
class Tally:
    """What one way of filling did, over all rounds."""

    train: Dataset
    holdout: Dataset

    def __post_init__(self):
        self.right_, self.off_, self.pairs_, self.covered_, self.widths_ = [], {}, [], [], []
        self.counts_, self.seconds_ = {}, 0.0
        self.numbers_ = [c.name for c in self.train.columns if c.kind in (Kind.INTEGER, Kind.REAL)]
        self.cuts_ = {c.name: _cuts(self.train.table[c.name], c.kind) for c in self.train.columns}

    def add(self, tables: list[pd.DataFrame], true: pd.DataFrame, hidden: np.ndarray, seconds: float) -> None:
        self.seconds_ += seconds
        classes = {name: _classes(true[name], self.cuts_[name]) for name in true}
        drawn = [{name: _classes(table[name], self.cuts_[name]) for name in true} for table in tables]
        for i, name in enumerate(true):
            at = hidden[:, i]
            if at.any():
                self._cells(name, [table[name][at] for table in tables], true[name][at])
                counts = [
                    np.bincount(each, minlength=BINS + LEVELS + 2)
                    for each in (classes[name][at], np.concatenate([each[name][at] for each in drawn]))
                ]
                before = self.counts_.setdefault(name, [np.zeros(BINS + LEVELS + 2), np.zeros(BINS + LEVELS + 2)])
                self.counts_[name] = [old + new for old, new in zip(before, counts)]
            self._estimates(name, tables)
        if hidden.any():
            self.pairs_.append(np.mean([_pair_tv(each, classes) for each in drawn]))

    def _cells(self, name: str, filled: list[pd.Series], true: pd.Series) -> None:
        if name in self.numbers_:
            mean = np.mean([each.to_numpy(dtype=float) for each in filled], axis=0)
            spread = float(self.train.table[name].astype(float).std()) or 1.0
            self.off_.setdefault(name, []).append((mean - true.to_numpy(dtype=float)) / spread)
        elif not self.train.column(name).kind.numeric:
            likeliest = pd.DataFrame([each.astype(str).to_numpy() for each in filled]).mode().iloc[0]
            self.right_.append(likeliest.to_numpy() == true.astype(str).to_numpy())

    def _estimates(self, name: str, tables: list[pd.DataFrame]) -> None:
        """Intervals of a number's mean, or of the shares of the most frequent levels, held against the population."""
        population = self.holdout.table[name]
        if name in self.numbers_:
            self._interval([table[name].astype(float) for table in tables], float(population.astype(float).mean()))
        elif not self.train.column(name).kind.numeric:
            for level in population.value_counts().index[:MOST]:
                share = float((population == level).sum() / population.notna().sum())
                if 0 < share < 1:
                    self._interval([(table[name].dropna() == level).astype(float) for table in tables], share)

    def _interval(self, values: list[pd.Series], truth: float) -> None:
        values = [each.dropna().to_numpy() for each in values]
        estimates, variances = (
            np.array([f(each) for each in values]) for f in (np.mean, lambda x: x.var(ddof=1) / len(x))
        )
        _, low, high, _ = rubin(estimates, variances, len(values[0]))
        if low is None:  # a single table is taken for what it is not: data without gaps
            low, high = (estimates[0] + sign * 1.965 * variances[0] ** 0.5 for sign in (-1, 1))
        self.covered_.append(low <= truth <= high)
        self.widths_.append(high - low)

    @property
    def width(self) -> np.ndarray:
        return np.array(self.widths_)

    def record(self, usual: np.ndarray) -> dict[str, float]:
        tv = [0.5 * np.abs(one / one.sum() - other / other.sum()).sum() for one, other in self.counts_.values()]
        off = [float(np.sqrt(np.mean(np.concatenate(each) ** 2))) for each in self.off_.values()]
        there = usual > 0
        return {
            "right": float(np.concatenate(self.right_).mean()) if self.right_ else np.nan,
            "error": float(np.mean(off)) if off else np.nan,
            "column TV": float(np.mean(tv)) if tv else np.nan,
            "pair TV": float(np.mean(self.pairs_)) if self.pairs_ else np.nan,
            "covered": float(np.mean(self.covered_)),
            "width": float(np.median(self.width[there] / usual[there])),
            "CPU s": self.seconds_,
        }


def _cuts(values: pd.Series, kind: Kind):
    """Edges of a number's bins, or the most frequent levels."""
    if kind.numeric:
        return np.unique(np.quantile(_plain(values.dropna()), np.linspace(0, 1, BINS + 1)[1:-1]))
    return pd.Index(values.value_counts().index[:LEVELS].astype(str))


def _classes(values: pd.Series, cuts) -> np.ndarray:
    """The bin or level of each value, the class after them where it is another or missing."""
    if isinstance(cuts, np.ndarray):
        found, there = np.full(len(values), len(cuts) + 1), values.notna().to_numpy()
        found[there] = np.searchsorted(cuts, _plain(values[there]), side="right")
        return found
    found = cuts.get_indexer(pd.Index(values.astype(str)))
    return np.where(found < 0, len(cuts), found)


def _plain(values: pd.Series) -> np.ndarray:
    if values.dtype.kind == "M":
        return values.to_numpy().astype("datetime64[ns]").astype(np.int64).astype(float)
    return values.to_numpy(dtype=float)


def _pair_tv(filled: dict[str, np.ndarray], true: dict[str, np.ndarray]) -> float:
    """The mean total variation over all pairs of columns."""
    names, found, width = list(true), [], BINS + LEVELS + 2
    for i, one in enumerate(names):
        for other in names[:i]:
            counts = [np.bincount(each[one] * width + each[other], minlength=width * width) for each in (filled, true)]
            found.append(0.5 * np.abs(counts[0] - counts[1]).sum() / len(true[one]))
    return float(np.mean(found))
