"""What holds in every row: rules typed or found, held against a table, told in words, and kept by what is made."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.rules import combination, expression, form, formula, one_hot, order, unique, within
from synth.rules.rule import FEWEST, Rule, of_kind
from synth.rules.typed import typed

__all__ = ["FEWEST", "MODULES", "Rule", "holds", "of_record", "on", "typed", "words"]

MODULES = (formula, order, combination, within, form, unique, one_hot, expression)
"""Where the kinds of rules are."""


def of_record(raw: object) -> Rule:
    """The rule of its plain-JSON form, or of its typed one. Raises: ValueError with a sentence."""
    if isinstance(raw, Rule):
        return raw
    if isinstance(raw, str):
        return typed(raw)
    if not isinstance(raw, dict):
        raise ValueError("A rule is a text, or a record with a 'kind'.")
    return of_kind(raw)


def on(rules: Iterable[Any], data: Dataset) -> tuple[Rule, ...]:
    """Those rules held against a dataset. Raises: ValueError with a sentence where one does not fit it."""
    return tuple(of_record(rule).on(data) for rule in rules)


def holds(rule: Rule, table: pd.DataFrame) -> np.ndarray:
    """bool (rows,): where nothing is known against it. Raises: ValueError where the table lacks a column."""
    return ~rule.broken(table)


def words(rule: Rule, quote=str) -> str:
    """A clause such as "start ≤ end"; quote dresses names and values."""
    return rule.words(quote)
