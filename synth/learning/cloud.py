"""Particles of many rows side by side: how many count, which are kept, and columns of them taken and joined."""

import numpy as np
import pandas as pd

from synth.learning.chances import NONE


def effective(log_weight: np.ndarray, rows: int) -> np.ndarray:
    """Each row's effective number of particles (Kish), (rows,)."""
    weight = np.exp(log_weight.reshape(rows, -1) - log_weight.reshape(rows, -1).max(axis=1, keepdims=True))
    return weight.sum(axis=1) ** 2 / (weight**2).sum(axis=1)


def resample(
    log_weight: np.ndarray, gap: np.ndarray, rows: int, count: int, rng: np.random.Generator, *columns: dict
) -> None:
    """Particles of rows that are uneven and about to draw are taken as often as they weigh, to within one; in place."""
    uneven = np.flatnonzero((effective(log_weight, rows) < count / 2) & gap.reshape(rows, count)[:, 0])
    if not len(uneven):
        return
    logs = log_weight.reshape(rows, count)[uneven]
    weight = np.exp(logs - logs.max(axis=1, keepdims=True))
    below = np.cumsum(weight, axis=1) / np.maximum(weight.sum(axis=1, keepdims=True), NONE)
    at = (np.arange(count) + rng.random((len(uneven), 1))) / count
    picked = np.searchsorted(
        (below + 2.0 * np.arange(len(uneven))[:, None]).ravel(), (at + 2.0 * np.arange(len(uneven))[:, None]).ravel()
    )
    picked = np.clip(picked - np.repeat(np.arange(len(uneven)), count) * count, 0, count - 1)
    at = np.arange(rows * count)
    at.reshape(rows, count)[uneven] = (uneven[:, None] * count) + picked.reshape(len(uneven), count)
    log_weight.reshape(rows, count)[uneven] = 0.0
    for column in columns:
        for name, drawn in column.items():
            column[name] = [each[at] for each in drawn] if isinstance(drawn, list) else rows_of(drawn, at)


def picked(log_weight: np.ndarray, draws: int, rng: np.random.Generator) -> np.ndarray:
    """Positions among all particles, (rows, draws): those of each row by weight, drawn independently of one another."""
    rows, count = log_weight.shape
    if count == draws:
        return np.arange(rows * count).reshape(rows, count)
    weight = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    below = np.cumsum(weight, axis=1) / weight.sum(axis=1, keepdims=True)
    picked = (below[:, None, :] <= rng.random((rows, draws, 1))).sum(axis=2)
    return np.minimum(picked, count - 1) + count * np.arange(rows)[:, None]


def rows_of(values, rows: np.ndarray):
    return values.take(rows).reset_index(drop=True) if isinstance(values, pd.Series) else values[rows]


def taken(columns: dict, rows: np.ndarray) -> dict:
    return {name: rows_of(values, rows) for name, values in columns.items()}


def joined(parts: list):
    return pd.concat(parts, ignore_index=True) if isinstance(parts[0], pd.Series) else np.concatenate(parts)
