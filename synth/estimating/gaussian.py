"""The posterior of a Gaussian process: what is to be expected beside what was seen, and how surely."""

import numpy as np


class Posterior:
    """Values seen, as draws from a normal with mean 0 and the covariance known, (seen, seen), noise included.

    Source: Rasmussen and Williams (2006), Gaussian Processes for Machine Learning, algorithm 2.1.
    """

    def __init__(self, covariance: np.ndarray, values: np.ndarray):
        self._root = np.linalg.cholesky(covariance)
        self._weights = np.linalg.solve(self._root.T, np.linalg.solve(self._root, values))
        fit = values @ self._weights / 2 + np.log(np.diag(self._root)).sum()
        self.likelihood = float(-fit - len(values) * np.log(2 * np.pi) / 2)

    def at(self, cross: np.ndarray, own: float) -> tuple[float, float]:
        """Mean and variance of one more value: cross is its covariance with those seen, (seen,), own its own."""
        explained = np.linalg.solve(self._root, cross)
        return float(cross @ self._weights), float(max(own - explained @ explained, 0.0))
