"""What filling is held against: a column's own values, its middle, and scikit-learn's imputers."""

import warnings
from collections.abc import Callable
from importlib import import_module

import numpy as np
import pandas as pd

from synth.dataset import Dataset

LEARNED, LEVELS, NEAREST = 10_000, 10, 10
"""Rows that the imputers learn from, at most, levels of a category told apart, and neighbours."""
PREDICTORS, ROUNDS, FEWER = 10, 5, 1000
"""Columns that a line of the iterative imputer is laid through, its rounds, and rows it learns from: it is slow."""


def own_shares(train: Dataset, rows: pd.DataFrame, draws: int, rng: np.random.Generator) -> list[pd.DataFrame]:
    """Each gap a value of the column, drawn by its shares, whatever else stands in the row."""
    return [
        _put(
            rows,
            {
                name: train.table[name].dropna().sample(len(rows), replace=True, random_state=int(rng.integers(2**31)))
                for name in rows
            },
        )
        for _ in range(draws)
    ]


def middle(train: Dataset, rows: pd.DataFrame, draws: int, rng: np.random.Generator) -> list[pd.DataFrame]:
    """Each gap the column's median or most frequent value; one table."""
    kinds = {column.name: column.kind for column in train.columns}
    found = {
        name: (
            train.table[name].dropna().sort_values().iloc[[int(train.table[name].notna().sum() // 2)] * len(rows)]
            if kinds[name].numeric
            else pd.Series([train.table[name].mode().iloc[0]] * len(rows))
        )
        for name in rows
    }
    return [_put(rows, found)]


def neighbours(train: Dataset, rows: pd.DataFrame, draws: int, rng: np.random.Generator) -> list[pd.DataFrame]:
    """scikit-learn's mean of the nearest rows; one table."""
    from sklearn.impute import KNNImputer

    plain = _Plain(train, rng)
    return [plain.table(rows, KNNImputer(n_neighbors=NEAREST).fit(plain.learned).transform(plain.of(rows)))]


def lines(train: Dataset, rows: pd.DataFrame, draws: int, rng: np.random.Generator) -> list[pd.DataFrame]:
    """scikit-learn's chained lines, what each expects; one table."""
    return _chained(train, rows, 1, rng, False)


def drawn_lines(train: Dataset, rows: pd.DataFrame, draws: int, rng: np.random.Generator) -> list[pd.DataFrame]:
    """The same, drawn round what each expects."""
    return _chained(train, rows, draws, rng, True)


IMPUTERS: dict[str, Callable[[Dataset, pd.DataFrame, int, np.random.Generator], list[pd.DataFrame]]] = {
    "column's own shares": own_shares,
    "median or mode": middle,
    "KNNImputer": neighbours,
    "IterativeImputer": lines,
    "IterativeImputer, drawn": drawn_lines,
}


def _chained(
    train: Dataset, rows: pd.DataFrame, draws: int, rng: np.random.Generator, sample: bool
) -> list[pd.DataFrame]:
    """Learned once from complete rows and those with gaps; each draw is another pass over the gaps."""
    from sklearn.exceptions import ConvergenceWarning

    import_module("sklearn.experimental.enable_iterative_imputer")  # without it the next line finds nothing
    from sklearn.impute import IterativeImputer

    plain = _Plain(train, rng, FEWER)
    gaps = plain.of(rows)
    imputer = IterativeImputer(
        sample_posterior=sample,
        max_iter=ROUNDS,
        n_nearest_features=PREDICTORS,
        random_state=int(rng.integers(2**31)),
        keep_empty_features=True,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # so many rounds and no more, whatever it would like
        imputer.fit(np.vstack([plain.learned, gaps]))
    return [plain.table(rows, imputer.transform(gaps)) for _ in range(draws)]


class _Plain:
    """A table as numbers: scaled numbers, and a column of 0 and 1 for each frequent level."""

    def __init__(self, train: Dataset, rng: np.random.Generator, most: int = LEARNED):
        self.train = train
        self.some = train.table.iloc[np.sort(rng.permutation(len(train))[:most])]
        self.scale, self.levels = {}, {}
        for column in train.columns:
            if column.kind.numeric:
                values = _numbers(train.table[column.name])
                self.scale[column.name] = (np.nanmean(values), np.nanstd(values) or 1.0)
            else:
                self.levels[column.name] = list(train.table[column.name].value_counts().index[:LEVELS])
        self.learned = self.of(self.some)

    def of(self, table: pd.DataFrame) -> np.ndarray:
        parts = []
        for name in self.train.names:
            if name in self.scale:
                middle, spread = self.scale[name]
                parts.append((_numbers(table[name])[:, None] - middle) / spread)
            else:
                levels = np.array(
                    [(table[name] == level).fillna(False).to_numpy(dtype=float) for level in self.levels[name]]
                ).T
                parts.append(np.where(table[name].isna().to_numpy()[:, None], np.nan, levels))
        return np.hstack(parts)

    def table(self, rows: pd.DataFrame, plain: np.ndarray) -> pd.DataFrame:
        """Numbers as values again: whole where they were, within those learned, and of levels the highest."""
        found, at = {}, 0
        for name in self.train.names:
            known = self.train.table[name].dropna()
            if name in self.scale:
                middle, spread = self.scale[name]
                numbers = np.clip(plain[:, at] * spread + middle, _numbers(known).min(), _numbers(known).max())
                found[name], at = _values(numbers, known), at + 1
            else:
                levels, end = self.levels[name], at + len(self.levels[name])
                found[name], at = pd.Series([levels[i] for i in plain[:, at:end].argmax(axis=1)]), end
        return _put(rows, found)


def _numbers(values: pd.Series) -> np.ndarray:
    if values.dtype.kind == "M":
        return np.where(
            values.isna(), np.nan, values.to_numpy().astype("datetime64[ns]").astype(np.int64).astype(float)
        )
    return values.to_numpy(dtype=float, na_value=np.nan)


def _values(numbers: np.ndarray, known: pd.Series) -> pd.Series:
    if known.dtype.kind == "M":
        return pd.Series(numbers.astype(np.int64).astype("datetime64[ns]").astype(known.dtype))
    return pd.Series(np.rint(numbers) if known.dtype.kind in "iu" else numbers)


def _put(rows: pd.DataFrame, found: dict[str, pd.Series]) -> pd.DataFrame:
    """The rows with those values in their gaps."""
    made = {}
    for name in rows:
        values = rows[name].astype(object)
        made[name] = values.where(values.notna(), found[name].reset_index(drop=True).astype(object)).infer_objects()
    return pd.DataFrame(made)
