"""What a hard case is, and those that are about more than one cell."""

from dataclasses import dataclass

from synth.rules.rule import Rule

BLOCK = 4
"""Rows of a block of missing values; its columns are a third of all."""
EMPTY, DUPLICATE, MISSING, KEY = "row without any value", "row twice", "missing block", "duplicate key"
BREAKS = "breaks rule"


@dataclass(frozen=True)
class Case:
    """column: the one it is about, None for the whole row or a block; value: what the column holds there; rule: the one
    that the row breaks on purpose, None where it keeps all."""

    what: str
    column: str | None = None
    value: object = None
    rule: Rule | None = None

    @property
    def tag(self) -> str:
        about = self.rule.words() if self.rule else self.column
        return f"{self.what}: {about}" if about else self.what

    @property
    def single(self) -> bool:
        """Whether it is one value in one cell."""
        return self.column is not None and self.what != KEY
