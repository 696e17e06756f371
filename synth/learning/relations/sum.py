"""Columns that are the sum of others, each times a number: totals, balances, taxes, days between two dates."""

from dataclasses import replace

import numpy as np

from synth.dataset import Dataset
from synth.learning.relations.axis import Axis, axes
from synth.learning.relations.formula import FINEST, Formula, found, rounded
from synth.learning.relations.relation import Found, Relation, rests
from synth.learning.relations.sparse import sparse

LOOKED_AT, MOST = 400, 40
"""Rows that a sum is looked for in, and numeric columns at most, those with the most values."""
DECIMALS = 7
"""Weights are tried with less decimals than this."""
SPREAD = 3.0
"""Steps of its grid that a column must vary by (standard deviation), so that rounding alone makes it no sum."""


def sums(data: Dataset, rules: list[Relation], rng: np.random.Generator) -> Found | None:
    """The next column that is a sum of others, the one with the shortest weights first; None where there is none."""
    made = axes(data, rests(rules))
    numbers = complete(data, made, rng)
    counts = {name: len(np.unique(values)) for name, values in numbers.items()}
    simplest, best = None, np.inf
    for name in numbers:
        coarser = [other for other in numbers if other != name and counts[name] >= FINEST * counts[other]]
        formula = _formula(name, coarser, numbers, made)
        held, decimals = (None, np.inf) if formula is None else _rounded(formula, data)
        if decimals < best:
            simplest, best = held, decimals
    return None if simplest is None else found(rounded(simplest, data), data)


def complete(data: Dataset, made: dict[str, Axis], rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Some rows of columns, most values first, in which none is missing; without those with gaps if few are left."""
    names = sorted(made, key=lambda name: -data.table[name].nunique())[:MOST]
    table = data.table[names].iloc[np.sort(rng.permutation(len(data))[:3 * LOOKED_AT])]
    whole = table.dropna()
    if len(whole) < LOOKED_AT / 2:
        names = [name for name in names if not table[name].isna().any()]
        whole = table[names]
    whole = whole.iloc[:LOOKED_AT]
    return {name: made[name].numbers(whole[name]) for name in names if whole[name].nunique() > 1}


def _formula(name: str, others: list[str], numbers: dict[str, np.ndarray], made: dict[str, Axis]) -> Formula | None:
    target = numbers[name]
    step = made[name].step or 1e-9 * target.std()
    if not others or len(target) < 4 * len(others) or target.std() < SPREAD * step:
        return None
    solved = sparse(np.array([numbers[other] for other in others]), target, np.full(len(target), 0.6 * step))
    if solved is None:
        return None
    weights = {other: float(weight) for other, weight in zip(others, solved[0]) if weight}
    return Formula(name, weights, solved[1], {each: made[each] for each in (name, *weights)}) if weights else None


def _rounded(formula: Formula, data: Dataset) -> tuple[Formula | None, float]:
    """The formula with the shortest decimals that hold, and how many; None where it does not hold in all of the table.

    Moments must enter whole: only a difference of them, or a moment some time after another, means anything.
    """
    for decimals in range(DECIMALS):
        weights = {source: round(weight, decimals) for source, weight in formula.weights.items()}
        if any(formula.axes[source].moment and weight != round(weight) for source, weight in weights.items()):
            continue
        for constant in (0.0, round(formula.constant, decimals)):
            tried = replace(formula, weights=weights, constant=constant)
            if tried.holds(data):
                return tried, decimals
    return None, np.inf
