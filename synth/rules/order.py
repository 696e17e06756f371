"""One column is at most, or below, another: a start and an end, a net and a gross amount."""

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.rules.arithmetic import Comparison, Name
from synth.rules.rule import Quote, Rule, kind, need_names, there


@kind("order")
class Order(Rule):
    """The first of the two `ordered` is at most the second; strict: below it."""

    ordered: tuple[str, ...]
    strict: bool = False

    def __post_init__(self):
        need_names("order", self.ordered, 2)
        if len(self.ordered) > 2 or not isinstance(self.strict, bool):
            raise ValueError("A rule of kind 'order' takes two columns, and strict as true or false.")

    @property
    def columns(self) -> tuple[str, ...]:
        return self.ordered

    @property
    def comparison(self) -> Comparison:
        low, high = map(Name, self.ordered)
        return Comparison(low, "<" if self.strict else "<=", high)

    def on(self, data: Dataset) -> Rule:
        self.comparison.on(data)
        return self

    def broken(self, table: pd.DataFrame) -> np.ndarray:
        return self.comparison.tested(there(table, self.columns))[1]

    def words(self, quote: Quote = str) -> str:
        """As signs, which say the same of numbers and of dates."""
        return f"{quote(self.ordered[0])} {'<' if self.strict else '≤'} {quote(self.ordered[1])}"
