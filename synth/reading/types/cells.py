"""Columns of Python values, as Excel and JSON give them, -> columns of one type."""

import datetime as dt
import json
import math
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa

from synth.reading.result import Raw, shown
from synth.reading.types.typed import typed


def column_of(values: list, name: str, raw: Raw) -> pd.Series:
    """int64, Int64, float64, bool, boolean, datetime64[ns] or object text; null where missing.

    Columns of mixed types and of long whole numbers are kept as text, nested values as JSON; all of it told.
    """
    present = [value for value in values if not _missing(value)]
    sorts = {_sort(value) for value in present}
    if not present:
        return pd.Series(np.full(len(values), None, dtype=object))
    if sorts == {"text"}:
        return typed(
            pa.array(["" if _missing(value) else value for value in values], pa.large_string()),
            name,
            raw,
            numbers=False,
        )
    if sorts == {"flag"}:
        return _nullable(values, "boolean", "bool")
    if sorts <= {"whole", "real"}:
        made = _numbers(values, present, sorts)
        if made is not None:
            return made
        raw.tell(f"column '{name}' kept as text", "its whole numbers are too long to be stored exactly")
    elif sorts == {"moment"}:
        made = _moments(values)
        if made is not None:
            return made
        raw.tell(
            f"column '{name}' kept as text",
            "some of its dates lie outside 1678 to 2261, or only some say their time zone",
        )
    elif sorts == {"bytes"}:
        return pd.Series(_spelled(values, name, raw), dtype=object)
    elif sorts == {"nested"}:
        raw.tell(f"column '{name}' kept as JSON text", "its values are nested")
    elif len(sorts) > 1:
        raw.tell(f"column '{name}' kept as text", f"it mixes {', '.join(sorted(sorts))}: {_examples(present)}")
    return pd.Series([None if _missing(value) else as_text(value) for value in values], dtype=object)


def as_text(value) -> str:
    """The value as a person would write it: 1.0 is '1', nested values are JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, default=as_text)
    if isinstance(value, bytes):
        try:
            return value.decode("utf-8")
        except UnicodeDecodeError:
            return value.hex()
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _spelled(values: list, name: str, raw: Raw) -> list[str | None]:
    """Bytes as the text they are if all of them are, else all of them in hexadecimal digits; told."""
    try:
        texts = [None if _missing(value) else value.decode("utf-8") for value in values]
        raw.tell(f"column '{name}' read as text", "its values are bytes, and all of them are valid UTF-8")
    except UnicodeDecodeError:
        texts = [None if _missing(value) else value.hex() for value in values]
        raw.tell(f"column '{name}' written in hexadecimal digits", "its values are bytes and no text")
    return texts


def _missing(value) -> bool:
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


def _sort(value) -> str:
    for types, sort in ((str, "text"), (bool, "flag"), (int, "whole"), ((float, Decimal), "real"),
                        (dt.date, "moment"), ((dict, list), "nested"), (bytes, "bytes")):
        if isinstance(value, types):
            return sort
    return "other"


def _examples(present: list) -> str:
    first = {_sort(value): value for value in reversed(present)}
    return ", ".join(shown(as_text(value), 30) for value in list(first.values())[:3])


def _nullable(values: list, nullable: str, plain: str) -> pd.Series:
    gaps = any(map(_missing, values))
    return pd.Series(
        [None if _missing(v) else v for v in values] if gaps else values, dtype=nullable if gaps else plain
    )


def _numbers(values: list, present: list, sorts: set[str]) -> pd.Series | None:
    """Whole numbers where all are whole and fit, else reals; None where a real would lose digits of a whole number."""
    if sorts == {"whole"} and all(-2**63 <= value < 2**63 for value in present):
        return _nullable(values, "Int64", "int64")
    if any(isinstance(value, int) and abs(value) >= 10**15 for value in present):
        return None
    return pd.Series([math.nan if _missing(value) else float(value) for value in values], dtype="float64")


def _moments(values: list) -> pd.Series | None:
    moments = [
        None if _missing(v) else v if isinstance(v, dt.datetime) else dt.datetime(v.year, v.month, v.day)
        for v in values
    ]
    zones = {moment.utcoffset() for moment in moments if moment is not None}
    if None in zones and len(zones) > 1:
        return None
    try:
        return pd.to_datetime(pd.Series(moments, dtype=object), utc=len(zones) > 1).dt.as_unit("ns")
    except (ValueError, OverflowError):
        return None
