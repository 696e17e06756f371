"""Draws of rows that fall into cells, each with chances of its own."""

import numpy as np

from synth.learning.tree import risen

CHANCES = 2**21
"""Chances worked out at a time."""
SPARSE = 8
"""Cells that there could be, for each row, from which on those that there are are looked for by sorting."""


def from_cells(chances: np.ndarray, weights: np.ndarray, leaf: np.ndarray, group: np.ndarray, rng: np.random.Generator,
               wanted: np.ndarray | None = None, of: np.ndarray | int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Codes (rows,), drawn with chances[leaf] * weights[group] * wanted[of]; and what part of its chances wanted leaves
    of each row, (rows,).

    chances: (leaves, codes); weights: (groups, codes); wanted: (kinds, codes), all wanted where there is none.
    """
    kinds = 1 if wanted is None else len(wanted)
    cells, at = _found((leaf * len(weights) + group) * kinds + of, len(chances) * len(weights) * kinds)
    by_cell, rising = risen(at, len(cells), rng)
    ends = np.append(0, np.cumsum(np.bincount(at, minlength=len(cells))))
    codes, left = np.empty(len(at), dtype=np.int64), np.ones(len(cells))
    step = max(CHANCES // chances.shape[1], 1)
    for start in range(0, len(cells), step):
        block = cells[start:start + step]
        chance = chances[block // kinds // len(weights)] * weights[block // kinds % len(weights)]
        if wanted is not None:
            whole = chance.sum(axis=1)
            chance *= wanted[block % kinds]
            left[start:start + step] = chance.sum(axis=1) / np.maximum(whole, 1e-300)
        rows = slice(ends[start], ends[start + len(block)])
        codes[by_cell[rows]] = _drawn(chance, np.diff(ends[start:start + len(block) + 1]), rising[rows])
    return codes, left[at]


def _found(cell: np.ndarray, most: int) -> tuple[np.ndarray, np.ndarray]:
    """The cells that there are, rising, and the place of each row's among them."""
    if most > SPARSE * len(cell) + 2**20:
        return np.unique(cell, return_inverse=True)
    there = np.zeros(most, dtype=bool)
    there[cell] = True
    return np.flatnonzero(there), (np.cumsum(there) - 1)[cell]


def _drawn(chance: np.ndarray, rows: np.ndarray, level: np.ndarray) -> np.ndarray:
    """A code for each level in [0, 1): as many of each cell as it has rows; chance: (cells, codes), not scaled."""
    below = np.cumsum(chance, axis=1)
    below /= np.maximum(below[:, -1:], 1e-300)
    cell = np.repeat(np.arange(len(rows)), rows)
    below += 2.0 * np.arange(len(rows))[:, None]
    at = np.searchsorted(below.ravel(), level + 2.0 * cell, side="right") - cell * chance.shape[1]
    return np.clip(at, 0, chance.shape[1] - 1)
