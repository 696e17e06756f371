"""Columns that follow from others, made from just the columns that they need, before a row is whole."""

from collections.abc import Mapping, Sequence

import pandas as pd

from synth.learning.clock import Clock, together
from synth.learning.relations.function import WITHIN, Function
from synth.learning.relations.relation import Relation


class Derived:
    """rules: as they were found; clocks: moments that are drawn as a day and a time of day; order:
    in which is drawn."""

    def __init__(self, rules: Sequence[Relation], clocks: Mapping[str, Clock], order: Sequence[str]):
        self.rules, self.clocks, self.order = rules, clocks, order
        self.columns = frozenset(rule.column for rule in rules)

    def leaves(self, column: str) -> list[str]:
        """The drawn columns that it hangs on, as they are drawn."""
        _, needed = self._chain([column])
        needed |= {self.clocks[name].column for name in needed & set(self.clocks)}
        return [name for name in self.order if name in needed]

    def table(self, columns: Sequence[str], values: Mapping[str, object]) -> pd.DataFrame:
        """Those columns, and all they hang on, given the values of their leaves."""
        rules, needed = self._chain(columns)
        clocks = {name: self.clocks[name] for name in needed if name in self.clocks}
        needed |= {clock.column for clock in clocks.values()}
        drawn = {name: values[name] for name in self.order if name in needed}
        table = together(pd.DataFrame(drawn, copy=False), clocks)
        for rule in reversed(rules):
            table[rule.column] = rule.undo(table)
        return table

    def source(self, column: str) -> Function | None:
        """The function that tells the column, if one drawn column or the day of a moment is all that it asks."""
        rule = next((each for each in self.rules if each.column == column), None)
        if not isinstance(rule, Function) or rule.source in self.columns or rule.source not in self.order:
            return None
        return None if rule.source in self.clocks and rule.part in WITHIN else rule

    def _chain(self, columns: Sequence[str]) -> tuple[list[Relation], set[str]]:
        """The rules that give the columns, and what these start from."""
        needed, rules = set(columns), []
        for rule in self.rules:
            if rule.column in needed:
                rules.append(rule)
                needed = (needed - {rule.column}) | set(rule.sources)
        return rules, needed
