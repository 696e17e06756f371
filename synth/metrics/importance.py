"""Do models learn from the same columns, whether trained on synthetic rows or on real ones?"""

import numpy as np

from synth.dataset import Dataset
from synth.measuring.binning import numbers
from synth.measuring.features import classes
from synth.measuring.interval import jackknife
from synth.measuring.memory import once
from synth.measuring.models import CLASSIFIERS, REGRESSORS
from synth.metric import Score, Skip, metric
from synth.metrics.utility import FIRST, _features, _r2, _target, _testable, _weighted_auc

LEARNED, ASKED, CELLS = 10_000, 3_000, 2_000_000
"""Most rows to learn from and to ask about, and most cells asked about: of wide tables fewer rows."""
SEED = 0
"""Rows are dealt alike for both models, and each learns from another half: where the same table stands in both places,
as for the real mark, the halves have no row in common, and what still differs is chance."""


@metric(
    title="Feature importance",
    question="Does a model trained on synthetic rows use the same columns as one trained on real rows?",
    family="utility",
    best=1.0,
    worst=0.0,
    says="models agree to {:.1%} on which columns matter",
    source="Fisher, Rudin & Dominici, 'All models are wrong, but many are useful' (2019): permutation importance; "
    "up to 10,000 rows to learn from",
    cost=1.6,
)
def importance(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """1 - total variation between the shares of importance that two boosted-tree models, one trained on real and one on
    synthetic rows, give the columns; 0 where either model uses none. A column's importance is what the AUC (of numbers,
    R2) on the holdout loses when its values are dealt anew among the rows, 0 where that is no more than chance.

    Parts: of each column 1 - the difference of its shares.
    """
    is_class = train.target is not None and classes(train.column(train.target).kind, train.table[train.target])
    holdout = _testable(train, holdout, synthetic, is_class)
    names = _names(train)
    if len(names) < 2:
        raise Skip(f"Only one column could predict '{train.target}', so there is no order of columns to agree on.")
    truth, real = _asked(train, holdout, train, is_class, 0)
    made = _asked(train, holdout, synthetic, is_class, 1)[1]
    figure = _auc if is_class else _explained
    whole = np.arange(len(truth))
    every = _shares(figure, truth, real, whole), _shares(figure, truth, made, whole)
    found = agreement(*every)
    # Leaving out rows asked about shows the chance in those; rows learned from, about as many, bring as much again.
    half = jackknife(
        lambda rows: agreement(*(_shares(figure, truth, said, rows) for said in (real, made))), len(truth), rng
    )
    overall = importance.score(found, max(0.0, found - half), min(1.0, found + half))
    return [overall, *(importance.score(1 - abs(a - b), about=(name,)) for name, a, b in zip(names, *every))]


def agreement(real: np.ndarray, synthetic: np.ndarray) -> float:
    """1 - total variation of two rows of shares; 1 where both use no column, 0 where one does."""
    if not real.any() or not synthetic.any():
        return float(real.any() == synthetic.any())
    return 1 - float(np.abs(real - synthetic).sum()) / 2


def _names(train: Dataset) -> list[str]:
    """The columns that predict, in the order of the features' matrix: numbers first."""
    names = [name for name in train.modelled if name != train.target]
    return sorted(names, key=lambda name: not train.column(name).kind.numeric)


@once
def _asked(
    train: Dataset, holdout: Dataset, learned: Dataset, is_class: bool, half: int
) -> tuple[np.ndarray, np.ndarray]:
    """The truth of some rows of the holdout, and what a model trained on a half of `learned` says of them: a row of
    answers with every column in place and one for each column dealt anew. Shape (1 + columns, rows), of classes also
    by class."""
    rng = np.random.default_rng(SEED)
    fitted, asked = _features(train, learned, holdout)
    if is_class:
        known, truth = _target(train, learned, holdout)
    else:
        known, truth = (
            numbers(data.table[train.target], train.column(train.target).kind) for data in (learned, holdout)
        )
    rows = _some(truth, max(200, min(ASKED, CELLS // (1 + asked.matrix.shape[1]) ** 2)), rng)
    dealt = _dealt(asked.matrix[rows], np.random.default_rng(SEED))
    few = _some(known, len(known), np.random.default_rng(SEED))[half::2][:LEARNED]
    given = fitted.matrix[few], fitted.categorical, known[few], dealt.reshape(-1, dealt.shape[2]), rng
    if not is_class:
        return truth[rows], REGRESSORS[FIRST](*given).reshape(dealt.shape[:2])
    seen, said = CLASSIFIERS[FIRST](*given)
    every = np.zeros((len(said), int(max(seen.max(), truth.max())) + 1))
    every[:, seen] = said
    return truth[rows], every.reshape(*dealt.shape[:2], -1)


def _some(target: np.ndarray, most: int, rng: np.random.Generator) -> np.ndarray:
    """Positions of at most that many rows that have a target."""
    present = np.flatnonzero(target >= 0 if target.dtype.kind == "i" else ~np.isnan(target))
    return rng.permutation(present)[:most]


def _dealt(matrix: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """(1 + columns, rows, columns): the matrix, then once for each column with that one dealt anew."""
    every = np.repeat(matrix[None], 1 + matrix.shape[1], axis=0)
    for j in range(matrix.shape[1]):
        every[1 + j, :, j] = rng.permutation(matrix[:, j])
    return every


def _shares(figure, truth: np.ndarray, said: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Each column's share of all that is lost, by columns; zeros where nothing is lost beyond chance."""
    whole, low, high = figure(truth[rows], said[0][rows])
    lost = np.array([whole - figure(truth[rows], each[rows])[0] for each in said[1:]])
    lost = np.where(lost > (high - low) / 20, lost, 0.0)
    return lost / lost.sum() if lost.any() else lost


def _auc(truth: np.ndarray, said: np.ndarray) -> tuple[float, float, float]:
    return _weighted_auc(truth, np.arange(said.shape[1]), said)


def _explained(truth: np.ndarray, said: np.ndarray) -> tuple[float, float, float]:
    return _r2(truth, said) if np.ptp(truth) > 0 else (0.0, 0.0, 0.0)
