"""Bytes resident at the peak of a run: a process's base, what a technique loads, and a slope per cell of the table.

All are learned as `times` learns its factors: normal around what is usual, shared by all techniques, then a technique's own.
"""

from functools import lru_cache

import numpy as np

from synth.estimating.gaussian import Posterior
from synth.estimating.observation import Observation
from synth.technique import shelf

BASE, SLOPE = 260e6, 150.0
"""Bytes of a worker that has learned nothing yet, and bytes per cell, learned or drawn, where nothing was seen yet."""
SHARED, FAMILY, OWN = (80e6, 50.0), (200e6, 100.0), (150e6, 100.0)
"""Standard deviations of both: for all techniques together, for a family beside the others, for one technique within its own."""
CHANCE, ROUGH = 0.05, 15e6
"""A run's own, as a share and in bytes."""


def peak(technique: str, cells: float, seen: tuple[Observation, ...]) -> float:
    """Bytes to be expected for a table of so many cells, learned and drawn; never less than the lightest run took."""
    usual = BASE + SLOPE * cells
    if not seen:
        return usual
    cross = _covariance([technique], np.array([cells]), *_sizes(seen))[0]
    more, _ = _learned(seen).at(cross, 0.0)
    return max(usual + more, min(each.peak for each in seen))


@lru_cache(maxsize=2)
def _learned(seen: tuple[Observation, ...]) -> Posterior:
    names, cells = _sizes(seen)
    peaks = np.array([float(each.peak) for each in seen])
    noise = np.diag((CHANCE * peaks)**2 + ROUGH**2)
    return Posterior(_covariance(names, cells, names, cells) + noise, peaks - BASE - SLOPE * cells)


def _covariance(names: list[str], cells: np.ndarray, others: list[str], theirs: np.ndarray) -> np.ndarray:
    """Of what two lists of runs have beyond the usual, (names, others)."""
    related = _same(names, others), _same([_family(name) for name in names], [_family(name) for name in others])
    base, slope = (SHARED[i]**2 + related[0] * OWN[i]**2 + related[1] * FAMILY[i]**2 for i in (0, 1))
    return base + np.outer(cells, theirs) * slope


def _same(these: list[str], those: list[str]) -> np.ndarray:
    return np.array(these)[:, None] == np.array(those)[None]


def _family(technique: str) -> str:
    known = shelf().get(technique)
    return known.family if known else technique


def _sizes(seen: tuple[Observation, ...]) -> tuple[list[str], np.ndarray]:
    return [each.technique for each in seen], np.array([float((each.rows + each.sampled) * each.columns) for each in seen])
