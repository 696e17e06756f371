"""A column that a formula gives: a total, a balance, a price times a quantity."""

from dataclasses import replace

import numpy as np
import pandas as pd

from synth.dataset import Dataset, Kind
from synth.rules.arithmetic import NEAR, names_of, numbers, spelled
from synth.rules.parse import term
from synth.rules.rule import Quote, Rule, column, kind, there

LEAST = 1e-9
"""What numbers without a grid may be off by, as a share of their spread."""
DECIMALS = 6


@kind("formula")
class Formula(Rule):
    """The column is what `formula` comes to, to `within`: the column's own last decimal unless given."""

    column: str
    formula: str
    within: float | None = None
    known_decimals: int | None = None
    known_within: float | None = None

    def __post_init__(self):
        if not isinstance(self.column, str) or not isinstance(self.formula, str):
            raise ValueError("A rule of kind 'formula' needs a 'column' and a 'formula', as text.")
        if self.within is not None and not (isinstance(self.within, (int, float)) and 0 <= self.within < np.inf):
            raise ValueError(f"within must be a number of 0 or more, not {self.within!r}.")
        term(self.formula)

    @property
    def columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.column, *(name.column for name in names_of(term(self.formula))))))

    def on(self, data: Dataset) -> Rule:
        if column(data, self.column).kind not in (Kind.INTEGER, Kind.REAL):
            raise ValueError(f"Column '{self.column}' holds no numbers, so that no formula can give it.")
        for name in names_of(term(self.formula)):
            if not column(data, name.column).kind.modelled:
                raise ValueError(f"Column '{name.column}' is made up anew, so that nothing can be computed from it.")
        numbers(term(self.formula), data.table.iloc[:1])
        values = data.table[self.column].dropna().to_numpy(dtype=float)
        decimals = decimals_of(values)
        near = LEAST * float(values.std()) if decimals is None and len(values) else 0.51 * 10.0 ** -(decimals or 0)
        return replace(self, known_decimals=decimals, known_within=near if self.within is None else self.within)

    def _off(self, table: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        given = numbers(term(self.formula), there(table, self.columns))
        return given, np.abs(given - table[self.column].to_numpy(dtype=np.float64, na_value=np.nan))

    def broken(self, table: pd.DataFrame) -> np.ndarray:
        given, off = self._off(table)
        allowed = self.known_within if self.known_within is not None else self.within or 0.0
        return off > allowed + _lost(table[self.column]) * np.abs(given)

    def mended(self, table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
        """The column computed anew where it is off, on its grid, where its dtype can hold that."""
        wrong, values = self.broken(table), table[self.column]
        if not wrong.any():
            return table
        given = numbers(term(self.formula), table)[wrong]
        given = given if self.known_decimals is None else np.round(given + 1e-9 * np.abs(given), self.known_decimals)
        try:
            put = pd.Series(given, index=values.index[wrong]).astype(values.dtype)
        except (TypeError, ValueError, OverflowError):
            return table
        mended = values.copy()
        mended[wrong] = put
        return table.assign(**{self.column: mended})

    def words(self, quote: Quote = str) -> str:
        about = f", to {self.within:g}" if self.within else ""
        return f"{quote(self.column)} is {spelled(term(self.formula), quote)}{about}"


def _lost(values: pd.Series) -> float:
    """By what share a number of that dtype may be off because of it."""
    dtype = getattr(values.dtype, "numpy_dtype", values.dtype)
    return max(NEAR, 8 * float(np.finfo(dtype).eps) if dtype.kind == "f" else 0.0)


def decimals_of(values: np.ndarray) -> int | None:
    """How many decimals numbers have at most, None where they have more than DECIMALS."""
    return next(
        (
            places
            for places in range(DECIMALS + 1)
            if np.allclose(values, np.round(values, places), rtol=1e-12, atol=1e-9)
        ),
        None,
    )
