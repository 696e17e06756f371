"""Normal numbers drawn one after another within what is wanted of them, and how much that is."""

import numpy as np

ROWS = 2**14
"""Rows drawn at a time: each takes memory for every stretch that is wanted."""


def truncated(mean: np.ndarray, spread: float, shares: np.ndarray, weight: np.ndarray,
              rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Normal numbers with that mean (rows,) and standard deviation, less the mean and in units of it; the stretch of
    [0, 1] in which each lies when taken as a level; and the mass of each row.

    shares (codes,): the stretches, one after another, by their length; weight (codes,): what each is weighted by.
    Source: Geweke, "Efficient simulation from the multivariate normal subject to linear constraints" (1991).
    """
    from scipy.special import ndtr, ndtri

    ends = ndtri(np.clip(np.append(0.0, np.cumsum(shares)), 0.0, 1.0))
    ends[-1] = np.inf
    kept = np.flatnonzero(weight)
    parts = []
    for rows in (slice(start, start + ROWS) for start in range(0, len(mean), ROWS)):
        low, high = (ndtr((ends[kept + end, None] - mean[rows]) / spread) for end in (0, 1))  # (kept, rows)
        whole = np.cumsum(weight[kept, None] * np.maximum(high - low, 0), axis=0)
        if not len(kept):
            parts.append((np.zeros(low.shape[1]), np.zeros(low.shape[1], dtype=np.int64), np.zeros(low.shape[1])))
            continue
        piece = np.minimum((whole <= rng.random(low.shape[1]) * whole[-1]).sum(axis=0), len(kept) - 1)
        at = np.arange(low.shape[1])
        level = low[piece, at] + rng.random(len(at)) * np.maximum(high[piece, at] - low[piece, at], 0)
        parts.append((ndtri(np.clip(level, 1e-15, 1 - 1e-15)), kept[piece], whole[-1]))
    return tuple(np.concatenate(each) for each in zip(*parts))
