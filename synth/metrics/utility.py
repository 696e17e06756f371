"""Can one learn from the synthetic table what one learns from the real one?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from synth.measuring.binning import numbers
from synth.dataset import Column, Dataset, Kind
from synth.measuring.features import Features, classes, features
from synth.measuring.interval import auc_score, by_rows
from synth.measuring.models import CLASSIFIERS, REGRESSORS
from synth.metric import Score, Skip, metric

ROWS, CLASSES = 50_000, 10
"""Most rows to train on and to test on, and most classes told apart: the most frequent of train, and all others as
one."""
FIRST, BOTH, ADDED = "boosted trees", "boosted trees on real and synthetic", 6_000
"""The model of the overall score, and how the one is called that learns from real rows too; most rows of each for
that."""
_SOURCE = (
    "Esteban, Hyland & Rätsch, 'Real-valued medical time series generation' (2017): train on synthetic, test on real; "
    "up to 50,000 rows"
)


@metric(
    title="Classification",
    question="Does a model trained on synthetic rows predict the target of real, unseen ones?",
    family="utility",
    best=1.0,
    worst=0.5,
    source=_SOURCE,
    says="the target is predicted with an AUC of {:.3f}",
    cost=1.7,
)
def classification(
    train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator
) -> list[Score]:
    """ROC-AUC on the holdout; with several classes each against the rest, weighted by how frequent it is there.

    Overall by boosted trees; then by each other model, and by boosted trees on real and synthetic rows together, whose
    marks are real rows beside real ones and beside shuffled ones.
    """
    holdout = _testable(train, holdout, synthetic, is_class=True)
    known, truth, real = _target(train, synthetic, holdout, train)
    fitted, asked, also = _features(train, synthetic, holdout, train)
    learned, tested = (_rows(each, rng) for each in (known, truth))
    told = _Known(fitted.matrix[learned], known[learned], also.matrix[real >= 0], real[real >= 0], fitted.categorical)
    return [
        classification.score(*_weighted_auc(truth[tested], *said), about=about)
        for about, said in _said(CLASSIFIERS, told, asked.matrix[tested], rng)
    ]


@metric(
    title="Regression",
    question="Does a model trained on synthetic rows predict the target of real, unseen ones?",
    family="utility",
    best=1.0,
    worst=0.0,
    source=_SOURCE,
    says="the target is predicted with an R2 of {:.3f}",
    cost=1.7,
)
def regression(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """R2 on the holdout; 0 is guessing the mean, and anything worse than -1 counts as -1. Parts as of
    classification."""
    holdout = _testable(train, holdout, synthetic, is_class=False)
    kind = train.column(train.target).kind
    known, truth, real = (numbers(data.table[train.target], kind) for data in (synthetic, holdout, train))
    fitted, asked, also = _features(train, synthetic, holdout, train)
    learned, tested = (_rows(np.where(np.isnan(each), -1, 0), rng) for each in (known, truth))
    there = ~np.isnan(real)
    told = _Known(fitted.matrix[learned], known[learned], also.matrix[there], real[there], fitted.categorical)
    return [
        regression.score(*_r2(truth[tested], said), about=about)
        for about, said in _said(REGRESSORS, told, asked.matrix[tested], rng)
    ]


@dataclass(frozen=True)
class _Known:
    """What models learn from: matrices of rows x columns and a target per row, of the synthetic and of the real
    rows."""

    matrix: np.ndarray
    target: np.ndarray
    real_matrix: np.ndarray
    real_target: np.ndarray
    categorical: np.ndarray

    def both(self, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Synthetic and real rows, at most ADDED of either, and their targets."""
        few, some = (rng.permutation(len(each))[:ADDED] for each in (self.target, self.real_target))
        return np.vstack([self.matrix[few], self.real_matrix[some]]), np.concatenate(
            [self.target[few], self.real_target[some]]
        )


