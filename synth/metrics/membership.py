"""Can it be told who was in the table learned from? Rows of train against rows held out;
a coin is right half the time."""

from dataclasses import dataclass

import numpy as np

from synth.dataset import Dataset
from synth.measuring.attacked import AMONG, TARGETS, attacked
from synth.measuring.excess import LEAST
from synth.measuring.interval import auc_score
from synth.measuring.memory import once
from synth.measuring.nearest import Places
from synth.measuring.neighbours import joined, measured
from synth.metric import Score, Skip, metric

NONE, NEIGHBOURS, WIDTH = 1e-12, 3, 0.2
"""What a distance or density of 0 counts as, so that ratios exist and an exact match beats all else; held-out rows
whose mean distance tells how dense a place usually is, and the kernel's width as a part of it."""
_ROWS = (f"{TARGETS:,} rows each of train and the holdout, up to {AMONG:,} synthetic ones; "
         "the rest of the holdout for comparison")


@dataclass(frozen=True)
class Seen:
    """float64 per row: distance to the nearest synthetic and to the nearest held-out row, and density of either."""

    near: np.ndarray
    usual: np.ndarray
    dense: np.ndarray
    usually_dense: np.ndarray


@metric(title="Membership by distance", question="Does a near synthetic row tell that somebody was in the real table?",
        family="privacy", best=0.5, worst=1.0, margin=0.05, cost=0.6,
        source="Chen et al., 'GAN-Leaks' (2020), and Watson et al., 'On the importance of difficulty calibration in "
               f"membership inference attacks' (2022): calibrated distance; {_ROWS}",
        says="members are told from others with an AUC of {:.3f}")
def membership_distance(train: Dataset, holdout: Dataset | None, synthetic: Dataset,
                        rng: np.random.Generator) -> list[Score]:
    """ROC-AUC of members against others by the distance to the nearest held-out row over that to the nearest synthetic
    one.

    Below 0.5 is chance and counts as 0.5.
    """
    learned, unseen = seen(train, holdout, synthetic)
    found = _told_apart(*(each.usual / each.near for each in (learned, unseen)))
    return [membership_distance.score(*(max(0.5, each) for each in found))]


@metric(title="Membership by density", question="Are synthetic rows denser than real ones where learned rows lie?",
        family="privacy", best=0.0, worst=1.0, margin=0.1, cost=1.0,
        source="van Breugel et al., 'Membership inference attacks against synthetic data through overfitting "
               "detection' (2023): DOMIAS, with the kernels of Terrell & Scott, 'Variable kernel density estimation' "
               "(1992), in place of a flow; " + _ROWS,
        says="density tells members from others {:.1%} as well as in an exact copy")
def membership_density(train: Dataset, holdout: Dataset | None, synthetic: Dataset,
                       rng: np.random.Generator) -> list[Score]:
    """(AUC - 0.5) / (AUC of an exact copy - 0.5), members against others by density of synthetic over that of held-out
    rows.

    0 is a coin, and less than that counts as 0; 1 is what a copy gives away. A density is the mean over rows of
    exp(-distance / width), the width a fifth of the mean distance to the three nearest held-out rows.
    """
    found = _by_density(train, holdout, synthetic)
    most = _by_density(train, holdout, train)[0] - 0.5
    if most < LEAST:
        raise Skip("Even in an exact copy density would hardly tell members from others.")
    return [membership_density.score(*(max(0.0, (each - 0.5) / most) for each in found))]


@once
def seen(train: Dataset, holdout: Dataset | None, synthetic: Dataset) -> tuple[Seen, Seen]:
    """Of rows learned from and of unseen ones. Raises: Skip."""
    rows = attacked(train, holdout, synthetic)
    made, reference = (joined(each, rows.names) for each in (rows.made, rows.reference))
    return tuple(around(joined(each, rows.names), made, reference) for each in (rows.learned, rows.unseen))


def around(rows: Places, made: Places, reference: Places) -> Seen:
    """Of rows among those made and among held-out ones for reference."""
    found = []
    for (_, apart), (_, usual) in zip(measured(rows, made), measured(rows, reference)):
        least = np.partition(usual, min(NEIGHBOURS, usual.shape[1]) - 1, axis=1)[:, :NEIGHBOURS]
        width = least.mean(axis=1, keepdims=True) * WIDTH + NONE
        found.append([apart.min(axis=1), usual.min(axis=1), np.exp(-apart / width).mean(axis=1),
                      np.exp(-usual / width).mean(axis=1)])
    return Seen(*(np.concatenate(each).astype(float) + NONE for each in zip(*found)))


@once
def _by_density(train: Dataset, holdout: Dataset | None, synthetic: Dataset) -> tuple[float, float, float]:
    return _told_apart(*(each.dense / each.usually_dense for each in seen(train, holdout, synthetic)))


def _told_apart(members: np.ndarray, others: np.ndarray) -> tuple[float, float, float]:
    return auc_score(np.repeat([True, False], [len(members), len(others)]), np.concatenate([members, others]))
