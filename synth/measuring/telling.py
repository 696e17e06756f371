"""Telling synthetic rows from real ones: what a cross-validated model says of each row, and by which columns."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from synth.dataset import Dataset
from synth.measuring.boosted import class_probabilities
from synth.measuring.features import features
from synth.measuring.interval import auc_score, folded

FOLDS, ASKED = 3, 2_000
"""Folds of the cross-validation, and rows whose columns are permuted."""


@dataclass(frozen=True)
class Telling:
    """Per row, real ones first: is_made; fold, in 0..2; said, what the model without that fold takes for the
    probability that the row is synthetic. leaned: how much AUC is lost where a column is permuted, by column,
    in the first fold."""

    is_made: np.ndarray
    fold: np.ndarray
    said: np.ndarray
    leaned: dict[str, float]

    def folds(self) -> list[tuple[np.ndarray, np.ndarray]]:
        """is_made and said of each fold in which there are rows of both tables."""
        parts = [(self.is_made[self.fold == k], self.said[self.fold == k]) for k in range(FOLDS)]
        return [part for part in parts if len(np.unique(part[0])) == 2]

    @property
    def auc(self) -> tuple[float, float, float]:
        """Value, low and high of the mean of the folds' areas under the curve; each between 0.5 and 1."""
        within = [auc_score(*part) for part in self.folds()]
        value = float(np.mean([auc for auc, _, _ in within]))
        half = folded([(high - low) / 2 for _, low, high in within])
        return tuple(float(np.clip(each, 0.5, 1.0)) for each in (value, value - half, value + half))


def tell(real: Dataset, made: Dataset, rng: np.random.Generator, lean: bool = False) -> Telling:
    """What boosted trees make of all rows of both tables; with lean, also by which columns they know.

    Source: Breiman, "Random forests" (2001), section 10, for permuting columns.
    """
    both = features(real, real, made)
    matrix, is_made = np.vstack([each.matrix for each in both]), np.repeat([False, True], [len(real), len(made)])
    fold, said, leaned = rng.permutation(len(is_made)) % FOLDS, np.empty(len(is_made)), {}
    for k in range(FOLDS):
        out = np.flatnonzero(fold == k)
        few = rng.permutation(len(out))[:ASKED] if lean and k == 0 else []
        asked = np.vstack([matrix[out], *_permuted(matrix[out[few]], rng)]) if len(few) else matrix[out]
        found = class_probabilities(matrix[fold != k], both[0].categorical, is_made[fold != k], asked, rng)[1][:, -1]
        said[out] = found[:len(out)]
        if len(few):
            leaned = _leaned(_names(real), is_made[out[few]], said[out[few]], found[len(out):])
    return Telling(is_made, fold, said, leaned)


def _names(real: Dataset) -> list[str]:
    """The columns in the order of the matrix: numbers first."""
    numeric = [name for name in real.modelled if real.column(name).kind.numeric]
    return numeric + [name for name in real.modelled if name not in numeric]


def _permuted(rows: np.ndarray, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """The rows with one column after the other in random order."""
    for j in range(rows.shape[1]):
        yield np.column_stack([rows[:, :j], rows[rng.permutation(len(rows)), j], rows[:, j + 1:]])


def _leaned(names: list[str], is_made: np.ndarray, said: np.ndarray, permuted: np.ndarray) -> dict[str, float]:
    if len(np.unique(is_made)) < 2:
        return {}
    whole = auc_score(is_made, said)[0]
    return {name: whole - auc_score(is_made, each)[0] for name, each in zip(names, permuted.reshape(len(names), -1))}
