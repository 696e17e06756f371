"""How much likelier codes have to be drawn for rows to be as a condition wants them, told by a pilot."""

from collections.abc import Mapping

import numpy as np

from synth.learning.encoding import Codec
from synth.learning.picking import shares

DOUBT, TELLS, TILTED = 10.0, 0.05, 5
"""Rows of no tendency added to what a pilot says of a column; what it must say (nats) for the column to be tilted; and
columns tilted at most, those of which it says most: each takes about as long again to draw."""
Columns = Mapping[str, np.ndarray]


def tilts(codes: Columns, codecs: Mapping[str, Codec], lines: frozenset[str], free: np.ndarray,
          log_weight: np.ndarray) -> dict[str, np.ndarray]:
    """(codes,) for each column that is worth it; along a line only missing values are told from others.

    free, log_weight (rows,): a pilot's log weights without and with what is asked.
    """
    lined = {name for name in codes if name in lines}
    sizes = {name: 2 if name in lined else codecs[name].size for name in codes}
    gaps = {name for name in lined if codecs[name].missing_}
    codes = {name: np.minimum(code, 1) if name in lined else code for name, code in codes.items()
             if name not in lined or name in gaps}
    return {name: ratio[np.minimum(np.arange(codecs[name].size), 1)] if name in lined else ratio
            for name, ratio in _tilted(codes, sizes, free, log_weight).items()}


def _tilted(codes: Columns, sizes: Mapping[str, int], free: np.ndarray,
            log_weight: np.ndarray) -> dict[str, np.ndarray]:
    """How much likelier each code of a column has to be drawn for the pilot's rows to be spread as those that count.

    Column after column, each given what those before it already do.
    Source: Rubinstein and Kroese, "The cross-entropy method" (2004).
    """
    aim, have = shares(log_weight), shares(free)
    sure, found = 1 / float((aim**2).sum()), {}
    told = {name: _told(code, sizes[name], aim, have, sure)[1] for name, code in codes.items()}
    telling = set(sorted(told, key=told.get, reverse=True)[:TILTED])
    for name, code in codes.items():
        ratio, says = _told(code, sizes[name], aim, have, sure) if name in telling else (None, 0.0)
        if says > TELLS:
            found[name] = ratio
            have = have * ratio[code]
            have /= have.sum()
    return found


def _told(code: np.ndarray, size: int, aim: np.ndarray, have: np.ndarray, sure: float) -> tuple[np.ndarray, float]:
    """How much more often each code (size,) stands in rows as they are aimed at, and what that says, in nats."""
    there, wanted = (np.bincount(code, each, minlength=size) for each in (have, aim))
    ratio = np.ones(size)
    seen = there > 0
    ratio[seen] = (sure * wanted[seen] / there[seen] + DOUBT) / (sure + DOUBT)
    return ratio, float((wanted[seen] * np.log(ratio[seen])).sum())
