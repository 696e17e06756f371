"""Do columns go together three at a time?"""

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from synth.dataset import Dataset
from synth.measuring.binning import codes, quantile_bins
from synth.measuring.comparable import sampled
from synth.measuring.scored import scored
from synth.measuring.similarity import Alike, average, overlap
from synth.metric import Score, Skip, metric

TRIPLES, ROWS, BINS = 60, 100_000, 5
"""Triples drawn, most rows of either table, and bins of a column beside its other and missing values."""


@metric(title="Triple accuracy", question="Do columns go together three at a time as they should?", family="fidelity",
        best=1.0, worst=0.0,
        source="Platzer & Reutterer (2021): 1 - total variation of three columns' joint bins; 60 triples, 100,000 rows",
        says="columns taken three at a time agree to {:.1%}", cost=0.1)
def accuracy_triples(train: Dataset, holdout: Dataset | None, synthetic: Dataset,
                     rng: np.random.Generator) -> list[Score]:
    """1 - total variation on joint fifths of train, or its top 5 levels, the rest and missing;
    the triples' mean first."""
    triples = _some(train.modelled, rng)
    real, made = sampled(train, synthetic, ROWS, rng)
    names = {name for triple in triples for name in triple}
    bins = {name: quantile_bins(real.table[name], real.column(name).kind, BINS, BINS) for name in names}
    found = [{name: codes(each, data.table[name]) for name, each in bins.items()} for data in (real, made)]

    parts: list[Score] = []

    def agreeing() -> Iterator[Alike]:
        for triple in triples:
            sizes = [bins[name].size for name in triple]
            joint = (np.ravel_multi_index([each[name] for name in triple], sizes) for each in found)
            alike = overlap(*joint, int(np.prod(sizes)))
            parts.append(scored(accuracy_triples, alike, triple))
            yield alike

    return [scored(accuracy_triples, average(agreeing())), *parts]


def _some(names: list[str], rng: np.random.Generator) -> list[tuple[str, ...]]:
    """All triples in table order, or TRIPLES of them at random. Raises: Skip with fewer than three columns."""
    if len(names) < 3:
        raise Skip(f"Three columns are taken at a time; there are {len(names)} that are not text or ids.")
    if len(names) <= 8:
        return list(combinations(names, 3))
    drawn: set[tuple[int, ...]] = set()
    while len(drawn) < TRIPLES:
        drawn.add(tuple(sorted(rng.choice(len(names), 3, replace=False).tolist())))
    return [tuple(names[i] for i in triple) for triple in sorted(drawn)]
