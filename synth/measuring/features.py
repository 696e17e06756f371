"""Tables as numbers, for models and distances that look at all columns at once."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.measuring.binning import numbers
from synth.dataset import Dataset, Kind

LEVELS = 250
"""Levels told apart in a category: sklearn's boosted trees take at most 255."""


@dataclass(frozen=True)
class Features:
    """numeric: float64, rows x numbers, NaN where missing; codes: int64, rows x categories, -1 where missing."""

    numeric: np.ndarray
    codes: np.ndarray

    @property
    def matrix(self) -> np.ndarray:
        """float64, rows x columns, numbers first, NaN where missing."""
        return np.hstack([self.numeric, np.where(self.codes < 0, np.nan, self.codes)])

    @property
    def categorical(self) -> np.ndarray:
        """Which columns of matrix are codes."""
        return np.r_[np.zeros(self.numeric.shape[1], bool), np.ones(self.codes.shape[1], bool)]

    def rows(self) -> np.ndarray:
        """uint64 per row: equal rows have equal hashes, and different ones different hashes but for one in 10^19."""
        whole = pd.DataFrame(np.hstack([np.nan_to_num(self.numeric, nan=1e300) + 0.0, self.codes]))
        return pd.util.hash_pandas_object(whole, index=False).to_numpy()


def features(like: Dataset, *tables: Dataset, names: list[str] | None = None, levels: int = LEVELS) -> list[Features]:
    """The tables' modelled columns (or those named) as numbers, the levels being those of `like`,
    all else one level."""
    names = like.modelled if names is None else names
    numeric = [name for name in names if like.column(name).kind.numeric]
    known = {name: _levels(like.table[name], levels) for name in names if name not in numeric}
    return [Features(_stack([numbers(data.table[name], like.column(name).kind) for name in numeric], len(data), float),
                     _stack([_codes(data.table[name], index) for name, index in known.items()], len(data), np.int64))
            for data in tables]


def classes(kind: Kind, values: pd.Series) -> bool:
    """Whether a target is to be classified: categories, flags, and integers with at most 10 values."""
    return kind in (Kind.CATEGORY, Kind.FLAG) or (kind is Kind.INTEGER and values.nunique() <= 10)


def _levels(values: pd.Series, most: int) -> pd.Index:
    return pd.Index(values.value_counts().index[:most], dtype=object)


def _codes(values: pd.Series, known: pd.Index) -> np.ndarray:
    positions, distinct = pd.factorize(values)
    found = known.get_indexer(pd.Index(distinct, dtype=object))
    return np.append(np.where(found < 0, len(known), found), -1)[positions]


def _stack(columns: list[np.ndarray], rows: int, dtype: type) -> np.ndarray:
    return np.column_stack(columns).astype(dtype, copy=False) if columns else np.empty((rows, 0), dtype)
