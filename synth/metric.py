"""What a score is, and the list of all metrics."""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from synth.dataset import Dataset

_metrics: dict[str, "Metric"] = {}
FAMILIES = ("fidelity", "utility", "fairness", "privacy")


class Skip(Exception):
    """Raised by a metric that cannot be computed on these tables; its text says why, in a sentence."""


@dataclass(frozen=True)
class Score:
    """One figure with a 95 % interval.

    about names what it is of: () for the whole table, (column,) or (column, column) for a part. holdout and shuffled
    are the marks of its ruler: what real unseen rows score, and what shuffled columns score; copy, for privacy, is what
    an exact copy of the rows learned scores. None where not measured.
    """

    metric: str
    value: float
    low: float
    high: float
    about: tuple[str, ...] = ()
    holdout: float | None = None
    shuffled: float | None = None
    copy: float | None = None

    def with_ruler(self, **marks: float | None) -> "Score":
        """marks: holdout, shuffled, copy."""
        return replace(self, **marks)


Measure = Callable[[Dataset, Dataset | None, Dataset, np.random.Generator], list[Score]]


@dataclass(frozen=True)
class Metric:
    """A registered metric: `measure(train, holdout, synthetic, rng)` gives its scores, the overall one first.

    question is what it answers, in the user's words; best and worst are the ends of its scale. margin is how far behind
    the real holdout a score may lie and still be fair, for metrics on which shuffled columns are no measure of bad:
    those of privacy, and those of single columns. says is a clause with the value in it, as "shapes agree to {:.1%}".
    cost is CPU seconds for one table of 24,000 rows x 15, roughly: cheap metrics are measured first.
    """

    key: str
    title: str
    question: str
    family: str
    best: float
    worst: float
    source: str
    measure: Measure
    margin: float | None = None
    says: str = "the score is {:.3f}"
    cost: float = 1.0

    @property
    def higher_is_better(self) -> bool:
        return self.best > self.worst

    def score(self, value: float, low: float | None = None, high: float | None = None,
              about: tuple[str, ...] = ()) -> Score:
        """A score of this metric; the interval is the value itself where none is given."""
        return Score(self.key, float(value), float(value if low is None else low),
                     float(value if high is None else high), about)


def metric(*, title: str, question: str, family: str, best: float, worst: float, source: str,
           margin: float | None = None, says: str = "the score is {:.3f}",
           cost: float = 1.0) -> Callable[[Measure], Metric]:
    """Registers a function as a metric under the function's name."""
    def registered(measure: Measure) -> Metric:
        if family not in FAMILIES or measure.__name__ in _metrics or cost <= 0:
            raise TypeError(f"The metric {measure.__name__} has an unknown family, a name that is taken, or no cost.")
        made = Metric(measure.__name__, title, question, family, best, worst, source, measure, margin, says, cost)
        return _metrics.setdefault(made.key, made)
    return registered


def metrics() -> dict[str, Metric]:
    """Every metric by its key, in the order of FAMILIES."""
    import synth.metrics

    for module in pkgutil.iter_modules(synth.metrics.__path__):
        importlib.import_module(f"synth.metrics.{module.name}")
    return dict(sorted(_metrics.items(), key=lambda item: FAMILIES.index(item[1].family)))
