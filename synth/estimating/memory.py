"""Bytes resident at the peak of a run: a process's base, what a technique loads, and a slope per cell of the table.

All are learned as `times` learns its factors: normal around what is usual, shared by all techniques, then a technique's own.
"""

from functools import lru_cache

import numpy as np

from synth.estimating.gaussian import Posterior
from synth.estimating.observation import Observation

BASE, SLOPE = 260e6, 150.0
"""Bytes of a worker that has learned nothing yet, and bytes per cell, learned or drawn, as they were on the machine this was built on."""
SHARED, OWN = (60e6, 50.0), (250e6, 150.0)
"""Standard deviations of both, for all techniques together and for one beside the others."""
CHANCE, ROUGH = 0.05, 15e6
"""A run's own, as a share and in bytes."""


def peak(technique: str, cells: float, seen: tuple[Observation, ...]) -> float:
    """Bytes to be expected for a table of so many cells, learned and drawn; never less than the worker itself takes."""
    usual = BASE + SLOPE * cells
    if not seen:
        return usual
    same = np.array([each.technique == technique for each in seen])
    counts = _cells(seen)
    cross = SHARED[0]**2 + same * OWN[0]**2 + cells * counts * (SHARED[1]**2 + same * OWN[1]**2)
    own = SHARED[0]**2 + OWN[0]**2 + cells**2 * (SHARED[1]**2 + OWN[1]**2)
    more, _ = _learned(seen).at(cross, own)
    return max(usual + more, min(each.peak for each in seen))


@lru_cache(maxsize=2)
def _learned(seen: tuple[Observation, ...]) -> Posterior:
    names, counts = np.array([each.technique for each in seen]), _cells(seen)
    peaks = np.array([float(each.peak) for each in seen])
    same = names[:, None] == names[None]
    covariance = SHARED[0]**2 + same * OWN[0]**2 + np.outer(counts, counts) * (SHARED[1]**2 + same * OWN[1]**2)
    return Posterior(covariance + np.diag((CHANCE * peaks)**2 + ROUGH**2), peaks - BASE - SLOPE * counts)


def _cells(seen: tuple[Observation, ...]) -> np.ndarray:
    return np.array([float((each.rows + each.sampled) * each.columns) for each in seen])
