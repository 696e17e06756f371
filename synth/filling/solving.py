"""A formula's result that is given, met by one of its sources that is not."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from synth.dataset import Dataset, Kind
from synth.rules.arithmetic import names_of, numbers
from synth.rules.formula import Formula, decimals_of
from synth.rules.parse import term


def solved(rule: Formula, table: pd.DataFrame, given: Mapping[str, np.ndarray], learned: Dataset) -> pd.DataFrame:
    """The table with sources changed so that they come to the result, where that is given and breaks the rule.

    A source is changed where it was filled, the formula is a line in it, and what comes out lies within what was
    learned, on the column's own decimals. given: bool (rows,) by column.
    """
    parsed = term(rule.formula)
    for name in dict.fromkeys(each.column for each in names_of(parsed) if each.part is None):
        open_ = rule.broken(table) & given[rule.column] & ~given[name]
        if not open_.any() or learned.column(name).kind not in (Kind.INTEGER, Kind.REAL):
            continue
        value = _at(parsed, name, table[open_], table[rule.column][open_])
        known = learned.table[name].dropna().to_numpy(dtype=float)
        decimals = decimals_of(known)
        value = value if decimals is None else np.round(value, decimals)
        fits = (value >= known.min()) & (value <= known.max())
        rows = np.flatnonzero(open_)[fits]
        if not len(rows):
            continue
        made = table[name].copy()
        made.iloc[rows] = pd.Series(value[fits]).astype(made.dtype).array
        tried = table.assign(**{name: made})
        good = ~rule.broken(tried)
        table = table.assign(**{name: made.where(good, table[name])})
    return table


def _at(parsed, name: str, table: pd.DataFrame, result: pd.Series) -> np.ndarray:
    """Where the formula, as a line in that column, comes to the result; NaN where it is no line, or flat."""
    at = [numbers(parsed, table.assign(**{name: float(x)})) for x in (0, 1, 2)]
    slope = at[1] - at[0]
    straight = np.abs(at[2] - at[1] - slope) <= 1e-9 * np.maximum(np.abs(slope), 1.0)
    with np.errstate(all="ignore"):
        return np.where(
            straight & (slope != 0), (result.to_numpy(dtype=float, na_value=np.nan) - at[0]) / slope, np.nan
        )
