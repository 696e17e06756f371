"""Columns that are the product of others, or of one minus others: amounts, prices after a discount, rates."""

from collections.abc import Iterator
from itertools import product as choices

import numpy as np

from synth.dataset import Dataset
from synth.learning.relations.axis import Axis, axes
from synth.learning.relations.formula import Formula, found, rounded
from synth.learning.relations.relation import Found, Relation, rests
from synth.learning.relations.sparse import sparse, suffice
from synth.learning.relations.sum import SPREAD, complete

CUT_OFF = (0.0, 0.5)
"""Steps of the grid that a column lies below the product on average: half a step where it was not rounded but cut
off."""
NEAR = 1.1
"""Steps by which it may miss the product, however it was rounded."""


def products(data: Dataset, rules: list[Relation], rng: np.random.Generator) -> Found | None:
    """The next column that is a product of others, the first that leaves nothing over, else the one with most values.

    A product is a sum of logarithms; rows with a value that has none are not looked at, but must obey it too.
    """
    made = {name: axis for name, axis in axes(data, rests(rules)).items() if not axis.moment}
    numbers, first = complete(data, made, rng), None
    for name in numbers:
        for formula in _formulas(name, numbers, made):
            if not (formula := rounded(formula, data)).holds(data):
                continue
            held = found(formula, data)
            if held.column is None:
                return held
            first = first or held
    return first


def _formulas(name: str, numbers: dict[str, np.ndarray], made: dict[str, Axis]) -> Iterator[Formula]:
    """Products that the column may be, rounded or cut off."""
    factors = _factors(name, numbers)
    target = numbers[name]
    rows = (target > 0) & np.all([values > 0 for values in factors.values()], axis=0)
    step = made[name].step or 1e-9 * target.std()
    if not factors or rows.sum() < max(len(rows) / 2, 4 * len(factors)) or target.std() < SPREAD * step:
        return
    logs, target = np.log(np.array([values[rows] for values in factors.values()])), target[rows]
    if not suffice(logs, np.log(target), np.minimum(NEAR * step / target, 0.5)):
        return
    for beyond in CUT_OFF:
        raised = target + beyond * step
        solved = sparse(logs, np.log(raised), np.minimum(0.6 * step / target, 0.5))
        if solved is not None and (formula := _formula(name, list(factors), solved, made)) is not None:
            yield formula


def _formula(name: str, factors: list[tuple[str, bool]], solved: tuple[np.ndarray, float],
             made: dict[str, Axis]) -> Formula | None:
    """The product with those powers, if they are whole numbers and take no column twice."""
    if not np.allclose(solved[0], np.rint(solved[0]), atol=0.05) or not np.rint(solved[0]).any():
        return None
    kept = {key: float(np.rint(weight)) for key, weight in zip(factors, solved[0]) if np.rint(weight)}
    weights = {source: weight for (source, _), weight in kept.items()}
    if len(weights) < len(kept):
        return None
    constant = float(f"{np.exp(solved[1]):.3g}")
    return Formula(name, weights, constant, {each: made[each] for each in (name, *weights)}, product=True,
                   complement=frozenset(source for source, complement in kept if complement))


def _factors(name: str, numbers: dict[str, np.ndarray]) -> dict[tuple[str, bool], np.ndarray]:
    """Others that are mostly positive, and those within [0, 1) also as one minus themselves, by name and whether so."""
    made = {}
    for other, complement in choices(numbers, (False, True)):
        values = numbers[other]
        share = not complement or (0 <= values.min() and values.max() < 1)
        values = 1 - values if complement else values
        if other != name and share and (values > 0).mean() > 0.8 and values.std() > 0:
            made[other, complement] = values
    return made
