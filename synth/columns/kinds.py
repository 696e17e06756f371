"""How each column of a table is best treated."""

import re

import numpy as np
import pandas as pd
from pandas.api import types

from synth.dataset import Column, Kind
from synth.columns.pii import pii_of, words_of

SAMPLED = 20_000
"""Rows looked at closely; shares and uniqueness found in them stand for the whole column."""
_FLAGS = ({"yes", "no"}, {"y", "n"}, {"true", "false"}, {"t", "f"}, {"0", "1"}, {"on", "off"})
_KEY = re.compile(
    r"(^|\b)(id|ids|key|uuid|guid|pk|rowid|sku|index)$|^id\b|(user|cust|customer|order|item|client|row|passenger)id$"
)
_NUMBERED = re.compile(r"\b(number|no|nr|num|code|ref|reference|serial|ticket|account|isbn|barcode|vin|unnamed \d+)$")
_COUNTED = re.compile(
    r"\b(year|month|week|day|hour|minute|time|date|step|t|age|rank|amount|price|count|level|quantity)\b"
)


def describe(table: pd.DataFrame) -> tuple[Column, ...]:
    """A Column for each column of the table, in order: kind, missing share (0..1) and personal data it seems to hold.

    Decided on at most SAMPLED rows, always the same ones. Nothing in the table is changed.
    """
    rows = len(table)
    missing = table.isna().to_numpy().mean(axis=0) if rows else np.zeros(table.shape[1])
    chosen = table
    if rows > SAMPLED:
        chosen = table.iloc[np.sort(np.random.default_rng(0).choice(rows, SAMPLED, replace=False))]
    described = []
    for position, name in enumerate(table.columns):
        kind, pii = _kind(str(name), chosen.iloc[:, position], table.iloc[:, position])
        described.append(Column(name, kind, float(missing[position]), pii))
    return tuple(described)


def _kind(name: str, sample: pd.Series, whole: pd.Series) -> tuple[Kind, str | None]:
    if types.is_bool_dtype(sample.dtype):
        return Kind.FLAG, None
    if types.is_datetime64_any_dtype(sample.dtype):
        return Kind.MOMENT, None
    if types.is_integer_dtype(sample.dtype):
        return _whole(name, sample, whole)
    if types.is_float_dtype(sample.dtype):
        return Kind.REAL, None
    return _worded(name, sample)


def _whole(name: str, sample: pd.Series, whole: pd.Series) -> tuple[Kind, str | None]:
    known = sample.dropna().to_numpy()
    distinct = pd.unique(known)
    if len(distinct) == 2 and set(distinct.tolist()) == {0, 1}:
        return Kind.FLAG, None
    if len(distinct) > 2 and (pii := pii_of(name, [str(value) for value in distinct[:200]])):
        return Kind.ID, pii
    called = words_of(name)
    share = len(distinct) / max(len(known), 1)
    if _KEY.search(called) and len(distinct) > 2:
        return _key(distinct, share), None
    if share < 0.95 or len(known) < 20 or _COUNTED.search(called):
        return Kind.INTEGER, None
    return (Kind.ID if _NUMBERED.search(called) or _consecutive(whole) else Kind.INTEGER), None


def _key(distinct: np.ndarray, share: float) -> Kind:
    """A key that few rows share identifies; one of few values, each often repeated, groups."""
    return Kind.CATEGORY if share <= 0.05 and len(distinct) <= 1000 else Kind.ID


def _consecutive(values: pd.Series) -> bool:
    """Whether whole numbers are all different and fill most of their range, as running numbers do."""
    known = values.dropna().to_numpy().astype(object if values.dtype == "uint64" else np.int64)
    return int(known.max()) - int(known.min()) < 1.25 * len(known) and len(pd.unique(known)) >= 0.99 * len(known)


def _worded(name: str, sample: pd.Series) -> tuple[Kind, str | None]:
    known = sample.dropna().astype(str).to_numpy(dtype=object)
    distinct = pd.unique(known)
    if len(distinct) == 0:
        return Kind.CATEGORY, None
    if len(distinct) == 2 and {value.strip().lower() for value in distinct} in _FLAGS:
        return Kind.FLAG, None
    called, share = words_of(name), len(distinct) / len(known)
    if pii := pii_of(name, distinct[:200].tolist()):
        return Kind.TEXT, pii
    if _KEY.search(called) and len(distinct) > 2:
        return _key(distinct, share), None
    if share >= 0.95 and len(known) >= 10 and _like_keys(distinct[:200]):
        return Kind.ID, None
    long = np.mean([len(value) for value in distinct[:500]]) > 50 and share > 0.05
    many = len(distinct) > 1000 or (share > 0.5 and len(distinct) > 20)
    return (Kind.TEXT if long or many else Kind.CATEGORY), None


def _like_keys(values: np.ndarray) -> bool:
    """Whether most values are one short word with digits in it."""
    return np.mean([bool(re.fullmatch(r"(?=\S*\d)\S{1,64}", value)) for value in values]) > 0.9
