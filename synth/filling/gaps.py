"""Rows to be filled, held against the table learned: which cells are given, and what of them was never seen."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.columns.recast import stored
from synth.dataset import Dataset, Kind

SHOWN = 3
"""Values never seen that are named, at most."""
NULLABLE = {"i": "Int64", "u": "Int64", "b": "boolean"}
"""By kind of dtype, the one that can hold missing values too."""


@dataclass(frozen=True, eq=False)
class Gaps:
    """table: the rows as the dataset learned types them, its columns in its order, whatever can be missing.

    given: bool, the same shape. seen: the modelled columns of the table, without values that were never learned.
    further: columns of the rows that were not learned. order: all columns, as the rows have them, then those they lack.
    """

    table: pd.DataFrame
    given: pd.DataFrame
    seen: pd.DataFrame
    further: pd.DataFrame
    order: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def rows(self) -> np.ndarray:
        """Positions of rows with a gap in a modelled column."""
        return (
            np.flatnonzero(~self.given[list(self.seen)].to_numpy().all(axis=1))
            if len(self.seen.columns)
            else np.zeros(0, int)
        )


def gaps_of(rows: pd.DataFrame, learned: Dataset) -> Gaps:
    """The rows with their gaps. Raises: ValueError for no rows, no column in common, values of another kind."""
    names = [str(name) for name in rows.columns]
    if not len(rows):
        raise ValueError("There are no rows to fill; bring at least one.")
    if len(set(names)) < len(names):
        raise ValueError(f"The rows to fill have the column '{_twice(names)}' twice; rename one.")
    rows = rows.set_axis(names, axis=1).reset_index(drop=True)
    if not set(names) & set(learned.names):
        raise ValueError(f"The rows have none of the columns learned, {learned.names[:9]}; name them alike.")
    lacking = [name for name in learned.names if name not in rows]
    table = pd.DataFrame({name: _typed(rows, name, learned) for name in learned.names})
    notes = _told(lacking, [name for name in names if name not in learned.names])
    seen = table[learned.modelled].copy(deep=False)
    for name in seen:
        new, far = _unseen(seen[name], learned.table[name], learned.column(name).kind)
        notes += _strange(name, seen[name], new, far)
        seen[name] = seen[name].mask(new) if new.any() else seen[name]
    further = rows[[name for name in names if name not in learned.names]]
    return Gaps(table, table.notna(), seen, further, (*names, *lacking), tuple(notes))


def _twice(names: list[str]) -> str:
    return next(name for name in names if names.count(name) > 1)


def _typed(rows: pd.DataFrame, name: str, learned: Dataset) -> pd.Series:
    """The column as learned, in a dtype that can miss values; all missing where the rows lack it."""
    dtype = learned.table[name].dtype
    roomy = NULLABLE.get(dtype.kind, dtype) if isinstance(dtype, np.dtype) else dtype
    if name not in rows or rows[name].isna().all():
        return pd.Series(pd.array([None] * len(rows), dtype=roomy), name=name)
    values = rows[name]
    if isinstance(dtype, pd.CategoricalDtype):
        words = {str(level): level for level in dtype.categories}
        values = values.astype(object).map(lambda each: words.get(str(each), each) if pd.notna(each) else None)
        new = [each for each in values.dropna().unique() if each not in dtype.categories]
        return pd.Series(pd.Categorical(values, [*dtype.categories, *new], dtype.ordered), name=name)
    if dtype == object and values.dtype != object:
        values = _words(values, learned.table[name])
    made = stored(values.rename(name), dtype)
    return made.astype(roomy) if made.dtype != roomy and dtype.kind in NULLABLE else made


def _words(values: pd.Series, like: pd.Series) -> pd.Series:
    """Values as objects of the sort that an object column holds: its numbers stay numbers, its texts become texts."""
    texts = like.dropna().map(type).eq(str).all()
    made = values.astype(object).where(values.notna(), None)
    return made.map(str, na_action="ignore") if texts else made


def _unseen(values: pd.Series, known: pd.Series, kind: Kind) -> tuple[np.ndarray, np.ndarray]:
    """Levels never learned, which say nothing, and numbers beyond those learned, for which the nearest speaks."""
    there, known = values.notna().to_numpy(), known.dropna()
    none = np.zeros(len(values), dtype=bool)
    if not kind.numeric:
        return there & ~values.isin(known).to_numpy(), none
    if not len(known):
        return there, none
    return none, there & ((values < known.min()) | (values > known.max())).fillna(False).to_numpy(dtype=bool)


def _strange(name: str, values: pd.Series, new: np.ndarray, far: np.ndarray) -> list[str]:
    told = []
    if new.any():
        some = ", ".join(f"'{each}'" for each in list(dict.fromkeys(map(str, values[new])))[:SHOWN])
        told.append(
            f"Column '{name}' holds values that were never learned ({some}; {_cells(new)}): they stay, and nothing is "
            "concluded from them."
        )
    if far.any():
        told.append(
            f"Column '{name}' holds values beyond those learned ({_cells(far)}): they stay, and count as the nearest "
            "learned."
        )
    return told


def _cells(where: np.ndarray) -> str:
    return f"{where.sum():,} cell{'' if where.sum() == 1 else 's'}"


def _told(lacking: list[str], further: list[str]) -> list[str]:
    told = []
    if lacking:
        told.append(f"The rows lack {_named(lacking)}: filled in all of them.")
    if further:
        told.append(f"The rows also hold {_named(further)}, never learned: left as in the rows.")
    return told


def _named(names: list[str]) -> str:
    shown = ", ".join(f"'{name}'" for name in names[:9])
    return f"{'the column' if len(names) == 1 else 'the columns'} {shown}{' and more' if len(names) > 9 else ''}"
