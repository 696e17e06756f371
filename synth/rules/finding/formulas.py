"""Columns that are sums, differences or products of others, by the finders of what techniques keep as relations."""

import numpy as np

from synth.conditions.spell import _name
from synth.dataset import Dataset, Kind
from synth.learning.relations.formula import Formula as Relation
from synth.learning.relations.product import products
from synth.learning.relations.sum import sums
from synth.rules.formula import Formula
from synth.rules.rule import EVIDENCE, SUPPORT, Rule

ROWS = 5_000
"""Rows in which formulas are looked for."""
STEPS = (0.51, 1.01)
"""How many of its last decimals a column may be off: it, or its parts too, were rounded."""


def formulas(data: Dataset, rng: np.random.Generator) -> list[Rule]:
    """Formulas over numbers that hold to the last decimal; quotients are told as products, from the other side."""
    data = data.only(data.of_kind(Kind.INTEGER, Kind.REAL))
    if len(data) < EVIDENCE or len(data.columns) < 2:
        return []
    data = data.take(np.sort(rng.permutation(len(data))[:ROWS]))
    found, relations, left = [], [], data
    for find in (sums, products):
        while (each := find(left, relations, rng)) is not None:
            relations.append(each.relation)
            left = each.left(left)
            rule = _rule(each.relation, data)
            found += [rule] if rule else []
    return found


def _rule(relation: Relation, data: Dataset) -> Rule | None:
    if any(name not in data.names for name in relation.weights) or relation.around:
        return None
    formula = _product(relation) if relation.product else _sum(relation)
    if formula is None:
        return None
    rule = Formula(relation.column, formula).on(data)
    for steps in STEPS:
        within = (
            None
            if steps == STEPS[0] or rule.known_decimals is None
            else float(f"{steps * 10.0**-rule.known_decimals:.3g}")
        )
        held = Formula(relation.column, formula, within).on(data)
        if held.broken(data.table).mean() <= 1 - SUPPORT:
            return Formula(relation.column, formula, within)
    return None


def _sum(relation: Relation) -> str:
    text = ""
    for source, weight in relation.weights.items():
        size = "" if abs(weight) == 1 else f"{abs(weight):.12g} * "
        sign = (" - " if weight < 0 else " + ") if text else "-" if weight < 0 else ""
        text += f"{sign}{size}{_name(source)}"
    if relation.constant:
        text += f" {'-' if relation.constant < 0 else '+'} {abs(relation.constant):.12g}"
    return text


def _product(relation: Relation) -> str | None:
    if any(weight not in (1, 2) for weight in relation.weights.values()):
        return None
    factors = [] if relation.constant == 1 else [f"{relation.constant:.12g}"]
    for source, weight in relation.weights.items():
        name = _name(source)
        factors += [f"(1 - {name})" if source in relation.complement else name] * int(weight)
    return " * ".join(factors)
