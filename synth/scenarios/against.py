"""The real rows that balanced ones can be held against."""

from collections.abc import Sequence

import numpy as np

from synth.conditions import facts_of, holds
from synth.dataset import Dataset
from synth.scenarios.cells import cells
from synth.scenarios.change import Balance, Equal

ENOUGH = 100
"""Real rows, at least, that are left once they are cut to the shares asked for; of a holdout a quarter of it."""
SHIFTED = (
    "Charts and scores hold the synthetic rows against the real ones as they are: what was shifted, and what hangs on "
    "it, differs on purpose."
)


def against(
    balances: Sequence[Balance | Equal], shifted: bool, train: Dataset, holdout: Dataset | None
) -> tuple[Dataset, Dataset | None, str]:
    """Train and holdout cut to the shares asked for, so that what differs besides is seen; and a sentence that says so.

    As they are where that leaves too few rows, or where columns were shifted, whose rows cannot be picked without
    weights.
    """
    if shifted or not balances:
        return train, holdout, SHIFTED if shifted else ""
    cut, unseen = _cut(balances, train), _cut(balances, holdout) if holdout is not None else None
    if cut is None or len(cut) < ENOUGH:
        return (
            train,
            holdout,
            (
                "Too few real rows are left in the shares asked for: charts and scores hold the synthetic rows against "
                "all real ones, and are off where the balance says so."
            ),
        )
    held = unseen if unseen is not None and len(unseen) >= ENOUGH / 4 else None
    return (
        cut,
        held,
        f"Charts and scores hold the synthetic rows against {len(cut):,} real ones learned from, picked in the same "
        "shares.",
    )


def _cut(balances: Sequence[Balance | Equal], data: Dataset) -> Dataset | None:
    """As many rows as there can be in these shares, always the same ones, in their order; None where there are none."""
    try:
        found = cells(balances, data.table, facts_of(data))
    except ValueError:
        return None
    places = [np.flatnonzero(holds(cell.where, data.table)) for cell in found]
    size = min(len(rows) / cell.share for rows, cell in zip(places, found))
    rng = np.random.default_rng(0)
    taken = [rng.choice(rows, int(size * cell.share + 1e-9), replace=False) for rows, cell in zip(places, found)]
    return data.take(np.sort(np.concatenate(taken)))
