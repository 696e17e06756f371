"""The posterior of a Gaussian process: what is to be expected beside what was seen, and how surely."""

import numpy as np
from threadpoolctl import threadpool_limits


class Posterior:
    """Values seen, as draws from a normal with mean 0 and the covariance known, (seen, seen), noise included.

    Source: Rasmussen and Williams (2006), Gaussian Processes for Machine Learning, algorithm 2.1.
    """

    def __init__(self, covariance: np.ndarray, values: np.ndarray):
        # where other jobs keep the cores busy, threads that wait for each other burn seconds
        with threadpool_limits(1, "blas"):
            root = np.linalg.cholesky(covariance)
            self._whiten = np.linalg.inv(root)
        white = self._whiten @ values
        self._weights = self._whiten.T @ white
        fit = white @ white / 2 + np.log(np.diag(root)).sum()
        self.likelihood = float(-fit - len(values) * np.log(2 * np.pi) / 2)

    def at(self, cross: np.ndarray, own: float) -> tuple[float, float]:
        """Mean and variance of one more value: cross is its covariance with those seen, (seen,), own its own."""
        explained = self._whiten @ cross
        return float(cross @ self._weights), float(max(own - explained @ explained, 0.0))
