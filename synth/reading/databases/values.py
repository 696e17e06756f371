"""Rows as a database gives them -> columns of one type each, held small on the way."""

import datetime as dt
import sys
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa

from synth.reading.types.cells import column_of
from synth.reading.result import Raw

_DIGITS = 15
"""Of a decimal number, that a float holds exactly."""
_COMPACT = {bool: pa.bool_(), int: pa.int64(), float: pa.float64(), str: pa.large_string(),
            dt.datetime: pa.timestamp("us"),
            dt.date: pa.date32()}


class Columns:
    """Rows come in by batches; each batch is held in Arrow where its values are of one plain type.

    bytes: what is held, by estimate.
    """

    def __init__(self, names: list[str]):
        self.names, self.rows, self.bytes = names, 0, 0
        self._parts: list[list[pa.Array | list]] = [[] for _ in names]

    def add(self, batch: list[tuple]) -> None:
        for parts, values in zip(self._parts, zip(*batch, strict=True), strict=True):
            parts.append(_compact(values))
            self.bytes += parts[-1].nbytes if isinstance(parts[-1], pa.Array) else sum(map(sys.getsizeof, parts[-1]))
        self.rows += len(batch)

    def table(self, raw: Raw, dated_text: bool) -> pd.DataFrame:
        """The table; what had to be changed is told. dated_text: whether text may be dates,
        for want of a type of them."""
        columns = []
        for name, parts in zip(self.names, self._parts, strict=True):
            values = [v for part in parts for v in (part.to_pylist() if isinstance(part, pa.Array) else part)]
            columns.append(column(values, name, raw, dated_text))
            parts.clear()
        table = pd.concat(columns, axis=1) if columns else pd.DataFrame()
        return table.set_axis(self.names, axis=1)


def _compact(values: tuple) -> pa.Array | list:
    kinds = set(map(type, values)) - {type(None)}
    kind = next(iter(kinds)) if len(kinds) == 1 else None
    if kind not in _COMPACT or (kind is dt.datetime and any(v is not None and v.tzinfo for v in values)):
        return list(values)
    try:
        return pa.array(values, _COMPACT[kind])
    except (pa.ArrowException, OverflowError, UnicodeError):
        return list(values)


def column(values: list, name: str, raw: Raw, dated_text: bool = False) -> pd.Series:
    """One column: text as it stands, decimals as numbers where nothing is lost, bytes in hexadecimal,
    the rest as cells are."""
    kinds = set(map(type, values)) - {type(None)}
    if kinds == {str} and not dated_text:
        return pd.Series(values, dtype=object)
    if Decimal in kinds and kinds <= {Decimal, int}:
        return _decimals(values, name, raw)
    if kinds and kinds <= {bytes, bytearray, memoryview}:
        raw.tell(f"column '{name}' kept as hexadecimal text", "its values are bytes")
        return pd.Series([None if v is None else bytes(v).hex() for v in values], dtype=object)
    if kinds == {dict} or kinds == {list}:
        values = [None if v is None else _plain(v) for v in values]
    return column_of(values, name, raw)


def _plain(value):
    """Lists and dictionaries of what JSON knows; bytes in hexadecimal."""
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return bytes(value).hex() if isinstance(value, (bytes, memoryview)) else value


def _decimals(values: list, name: str, raw: Raw) -> pd.Series:
    """int64, Int64 or float64; text where digits would be lost."""
    exact = [None if v is None or not (d := Decimal(v)).is_finite() else d for v in values]
    unknown = sum(v is not None for v in values) - sum(d is not None for d in exact)
    if unknown:
        raw.tell(f"column '{name}': {unknown:,} value(s) NaN or infinite made missing",
                 "no distribution can be learned with them")
    tuples = [d.as_tuple() for d in exact if d is not None]
    if all(t.exponent >= 0 for t in tuples) and all(-2**63 <= int(d) < 2**63 for d in exact if d is not None):
        return column_of([None if d is None else int(d) for d in exact], name, raw)
    if any(len(t.digits) > _DIGITS for t in tuples):
        raw.tell(f"column '{name}' kept as text", "its numbers have more digits than can be stored exactly")
        return pd.Series([None if d is None else format(d, "f") for d in exact], dtype=object)
    return pd.Series([np.nan if d is None else float(d) for d in exact], dtype="float64")
