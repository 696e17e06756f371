"""Bytes resident at the peak of a run: a process's base, what a technique loads, and a slope per cell of the table.

All are learned as `times` learns its factors: normal around what is usual, shared by all techniques,
then a technique's own.
"""

from functools import lru_cache

import numpy as np

from synth.estimating.gaussian import Posterior
from synth.estimating.observation import Observation
from synth.technique import shelf

BASE, SLOPE = 260e6, 60.0
"""Bytes of a worker that has learned nothing yet, and bytes per cell, learned or drawn, where nothing was seen yet."""
SHARED, FAMILY, OWN = (80e6, 30.0), (200e6, 60.0), (150e6, 60.0)
"""Standard deviations of both: for all techniques together, for a family beside the others,
for one technique within its own."""
CHANCE, ROUGH = 0.05, 15e6
"""A run's own, as a share and in bytes."""


def peak(technique: str, cells: float, seen: tuple[Observation, ...]) -> float:
    """Bytes to be expected for a table of so many cells, learned and drawn; never less than the lightest run took."""
    usual = BASE + SLOPE * cells
    if not seen:
        return usual
    runs, posterior = _learned(seen)
    more, _ = posterior.at(_Runs([technique], [cells]).covariance(runs)[0], 0.0)
    return max(usual + more, min(each.peak for each in seen))


@lru_cache(maxsize=2)
def _learned(seen: tuple[Observation, ...]) -> tuple["_Runs", Posterior]:
    runs = _Runs([each.technique for each in seen], [float((each.rows + each.sampled) * each.columns) for each in seen])
    peaks = np.array([float(each.peak) for each in seen])
    noise = np.diag((CHANCE * peaks)**2 + ROUGH**2)
    return runs, Posterior(runs.covariance(runs) + noise, peaks - BASE - SLOPE * runs.cells)


class _Runs:
    """Whose runs they are, of which family, and their cells."""

    def __init__(self, techniques: list[str], cells: list[float]):
        known = shelf()
        self.techniques, self.cells = np.array(techniques), np.array(cells)
        self.families = np.array([known[each].family if each in known else each for each in techniques])

    def covariance(self, others: "_Runs") -> np.ndarray:
        """Of what the runs have beyond the usual, (these, others)."""
        same, related = self.techniques[:, None] == others.techniques, self.families[:, None] == others.families
        base, slope = (SHARED[i]**2 + related * FAMILY[i]**2 + same * OWN[i]**2 for i in (0, 1))
        return base + np.outer(self.cells, others.cells) * slope
