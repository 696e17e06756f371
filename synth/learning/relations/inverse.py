"""Rules the other way round: the source that gives a result, and whether sources agree with one."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from synth.learning.relations.formula import Formula
from synth.learning.relations.lookup import Lookup
from synth.learning.relations.relation import Relation

if TYPE_CHECKING:
    from synth.learning.given import Model


def solved(rule: Relation, name: str, table: pd.DataFrame, result: pd.Series, model: "Model") -> pd.Series:
    """The value that a source must have for the rule to give the result, NaN where there is none; of a moment the day.

    table holds the rule's other sources. A lookup tells only what it leaves over.
    """
    axis = rule.axis if isinstance(rule, Lookup) else rule.axes[rule.column]
    total = axis.steps(axis.numbers(result))
    if name == rule.kept:
        said = axis.steps(axis.numbers(rule.said(table))) if isinstance(rule, Lookup) else rule.steps(table)
        return pd.Series(total - np.nan_to_num(said), index=table.index)
    total = total - (table[rule.kept].to_numpy(dtype=float, na_value=np.nan) if rule.kept else 0.0)
    if axis.grid_.step is not None:
        total = (total * float(axis.grid_.step) + float(axis.base_ - axis.origin_)) / axis.unit_
    with np.errstate(all="ignore"):
        number = _inverse(rule, name, table, total)
    own = rule.axes[name]
    if name in model.clocks:
        return pd.Series(np.floor(number + 1e-9) + own.origin_ // model.clocks[name].day, index=table.index)
    number = np.where(np.isfinite(number), number, np.nan)
    there = ~np.isnan(number)
    values = pd.Series([None] * len(number), index=table.index, dtype=object)
    values[there] = list(pd.Series(own.values(own.steps(number[there]))))
    return values


def _inverse(rule: Formula, name: str, table: pd.DataFrame, total: np.ndarray) -> np.ndarray:
    """The number of a source, on its own axis, that makes the formula come to that total."""
    left, weight = (total / rule.constant if rule.product else total - rule.constant), rule.weights[name]
    for source, each in rule.weights.items():
        if source == name:
            continue
        number = rule.axes[source].numbers(table[source])
        number = 1 - number if source in rule.complement else number
        number = np.floor(number + 1e-9) if rule.days and rule.axes[source].moment else number
        left = left / number**each if rule.product else left - each * number
    if rule.around:
        left = left % rule.around
    number = left ** (1 / weight) if rule.product else left / weight
    return 1 - number if name in rule.complement else number


def agrees(rule: Relation, table: pd.DataFrame, result: pd.Series) -> np.ndarray:
    """Whether the rule gives that result, bool (rows,); table holds all its sources."""
    said = pd.Series(rule.undo(table)).reset_index(drop=True)
    result = result.reset_index(drop=True)
    if result.dtype.kind == "f" or said.dtype.kind == "f":
        one, other = (each.to_numpy(dtype=float, na_value=np.nan) for each in (said, result))
        return np.abs(one - other) <= 1e-9 * np.maximum(np.abs(one), 1.0)
    return (said == result).fillna(False).to_numpy(dtype=bool)


def answers(rule: Relation, table: pd.DataFrame, result: pd.Series) -> np.ndarray:
    """The same of what a lookup or a function says before anything left over is added."""
    if isinstance(rule, Lookup):
        return (
            (rule.said(table).reset_index(drop=True) == result.reset_index(drop=True))
            .fillna(False)
            .to_numpy(dtype=bool)
        )
    return agrees(rule, table, result)
