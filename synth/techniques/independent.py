"""A fitted distribution for every column, each on its own."""

import numpy as np
import pandas as pd

from synth.dataset import Column, Dataset, Kind
from synth.learning.distribution import Fitted, by_likelihood, by_moments, moments
from synth.learning.encoding import EXACT, codec
from synth.learning.grid import Grid
from synth.params import param
from synth.progress import Progress
from synth.technique import Technique, register

SPIKE = 0.01
"""The share from which on a value may be a spike."""
STEEP = 5
"""How many times more rows a spike holds than grid points beside it."""


@register
class Independent(Technique):
    """Draws each column from a distribution fitted to it: spikes at their shares, the rest from a parametric family.

    Families are compared by AIC, or the first four moments are kept. Every relation between columns goes.

    Source: Johnson, Kotz and Balakrishnan, "Continuous univariate distributions" (1994); Fleishman, "A method for
    simulating non-normal distributions", Psychometrika 43 (1978).
    """

    title = "Fitted distributions"
    summary = "Fits a distribution to each column and draws from it: columns keep their shape but not their relations."
    when = "When only a few figures per column may leave the house; not where columns belong together."
    family = "statistics"

    fit_by: str = param("likelihood", choices=("likelihood", "moments"),
                        help="Likelihood takes the best of nine families; "
                        "moments keeps mean, variance, skewness and kurtosis.")

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        self.margins_ = {}
        for i, column in enumerate(data.columns):
            progress(i / len(data.columns), f"fitting {column.name}")
            self.margins_[column.name] = self._margin(data.table[column.name], column)

    def _margin(self, values: pd.Series, column: Column) -> "Margin":
        if column.kind.numeric and values.nunique() > EXACT:
            return Margin(values, by_likelihood if self.fit_by == "likelihood" else by_moments)
        return codec(values, column, EXACT)

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        return pd.DataFrame({name: margin.quantile(rng.random(rows)) for name, margin in self.margins_.items()})

    def preview(self, data: Dataset) -> list[dict]:
        """One record per number column: the family, its AIC beside the runner-up's, and moments, real and fitted.

        Moments in time are in days after the first; columns of few distinct values are drawn as observed.
        """
        return [self._record(data.table[column.name], column) for column in data.columns if column.kind.numeric]

    def _record(self, values: pd.Series, column: Column) -> dict:
        margin, record = self._margin(values, column), {"column": column.name, "family": "observed shares"}
        if isinstance(margin, Margin):
            record["family"] = margin.fitted.family + (f" + {margin.spikes} spikes" if margin.spikes else "")
        fitted = getattr(margin, "fitted", None)
        for key in ("aic", "runner_up", "runner_up_aic"):
            record[key] = getattr(fitted, key, None)
        drawn = pd.Series(margin.quantile((np.arange(4096) + 0.5) / 4096))
        start = values.min() if column.kind == Kind.MOMENT else None
        for name, each in (("real", values), ("fitted", drawn)):
            numbers = (each - start) / pd.Timedelta(days=1) if start is not None else each
            found = moments(numbers.dropna().to_numpy(dtype=float)) if each.notna().any() else (None,) * 4
            record |= dict(zip((f"{m}_{name}" for m in ("mean", "sd", "skewness", "kurtosis")), found))
        return record

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        return 0.1 + 0.045 * columns + 2e-7 * rows * columns + 1e-7 * sampled * columns


class Margin:
    """A number column as missing values, spikes and a fitted distribution, in this order of levels."""

    def __init__(self, values: pd.Series, fit):
        self.grid_ = Grid(values)
        points, present = self.grid_.points(values)
        points, counts = np.unique(points[present], return_counts=True)
        steps = self.grid_.steps(np.broadcast_to(points[:1], points.shape).copy(), points)
        spike = _spikes(steps, counts, self.grid_.step is not None)
        self.low_, self.span_ = points[0], steps[-1]
        self.at_ = points[spike]
        smooth = np.repeat(steps[~spike], counts[~spike]) / self.span_
        self.fitted: Fitted = fit(smooth) if len(np.unique(smooth)) > 1 else Fitted("uniform", np.linspace(0, 1, 4096))
        self.spikes = len(self.at_)
        self.ends_ = np.cumsum(np.concatenate([[(~present).sum()], counts[spike]])) / len(values)

    def quantile(self, levels: np.ndarray):
        """The value at each level in [0, 1); the order of levels is missing, spikes, rest, not that of the values."""
        part = np.searchsorted(self.ends_, levels, side="right")
        smooth = part > self.spikes
        within = np.where(smooth, (levels - self.ends_[-1]) / max(1 - self.ends_[-1], 1e-12), 0.0)
        steps = self.fitted.at(within) * self.span_
        low = np.full(len(levels), self.low_)
        if self.grid_.step is None:
            points = low + steps
        else:
            steps = np.minimum(np.rint(steps), self.span_).astype(np.uint64)
            points = (low.view(np.uint64) + self.grid_.step * steps).view(np.int64)
        if self.spikes:
            points = np.where(smooth, points, self.at_[np.clip(part - 1, 0, self.spikes - 1)])
        return self.grid_.values(points, part == 0)


def _spikes(steps: np.ndarray, counts: np.ndarray, gridded: bool) -> np.ndarray:
    """Which distinct values are spikes: frequent, and far more so than the twenty values about them.

    Without a grid any value that is frequent is one, for no distribution there repeats itself.
    """
    frequent = counts >= max(SPIKE * counts.sum(), 2)
    if not gridded:
        return frequent
    reach = np.arange(len(counts))
    first, last = np.maximum(reach - 10, 0), np.minimum(reach + 10, len(counts) - 1)
    total = np.concatenate([[0], np.cumsum(counts)])
    beside = (total[last + 1] - total[first] - counts) / np.maximum(steps[last] - steps[first], 1)
    return frequent & (counts > STEEP * beside)
