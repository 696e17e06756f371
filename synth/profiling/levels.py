"""The distinct values of a column, counted; and rows told apart by one number each."""

import hashlib
from dataclasses import dataclass

import numpy as np
import pandas as pd

_TURN = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Levels:
    """A column's values counted: codes per row (-1 missing) in order of first appearance, the values, their counts."""

    codes: np.ndarray
    values: pd.Index
    counts: np.ndarray

    @classmethod
    def of(cls, values: pd.Series) -> "Levels":
        codes, distinct = pd.factorize(values)
        return cls(codes, pd.Index(distinct), np.bincount(codes[codes >= 0], minlength=len(distinct)))

    @property
    def digest(self) -> bytes:
        """The same for columns whose values go together one to one, and for no others."""
        return hashlib.blake2b(np.ascontiguousarray(self.codes, dtype=np.int32), digest_size=16).digest()


class Rows:
    """Tells rows apart that differ in any column, column by column, in eight bytes a row however wide the table is.

    Source: the mixing is that of Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
    """

    def __init__(self, rows: int):
        self._marks = np.zeros(rows, dtype=np.uint64)

    def add(self, codes: np.ndarray) -> None:
        """A further column, as codes of its values."""
        mixed = (codes + 2).astype(np.uint64)
        mixed *= _TURN
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            mixed ^= mixed >> np.uint64(shift)
            mixed *= np.uint64(factor)
        self._marks *= _TURN
        self._marks += mixed ^ (mixed >> np.uint64(31))

    @property
    def repeated(self) -> int:
        """How many rows equal an earlier one."""
        return len(self._marks) - len(np.unique(self._marks))
