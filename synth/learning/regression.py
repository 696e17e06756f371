"""A number expected from other columns by a line through normal scores, and what one column adds to such a line."""

from dataclasses import dataclass

import numpy as np

FIRM = 1.0
"""Rows' worth of belief, for each term, that there is no slope."""
OWN = 0.9
"""Most that a row may be taken to hold of its own expectation."""
INDICATED = 8
"""Most frequent levels of a category that get a term each."""
EDGE = 1e-6
"""Levels are kept this far from 0 and 1, where scores are infinite."""


def scores(levels: np.ndarray) -> np.ndarray:
    """Normal scores, float32, of shares of rows below; NaN stays NaN."""
    from scipy.special import ndtri

    return ndtri(np.clip(levels, EDGE, 1 - EDGE)).astype(np.float32)


def levels(scored: np.ndarray) -> np.ndarray:
    """The share of rows below each normal score."""
    from scipy.special import ndtr

    return ndtr(scored)


@dataclass(frozen=True)
class Line:
    """The expected score is terms @ weights + offset; explained is its share of the variance, R2."""

    weights: np.ndarray
    offset: float
    explained: float

    def at(self, terms: list[np.ndarray]) -> np.ndarray:
        """The expected score, float32, for terms of shape (rows,) each."""
        expected = np.full(len(terms[0]), self.offset, dtype=np.float32)
        for weight, term in zip(self.weights, terms):
            if weight:
                expected += weight * term
        return expected


def line(terms: list[np.ndarray], scored: np.ndarray) -> tuple[Line, np.ndarray]:
    """The ridge line from terms to scores, (rows,) each, through rows that have a score; and what it says of each row.

    What is said of a row, float32, comes from the line through all others, so that no row is explained by itself. Rows
    without a score have no part in the line; what it says of them is told as it will be of rows drawn.
    Source: Hoerl and Kennard, "Ridge regression", Technometrics 12 (1970); Golub, Heath and Wahba, "Generalized
    cross-validation", Technometrics 21 (1979), for leaving a row out.
    """
    there = ~np.isnan(scored)
    given, target = np.array(terms, dtype=np.float32)[:, there], scored[there].astype(np.float32)
    middle, mean = given.mean(axis=1), target.mean()
    given -= middle[:, None]
    target -= mean
    inverse = _inverse(given @ given.T, len(target))
    weights = inverse @ (given @ target)
    rest = (target - weights @ given) / (1 - _own(given, inverse))
    explained = 1 - float(rest @ rest) / max(float(target @ target), 1e-12)
    laid = Line(weights, float(mean - weights @ middle), explained)
    expected = np.zeros(len(scored), dtype=np.float32) if there.all() else laid.at(terms)
    expected[there] = target - rest + mean
    return laid, expected


def _inverse(gram: np.ndarray, rows: int) -> np.ndarray:
    """Of a ridge's matrix, float32; 0 for terms that do not vary."""
    varied = np.flatnonzero(np.diag(gram) > 1e-9 * rows)
    firm = gram[np.ix_(varied, varied)].astype(float)
    inverse = np.zeros(gram.shape, dtype=np.float32)
    inverse[np.ix_(varied, varied)] = np.linalg.inv(firm + FIRM / rows * np.diag(np.diag(firm)))
    return inverse


def _own(given: np.ndarray, inverse: np.ndarray) -> np.ndarray:
    """How much of what the line says of a row comes from the row itself."""
    return np.minimum(np.einsum("ij,ij->j", inverse @ given, given) + 1 / given.shape[1], OWN)


def terms(codes: np.ndarray, scored: np.ndarray | None, shown: np.ndarray) -> list[np.ndarray]:
    """What a column adds to a line, float32 (rows,): its score, 0 where missing, and whether it has each code shown."""
    score = [] if scored is None else [np.nan_to_num(scored)]
    return score + [(codes == code).astype(np.float32) for code in shown]


def shown(codes: np.ndarray, scored: np.ndarray | None) -> np.ndarray:
    """Codes that get a term of their own: of a category the most frequent, of a number that of missing values."""
    if scored is None:
        return np.argsort(-np.bincount(codes), kind="stable")[:INDICATED]
    return np.zeros(int(np.isnan(scored).any()), dtype=np.int64)
