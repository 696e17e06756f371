"""Weights as a person gives them, and positions drawn by them."""

import numpy as np

from synth.inventing.fields import SchemaError


def weights_of(name: str, weights: list, count: int) -> np.ndarray:
    """Shares that add up to 1, shape (count,). Raises: SchemaError."""
    if len(weights) != count:
        raise SchemaError(f"{name} holds {len(weights)} weights; it needs {count}.")
    wrong = [w for w in weights if isinstance(w, bool) or not isinstance(w, (int, float)) or not 0 <= w < 1e300]
    if wrong or not sum(weights):
        raise SchemaError(f"{name} must be numbers from 0 on, not all 0{f', not {wrong[0]!r}' if wrong else ''}.")
    return np.array(weights, dtype=float) / sum(weights)


def chosen(rows: int, rng: np.random.Generator, weights: np.ndarray) -> np.ndarray:
    """Positions by weight, shape (rows,)."""
    ends = np.cumsum(weights)
    return np.minimum(np.searchsorted(ends, rng.random(rows) * ends[-1], side="right"), len(ends) - 1)
