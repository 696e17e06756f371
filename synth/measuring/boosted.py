"""Boosted trees on mixed columns, on one thread: sklearn's OpenMP threads spin on a busy machine and cost tenfold."""

import numpy as np


def class_probabilities(matrix: np.ndarray, categorical: np.ndarray, labels: np.ndarray, asked: np.ndarray,
                        rng: np.random.Generator, weights: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """The classes seen, and float64 rows of asked x classes. NaN in a matrix is missing;
    weights say how much each row counts.

    With a single class, or no column that holds values, it is the share of each class.
    """
    from sklearn.ensemble import HistGradientBoostingClassifier

    seen, counts = np.unique(labels, return_counts=True)
    told = ~np.isnan(matrix).all(axis=0)
    if len(seen) < 2 or not told.any():
        return seen, np.tile(counts / counts.sum(), (len(asked), 1))
    matrix, asked, categorical = matrix[:, told], asked[:, told], categorical[told]
    model = HistGradientBoostingClassifier(categorical_features=categorical, random_state=int(rng.integers(2**31)))
    with one_thread():
        return seen, model.fit(matrix, labels, sample_weight=weights).predict_proba(asked)


def regressed(matrix: np.ndarray, categorical: np.ndarray, values: np.ndarray, asked: np.ndarray,
              rng: np.random.Generator) -> np.ndarray:
    """float64 per row of asked; the mean where no column holds values."""
    from sklearn.ensemble import HistGradientBoostingRegressor

    told = ~np.isnan(matrix).all(axis=0)
    if not told.any():
        return np.full(len(asked), values.mean())
    matrix, asked, categorical = matrix[:, told], asked[:, told], categorical[told]
    model = HistGradientBoostingRegressor(categorical_features=categorical, random_state=int(rng.integers(2**31)))
    with one_thread():
        return model.fit(matrix, values).predict(asked)


def one_thread():
    """A context in which libraries compute on one thread."""
    from threadpoolctl import threadpool_limits

    return threadpool_limits(limits=1)
