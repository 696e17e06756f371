"""Plain models beside boosted trees, so that a verdict does not hang on one: a line and a small forest. On one
thread."""

from collections.abc import Callable

import numpy as np

from synth.measuring.boosted import class_probabilities, one_thread, regressed

ROWS = 10_000
"""Most rows that the plain models learn from: beyond, a line hardly changes and a forest costs more than boosted
trees."""
INDICATED = 20
"""Most frequent levels of a category that get a term each in a line."""
TREES = 20
Classify = Callable[..., tuple[np.ndarray, np.ndarray]]
"""(matrix, categorical, labels, asked, rng) -> classes seen, probabilities; as `class_probabilities` says."""


def logistic(
    matrix: np.ndarray, categorical: np.ndarray, labels: np.ndarray, asked: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """As `class_probabilities`, by a logistic regression on scaled numbers and a term for each frequent level."""
    from sklearn.linear_model import LogisticRegression

    matrix, labels = _some(matrix, labels, rng)
    seen, counts = np.unique(labels, return_counts=True)
    terms, asked_terms = _terms(matrix, categorical, matrix, asked)
    if len(seen) < 2 or not terms.shape[1]:
        return seen, np.tile(counts / counts.sum(), (len(asked), 1))
    solver = "newton-cholesky" if len(terms) > 2 * terms.shape[1] * len(seen) else "lbfgs"
    with one_thread(), _quiet():
        return seen, LogisticRegression(solver=solver, max_iter=50).fit(terms, labels).predict_proba(asked_terms)


def forest(
    matrix: np.ndarray, categorical: np.ndarray, labels: np.ndarray, asked: np.ndarray, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """As `class_probabilities`, by a random forest; levels count as numbers, from frequent to rare."""
    from sklearn.ensemble import RandomForestClassifier

    matrix, labels = _some(matrix, labels, rng)
    seen, counts = np.unique(labels, return_counts=True)
    known, asked = _scaled(matrix, matrix, asked)
    if len(seen) < 2 or not known.shape[1]:
        return seen, np.tile(counts / counts.sum(), (len(asked), 1))
    model = RandomForestClassifier(TREES, min_samples_leaf=5, random_state=int(rng.integers(2**31)))
    with one_thread():
        return seen, model.fit(known, labels).predict_proba(asked)


def ridge(
    matrix: np.ndarray, categorical: np.ndarray, values: np.ndarray, asked: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """As `regressed`, by a ridge regression on scaled numbers and a term for each frequent level."""
    from sklearn.linear_model import Ridge

    matrix, values = _some(matrix, values, rng)
    terms, asked_terms = _terms(matrix, categorical, matrix, asked)
    if not terms.shape[1]:
        return np.full(len(asked), values.mean())
    with one_thread(), _quiet():
        return Ridge().fit(terms, values).predict(asked_terms)


def forest_regression(
    matrix: np.ndarray, categorical: np.ndarray, values: np.ndarray, asked: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """As `regressed`, by a random forest; levels count as numbers, from frequent to rare."""
    from sklearn.ensemble import RandomForestRegressor

    matrix, values = _some(matrix, values, rng)
    known, asked = _scaled(matrix, matrix, asked)
    if not known.shape[1]:
        return np.full(len(asked), values.mean())
    model = RandomForestRegressor(TREES, min_samples_leaf=5, max_features=1 / 3, random_state=int(rng.integers(2**31)))
    with one_thread():
        return model.fit(known, values).predict(asked)


CLASSIFIERS: dict[str, Classify] = {
    "boosted trees": class_probabilities,
    "logistic regression": logistic,
    "random forest": forest,
}
REGRESSORS = {"boosted trees": regressed, "ridge regression": ridge, "random forest": forest_regression}


def _some(matrix: np.ndarray, target: np.ndarray, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    if len(matrix) <= ROWS:
        return matrix, target
    chosen = np.sort(rng.choice(len(matrix), ROWS, replace=False))
    return matrix[chosen], target[chosen]


def _scaled(like: np.ndarray, *matrices: np.ndarray) -> list[np.ndarray]:
    """Each matrix without the columns that hold nothing in `like`, in units of its spread, cut to -5..5; NaN stays."""
    told = ~np.isnan(like).all(axis=0)
    low, middle, high = np.nanquantile(like[:, told], [0.05, 0.5, 0.95], axis=0) if told.any() else np.zeros((3, 0))
    spread = np.where(high > low, high - low, 1.0)
    return [np.clip((each[:, told] - middle) / spread, -5, 5) for each in matrices]


def _terms(like: np.ndarray, categorical: np.ndarray, *matrices: np.ndarray) -> list[np.ndarray]:
    """Scaled numbers, 0 where missing; whether each is missing, where any is; and each level that is frequent in
    `like`."""
    gaps = np.isnan(like).any(axis=0)
    levels = [(j, code) for j in np.flatnonzero(categorical) for code in range(INDICATED) if (like[:, j] == code).any()]
    scaled = _scaled(like[:, ~categorical], *(each[:, ~categorical] for each in matrices))
    return [
        np.hstack([np.nan_to_num(numbers), np.isnan(each[:, gaps]), *(each[:, [j]] == code for j, code in levels)])
        for numbers, each in zip(scaled, matrices)
    ]


def _quiet():
    """Columns that say the same make sklearn warn; the predictions are good all the same."""
    import warnings

    return warnings.catch_warnings(action="ignore")
