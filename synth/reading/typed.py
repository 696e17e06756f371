"""Columns of text -> columns of numbers, dates, flags or text: only where every value fits and nothing gets lost.

All is decided and converted on the distinct values, in Arrow.
"""

import re

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from synth.reading.moments import moments_of
from synth.reading.result import Raw

MISSING = ("", "NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "None", "none", "#N/A", "<NA>", "NaT")
_INTEGER = r"^-?(0|[1-9]\d*)$"
_REAL = r"^-?((0|[1-9]\d*)(\.\d*)?|\.\d+)([eE][+-]?\d+)?$|^\+(0|[1-9]\d*)?\.\d+([eE][+-]?\d+)?$"
_ENDLESS = r"^[+-]?(inf|Inf|INF|infinity|Infinity|INFINITY|∞)$"
_POINTS = r"^-?((0|[1-9]\d*)|[1-9]\d{0,2}(\.\d{3})+)(,\d+)?$"
_COMMAS = r"^-?((0|[1-9]\d*)|[1-9]\d{0,2}(,\d{3})+)(\.\d+)?$"
_LONG = r"^[^.eE]*\d{16}"


def typed(values: pa.Array | pa.ChunkedArray, name: str, raw: Raw, numbers: bool = True) -> pd.Series:
    """The column (strings, null where missing) as int64, Int64, float64, bool, boolean, datetime64[ns] or object text.

    numbers=False leaves digits as text, for sources that have numbers of their own. What is trimmed, taken as missing
    or guessed is told.
    """
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    encoded = values.dictionary_encode()
    codes = encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    distinct, known = _tidy(encoded.dictionary, codes, name, raw)
    present = distinct.filter(pa.array(known))
    converted = None if not len(present) else _converted(present, name, raw, numbers)
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
        raw.tell(f"column '{name}': {_rows(worded, codes):,} value(s) {', '.join(map(repr, words))} taken as missing",
                 "this is how missing values are usually written")
    unknown = pc.equal(trimmed, "?").to_numpy(zero_copy_only=False)
    if unknown.any():
        raw.tell(f"column '{name}': '?' left as it is, {_rows(unknown, codes):,} time(s)",
                 "it may stand for missing; if so, replace it")
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


def _all(values: pa.Array, pattern: str) -> bool:
    return bool(pc.all(pc.match_substring_regex(values, pattern)).as_py())


def _any(values: pa.Array, pattern: str) -> bool:
    return bool(pc.any(pc.match_substring_regex(values, pattern)).as_py())


def _converted(values: pa.Array, name: str, raw: Raw, numbers: bool) -> pd.Series | None:
    """The values as what all of them are, None where that is text."""
    first = values[0].as_py()
    if numbers and re.match(r"[+-]?[\d.,iI∞]", first):
        found = _numbers(values, name, raw)
        if found is not None:
            return found
    if re.match(r"\d{1,4}[-/.]\d", first):
        return moments_of(values, name, raw)
    if first.lower() in ("true", "false"):
        lowered = pc.utf8_lower(values)
        if pc.all(pc.is_in(lowered, pa.array(["true", "false"], values.type))).as_py():
            return pd.Series(pc.equal(lowered, "true").to_numpy(zero_copy_only=False))
    return None


def _numbers(values: pa.Array, name: str, raw: Raw) -> pd.Series | None:
    if _all(values, _INTEGER):
        return _integers(values, name, raw)
    endless = pc.match_substring_regex(values, _ENDLESS)
    finite = values.filter(pc.invert(endless))
    if len(finite) and _all(finite, _REAL):
        return None if _too_long(finite, name, raw) else _reals(values, finite, endless, name, raw)
    return _marked(values, name, raw)


def _marked(values: pa.Array, name: str, raw: Raw) -> pd.Series | None:
    """Numbers with decimal commas or marked thousands, where only one reading is possible; what is guessed is told."""
    why = None
    for pattern, point, group in ((_POINTS, ",", "."), (_COMMAS, ".", ",")):
        if not _all(values, pattern):
            continue
        if _sure(values, point, group):
            plain = pc.replace_substring(pc.replace_substring(values, group, ""), point, ".")
            example = f"'{values[0].as_py()}' read as {plain[0].as_py()}"
            raw.tell(f"column '{name}': {example}", f"'{point}' marks decimals here")
            reals = _any(plain, r"\.")
            return pd.Series(pc.cast(plain, pa.float64()).to_numpy()) if reals else _integers(plain, name, raw)
        why = "its numbers can be read two ways, with decimals or with thousands marked"
    if why:
        raw.tell(f"column '{name}' kept as text", why)
    return None


def _sure(values: pa.Array, point: str, group: str) -> bool:
    """Whether point can only mark decimals and group only thousands: '1,5' is sure, '1,234' alone is not."""
    p, g = re.escape(point), re.escape(group)
    if _any(values, rf"{g}\d{{3}}{p}\d|{g}\d{{3}}{g}\d{{3}}"):
        return True
    return not _any(values, g) and _any(values, rf"{p}(\d{{1,2}}|\d{{4,}})$|^-?0{p}")


def _integers(values: pa.Array, name: str, raw: Raw) -> pd.Series | None:
    try:
        return pd.Series(pc.cast(values, pa.int64()).to_numpy())
    except pa.ArrowInvalid:
        raw.tell(f"column '{name}' kept as text", "its whole numbers are too long to be stored exactly")
        return None


def _too_long(values: pa.Array, name: str, raw: Raw) -> bool:
    """Whether whole numbers stand among the reals that would lose digits as such; told if so."""
    if _any(values, _LONG):
        raw.tell(f"column '{name}' kept as text", "its numbers have more digits than can be stored exactly")
        return True
    return False


def _reals(values: pa.Array, finite: pa.Array, endless: pa.Array, name: str, raw: Raw) -> pd.Series:
    if len(finite) < len(values):
        words = ", ".join(repr(word) for word in values.filter(endless).to_pylist()[:3])
        raw.tell(f"column '{name}': {words} made missing", "no distribution can be learned with infinities")
    plain = pc.replace_substring_regex(pc.if_else(endless, pa.scalar(None, values.type), values), r"^\+", "")
    return pd.Series(pc.cast(plain, pa.float64()).to_numpy(zero_copy_only=False))
