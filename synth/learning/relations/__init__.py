"""Columns that follow from others by a rule, taken out of a table before it is learned and put back after it is drawn.

A rule is found, not guessed at: it must hold in nearly all rows, where chance could not bring it about. What it leaves
over, if anything, becomes a column that is learned like any other. Rules are undone last first, so that each finds its
sources as they were when it was found.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.learning.relations.daytime import daytimes, turns
from synth.learning.relations.function import functions
from synth.learning.relations.lookup import lookups
from synth.learning.relations.product import products
from synth.learning.relations.relation import Found, Relation
from synth.learning.relations.span import spans
from synth.learning.relations.sum import sums

FINDERS: tuple[Callable[[Dataset, list[Relation], np.random.Generator], Found | None], ...] = (
    daytimes, turns, sums, products, spans, functions, lookups)
FEW = 200
"""In tables of less rows than this no rule is looked for: too little could contradict it."""


def apart(data: Dataset, rng: np.random.Generator) -> tuple[Dataset, list[Relation]]:
    """The dataset without columns that follow from others, with what their rules leave over; and the rules."""
    rules: list[Relation] = []
    if len(data) < FEW:
        return data, rules
    for find in FINDERS:
        while (found := find(data, rules, rng)) is not None:
            rules.append(found.relation)
            data = found.left(data)
    return data, rules


def echoes(rules: list[Relation], plain: Dataset, clocks: Mapping[str, object]) -> list[Relation]:
    """Of those rules the ones that hang on columns of the table left over, or on one another, sources first.

    Their columns need not wait for the whole table: they can be made while it is drawn, so that others hang on them in
    turn. Moments in `clocks`, which are learned in two parts, are no such sources.
    """
    known, made = set(plain.names) - set(clocks), []
    for rule in reversed(rules):
        if rule.column not in known | set(clocks) and known.issuperset(rule.sources):
            made.append(rule)
            known.add(rule.column)
    return made


def echoed(table: pd.DataFrame, echoes: Sequence[Relation]) -> pd.DataFrame:
    """The table with the columns of those rules too, each made from its sources."""
    table = table.copy(deep=False)
    for rule in echoes:
        table[rule.column] = rule.undo(table)
    return table


def together(table: pd.DataFrame, rules: list[Relation], echoed: Sequence[Relation] = ()) -> pd.DataFrame:
    """A drawn table with those columns as they were; those already made from rules in `echoed` stay as they are."""
    for rule in reversed(rules):
        if rule not in echoed:
            table[rule.column] = rule.undo(table)
    return table
