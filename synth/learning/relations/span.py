"""Columns that follow another at some distance: a delivery after an order, an end after a start."""

import numpy as np

from synth.dataset import Dataset
from synth.learning.relations.axis import Axis, axes
from synth.learning.relations.formula import Formula, found
from synth.learning.relations.relation import Found, Relation, rests

NEAR = 0.2
"""The distance must spread by no more than this share of what the column itself does (5 % to 95 %)."""
LOOKED_AT = 1000
"""Rows in which most pairs of columns are seen not to be near."""
FEWER = 10
"""Of numbers, distances must also have so many times fewer values than the column."""


def spans(data: Dataset, rules: list[Relation], rng: np.random.Generator) -> Found | None:
    """The next column that another leads by a distance that varies far less than it does; None where there is none."""
    made = axes(data, rests(rules))
    some = data.take(np.sort(rng.permutation(len(data))[:LOOKED_AT]))
    best, share = None, NEAR
    for name, axis in made.items():
        for other, leading in made.items():
            if other == name or axis.moment != leading.moment or not axis.step:
                continue
            formula = _behind(name, other, axis, leading)
            if _spread(formula, axis, some) < 2 * share and (spread := _spread(formula, axis, data)) < share:
                best, share = formula, spread
    return None if best is None else found(best, data)


def _behind(name: str, other: str, axis: Axis, leading: Axis) -> Formula:
    """The column at the same place as the other; on the same day, if it knows days only."""
    return Formula(name, {other: 1.0}, 0.0, {name: axis, other: leading}, days=axis.moment and axis.step >= 1)


def _spread(formula: Formula, axis: Axis, data: Dataset) -> float:
    """How much distances vary beside the column; infinite where they say too little, or it does not come second."""
    left, own = formula.rest(data), axis.steps(axis.numbers(data.table[formula.column]))
    alone = np.isnan(formula.steps(data.table)) & ~np.isnan(left)
    there = ~np.isnan(left) & ~alone
    own = own[there]
    if there.sum() < 100 or alone.any() or np.median(left[there]) < 0:
        return np.inf
    if not axis.moment and len(np.unique(left[there])) * FEWER > len(np.unique(own)):
        return np.inf
    wide = [float(np.diff(np.quantile(each, [0.05, 0.95]))[0]) for each in (left[there], own)]
    return wide[0] / max(wide[1], 1e-300)
