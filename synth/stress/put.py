"""Hard cases written into a table."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.stress.case import BLOCK, DUPLICATE, EMPTY, KEY, MISSING, Case


def put(data: Dataset, placed: Mapping[int, Case], rng: np.random.Generator) -> pd.DataFrame:
    """The table with the case of each row in it but those of missing values, which `emptied` writes, and of rules."""
    table = _twice(data.table, placed, rng)
    for column in data.columns:
        values = table[column.name]
        single = {at: case.value for at, case in placed.items() if case.single and case.column == column.name}
        values = set_values(values, single) if single else values
        again = [at for at, case in placed.items() if case.what == KEY and case.column == column.name]
        table[column.name] = _repeated(values, again, placed, rng) if again else values
    return table


def _twice(table: pd.DataFrame, placed: Mapping[int, Case], rng: np.random.Generator) -> pd.DataFrame:
    """Rows that are to stand twice are those of untouched ones."""
    at = np.arange(len(table))
    rows = [row for row, case in placed.items() if case.what == DUPLICATE]
    at[rows] = _others(rows, np.setdiff1d(at, list(placed)), len(table), rng)
    return table.iloc[at].reset_index(drop=True)


def _repeated(values: pd.Series, rows: list[int], placed: Mapping[int, Case], rng: np.random.Generator) -> pd.Series:
    """Keys that another row has, an untouched one where there is any."""
    filled = np.flatnonzero(values.notna())
    values = values.copy()
    values.iloc[rows] = values.iloc[_others(rows, np.setdiff1d(filled, list(placed)), len(values), rng)].array
    return values


def _others(rows: list[int], free: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """A row for each of rows to be like; the next one where none is free."""
    return rng.choice(free, len(rows)) if len(free) else (np.asarray(rows, dtype=np.int64) + 1) % count


def set_values(values: pd.Series, single: Mapping[int, object]) -> pd.Series:
    """Each value at its position, as the column's dtype; categories grow by those they lack."""
    values = values.copy()
    if isinstance(values.dtype, pd.CategoricalDtype):
        values = values.cat.add_categories(
            [each for each in dict.fromkeys(single.values()) if not pd.isna(each) and each not in values.cat.categories]
        )
    values.iloc[list(single)] = pd.Series(list(single.values()), dtype=values.dtype).array
    return values


def written(table: pd.DataFrame, rows: Sequence[int], part: pd.DataFrame) -> pd.DataFrame:
    """The table with these rows of it as part has them, in wider dtypes where part's are."""
    columns = {}
    for name in table:
        values = table[name].astype(part[name].dtype) if part[name].dtype != table[name].dtype else table[name].copy()
        values.iloc[list(rows)] = part[name].array
        columns[name] = values
        columns[name] = values
    return pd.DataFrame(columns, copy=False)


def emptied(table: pd.DataFrame, placed: Mapping[int, Case], rng: np.random.Generator) -> pd.DataFrame:
    """Rows without any value, and blocks: runs of rows in neighbouring columns, a third of all.

    Numbers and flags that get missing values become nullable.
    """
    hidden = np.zeros(table.shape, bool)
    hidden[[at for at, case in placed.items() if case.what == EMPTY]] = True
    wide, rows = -(-table.shape[1] // 3), sorted(at for at, case in placed.items() if case.what == MISSING)
    for block in np.split(rows, np.flatnonzero(np.diff(np.floor_divide(rows, BLOCK))) + 1) if rows else ():
        start = int(rng.integers(table.shape[1] - wide + 1))
        hidden[block, start : start + wide] = True
    for i, name in enumerate(table.columns):
        if hidden[:, i].any():
            table[name] = nullable(table[name]).mask(hidden[:, i])
    return table


def nullable(values: pd.Series) -> pd.Series:
    """The same values in a dtype that knows missing ones."""
    kind = values.dtype.kind if isinstance(values.dtype, np.dtype) else ""
    return values.convert_dtypes(convert_string=False, convert_floating=False) if kind in "iub" and kind else values
