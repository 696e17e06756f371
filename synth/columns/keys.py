"""Keys: columns, or pairs of columns, that tell every row from every other; and columns that refer to other tables."""

import re
from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from synth.dataset import Column, Dataset, Kind

KEY = re.compile(
    r"(^|\b)(id|ids|key|uuid|guid|pk|rowid|sku|index)$|^id\b|(user|cust|customer|order|item|client|row|passenger)id$"
)
"""What a name in words ends in where it is that of a key."""
_TRIED, _PAIRED = 2_000, 40
"""Rows on which pairs are tried first, and columns that are paired at most."""


def key(name: str, count: int, share: float, what: str) -> Column:
    """A column called a key: one that few rows share identifies; one of few values, each often repeated, groups."""
    if share <= 0.05 and count <= 1000:
        return Column(
            name,
            Kind.CATEGORY,
            confidence=0.7,
            meaning="reference",
            reason=f"called a key, but {count:,} values repeat often: it groups rows",
        )
    return Column(
        name,
        Kind.ID,
        confidence=0.9 if share >= 0.95 else 0.8,
        meaning=None if share >= 0.95 else "reference",
        reason=f"called a key; {what}, {different(share)} different",
    )


def running(values: pd.Series) -> bool:
    """Whether whole numbers are all different and fill most of their range, as running numbers do."""
    known = values.dropna().to_numpy().astype(object if values.dtype == "uint64" else np.int64)
    return int(known.max()) - int(known.min()) < 1.25 * len(known) and len(pd.unique(known)) >= 0.99 * len(known)


def different(share: float) -> str:
    """In words, the share of values that differ from all others."""
    return "all" if share == 1 else f"{min(share, 0.99):.0%}"


def keys_of(data: Dataset) -> dict:
    """As plain JSON: key (the columns that name a row, [] where none do), unique (columns without repeats or gaps),
    pairs (two columns that are unique together, where no column is so alone),
    references (columns that refer to other rows).

    A unique column of real numbers, dates or free text is unique by chance: it is not taken for the key unless its name
    says so.
    """
    unique = [column.name for column in data.columns if column.missing == 0 and _unique(data.table[column.name])]
    likely = [name for name in unique if data.column(name).kind is Kind.ID or KEY.search(_plain(name))]
    likely = likely or [name for name in unique if _codes(data.table[name])]
    pairs = [] if likely or len(data) < 3 else _pairs(data, [n for n in data.names if n not in unique])
    references = [c.name for c in data.columns if c.meaning == "reference" and c.name not in unique]
    best = sorted(likely, key=lambda name: (not KEY.search(_plain(name)), data.names.index(name)))
    return {
        "key": best[:1] or (list(pairs[0]) if pairs else []),
        "unique": unique,
        "pairs": [list(pair) for pair in pairs],
        "references": references,
    }


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", str(name)).lower().strip()


def _unique(values: pd.Series) -> bool:
    return len(values) > 1 and values.iloc[:_TRIED].is_unique and values.is_unique


def _codes(values: pd.Series) -> bool:
    """Whether values are texts of one short word each."""
    texts = values.iloc[:_TRIED]
    return bool(
        values.dtype == object and all(isinstance(text, str) and len(text) <= 12 and " " not in text for text in texts)
    )


def _pairs(data: Dataset, names: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs that are unique together, those of keys and dates first; tried on a few rows, then on all."""
    able = [
        n
        for n in names
        if data.column(n).missing == 0
        and data.column(n).kind not in (Kind.REAL, Kind.FLAG)
        and not (data.column(n).kind is Kind.TEXT and data.column(n).meaning != "reference")
    ]
    able = sorted(able, key=lambda n: -data.table[n].iloc[:_TRIED].nunique())[:_PAIRED]
    step = max(len(data) // _TRIED, 1)
    codes = {name: pd.factorize(data.table[name].iloc[: _TRIED * step : step])[0].astype(np.int64) for name in able}
    found = []
    for first, second in combinations(sorted(able, key=data.names.index), 2):
        if (
            _distinct(codes[first], codes[second])
            and not data.table[[first, second]].iloc[: 20 * _TRIED].duplicated().any()
        ):
            if not data.table[[first, second]].duplicated().any():
                found.append((first, second))
    return sorted(
        found,
        key=lambda pair: -sum(
            data.column(n).meaning == "reference" or data.column(n).kind in (Kind.ID, Kind.MOMENT) for n in pair
        ),
    )[:5]


def _distinct(first: np.ndarray, second: np.ndarray) -> bool:
    """Whether codes are unique together; impossible, and so not tried, where there are fewer pairs than rows."""
    sizes = int(first.max()) + 1, int(second.max()) + 1
    return sizes[0] * sizes[1] >= len(first) and len(np.unique(first * sizes[1] + second)) == len(first)
