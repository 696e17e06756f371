"""Can what two parties know about one person be put together by way of the synthetic table?"""

import numpy as np

from synth.dataset import Dataset
from synth.measuring.attacked import AMONG, TARGETS, attacked, known
from synth.measuring.excess import excess
from synth.measuring.nearest import Places
from synth.measuring.neighbours import joined, measured, nearest_ones
from synth.metric import Score, Skip, metric


@metric(title="Linkability", question="Does the synthetic table help to put together two halves of a real row?",
        family="privacy", best=0.0, worst=1.0, margin=0.1, cost=0.4,
        source=f"Giomi et al., 'A unified framework for quantifying privacy risk in synthetic data' (2023): "
               f"linkability; {TARGETS:,} rows each of train and the holdout among up to {AMONG:,} synthetic ones",
        says="halves of learned rows are linked {:+.1%} more often than chance and likeness explain")
def linkability(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """Excess of learned over unseen rows whose two halves, of disjoint columns, have a nearest synthetic row in common.

    Columns are dealt to the halves in turn, those with most values first. All equally near rows count as nearest.
    """
    rows = attacked(train, holdout, synthetic)
    if len(rows.names) < 2:
        raise Skip("There is only one column, so that there are no two halves of a row to link.")
    order = sorted(rows.names, key=lambda name: -known(train).table[name].nunique())
    halves = order[::2], order[1::2]
    return [linkability.score(*excess(*(linked(each, rows.made, *halves) for each in (rows.learned, rows.unseen))))]


def linked(rows: dict[str, Places], made: dict[str, Places], left: list[str], right: list[str]) -> np.ndarray:
    """Per row whether its nearest of those made by the left columns is among the nearest by the right ones."""
    sides = [measured(joined(rows, names), joined(made, names)) for names in (left, right)]
    return np.concatenate([(nearest_ones(one) & nearest_ones(other)).any(axis=1)
                           for (_, one), (_, other) in zip(*sides)])
