"""How alike two tables are, column by column and pair by pair, with what each row adds to the figure.

Every figure comes as an `Alike`; averaging them keeps the rows together, so that the interval of a mean knows that its
columns come from the same people.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from synth.measuring.binning import codes, numbers, quantile_bins
from synth.dataset import Dataset
from synth.measuring.interval import by_rows

PAIRS = 500
"""Most pairs measured; of more, every k-th is taken."""
ASSOCIATED, CORRELATED = 0.3, 0.5
"""Real Cramér's V and Pearson's correlation above which SDMetrics 0.32 lets a pair count."""


@dataclass(frozen=True)
class Alike:
    """value in 0..1, 1 for identical; real and made: float64 per row, what the row adds (times the number of rows)."""

    value: float
    real: np.ndarray
    made: np.ndarray

    @property
    def interval(self) -> tuple[float, float]:
        low, high = by_rows(self.value, self.real, self.made)
        return max(low, min(0.0, self.value)), min(high, max(1.0, self.value))


def average(parts: Iterable[Alike]) -> Alike:
    """The mean of several, row by row; takes them one at a time, so that not all need to be held."""
    count, value, real, made = 0, 0.0, 0.0, 0.0
    for each in parts:
        count, value, real, made = count + 1, value + each.value, real + each.real, made + each.made
    return Alike(value / count, real / count, made / count)


def overlap(real: np.ndarray, made: np.ndarray, size: int) -> Alike:
    """1 - total variation between two columns of codes in 0..size - 1; rows with code -1 do not count."""
    counts = [np.bincount(each + 1, minlength=size + 1)[1:] for each in (real, made)]
    shares = [each / max(each.sum(), 1) for each in counts]
    pull = np.append(np.sign(shares[0] - shares[1]) / 2, 0.0)
    centre = [float(pull[:-1] @ each) for each in shares]
    parts = [np.where(each < 0, 0.0, pull[each] - mean) * (len(each) / max(count.sum(), 1))
             for each, mean, count in zip((real, made), centre, counts)]
    return Alike(float(1 - np.abs(shares[0] - shares[1]).sum() / 2), -parts[0], parts[1])


def pairs_of(names: list[str]) -> list[tuple[str, str]]:
    """All pairs in table order, thinned evenly to at most PAIRS."""
    pairs = list(combinations(names, 2))
    return pairs if len(pairs) <= PAIRS else [pairs[i] for i in np.linspace(0, len(pairs) - 1, PAIRS).astype(int)]


class Deciles:
    """Both tables as codes: deciles of train, its ten most frequent levels, other, missing."""

    def __init__(self, train: Dataset, synthetic: Dataset):
        self.names = train.modelled
        bins = {name: quantile_bins(train.table[name], train.column(name).kind) for name in self.names}
        self.sizes = {name: each.size for name, each in bins.items()}
        self.real = {name: codes(each, train.table[name]) for name, each in bins.items()}
        self.made = {name: codes(each, synthetic.table[name]) for name, each in bins.items()}

    def column(self, name: str) -> Alike:
        return overlap(self.real[name], self.made[name], self.sizes[name])

    def pair(self, a: str, b: str) -> Alike:
        width = self.sizes[b]
        return overlap(self.real[a] * width + self.real[b], self.made[a] * width + self.made[b], self.sizes[a] * width)


def ks_complement(real: np.ndarray, made: np.ndarray) -> Alike | None:
    """1 - the largest gap between two distribution functions; NaN rows do not count; None if either has only those."""
    ordered = [np.sort(each[~np.isnan(each)]) for each in (real, made)]
    if not all(map(len, ordered)):
        return None
    points = np.concatenate([each[np.append(True, each[1:] != each[:-1])] for each in ordered])
    below = [np.searchsorted(each, points, "right") / len(each) for each in ordered]
    worst = int(np.argmax(np.abs(below[0] - below[1])))
    side = np.sign(below[0][worst] - below[1][worst])
    parts = [np.where(np.isnan(each), 0.0, (each <= points[worst]) - share[worst]) * side * len(each) / len(sorted_)
             for each, share, sorted_ in zip((real, made), below, ordered)]
    return Alike(float(1 - abs(below[0][worst] - below[1][worst])), -parts[0], parts[1])


class Shapes:
    """Both tables as SDMetrics' quality report sees them: numbers, levels, and numbers cut into ten even bins."""

    def __init__(self, train: Dataset, synthetic: Dataset):
        self.names = train.modelled
        kinds = {column.name: column.kind for column in train.columns}
        tables = (train.table, synthetic.table)
        self.numeric = {n: [numbers(t[n], kinds[n]) for t in tables] for n in self.names if kinds[n].numeric}
        self.levels = {n: _levels(*(t[n] for t in tables)) for n in self.names if n not in self.numeric}

    def shape(self, name: str) -> Alike | None:
        """KS complement of a number, TV complement of a category; None without values."""
        if name in self.numeric:
            return ks_complement(*self.numeric[name])
        real, made, size = self.levels[name]
        return overlap(real, made, size) if (real >= 0).any() and (made >= 0).any() else None

    def trend(self, a: str, b: str) -> Alike | None:
        """Correlation similarity of two numbers, else contingency similarity;
        None where SDMetrics does not count it."""
        if a in self.numeric and b in self.numeric:
            return _correlations(self.numeric[a], self.numeric[b])
        (left, left_made, height), (right, right_made, width) = (self._cut(name) for name in (a, b))
        counts = np.bincount(left * width + right, minlength=height * width).reshape(height, width)
        if plain_cramers_v(counts) <= ASSOCIATED:
            return None
        return overlap(left * width + right, left_made * width + right_made, height * width)

    def _cut(self, name: str) -> tuple[np.ndarray, np.ndarray, int]:
        """Codes with missing as a level of its own; each table is cut at its own range, as SDMetrics does."""
        if name in self.levels:
            real, made, size = self.levels[name]
            return np.where(real < 0, size, real), np.where(made < 0, size, made), size + 1
        cut = [np.digitize(each, np.histogram_bin_edges(each[~np.isnan(each)])) for each in self.numeric[name]]
        return cut[0], cut[1], 12


