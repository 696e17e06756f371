"""Which real rows a run under a condition is held against."""

import numpy as np

from synth.conditions.condition import Condition
from synth.conditions.holds import holds
from synth.dataset import Dataset

ENOUGH, FEWEST = 100, 5
"""Rows that meet a condition, at least, for synthetic ones to be held against them alone;
and for their number to be told."""


def meeting(where: Condition, train: Dataset, holdout: Dataset | None) -> tuple[Dataset, Dataset | None, str]:
    """The rows of both that meet the condition; both whole, where those of train are too few; and a sentence on it."""
    met, unseen = holds(where, train.table), None if holdout is None else holds(where, holdout.table)
    if met.sum() < ENOUGH:
        count = f"{met.sum():,}" if met.sum() >= FEWEST or not met.any() else f"fewer than {FEWEST}"
        return (train, holdout, f"Of the rows learned from {count} meet the condition, too few to judge such rows by. "
                                "Charts show "
                "them beside all real rows; fidelity, utility and fairness are scored on rows that the same model made "
                "without the condition, privacy on the rows themselves.")
    held = holdout.take(np.flatnonzero(unseen)) if unseen is not None and unseen.sum() >= ENOUGH / 4 else None
    return (train.take(np.flatnonzero(met)), held,
            f"Charts and scores hold the synthetic rows against the {met.sum():,} real ones learned from that meet "
            "the condition.")
