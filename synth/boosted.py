"""Boosted trees on mixed columns, on one thread: sklearn's OpenMP threads spin on a busy machine and cost tenfold."""

import numpy as np


def class_probabilities(matrix: np.ndarray, categorical: np.ndarray, labels: np.ndarray, asked: np.ndarray,
                        rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """The classes seen, and float64 rows of asked x classes; a single class is certain. NaN in a matrix is missing."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    seen = np.unique(labels)
    if len(seen) < 2:
        return seen, np.ones((len(asked), 1))
    model = HistGradientBoostingClassifier(categorical_features=categorical, random_state=int(rng.integers(2**31)))
    with _one_thread():
        return seen, model.fit(matrix, labels).predict_proba(asked)


def regressed(matrix: np.ndarray, categorical: np.ndarray, values: np.ndarray, asked: np.ndarray,
              rng: np.random.Generator) -> np.ndarray:
    """float64 per row of asked."""
    from sklearn.ensemble import HistGradientBoostingRegressor

    model = HistGradientBoostingRegressor(categorical_features=categorical, random_state=int(rng.integers(2**31)))
    with _one_thread():
        return model.fit(matrix, values).predict(asked)


def _one_thread():
    from threadpoolctl import threadpool_limits

    return threadpool_limits(limits=1)
