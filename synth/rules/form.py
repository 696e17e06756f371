"""Texts that all have one form, told as a plain regular expression."""

import re

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.rules.rule import Quote, Rule, column, kind, there

LONGEST, VALUE = 200, 1_000
"""Characters of a pattern, and of a value: longer ones do not match."""
OPEN = 3
"""Repeats without a fixed number at most, so that no value takes long."""
_ATOM = r"(?:\\[dwsDWS]|\\[^\w\s]|\[\^?(?:\\.|[^\[\]\\])+\]|[^\\\[\](){}*+?|^$])"
_PLAIN = re.compile(rf"(?:{_ATOM}(?:\{{\d{{1,3}}(?:,\d{{0,3}})?\}}|[*+?])?)+", re.DOTALL)
_REPEAT = re.compile(r"(?<!\\)(?:\{\d+,\d*\}|[*+?])")


@kind("format")
class Format(Rule):
    r"""Every value matches `pattern` as a whole: characters, sets, \d \w \s and repeats; no groups or alternatives."""

    column: str
    pattern: str

    def __post_init__(self):
        if not isinstance(self.column, str) or not isinstance(self.pattern, str) or not self.pattern:
            raise ValueError("A rule of kind 'format' needs a column and a pattern, as text.")
        plain = (
            len(self.pattern) <= LONGEST
            and _PLAIN.fullmatch(self.pattern)
            and len(_REPEAT.findall(self.pattern)) <= OPEN
        )
        try:
            re.compile(self.pattern)
        except (re.error, OverflowError) as problem:
            raise ValueError(f"The pattern '{self.pattern[:40]}' is no regular expression: {problem}.") from None
        if not plain:
            raise ValueError(
                f"The pattern '{self.pattern[:40]}' is too much: characters, sets in [], \\d, \\w, \\s and repeats are "
                f"understood, {OPEN} of these without a fixed number, in {LONGEST} characters; no groups, no |."
            )

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def on(self, data: Dataset) -> Rule:
        column(data, self.column)
        return self

    def broken(self, table: pd.DataFrame) -> np.ndarray:
        codes, distinct = pd.factorize(there(table, self.columns)[self.column])
        form = re.compile(self.pattern)
        wrong = [len(text) > VALUE or not form.fullmatch(text) for text in map(str, distinct)]
        return np.array([*wrong, False], dtype=bool)[codes]

    def words(self, quote: Quote = str) -> str:
        return f"{quote(self.column)} has the form {quote(self.pattern)}"
