"""Can one learn from the synthetic table what one learns from the real one?"""

import numpy as np
import pandas as pd

from synth.measuring.binning import numbers
from synth.measuring.boosted import class_probabilities, regressed
from synth.dataset import Column, Dataset, Kind
from synth.measuring.features import classes, features
from synth.measuring.interval import auc_score, by_rows
from synth.metric import Score, Skip, metric

ROWS, CLASSES = 50_000, 10
"""Most rows to train on and to test on, and most classes told apart: the most frequent of train, and all others as one."""
_SOURCE = "Esteban, Hyland & Rätsch, 'Real-valued medical time series generation' (2017): train on synthetic, test on real"


@metric(title="Classification", question="Does a model trained on synthetic rows predict the target of real, unseen ones?",
        family="utility", best=1.0, worst=0.5, source=_SOURCE,
        says="the target is predicted with an AUC of {:.3f}")
def classification(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """ROC-AUC on the holdout; with several classes each against the rest, weighted by how frequent it is there."""
    holdout = _testable(train, holdout, synthetic, is_class=True)
    known, truth = _target(train, synthetic, holdout)
    fitted, asked = _features(train, synthetic, holdout)
    learned, tested = (_rows(each, rng) for each in (known, truth))
    seen, said = class_probabilities(fitted.matrix[learned], fitted.categorical, known[learned], asked.matrix[tested], rng)
    return [classification.score(*_weighted_auc(truth[tested], seen, said))]


@metric(title="Regression", question="Does a model trained on synthetic rows predict the target of real, unseen ones?",
        family="utility", best=1.0, worst=0.0, source=_SOURCE,
        says="the target is predicted with an R2 of {:.3f}")
def regression(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """R2 on the holdout; 0 is guessing the mean, and anything worse than -1 counts as -1."""
    holdout = _testable(train, holdout, synthetic, is_class=False)
    kind = train.column(train.target).kind
    known, truth = (numbers(data.table[train.target], kind) for data in (synthetic, holdout))
    fitted, asked = _features(train, synthetic, holdout)
    learned, tested = (_rows(np.where(np.isnan(each), -1, 0), rng) for each in (known, truth))
    said = regressed(fitted.matrix[learned], fitted.categorical, known[learned], asked.matrix[tested], rng)
    missed, spread = (truth[tested] - said) ** 2, (truth[tested] - truth[tested].mean()) ** 2
    value = 1 - missed.mean() / spread.mean()
    low, high = by_rows(value, ((1 - value) * spread - missed) / spread.mean())
    return [regression.score(*(max(-1.0, each) for each in (value, low, high)))]


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


def _features(train: Dataset, *tables: Dataset) -> list:
    return features(train, *tables, names=[name for name in train.modelled if name != train.target])


def _target(train: Dataset, *tables: Dataset) -> list[np.ndarray]:
    """Per table the class of each row as 0..CLASSES, most frequent first; -1 where missing."""
    return [each.codes[:, 0] for each in _as_classes(train, tables)]


def _as_classes(train: Dataset, tables: tuple[Dataset, ...]) -> list:
    """The target as a category, numbers as whole numbers, so that 1 and 1.0 of differently stored tables are one class."""
    name = train.target
    if not train.column(name).kind.numeric:
        return features(train, *tables, names=[name], levels=CLASSES)
    whole = [pd.DataFrame({name: pd.to_numeric(data.table[name]).astype("Float64").round().astype("Int64").astype(object)})
             for data in (train, *tables)]
    like, *others = (Dataset(name, table, (Column(name, Kind.CATEGORY),)) for table in whole)
    return features(like, *others, levels=CLASSES)


def _rows(target: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    present = np.flatnonzero(target >= 0)
    return present if len(present) <= ROWS else np.sort(rng.choice(present, ROWS, replace=False))


def _weighted_auc(truth: np.ndarray, seen: np.ndarray, said: np.ndarray) -> tuple[float, float, float]:
    """AUC, low, high over classes; classes never seen are given no chance. The interval takes them as fully dependent."""
    labels, counts = np.unique(truth, return_counts=True)
    columns = {label: said[:, i] for i, label in enumerate(seen)}
    if len(labels) == 2:
        labels, counts = labels[1:], counts[1:]
    each = np.array([auc_score(truth == label, columns.get(label, np.zeros(len(truth)))) for label in labels])
    value, low, high = (counts / counts.sum()) @ each
    return float(value), max(0.0, float(low)), min(1.0, float(high))
