"""What a rule between columns is, and what a table becomes once it is known."""

from dataclasses import dataclass
from typing import Protocol

import pandas as pd

from synth.dataset import Column, Dataset


class Relation(Protocol):
    """How one column follows from others; sources are all columns that it takes."""

    column: str
    sources: tuple[str, ...]

    def undo(self, table: pd.DataFrame):
        """The column's values, of its dtype, from a table that holds its sources."""


@dataclass(frozen=True)
class Found:
    """A rule, and the column that stands in the table instead of its own: what is left, or its values otherwise."""

    relation: Relation
    column: Column | None = None
    values: pd.Series | None = None

    def left(self, data: Dataset) -> Dataset:
        """The dataset with that instead of the rule's column."""
        kept = data.only([each for each in data.names if each != self.relation.column])
        if self.column is None:
            return kept
        table = kept.table.assign(**{self.column.name: self.values})
        return Dataset(data.name, table, (*kept.columns, self.column), kept.target)


def free_name(data: Dataset, name: str) -> str:
    """That name, with as many primes as it needs to be a new one."""
    while name in data.table:
        name += "'"
    return name


def rests(rules: list[Relation]) -> frozenset[str]:
    """Columns that hold what rules leave over; no further rule builds on them."""
    return frozenset(rule.kept for rule in rules if getattr(rule, "kept", None))
