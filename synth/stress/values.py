"""Single values that are hard for a column: at and beyond its ends, those of its type, of calendars and alphabets."""

import numpy as np
import pandas as pd

from synth.dataset import Column, Kind
from synth.stress.texts import AS_LEVEL, TEXTS

NEW_LEVEL = "a level never seen before"
INTEGERS = {
    "zero": 0,
    "minus one": -1,
    "beyond 16 bits": 2**15,
    "beyond 32 bits": 2**31,
    "beyond what a double counts": 2**53 + 1,
}
REALS = {"zero": 0.0, "minus zero": -0.0, "minus one": -1.0, "tiny": 1e-300, "huge": 1e300, "many digits": 0.1 + 0.2}
DAYS = {
    "leap day": "2024-02-29",
    "leap day of a century": "2000-02-29",
    "leap day before 1970": "1968-02-29",
    "day after February in a year without a leap day": "2023-03-01",
    "century without a leap day": "1900-02-28",
    "start of Unix time": "1970-01-01",
    "end of a year": "2023-12-31",
    "last day of 32 bits": "2038-01-19",
}
MOMENTS = {
    "last second of a leap day": "2024-02-29 23:59:59",
    "last second of a year": "1999-12-31 23:59:59",
    "first second beyond 32 bits": "2038-01-19 03:14:08",
    "midnight": "2024-03-01 00:00:00",
}


def hard_values(values: pd.Series, column: Column) -> dict[str, object]:
    """What is hard -> a value that the column's dtype can hold; {} where it has none."""
    known = values.dropna()
    if column.kind is Kind.MOMENT and hasattr(values, "dt"):
        return _moments(known)
    if column.kind in (Kind.INTEGER, Kind.REAL) and values.dtype.kind in "iuf":
        return _numbers(known, column.kind)
    if column.kind is Kind.CATEGORY:
        return _levels(known)
    if column.kind is Kind.TEXT and _words(known):
        return TEXTS
    return {}


def _words(known: pd.Series) -> bool:
    return all(isinstance(each, str) for each in known.unique()[:100])


def _numbers(known: pd.Series, kind: Kind) -> dict[str, object]:
    dtype = np.dtype(getattr(known.dtype, "numpy_dtype", known.dtype))
    whole = dtype.kind in "iu"
    ends = np.iinfo(dtype) if whole else np.finfo(dtype)
    step = 1 if kind is Kind.INTEGER else 0.5
    found = {}
    if len(known):
        low, high = known.min().item(), known.max().item()
        found = {
            "lowest value": low,
            "highest value": high,
            "just below the lowest": low - step,
            "just above the highest": high + step,
        }
    found |= INTEGERS if kind is Kind.INTEGER else REALS
    if whole:
        found |= {"smallest of the type": int(ends.min), "largest of the type": int(ends.max)}
    held = {what: value for what, value in found.items() if int(ends.min) <= value <= int(ends.max)}
    return {
        what: dtype.type(value).item()
        for what, value in held.items()
        if whole or dtype == float or abs(value) >= ends.tiny or not value
    }


def _moments(known: pd.Series) -> dict[str, object]:
    """Days alone where the column holds days alone; in its time zone."""
    zone = known.dt.tz
    days = not len(known) or bool((known.dt.normalize() == known).all())
    found = {what: pd.Timestamp(text, tz=zone) for what, text in (DAYS if days else DAYS | MOMENTS).items()}
    if len(known):
        found |= {"earliest": known.min(), "latest": known.max()}
    return found


def _levels(known: pd.Series) -> dict[str, object]:
    levels = known.value_counts()
    if not len(levels):
        return {}
    rarest = levels.index[-1]
    if not _words(known):
        return {"rarest level": rarest.item() if hasattr(rarest, "item") else rarest}
    new = NEW_LEVEL if NEW_LEVEL not in levels.index else f"{NEW_LEVEL} either"
    other = {"level in capitals": rarest.upper(), "level with a space behind": f"{rarest} "}
    return (
        {"rarest level": rarest, "unknown level": new}
        | {what: text for what, text in other.items() if text not in levels.index}
        | {what: TEXTS[what] for what in AS_LEVEL}
    )
