"""Texts -> numbers: whole, real, with decimal commas or marked thousands, where only one reading is possible."""

import re

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from synth.reading.result import Raw

INTEGER = r"^-?(0|[1-9]\d*)$"
REAL = r"^-?((0|[1-9]\d*)(\.\d*)?|\.\d+)([eE][+-]?\d+)?$|^\+(0|[1-9]\d*)?\.\d+([eE][+-]?\d+)?$"
_ENDLESS = r"^[+-]?(inf|Inf|INF|infinity|Infinity|INFINITY|∞)$"
_POINTS = r"^-?((0|[1-9]\d*)|[1-9]\d{0,2}(\.\d{3})+)(,\d+)?$"
_COMMAS = r"^-?((0|[1-9]\d*)|[1-9]\d{0,2}(,\d{3})+)(\.\d+)?$"
LONG = r"^[^.eE]*\d{16}"
SEEN = 500
"""Values of a column that show what marks its decimals."""


def decimal_mark(columns: list[pa.Array | pa.ChunkedArray]) -> str | None:
    """What marks decimals in the columns where that is sure, None where none says so or they disagree."""
    found = set()
    for values in columns:
        values = pc.utf8_trim_whitespace(values.slice(0, SEEN))
        values = values.filter(pc.not_equal(values, ""))
        for mark, pattern in ((".", r"^-?\d+(\.\d+)?$"), (",", r"^-?\d+(,\d+)?$")):
            if len(values) and every(values, pattern) and some(values, rf"[{mark}](\d{{1,2}}|\d{{4,}})$"):
                found.add(mark)
    return found.pop() if len(found) == 1 else None


def every(values: pa.Array, pattern: str) -> bool:
    """Whether the pattern is found in all values."""
    return bool(pc.all(pc.match_substring_regex(values, pattern)).as_py())


def some(values: pa.Array, pattern: str) -> bool:
    """Whether the pattern is found in a value."""
    return bool(pc.any(pc.match_substring_regex(values, pattern)).as_py())


def numbers_of(values: pa.Array, name: str, raw: Raw, point: str | None = None) -> pd.Series | None:
    """int64 or float64, None where not all are numbers or they can be read two ways; point as in `typed`."""
    if every(values, INTEGER):
        return integers_of(values, name, raw)
    if point == "," and every(values, _POINTS) and some(values, r"\.\d{3}$"):
        return _marked(values, name, raw, point)
    endless = pc.match_substring_regex(values, _ENDLESS)
    finite = values.filter(pc.invert(endless))
    if len(finite) and every(finite, REAL):
        return None if _too_long(finite, name, raw) else _reals(values, finite, endless, name, raw)
    return _marked(values, name, raw, point)


def _marked(values: pa.Array, name: str, raw: Raw, known: str | None) -> pd.Series | None:
    """Numbers with decimal commas or marked thousands, where only one reading is possible; what is guessed is told."""
    why = None
    for pattern, point, group in ((_POINTS, ",", "."), (_COMMAS, ".", ",")):
        if not every(values, pattern):
            continue
        if point == known or _sure(values, point, group):
            plain = pc.replace_substring(pc.replace_substring(values, group, ""), point, ".")
            example = f"'{values[0].as_py()}' read as {plain[0].as_py()}"
            where = "here" if _sure(values, point, group) else "in other columns of the file"
            raw.tell(f"column '{name}': {example}", f"'{point}' marks decimals {where}")
            reals = some(plain, r"\.")
            return pd.Series(pc.cast(plain, pa.float64()).to_numpy()) if reals else integers_of(plain, name, raw)
        why = "its numbers can be read two ways, with decimals or with thousands marked"
    if why:
        raw.tell(f"column '{name}' kept as text", why)
    return None


def _sure(values: pa.Array, point: str, group: str) -> bool:
    """Whether point can only mark decimals and group only thousands: '1,5' is sure, '1,234' alone is not."""
    p, g = re.escape(point), re.escape(group)
    if some(values, rf"{g}\d{{3}}{p}\d|{g}\d{{3}}{g}\d{{3}}"):
        return True
    return not some(values, g) and some(values, rf"{p}(\d{{1,2}}|\d{{4,}})$|^-?0{p}")


def integers_of(values: pa.Array, name: str, raw: Raw) -> pd.Series | None:
    """int64, None where one is too long, which is told."""
    try:
        return pd.Series(pc.cast(values, pa.int64()).to_numpy())
    except pa.ArrowInvalid:
        raw.tell(f"column '{name}' kept as text", "its whole numbers are too long to be stored exactly")
        return None


def _too_long(values: pa.Array, name: str, raw: Raw) -> bool:
    """Whether whole numbers stand among the reals that would lose digits as such; told if so."""
    if some(values, LONG):
        raw.tell(f"column '{name}' kept as text", "its numbers have more digits than can be stored exactly")
        return True
    return False


def _reals(values: pa.Array, finite: pa.Array, endless: pa.Array, name: str, raw: Raw) -> pd.Series:
    if len(finite) < len(values):
        words = ", ".join(repr(word) for word in values.filter(endless).to_pylist()[:3])
        raw.tell(f"column '{name}': {words} made missing", "no distribution can be learned with infinities")
    plain = pc.replace_substring_regex(pc.if_else(endless, pa.scalar(None, values.type), values), r"^\+", "")
    return pd.Series(pc.cast(plain, pa.float64()).to_numpy(zero_copy_only=False))