def _levels(real: pd.Series, made: pd.Series) -> tuple[np.ndarray, np.ndarray, int]:
    """Codes, -1 where missing, of all levels of either; each is factorized alone,
    which is twice as fast as together."""
    first, known = pd.factorize(real)
    second, also = pd.factorize(made)
    known, also = pd.Index(known, dtype=object), pd.Index(also, dtype=object)
    place, new = known.get_indexer(also), 0
    place = np.where(place < 0, len(known) + np.cumsum(place < 0) - 1, place)
    new = max(len(known), int(place.max(initial=-1)) + 1)
    return first, np.append(place, -1)[second], new


def plain_cramers_v(counts: np.ndarray) -> float:
    """Cramér's V without correction; 0 where undefined."""
    counts = counts[counts.sum(1) > 0][:, counts.sum(0) > 0]
    if min(counts.shape) < 2:
        return 0.0
    expected = counts.sum(1)[:, None] * counts.sum(0)[None, :] / counts.sum()
    return float(np.sqrt(((counts - expected) ** 2 / expected).sum() / counts.sum() / (min(counts.shape) - 1)))


def _correlations(left: list[np.ndarray], right: list[np.ndarray]) -> Alike | None:
    measured = [_pearson(x, y) for x, y in zip(left, right)]
    if any(each is None for each in measured) or abs(measured[0][0]) <= CORRELATED:
        return None
    (real, pull), (made, push) = measured
    side = np.sign(real - made) / 2
    return Alike(float(1 - abs(real - made) / 2), -side * pull, side * push)


def _pearson(x: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray] | None:
    both = ~(np.isnan(x) | np.isnan(y))
    if both.sum() < 2 or np.ptp(x[both]) == 0 or np.ptp(y[both]) == 0:
        return None
    x, y = (each / np.abs(each[both]).max() for each in (x, y))
    zx, zy = ((each - each[both].mean()) / max(each[both].std(), 1e-300) for each in (x, y))
    correlation = float(np.mean((zx * zy)[both]))
    return correlation, np.where(both, zx * zy - correlation * (zx**2 + zy**2) / 2, 0.0) * len(both) / both.sum()
