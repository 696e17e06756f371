"""One box of a condition as what it asks of a model's columns."""

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from synth.conditions import And, Condition, holds
from synth.conditions.boxes import Box
from synth.conditions.condition import tests_of
from synth.learning.ahead import Ahead, aheads
from synth.learning.halves import day_may, midnight, of_days, of_times, time_may
from synth.learning.wanted import Met, Wanted

if TYPE_CHECKING:
    from synth.learning.guided import Guided

FEW_DAYS = 4
"""Days that may hold a moment, beyond which the day alone is drawn towards."""
PART = 0.3
"""The share of rows that a condition on a column that follows from others is thought to leave."""


@dataclass
class Asked:
    """wants: what is wanted of columns' codes. tests: conditions on columns that follow from several, which only their
    values tell. unsure: whether only whole rows show if a row lies in the box."""

    wants: dict[str, Wanted] = field(default_factory=dict)
    tests: dict[str, Condition] = field(default_factory=dict)
    unsure: bool = False

    @property
    def never(self) -> bool:
        """Whether no row can lie in it."""
        return not all(want.share.any() for want in self.wants.values())

    @property
    def guess(self) -> float:
        """The share of rows in it if columns had nothing to do with one another."""
        each = [float(want.share @ want.codec.shares) for want in self.wants.values()]
        return float(np.prod(each)) * PART ** len(self.tests)


def asked(model: "Guided", box: Box, known: dict[tuple, Wanted]) -> Asked:
    """What a box asks; known: what is wanted of columns by the conditions met so far, which is not worked out again."""
    made, parts = Asked(), {}
    for column, condition in box.items():
        _take(model, column, condition, made, parts)
    for name, each in parts.items():
        key = (name, *(key for key, _, _ in each))
        if key not in known:
            named = each[0][2] if len(each) == 1 else None
            known[key] = Wanted(model.codecs[name], partial(_all, [met for _, met, _ in each]), named)
        made.wants[name] = known[key]
    return made


def foreseen(model: "Guided", asked: Asked, budget: int, rng: np.random.Generator) -> dict[str, Ahead]:
    """How likely a row will pass the tests, as its columns are drawn; a column is led by one test."""
    found = {}
    for name, condition in asked.tests.items():
        if name in asked.wants and asked.wants[name].cells > FEW_DAYS:
            continue  # a moment whose day says nearly all

        def met(values, name=name, condition=condition) -> np.ndarray:
            return holds(condition, model.derived.table([name], values))

        found |= aheads(model.derived.leaves(name), model.codecs, met, budget, rng)
    return {name: ahead for name, ahead in found.items() if name not in model.settled}


def _take(model: "Guided", column: str, condition: Condition, made: Asked, parts: dict[str, list[tuple]]) -> None:
    """Sorts the condition of a column into what is asked of codes, and what is tested."""
    met, key = partial(_met, column, condition), (column, repr(condition))
    source = model.derived.source(column)
    if source is not None and source.source in model.clocks:
        clock = model.clocks[source.source]
        _ask(parts, source.source, key,
             lambda days: met(source.undo(pd.DataFrame({source.source: midnight(days, clock)}))))
    elif source is not None:
        _ask(parts, source.source, key,
             lambda values: met(source.undo(pd.DataFrame({source.source: values}, copy=False))))
    elif column in model.derived.columns:
        made.tests[column] = condition
    elif column not in model.codecs:
        made.unsure = True
    elif column in model.clocks:
        _moment(model, column, condition, made, parts)
    else:
        _ask(parts, column, key, met, _named(condition, model.codecs[column]))


def _moment(model: "Guided", column: str, condition: Condition, made: Asked, parts: dict[str, list[tuple]]) -> None:
    """The same of a moment that is drawn as a day and a time of day; tested too where neither alone tells."""
    clock = model.clocks[column]
    for each in condition.parts if isinstance(condition, And) else (condition,):
        _ask(parts, column, (column, repr(each)), lambda days, each=each: day_may(each, days, clock))
        if of_days(each):
            continue
        _ask(parts, clock.column, (column, repr(each)), lambda times, each=each: time_may(each, times, clock))
        if not of_times(each) and model.derived.order:
            made.tests[column] = condition


def _ask(parts: dict[str, list[tuple]], name: str, key: tuple, met: Met, named: pd.Series | None = None) -> None:
    parts.setdefault(name, []).append((key, met, named))


def _named(condition: Condition, codec) -> pd.Series | None:
    """The numbers that a condition on a column of numbers names; None where something else may tell what is wanted."""
    values = [value for test in tests_of(condition) for value in test.values]
    if not codec.ordered or codec.grid_.dtype.kind == "M" or any(test.part for test in tests_of(condition)):
        return None
    return pd.Series(values, dtype=float) if all(isinstance(value, (int, float)) for value in values) else None


def _met(column: str, condition: Condition, values) -> np.ndarray:
    return holds(condition, {column: values if isinstance(values, pd.Series) else pd.Series(values, copy=False)})


def _all(met: list[Met], values: pd.Series) -> np.ndarray:
    return np.logical_and.reduce([each(values) for each in met])