def _said(
    models: dict[str, Callable], known: _Known, asked: np.ndarray, rng: np.random.Generator
) -> Iterator[tuple[tuple[str, ...], Any]]:
    """What each model says of the rows asked, by what its score is about; the overall one first."""
    yield (), models[FIRST](known.matrix, known.categorical, known.target, asked, rng)
    for name in models:
        if name != FIRST:
            yield (name,), models[name](known.matrix, known.categorical, known.target, asked, rng)
    matrix, target = known.both(rng)
    yield (BOTH,), models[FIRST](matrix, known.categorical, target, asked, rng)


def _r2(truth: np.ndarray, said: np.ndarray) -> tuple[float, float, float]:
    """R2, low, high, none below -1."""
    missed, spread = (truth - said) ** 2, (truth - truth.mean()) ** 2
    value = 1 - missed.mean() / spread.mean()
    low, high = by_rows(value, ((1 - value) * spread - missed) / spread.mean())
    return tuple(max(-1.0, float(each)) for each in (value, low, high))


def _testable(train: Dataset, holdout: Dataset | None, synthetic: Dataset, is_class: bool) -> Dataset:
    """The holdout. Raises: Skip where there is nothing to predict, or to predict it from or test it on."""
    target = train.target
    if target is None:
        raise Skip("No target column is set, so there is nothing to predict; choose one on the data page.")
    kind = train.column(target).kind
    if not kind.modelled:
        raise Skip(f"The target '{target}' is {kind}, which cannot be predicted.")
    if classes(kind, train.table[target]) != is_class:
        raise Skip(f"The target '{target}' holds {'numbers, not classes' if is_class else 'classes, not numbers'}.")
    if len(train.modelled) < 2:
        raise Skip(f"There is no column from which '{target}' could be predicted.")
    if holdout is None:
        raise Skip("No real rows were held out to test on; set a holdout share.")
    for data, what in ((synthetic, "synthetic table"), (holdout, "holdout")):
        values = data.table[target].dropna()
        if len(values) < 10:
            raise Skip(f"The {what} has {len(values)} rows with a '{target}'; 10 are needed.")
        if values.nunique() < 2 and what == "holdout":
            raise Skip(f"The target '{target}' has only one value in the holdout.")
    return holdout


def _features(train: Dataset, *tables: Dataset) -> list[Features]:
    return features(train, *tables, names=[name for name in train.modelled if name != train.target])


def _target(train: Dataset, *tables: Dataset) -> list[np.ndarray]:
    """Per table the class of each row as 0..CLASSES, most frequent first; -1 where missing."""
    return [each.codes[:, 0] for each in _as_classes(train, tables)]


def _as_classes(train: Dataset, tables: tuple[Dataset, ...]) -> list:
    """The target as a category, numbers as whole numbers, so that 1 and 1.0 of differently stored tables are one
    class."""
    name = train.target
    if not train.column(name).kind.numeric:
        return features(train, *tables, names=[name], levels=CLASSES)
    whole = [
        pd.DataFrame({name: pd.to_numeric(data.table[name]).astype("Float64").round().astype("Int64").astype(object)})
        for data in (train, *tables)
    ]
    like, *others = (Dataset(name, table, (Column(name, Kind.CATEGORY),)) for table in whole)
    return features(like, *others, levels=CLASSES)


def _rows(target: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    present = np.flatnonzero(target >= 0)
    return present if len(present) <= ROWS else np.sort(rng.choice(present, ROWS, replace=False))


def _weighted_auc(truth: np.ndarray, seen: np.ndarray, said: np.ndarray) -> tuple[float, float, float]:
    """AUC, low, high over classes; classes never seen are given no chance. The interval takes them as fully
    dependent."""
    labels, counts = np.unique(truth, return_counts=True)
    columns = {label: said[:, i] for i, label in enumerate(seen)}
    if len(labels) == 2:
        labels, counts = labels[1:], counts[1:]
    each = np.array([auc_score(truth == label, columns.get(label, np.zeros(len(truth)))) for label in labels])
    value, low, high = (counts / counts.sum()) @ each
    return float(value), max(0.0, float(low)), min(1.0, float(high))
