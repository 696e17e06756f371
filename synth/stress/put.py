"""Hard cases written into a table."""

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.stress.case import BLOCK, DUPLICATE, EMPTY, KEY, MISSING, Case


def put(data: Dataset, placed: dict[int, Case], rng: np.random.Generator) -> pd.DataFrame:
    """The table with the case of each row in it; numbers and flags that get missing values become nullable."""
    table = _twice(data.table, placed, rng)
    for column in data.columns:
        values = table[column.name]
        single = {at: case.value for at, case in placed.items() if case.column == column.name and case.what != KEY}
        values = _set(values, single) if single else values
        again = [at for at, case in placed.items() if case.what == KEY and case.column == column.name]
        table[column.name] = _repeated(values, again, placed, rng) if again else values
    return _emptied(table, placed, rng)


def _twice(table: pd.DataFrame, placed: dict[int, Case], rng: np.random.Generator) -> pd.DataFrame:
    """Rows that are to stand twice are those of untouched ones."""
    at = np.arange(len(table))
    rows = [row for row, case in placed.items() if case.what == DUPLICATE]
    at[rows] = _others(rows, np.setdiff1d(at, list(placed)), len(table), rng)
    return table.iloc[at].reset_index(drop=True)


def _repeated(values: pd.Series, rows: list[int], placed: dict[int, Case], rng: np.random.Generator) -> pd.Series:
    """Keys that another row has, an untouched one where there is any."""
    filled = np.flatnonzero(values.notna())
    values = values.copy()
    values.iloc[rows] = values.iloc[_others(rows, np.setdiff1d(filled, list(placed)), len(values), rng)].array
    return values


def _others(rows: list[int], free: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """A row for each of rows to be like; the next one where none is free."""
    return rng.choice(free, len(rows)) if len(free) else (np.asarray(rows, dtype=np.int64) + 1) % count


def _set(values: pd.Series, single: dict[int, object]) -> pd.Series:
    """Each value as the column's dtype; categories grow by those they lack."""
    values = values.copy()
    if isinstance(values.dtype, pd.CategoricalDtype):
        values = values.cat.add_categories(
            [each for each in dict.fromkeys(single.values()) if each not in values.cat.categories]
        )
    values.iloc[list(single)] = pd.Series(list(single.values()), dtype=values.dtype).array
    return values


def _emptied(table: pd.DataFrame, placed: dict[int, Case], rng: np.random.Generator) -> pd.DataFrame:
    """Rows without any value, and blocks: runs of rows in neighbouring columns, a third of all."""
    hidden = np.zeros(table.shape, bool)
    hidden[[at for at, case in placed.items() if case.what == EMPTY]] = True
    wide, rows = -(-table.shape[1] // 3), sorted(at for at, case in placed.items() if case.what == MISSING)
    for block in np.split(rows, np.flatnonzero(np.diff(np.floor_divide(rows, BLOCK))) + 1) if rows else ():
        start = int(rng.integers(table.shape[1] - wide + 1))
        hidden[block, start : start + wide] = True
    for i, name in enumerate(table.columns):
        if hidden[:, i].any():
            table[name] = _nullable(table[name]).mask(hidden[:, i])
    return table


def _nullable(values: pd.Series) -> pd.Series:
    kind = values.dtype.kind if isinstance(values.dtype, np.dtype) else ""
    return values.convert_dtypes(convert_string=False, convert_floating=False) if kind in "iub" and kind else values
