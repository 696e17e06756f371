"""What a model decides about rows that it has not seen: yes or no to each outcome of the target."""

import numpy as np

from synth.dataset import Dataset
from synth.measuring.features import features
from synth.measuring.memory import once
from synth.measuring.models import logistic
from synth.measuring.outcomes import outcomes


@once
def decided(train: Dataset, holdout: Dataset, learned: Dataset) -> list[np.ndarray]:
    """By outcome, for each row of the holdout whether a model trained on `learned` says yes.

    It says yes to as many rows as have the outcome. Rows are cut in two by what they hold, and each half is asked of a
    model that learned from the other: so no row is asked of a model that has seen it, even where the holdout itself
    stands in the synthetic table's place.
    """
    names = [name for name in train.modelled if name != train.target]
    known, asked = features(train, learned, holdout, names=names)
    half, asked_half = (each.rows() % 2 for each in (known, asked))
    answers = []
    for (_, target), (_, truth) in zip(outcomes(train, learned), outcomes(train, holdout)):
        answer, rate = np.zeros(len(truth), bool), float(np.nanmean(truth)) if (~np.isnan(truth)).any() else 0.0
        for side in (0, 1):
            rows, there = (half != side) & ~np.isnan(target), asked_half == side
            if rows.any() and there.any():
                seen, chances = logistic(
                    known.matrix[rows], known.categorical, target[rows], asked.matrix[there], np.random.default_rng(0)
                )
                answer[there] = _most(chances[:, list(seen).index(1)] if 1 in seen else np.zeros(there.sum()), rate)
        answers.append(answer)
    return answers


def _most(chances: np.ndarray, rate: float) -> np.ndarray:
    """That share of rows, of those with the highest chances; fewer where chances tie."""
    yes = round(rate * len(chances))
    return chances > np.sort(chances)[-yes - 1] if yes < len(chances) else np.ones(len(chances), bool)
