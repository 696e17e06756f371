"""Distances between rows of mixed columns, and to the nearest of many."""

from dataclasses import dataclass

import numpy as np

from synth.dataset import Dataset
from synth.measuring.features import features

BLOCK = 16, 16_384
"""Rows by rows whose distances are computed at once, so that they stay in the processor's cache."""


@dataclass(frozen=True)
class Places:
    """numbers: float32, rows x numbers, scaled, 0 where missing; levels: uint8, rows x categories and gaps."""

    numbers: np.ndarray
    levels: np.ndarray


def encode(like: Dataset, *tables: Dataset) -> list[Places]:
    """Each table's rows as places; a number's 1 % to 99 % range in `like` is one unit (its whole range if that is 0).

    A number's being missing is a level of its own, where any is.
    """
    found = features(like, like, *tables)
    scale, middle = _scale(found[0].numeric)
    gaps = np.any([np.isnan(each.numeric).any(axis=0) for each in found], axis=0)
    return [Places(np.nan_to_num((each.numeric - middle) / scale).astype(np.float32),
                   np.hstack([each.codes % 256, np.isnan(each.numeric[:, gaps])]).astype(np.uint8))
            for each in found[1:]]


def closest(rows: Places, among: Places) -> np.ndarray:
    """float32 per row: the distance to the nearest of the others, exactly; infinite if there are none.

    The distance is the sum of the scaled gaps between numbers and of the number of levels that differ.
    """
    nearest = np.full(len(rows.levels), np.inf, np.float32)
    numbers, levels = np.ascontiguousarray(among.numbers.T), np.ascontiguousarray(among.levels.T)
    for top in range(0, len(nearest), BLOCK[0]):
        part = slice(top, top + BLOCK[0])
        for left in range(0, levels.shape[1], BLOCK[1]):
            other = slice(left, left + BLOCK[1])
            apart = distances(rows.numbers[part], rows.levels[part], numbers[:, other], levels[:, other])
            np.minimum(nearest[part], apart.min(axis=1), out=nearest[part])
    return nearest


def distances(numbers: np.ndarray, levels: np.ndarray, other_numbers: np.ndarray,
              other_levels: np.ndarray) -> np.ndarray:
    """float32, rows x others; the arrays of the others are turned: columns x others."""
    shape = len(levels), other_levels.shape[1]
    differing = np.zeros(shape, np.uint8 if levels.shape[1] < 256 else np.uint16)
    for j, column in enumerate(other_levels):
        differing += levels[:, j, None] != column
    apart, gap = differing.astype(np.float32), np.empty(shape, np.float32)
    for j, column in enumerate(other_numbers):
        np.subtract(numbers[:, j, None], column, out=gap)
        apart += np.abs(gap, out=gap)
    return apart


def _scale(numeric: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    scale, middle = np.ones(numeric.shape[1]), np.zeros(numeric.shape[1])
    for j, column in enumerate(numeric.T):
        present = column[~np.isnan(column)]
        if len(present):
            low, middle[j], high = np.quantile(present, [0.01, 0.5, 0.99])
            scale[j] = (high - low) or np.ptp(present) or 1.0
    return scale, middle
