"""Columns of text -> columns of numbers, dates, flags or text: only where every value fits and nothing gets lost.

All is decided and converted on the distinct values, in Arrow.
"""

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from synth.reading.types.amounts import amounts_of
from synth.reading.types.moments import moments_of
from synth.reading.types.numerals import numbers_of
from synth.reading.result import Raw

MISSING = ("", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "none", "#N/A", "<NA>", "NaT")


def typed(
    values: pa.Array | pa.ChunkedArray, name: str, raw: Raw, numbers: bool = True, point: str | None = None
) -> pd.Series:
    """The column (strings, null where missing) as int64, Int64, float64, bool, boolean, datetime64[ns] or object text.

    numbers=False leaves digits as text, for sources that have numbers of their own; point is what marks decimals in
    other columns of the file, None where unknown. What is trimmed, taken as missing or guessed is told.
    """
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    encoded = values.dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    distinct, known = _tidy(encoded.dictionary, codes, name, raw)
    present = distinct.filter(pa.array(known))
    converted = None if not len(present) else _converted(present, name, raw, numbers, point)
    if converted is None:
        converted = pd.Series(present.to_pylist(), dtype=object)
    position = np.where(known, np.cumsum(known) - 1, -1)
    return _spread(converted, np.append(position, -1)[codes])


def _tidy(distinct: pa.Array, codes: np.ndarray, name: str, raw: Raw) -> tuple[pa.Array, np.ndarray]:
    """The distinct values trimmed, and which of them are not missing."""
    trimmed = pc.utf8_trim_whitespace(distinct)
    padded = pc.not_equal(trimmed, distinct).to_numpy(zero_copy_only=False)
    if padded.any():
        raw.tell(f"column '{name}': spaces round {_rows(padded, codes):,} value(s) cut off", "they say nothing")
    missing = pc.is_in(trimmed, pa.array(MISSING, trimmed.type)).to_numpy(zero_copy_only=False)
    worded = missing & (pc.utf8_length(trimmed).to_numpy(zero_copy_only=False) > 0)
    if worded.any():
        words = sorted(set(trimmed.filter(pa.array(worded)).to_pylist()))
        raw.tell(
            f"column '{name}': {_rows(worded, codes):,} value(s) {', '.join(map(repr, words))} taken as missing",
            "this is how missing values are usually written",
        )
    unknown = pc.equal(trimmed, "?").to_numpy(zero_copy_only=False)
    if unknown.any():
        raw.tell(
            f"column '{name}': '?' left as it is, {_rows(unknown, codes):,} time(s)",
            "it may stand for missing; if so, replace it",
        )
    return trimmed, ~missing


def _rows(chosen: np.ndarray, codes: np.ndarray) -> int:
    return int(np.append(chosen, False)[codes].sum())


def _spread(distinct: pd.Series, position: np.ndarray) -> pd.Series:
    """Distinct values put where they belong; -1 is missing; whole numbers and flags with gaps become nullable."""
    if not len(distinct):
        return pd.Series(np.full(len(position), None, dtype=object))
    if (position < 0).any() and distinct.dtype in (np.dtype("int64"), np.dtype("bool")):
        distinct = distinct.astype("Int64" if distinct.dtype == "int64" else "boolean")
    if distinct.dtype == object:
        return pd.Series(np.append(distinct.to_numpy(), None)[position])
    return pd.Series(distinct.array.take(position, allow_fill=True))


def _converted(values: pa.Array, name: str, raw: Raw, numbers: bool, point: str | None) -> pd.Series | None:
    """The values as what all of them are, None where that is text."""
    first = values[0].as_py()
    if numbers and re.match(r"[+-]?[\d.,iI∞]", first):
        found = numbers_of(values, name, raw, point)
        if found is not None:
            return found
    if numbers and any(map(str.isdigit, first[:40])):
        found = amounts_of(values, name, raw)
        if found is not None:
            return found
    if re.match(r"\d{1,4}[-/.]\d", first):
        return moments_of(values, name, raw)
    if first.lower() in ("true", "false"):
        lowered = pc.utf8_lower(values)
        if pc.all(pc.is_in(lowered, pa.array(["true", "false"], values.type))).as_py():
            return pd.Series(pc.equal(lowered, "true").to_numpy(zero_copy_only=False))
    return None
