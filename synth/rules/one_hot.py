"""Columns of which exactly one is set in each row: choices spread over yes and no."""

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.rules.rule import Quote, Rule, column, kind, need_names, there


@kind("one_hot")
class OneHot(Rule):
    """Exactly one of the columns is true, or 1; the others are false, or 0."""

    choices: tuple[str, ...]
    known_shares: np.ndarray | None = None

    def __post_init__(self):
        need_names("one_hot", self.choices, 2)

    @property
    def columns(self) -> tuple[str, ...]:
        return self.choices

    def on(self, data: Dataset) -> Rule:
        """With how frequent each choice is. Raises: ValueError where a column holds anything else."""
        for name in self.choices:
            column(data, name)
        shares = np.array([np.nanmean(column) for column in _set(data.table, self.choices).T])
        return type(self)(self.choices, np.nan_to_num(shares))

    def broken(self, table: pd.DataFrame) -> np.ndarray:
        marks = _set(there(table, self.columns), self.choices)
        return ~np.isnan(marks).any(axis=1) & (np.nansum(marks, axis=1) != 1)

    def mended(self, table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
        """One of those set stays; where none is, one is drawn as frequent as it is in the real rows."""
        wrong = self.broken(table)
        shares = self.known_shares
        if not wrong.any() or shares is None or not shares.any():
            return table
        marks = _set(table, self.choices)[wrong]
        weights = np.where(marks.any(axis=1, keepdims=True), marks, 1.0) * (shares + 1e-12)
        # the greatest of log weight + Gumbel noise is a draw by weight
        with np.errstate(divide="ignore"):
            chosen = np.argmax(np.log(weights) + rng.gumbel(size=weights.shape), axis=1)
        table = table.copy()
        for i, name in enumerate(self.choices):
            values = table[name].copy()
            values[wrong] = pd.Series(chosen == i, index=values.index[wrong]).astype(values.dtype)
            table[name] = values
        return table

    def words(self, quote: Quote = str) -> str:
        return f"exactly one of {', '.join(map(quote, self.choices[:-1]))} and {quote(self.choices[-1])} is set"


def _set(table: pd.DataFrame, names: tuple[str, ...]) -> np.ndarray:
    """float64 (rows, columns): 1 where set, 0 where not, NaN where missing. Raises: ValueError for any other value."""
    marks = []
    for name in names:
        values = table[name]
        marked = values.to_numpy(dtype=float, na_value=np.nan) if values.dtype.kind in "iufb" else None
        if marked is None or not np.isin(marked[~np.isnan(marked)], (0, 1)).all():
            raise ValueError(
                f"Column '{name}' holds other values than 0 and 1, or true and false; it is no choice among several."
            )
        marks.append(marked)
    return np.column_stack(marks)
