"""Rows of a technique that has learned, balanced and shifted as asked, and how far that leads from what was learned."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd

from synth.conditions import And, Condition, facts_of, holds, loosely
from synth.dataset import Dataset
from synth.learning.steer import even
from synth.progress import Progress, part, quiet
from synth.scenarios.cells import Cell, cells, counts
from synth.scenarios.change import Balance, Equal, Shift
from synth.scenarios.moments import Aim, aims, checked, constraints
from synth.scenarios.moved import moved
from synth.scenarios.reach import DRAWN, MOVED, REWEIGHTED, Reach, step
from synth.scenarios.tilt import Unreachable, effective, tilted
from synth.technique import Technique

PILOT, POOL = (2_000, 10_000), (4_000, 20_000)
"""Rows that show what comes by itself, and that are reweighted: from few, where few are wanted, to that many."""
TIMES, MOST = 10, 1_000_000
"""As many rows as are wanted so many times are drawn at most, and so many in all, so that none need be taken twice."""
FAR = 0.05
"""The effective share of rows below which a column is moved instead of rows being reweighted."""

Draw = Callable[[int], tuple[pd.DataFrame, np.ndarray]]
"""That many rows in the balanced shares, and the place of each one's cell."""


def check_changes(
    balances: Sequence[Balance | Equal],
    shifts: Sequence[Shift],
    data: Dataset,
    where: Condition | None = None,
    own_values: bool = False,
) -> None:
    """What can be said before anything is learned. Raises: ValueError with a sentence."""
    checked(shifts, {column.name: column for column in data.columns})
    rows = data.table if where is None or not balances else data.table[holds(where, data.table)]
    if balances and len(rows):
        cells(balances, rows, loosely(data.columns) if own_values else facts_of(data))


def draw_changed(
    technique: Technique,
    rows: int,
    rng: np.random.Generator,
    balances: Sequence[Balance | Equal],
    shifts: Sequence[Shift],
    data: Dataset,
    progress: Progress = quiet,
    where: Condition | None = None,
    sample: Callable[..., pd.DataFrame] | None = None,
) -> tuple[pd.DataFrame, Reach]:
    """Exactly that many rows, and how they were come by; data is what was learned from, sample what draws (the
    technique's own).

    Levels are drawn one by one in the shares asked. Means, spreads and ties are met by reweighting a larger pool by the
    least change; where that leaves too few rows, the columns are moved and the others taken from rows like the moved
    ones. Raises: ValueError with a sentence for what cannot be had; Cancelled.
    """
    sample = sample or technique.sample
    columns = {column.name: column for column in data.columns}
    pilot = sample(rows if technique.remote else int(np.clip(5 * rows, *PILOT)), rng, part(progress, 0.0, 0.2), where)
    found = (
        cells(balances, pilot, loosely(data.columns) if type(technique).own_values else facts_of(data))
        if balances
        else []
    )
    natural = _balanced_share(found, len(pilot))

    def draw(count: int) -> tuple[pd.DataFrame, np.ndarray]:
        return _by_cell(sample, count, rng, found, where, part(progress, 0.3, 0.9))

    aimed = aims(shifts, pilot, columns)
    if not aimed:
        table = draw(rows)[0]
        reach = Reach(DRAWN, natural, len(table))
    else:
        table, reach = _shifted(technique, draw, rows, rng, aimed, pilot, columns, _names(balances), natural)
    for name, surrogate in technique.surrogates_.items():  # ids and texts of rows taken twice differ
        table[name] = pd.Series(surrogate.draw(rows, rng)).astype(technique.empty_[name].dtype).array
    progress(1.0, "drawn")
    table = table.iloc[rng.permutation(rows)].reset_index(drop=True)
    return table, reach.with_steps([step(each, pilot, table, columns) for each in (*balances, *aimed)])


def _names(balances: Sequence[Balance | Equal]) -> list[str]:
    return list(dict.fromkeys(name for each in balances for name in each.columns))


def _balanced_share(found: Sequence[Cell], pilot: int) -> float:
    """The effective share of rows that reweighting to the cells' shares would leave (Kish)."""
    return 1 / sum(cell.share**2 / max(cell.natural, 0.5 / pilot) for cell in found) if found else 1.0


def _by_cell(
    sample, rows: int, rng: np.random.Generator, found: Sequence[Cell], where: Condition | None, progress: Progress
) -> tuple[pd.DataFrame, np.ndarray]:
    """Rows in exactly the cells' shares, in the order of the cells."""
    if not found:
        return sample(rows, rng, progress, where), np.zeros(rows, dtype=np.int64)
    number = counts([cell.share for cell in found], rows)
    ends = np.concatenate([[0], np.cumsum(number)]) / rows
    drawn = [
        sample(
            int(count),
            rng,
            part(progress, float(ends[i]), float(ends[i + 1])),
            And((where, cell.where)) if where else cell.where,
        )
        for i, (cell, count) in enumerate(zip(found, number))
        if count
    ]
    return pd.concat(drawn, ignore_index=True), np.repeat(np.arange(len(found)), number)


def _shifted(
    technique: Technique,
    draw: Draw,
    rows: int,
    rng: np.random.Generator,
    aimed: Sequence[Aim],
    pilot: pd.DataFrame,
    columns,
    apart: list[str],
    natural: float,
) -> tuple[pd.DataFrame, Reach]:
    size = 2 * rows if technique.remote else max(int(np.clip(10 * rows, *POOL)), 2 * rows)
    pool, cell = draw(size)
    weights = _weights(aimed, pilot, pool, cell, columns)
    needed = int(1.05 * rows * weights.max() * len(pool)) if weights is not None else 0
    if needed > size and not technique.remote and effective(weights) >= FAR * len(pool):
        pool, cell = draw(min(needed, max(TIMES * rows, size), MOST))
        weights = _weights(aimed, pilot, pool, cell, columns)
    share = 0.0 if weights is None else effective(weights) / len(pool) * natural
    if weights is None or effective(weights) < FAR * len(pool):
        table, beyond = moved(aimed, draw(rows)[0], pool, apart, columns, rng)
        return table, Reach(MOVED, share, len(pool), beyond=beyond)
    order = np.lexsort((weights, cell))  # rows of like weight stand for each other, which steadies what is aimed at
    taken = order[even(weights[order], rows, rng)]
    return pool.iloc[taken].reset_index(drop=True), Reach(
        REWEIGHTED, share, len(pool), repeated=rows - len(np.unique(taken))
    )


def _weights(
    aimed: Sequence[Aim], pilot: pd.DataFrame, pool: pd.DataFrame, cell: np.ndarray, columns
) -> np.ndarray | None:
    """Weights of the pool that meet the aims and leave the cells' shares as they are; None where there are none."""
    features, targets = constraints(aimed, pilot, pool, columns)
    kept = (cell[:, None] == np.arange(1, cell.max() + 1)).astype(float)
    try:
        return tilted(np.column_stack([features, kept]), np.concatenate([targets, kept.mean(axis=0)]))
    except Unreachable:
        return None
