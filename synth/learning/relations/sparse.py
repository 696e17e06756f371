"""The few columns that another is a sum of."""

import numpy as np

TRIMMED = 0.9
"""Share of the rows, those that fit best, which the sum is found on; so that single exceptions do not hide it."""
HOLDS = 0.9
"""Share of the rows that must fit."""

HOPELESS = 20
"""Half of the rows missed by this many times what is allowed, the worst left out: no exceptions are in the way."""


def sparse(given: np.ndarray, target: np.ndarray, allowed: np.ndarray) -> tuple[np.ndarray, float] | None:
    """Weights (columns,), most of them 0, and a constant: given.T @ weights + constant is target, within `allowed`.

    given (columns, rows); target, allowed (rows,). Columns are left out one after another, the first first, as long as
    the rest suffices. None where not even all of them do.
    Source: backward elimination as in Draper and Smith, "Applied regression analysis" (1998), chapter 15.
    """
    terms, scale = _terms(given)
    kept = list(range(len(given)))
    weights = _fit(terms, target, allowed, kept)
    if weights is None:
        return None
    for column in range(len(given)):
        fewer = [each for each in kept if each != column]
        without = _fit(terms, target, allowed, fewer)
        if without is not None:
            kept, weights = fewer, without
    found = np.zeros(len(given))
    found[kept] = weights[kept] / scale[kept]
    return found, float(weights[-1] - found @ given.mean(axis=1))


def suffice(given: np.ndarray, target: np.ndarray, allowed: np.ndarray) -> bool:
    """Whether all columns together come to the target within `allowed`: where they do not, no few of them do."""
    return _fit(_terms(given)[0], target, allowed, list(range(len(given)))) is not None


def _terms(given: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Standardised columns and a constant, (rows, columns + 1), and the standard deviations."""
    scale = given.std(axis=1) + 1e-300
    return np.vstack([(given - given.mean(axis=1, keepdims=True)) / scale[:, None], np.ones(given.shape[1])]).T, scale


def _fit(terms: np.ndarray, target: np.ndarray, allowed: np.ndarray, kept: list[int]) -> np.ndarray | None:
    """Weights of all terms by trimmed least squares on the kept ones and the constant; None where too few rows fit."""
    columns, rows = [*kept, terms.shape[1] - 1], np.arange(len(target))
    for again in range(3):
        scaled = terms[np.ix_(rows, columns)] / allowed[rows, None]
        weights = np.linalg.lstsq(scaled, target[rows] / allowed[rows], rcond=1e-10)[0]
        off = np.abs(terms[:, columns] @ weights - target) / allowed
        if (off <= 1).mean() >= HOLDS:
            whole = np.zeros(terms.shape[1])
            whole[columns] = weights
            return whole
        if again and np.median(off) > HOPELESS:
            return None
        rows = np.flatnonzero(off <= np.quantile(off, TRIMMED))
    return None
