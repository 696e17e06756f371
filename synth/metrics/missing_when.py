"""Are values missing under the same circumstances?"""

import numpy as np

from synth.dataset import Dataset
from synth.measuring.binning import codes, quantile_bins
from synth.measuring.comparable import comparable, sampled
from synth.measuring.scored import mean_and_parts
from synth.measuring.similarity import Alike, average
from synth.metric import Score, Skip, metric

ROWS, BINS, GAPPY, OTHERS = 100_000, 5, 30, 30
"""Most rows of either table, bins of the other column, columns with gaps, and others that each is held against."""


@metric(title="When values are missing", question="Are values missing in the same circumstances?", family="fidelity",
        best=0.0, worst=1.0, source="Mean absolute difference of the share missing, given another column's "
                                    "bin (its own gaps are one); up to 100,000 rows",
        says="group by group, shares of missing values are off by {:.2%} on average", cost=0.05)
def missing_when(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """Over columns with gaps and, for each, over all other columns; bins count by their real rows; the mean first."""
    comparable(train, synthetic)
    gaps = [data.table[train.modelled].isna().any() for data in (train, synthetic)]
    gappy, others = [name for name in train.modelled
                     if any(each[name] for each in gaps)][:GAPPY], train.modelled[:OTHERS]
    if not gappy or len(train.modelled) < 2:
        raise Skip("No value is missing in either table." if not gappy else
                   "There is no other column that values could be missing by.")
    real, made = sampled(train, synthetic, ROWS, rng)
    bins = {name: quantile_bins(real.table[name], real.column(name).kind, BINS, BINS) for name in others}
    places = {name: (*(codes(each, data.table[name]) for data in (real, made)), each.size)
              for name, each in bins.items()}
    parts = {}
    for name in gappy:
        gone = [data.table[name].isna().to_numpy().astype(float) for data in (real, made)]
        parts[(name,)] = average(apart(*gone, *place) for other, place in places.items() if other != name)
    return mean_and_parts(missing_when, parts)


def apart(gone: np.ndarray, gone_made: np.ndarray, place: np.ndarray, place_made: np.ndarray, size: int) -> Alike:
    """The difference of the shares missing (0 or 1 a row), bin by bin, weighted by the bins' real rows.

    A bin without synthetic rows is held against the share missing in all of them.
    """
    counts, counts_made = (np.bincount(each, minlength=size) for each in (place, place_made))
    share = np.bincount(place, gone, size) / np.maximum(counts, 1)
    made = np.bincount(place_made, gone_made, size) / np.maximum(counts_made, 1)
    made = np.where(counts_made > 0, made, gone_made.mean())
    weight, side = counts / len(place), np.sign(share - made)
    value = float(weight @ np.abs(share - made))
    pull = side[place] * (gone - share[place]) + np.abs(share - made)[place] - value
    per_row = side * weight / np.maximum(counts_made / len(place_made), 1e-300)
    push = per_row[place_made] * (gone_made - made[place_made])
    return Alike(value, pull, -push)
