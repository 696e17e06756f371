"""Sums, differences and products of columns as a tree, what they come to in each row, and comparisons of two of them.

Nothing is ever evaluated but this tree.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.conditions.holds import Known
from synth.conditions.spell import _name
from synth.dataset import Dataset, Kind
from synth.rules.rule import Quote, column, there

SIGNS = {"==": np.equal, "!=": np.not_equal, "<": np.less, "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal}
_SAID = {
    "==": "equals",
    "!=": "differs from",
    "<": "is below",
    "<=": "is at most",
    ">": "is above",
    ">=": "is at least",
}
NEAR = 1e-9
"""By what share two numbers may differ and still be equal: what floats lose."""


@dataclass(frozen=True)
class Number:
    value: float


@dataclass(frozen=True)
class Name:
    """A column, or a part of its moments (year, month ...)."""

    column: str
    part: str | None = None


@dataclass(frozen=True)
class Of:
    """left sign right, where sign is +, - or *."""

    sign: str
    left: "Term"
    right: "Term"


Term = Number | Name | Of


def names_of(term: Term) -> Iterator[Name]:
    if isinstance(term, Name):
        yield term
    elif isinstance(term, Of):
        yield from names_of(term.left)
        yield from names_of(term.right)


def spelled(term: Term, quote: Quote = _name, within: str = "") -> str:
    """The term as it is typed; quote dresses names."""
    if isinstance(term, Number):
        return f"{term.value:g}" if float(f"{term.value:g}") == term.value else repr(term.value)
    if isinstance(term, Name):
        return f"{term.part}({quote(term.column)})" if term.part else quote(term.column)
    text = f"{spelled(term.left, quote, term.sign)} {term.sign} {spelled(term.right, quote, term.sign + ' right')}"
    loose = term.sign != "*" and within in ("*", "* right", "- right")
    return f"({text})" if loose else text


def numbers(term: Term, table: pd.DataFrame) -> np.ndarray:
    """float64 (rows,): what it comes to, NaN where a value is missing. Raises: ValueError for what is no number."""
    if isinstance(term, Number):
        return np.full(len(table), term.value)
    if isinstance(term, Of):
        left, right = numbers(term.left, table), numbers(term.right, table)
        with np.errstate(all="ignore"):
            return left + right if term.sign == "+" else left - right if term.sign == "-" else left * right
    values = there(table, (term.column,))[term.column]
    if term.part:
        if values.dtype.kind != "M":
            raise ValueError(f"Column '{term.column}' holds no dates, so that there is no {term.part} of it.")
        wall = values.dt.tz_localize(None)
        values = wall.dt.weekday + 1 if term.part == "weekday" else getattr(wall.dt, term.part)
    if values.dtype.kind not in "iufb":
        raise ValueError(
            f"Column '{term.column}' holds no numbers; only numbers can be added, multiplied or held against them."
        )
    return values.to_numpy(dtype=np.float64, na_value=np.nan)


@dataclass(frozen=True)
class Comparison:
    """left sign right in each row; two columns alone may also be moments or, for == and !=, categories."""

    left: Term
    sign: str
    right: Term

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name.column for side in (self.left, self.right) for name in names_of(side)))

    def words(self, quote: Quote = str) -> str:
        return f"{spelled(self.left, quote)} {_SAID[self.sign]} {spelled(self.right, quote)}"

    def on(self, data: Dataset) -> None:
        """Raises: ValueError where a column is not there, or holds what cannot be compared."""
        for name in self.columns:
            if not column(data, name).kind.modelled:
                raise ValueError(
                    f"Column '{name}' holds {'text' if column(data, name).kind is Kind.TEXT else 'ids'}: its values "
                    "are made up anew, so that they cannot be held against others."
                )
        self.tested(data.table.iloc[:1])

    def tested(self, table: pd.DataFrame) -> Known:
        """Where it holds and where it does not, bool (rows,) each; neither where a value is missing."""
        plain = [term.column if isinstance(term, Name) and not term.part else None for term in (self.left, self.right)]
        if None not in plain and any(table[name].dtype.kind not in "iufb" for name in there(table, tuple(plain))):
            return _values(table[plain[0]], self.sign, table[plain[1]])
        if None not in plain and all(table[name].dtype.kind == "i" for name in plain):
            return _whole(table[plain[0]], self.sign, table[plain[1]])
        left, right = numbers(self.left, table), numbers(self.right, table)
        known = ~(np.isnan(left) | np.isnan(right))
        equal = np.abs(left - right) <= NEAR * np.maximum(np.abs(left), np.abs(right))
        true = known & (
            SIGNS[self.sign](left, right) & ~equal
            if self.sign in ("!=", "<", ">")
            else SIGNS[self.sign](left, right) | equal
        )
        return true, known & ~true


def _whole(left: pd.Series, sign: str, right: pd.Series) -> Known:
    """Whole numbers are compared as such: large ones are not exact as floats."""
    known = (left.notna() & right.notna()).to_numpy()
    one, other = (each.fillna(0).to_numpy(dtype=np.int64) for each in (left, right))
    true = known & SIGNS[sign](one, other)
    return true, known & ~true


def _values(left: pd.Series, sign: str, right: pd.Series) -> Known:
    known = (left.notna() & right.notna()).to_numpy()
    moments = left.dtype.kind == right.dtype.kind == "M"
    if not moments and (sign not in ("==", "!=") or "M" in (left.dtype.kind, right.dtype.kind)):
        raise ValueError(
            f"Columns '{left.name}' and '{right.name}' cannot be held against each other by {sign}: "
            "both must hold numbers, or both dates."
        )
    one, other = (each.dt.tz_localize(None) if moments else each.astype(str) for each in (left, right))
    true = known & SIGNS[sign](one.to_numpy(), other.to_numpy())
    return true, known & ~true
