"""Are the largest and smallest values there, as often as they should be?"""

import numpy as np

from synth.dataset import Dataset
from synth.measuring.binning import FEWEST, numbers
from synth.measuring.comparable import sampled
from synth.measuring.scored import mean_and_parts
from synth.measuring.similarity import Alike
from synth.metric import Score, Skip, metric

ROWS = 200_000
"""Most rows of either table."""
LEVELS = (0.001, 0.005, 0.01, 0.025, 0.05)
"""Where tails are cut, on either side; those with fewer than FEWEST real rows beyond them are left out."""


@metric(title="Tails and extremes", question="Are the smallest and largest values as frequent as they should be?",
        family="fidelity", best=1.0, worst=0.0, margin=0.3, says="the smallest and largest values agree to {:.1%}",
        cost=0.02,
        source="Czekanowski's similarity of the shares between the real 0.1, 0.5, 1, 2.5 and 5 % quantiles of "
               "both tails; up to 200,000 rows")
def tails(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """Over columns of numbers: 1 if every stretch of both tails holds its share, 0 if nothing overlaps; the mean first.

    What lies beyond all real values is a stretch of its own, that no real row shares.
    """
    real, made = sampled(train, synthetic, ROWS, rng)
    parts = {}
    for column in train.columns:
        if column.kind.numeric:
            found = (numbers(data.table[column.name], column.kind) for data in (real, made))
            alike = tail_overlap(*found)
            parts |= {(column.name,): alike} if alike else {}
    if not parts:
        raise Skip("No column of numbers has a tail of at least 5 values in the real table and values in the other.")
    return mean_and_parts(tails, parts)


def tail_overlap(real: np.ndarray, made: np.ndarray) -> Alike | None:
    """2 x the shares that both have / the shares of either, over the stretches of both tails; NaN rows do not count.

    Source: Czekanowski (1909), in Legendre & Legendre, "Numerical Ecology" (2012), ch. 7.
    """
    present = [each[~np.isnan(each)] for each in (real, made)]
    if not all(map(len, present)):
        return None
    edges, middle = _edges(present[0])
    if edges is None:
        return None
    places = [np.searchsorted(edges, each, "right") for each in present]
    counts = [np.bincount(each, minlength=len(edges) + 1) / len(each) for each in places]
    tail = np.arange(len(edges) + 1) != middle
    both, either = np.minimum(*counts)[tail].sum() * 2, sum(each[tail].sum() for each in counts)
    if counts[0][tail].sum() == 0:
        return None
    lesser = counts[0] <= counts[1], counts[0] > counts[1]
    value = float(min(both / either, 1.0))
    parts = [_spread(whole, (2 * less - value) * tail / either, place, share)
             for whole, less, place, share in zip((real, made), lesser, places, counts)]
    return Alike(value, *parts)


def _edges(present: np.ndarray) -> tuple[np.ndarray, int] | tuple[None, int]:
    """Cuts below which, or from which on, the tails' stretches lie, and which stretch is the middle."""
    beyond = [int(level * len(present)) for level in LEVELS if level * len(present) >= FEWEST]
    if not beyond:
        return None, 0
    ordered = np.sort(present)
    low = np.unique(ordered[[0, *beyond]])
    high = np.unique(np.nextafter(ordered[[-1, *(-1 - np.array(beyond))]], np.inf))
    return np.concatenate([low, high[high > low[-1]]]), len(low)


def _spread(whole: np.ndarray, pull: np.ndarray, place: np.ndarray, share: np.ndarray) -> np.ndarray:
    """What each row adds to the figure, times the number of rows; rows without a value add nothing."""
    added = np.zeros(len(whole))
    added[~np.isnan(whole)] = (pull[place] - pull @ share) * len(whole) / len(place)
    return added
