"""What a hard case is, and those that are about more than one cell."""

from dataclasses import dataclass

BLOCK = 4
"""Rows of a block of missing values; its columns are a third of all."""
EMPTY, DUPLICATE, MISSING, KEY = "row without any value", "row twice", "missing block", "duplicate key"


@dataclass(frozen=True)
class Case:
    """column: the one it is about, None for the whole row or a block; value: what the column holds there."""

    what: str
    column: str | None = None
    value: object = None

    @property
    def tag(self) -> str:
        return f"{self.what}: {self.column}" if self.column else self.what
