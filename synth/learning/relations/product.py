"""Columns that are the product of others, or of one minus others: amounts, prices after a discount, rates."""

from itertools import product as choices

import numpy as np

from synth.dataset import Dataset
from synth.learning.relations.axis import Axis, axes
from synth.learning.relations.formula import Formula, found
from synth.learning.relations.relation import Found, Relation, rests
from synth.learning.relations.sparse import sparse
from synth.learning.relations.sum import SPREAD, complete


def products(data: Dataset, rules: list[Relation], rng: np.random.Generator) -> Found | None:
    """The next column that is a product of others, the one with most values first; None where there is none.

    A product is a sum of logarithms; rows with a value that has none are not looked at, but must obey it too.
    """
    made = {name: axis for name, axis in axes(data, rests(rules)).items() if not axis.moment}
    numbers = complete(data, made, rng)
    for name in numbers:
        formula = _formula(name, numbers, made)
        if formula is not None and formula.holds(data):
            return found(formula, data)
    return None


def _formula(name: str, numbers: dict[str, np.ndarray], made: dict[str, Axis]) -> Formula | None:
    factors = _factors(name, numbers)
    target = numbers[name]
    rows = (target > 0) & np.all([values > 0 for values in factors.values()], axis=0)
    step = made[name].step or 1e-9 * target.std()
    if not factors or rows.sum() < max(len(rows) / 2, 4 * len(factors)) or target.std() < SPREAD * step:
        return None
    logs = np.log(np.array([values[rows] for values in factors.values()]))
    solved = sparse(logs, np.log(target[rows]), np.minimum(0.6 * step / target[rows], 0.5))
    if solved is None or not np.allclose(solved[0], np.rint(solved[0]), atol=0.05) or not np.rint(solved[0]).any():
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
