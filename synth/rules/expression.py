"""Rules that are typed: a checked expression over a row, and if-then."""

from dataclasses import replace

import numpy as np
import pandas as pd

from synth.conditions import And, Condition, Not, Or, Test, check, facts_of
from synth.conditions.holds import Known, known, tested
from synth.conditions.words import words
from synth.dataset import Dataset
from synth.rules.arithmetic import Comparison
from synth.rules.parse import parse
from synth.rules.rule import Quote, Rule, column, kind, there


def _tested(leaf: Test | Comparison, table: pd.DataFrame) -> Known:
    return leaf.tested(table) if isinstance(leaf, Comparison) else tested(leaf, table)


def _columns(condition: Condition | Comparison) -> tuple[str, ...]:
    if isinstance(condition, Comparison):
        return condition.columns
    if isinstance(condition, Test):
        return (condition.column,)
    parts = (condition.part,) if isinstance(condition, Not) else condition.parts
    return tuple(dict.fromkeys(name for part in parts for name in _columns(part)))


def _checked(condition: Condition | Comparison, data: Dataset, facts: dict) -> Condition | Comparison:
    """The same with names of months as numbers and so on. Raises: ValueError with a sentence."""
    if isinstance(condition, Comparison):
        condition.on(data)
        return condition
    if isinstance(condition, Not):
        return Not(_checked(condition.part, data, facts))
    if isinstance(condition, (And, Or)):
        return type(condition)(tuple(_checked(part, data, facts) for part in condition.parts))
    return check(condition, facts, must=False)


def _facts(condition: Condition | Comparison, data: Dataset) -> dict:
    """The facts of the columns it asks about alone."""
    for name in _columns(condition):
        column(data, name)
    return facts_of(data.only(_columns(condition)))


def _learned(condition: Condition | Comparison, data: Dataset) -> Condition | Comparison:
    return _checked(condition, data, _facts(condition, data))


@kind("expression")
class Expression(Rule):
    """What `text` says: conditions, columns against columns, and + - * of them."""

    text: str
    known_tree: Condition | Comparison | None = None

    def __post_init__(self):
        if not isinstance(self.text, str):
            raise ValueError("A rule of kind 'expression' needs its text.")
        if self.known_tree is None:
            object.__setattr__(self, "known_tree", parse(self.text))

    @property
    def columns(self) -> tuple[str, ...]:
        return _columns(self.known_tree)

    def on(self, data: Dataset) -> Rule:
        return replace(self, known_tree=_learned(self.known_tree, data))

    def broken(self, table: pd.DataFrame) -> np.ndarray:
        return known(self.known_tree, lambda leaf: _tested(leaf, there(table, self.columns)))[1]

    def words(self, quote: Quote = str) -> str:
        return words(parse(self.text), quote)


@kind("if_then")
class IfThen(Rule):
    """Where `given` holds, `then` holds too; both are typed as expressions are."""

    given: str
    then: str
    known_given: Condition | Comparison | None = None
    known_then: Condition | Comparison | None = None

    def __post_init__(self):
        if not isinstance(self.given, str) or not isinstance(self.then, str):
            raise ValueError("A rule of kind 'if_then' needs 'given' and 'then', each as text.")
        if self.known_given is None:
            object.__setattr__(self, "known_given", parse(self.given))
            object.__setattr__(self, "known_then", parse(self.then))

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*_columns(self.known_given), *_columns(self.known_then))))

    def on(self, data: Dataset) -> Rule:
        return replace(self, known_given=_learned(self.known_given, data), known_then=_learned(self.known_then, data))

    def applies(self, table: pd.DataFrame) -> np.ndarray:
        """bool (rows,): where `given` holds."""
        return known(self.known_given, lambda leaf: _tested(leaf, there(table, self.columns)))[0]

    def broken(self, table: pd.DataFrame) -> np.ndarray:
        return self.applies(table) & known(self.known_then, lambda leaf: _tested(leaf, table))[1]

    def mended(self, table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
        """Where one value is asked for, or a gap, it is put there."""
        then, wrong = self.known_then, self.broken(table)
        if not wrong.any() or not isinstance(then, Test) or then.part or then.operator not in ("==", "missing"):
            return table
        values = table[then.column]
        if values.dtype.kind == "M" and then.values:
            return table
        value = then.values[0] if then.values else None
        levels = values.drop_duplicates()
        if then.values and values.dtype.kind not in "iuf":
            value = next((level for level in levels if not pd.isna(level) and str(level) == str(value)), value)
        try:
            mended = values.mask(wrong, value)
        except (TypeError, ValueError):
            return table
        return table.assign(**{then.column: mended}) if mended.dtype == values.dtype else table

    def words(self, quote: Quote = str) -> str:
        return f"if {words(parse(self.given), quote)}, then {words(parse(self.then), quote)}"
