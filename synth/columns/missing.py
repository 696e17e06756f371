"""Values that may stand for missing: offered with a reason, never assumed."""

import re

import numpy as np
import pandas as pd
from pandas.api import types

from synth.columns.pii import words_of
from synth.dataset import Kind
from synth.measuring.binning import FEWEST

Code = tuple[str, int, str]
"""The value as text, how many rows hold it, why it may stand for missing."""
_NUMBERS = (-1, -9, -99, -999, -9999, -99999, 99, 999, 9999, 99999, 999999, 9999999)
_YEARS = (0, 1900, 9999)
_DAYS = (
    "1753-01-01",
    "1899-12-30",
    "1899-12-31",
    "1900-01-01",
    "1970-01-01",
    "2099-12-31",
    "2199-12-31",
    "2222-02-22",
    "2262-04-11",
)
_WORDS = frozenset(
    word.strip()
    for word in """
    #div/0! | #n/a | #name? | #null! | #num! | #ref! | #value! | (blank) | (empty) | (missing) | (null) |
    (unknown) | 00/00/0000 | 0000-00-00 | 0000-00-00 00:00:00 | 0001-01-01 | 01/01/1900 | 12/31/9999 |
    1900-01-01 | 1900-01-01 00:00:00 | 31/12/9999 | 9999-12-31 | 9999-12-31 00:00:00 | \\n | blank |
    desconocido | don't know | dont know | empty | error | fehlt | inconnu | invalid | k. a. | k.a. |
    keine angabe | keine angaben | missing | n.a | n.a. | n.d. | n.k. | n/a | n/d | n/k | n/s | na | nan |
    nat | nil | no answer | no data | no info | no response | no value | nodata | non renseigné | none |
    not applicable | not available | not found | not given | not known | not provided | not recorded |
    not reported | not set | not specified | not stated | null | okänd | onbekend | prefer not to answer |
    prefer not to say | refused | sconosciuto | sin datos | tba | tbd | unavailable | unbekannt | undefined |
    unk | unkn | unknown | unspecified
    """.split("|")
)
_NUMERIC_WORDS = frozenset({"-9", "-99", "-999", "-9999", "-99999", "999", "9999", "99999"})
_DATE = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}([T ][\d:.]+(Z|[+-][\d:]+)?)?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}( [\d:]+)?"
_SHOWN = 12
_FREQUENT = 5_000
"""Distinct texts looked at, the most frequent first: a code stands for many rows."""


def missing_codes(values: pd.Series, kind: Kind) -> list[Code]:
    """What may stand for missing in the column, the most frequent first; () where nothing does.

    Well-known words and signs; numbers and dates known as codes, where they stand apart from the rest; and the few
    words in a column that otherwise holds numbers or dates. A word that is not well known is offered from 5 rows on
    only.
    """
    known = values.dropna()
    if not len(known) or types.is_bool_dtype(values.dtype):
        return []
    if types.is_datetime64_any_dtype(values.dtype):
        found = _days(known)
    elif types.is_numeric_dtype(values.dtype):
        found = _numbers(known.to_numpy(dtype=float), words_of(str(values.name)))
    else:
        found = _words(known.astype(str).value_counts().head(_FREQUENT))
    return sorted(found, key=lambda code: -code[1])[:_SHOWN]


def _numbers(known: np.ndarray, called: str) -> list[Code]:
    """Codes that stand apart: far outside the rest, the only ones below zero, or a heap of zeros before a gap."""
    candidates = _NUMBERS + (_YEARS if re.search(r"\byears?\b", called) else ())
    rows = {value: count for value in candidates if (count := int((known == value).sum()))}
    rest = known[~np.isin(known, list(rows))] if rows else known
    zeros = int((known == 0).sum())
    if zeros >= FEWEST and 0 not in rows:
        above = known[known > 0]
        heaped = len(above) > zeros and len(pd.unique(above[:5000])) >= 20 and _far(above)
        if heaped and zeros + len(above) >= len(known) - sum(rows.values()):
            rest = rest[rest != 0]
            rows[0] = zeros
    if not len(rest) or not rows:
        return []
    low, high = float(rest.min()), float(rest.max())
    gap, several = 0.5 * (high - low), len(pd.unique(rest[:5000])) > 2
    found = []
    for value, count in rows.items():
        if value == 0:
            found.append(("0", count, "a heap of zeros far below the other values"))
        elif value < 0 <= low and several and count >= (2 if value == -1 else 1):
            found.append((str(value), count, "all other values are zero or more"))
        elif count >= 2 and several and (value < low - gap or value > high + gap or (value in _YEARS and value < low)):
            found.append((str(value), count, "a code known from other tables, far from the other values"))
    return found


def _far(above: np.ndarray) -> bool:
    """Whether zero lies far below numbers that are all positive."""
    return bool(above.min() > 0.25 * np.median(above) and np.median(above) > 3 * above.std())


def days_of(values: pd.Series) -> np.ndarray:
    """The local day of each moment, datetime64[D]."""
    return values.dt.tz_localize(None).to_numpy().astype("datetime64[D]")


def _days(known: pd.Series) -> list[Code]:
    days = days_of(known)
    candidates = np.array(_DAYS, dtype="datetime64[D]")
    rest = days[~np.isin(days, candidates)]
    if not len(rest):
        return []
    low, high, usual = rest.min(), rest.max(), len(rest) / len(pd.unique(rest.astype("datetime64[s]")))
    found = []
    for day in candidates:
        count = int((days == day).sum())
        away = max(low - day, day - high) > np.timedelta64(5 * 365, "D")
        if count and (away or (count >= 2 * FEWEST and count > 20 * usual)):
            found.append(
                (
                    str(day),
                    count,
                    "a date known as a code, "
                    + ("years away from the others" if away else "far more frequent than other days"),
                )
            )
    return found


def _words(counts: pd.Series) -> list[Code]:
    """counts: rows by distinct text."""
    total, found = int(counts.sum()), {}
    signs = counts[counts.index.str.fullmatch(r"[\W_]*")]
    if len(signs) <= 3 and signs.sum() < total and len(signs) < max(len(counts) - 1, 2):
        found = {text: (text, int(rows), "a sign, often put where a value is unknown") for text, rows in signs.items()}
    lowered = counts.index.str.strip().str.lower()
    for text, rows in counts[lowered.isin(_WORDS)].items():
        if rows < 2 and len(text) <= 3:
            continue  # one short word in a column of codes may be a code
        why = (
            "it may mean missing, or simply none"
            if text.strip().lower() in ("none", "nil")
            else "missing values are often written so"
        )
        found[text] = (text, int(rows), why)
    rest = counts[~counts.index.isin(list(found))]
    if len(found) < len(counts):
        found |= {code[0]: code for code in _among_others(rest)}
    return list(found.values()) if len(found) < len(counts) else []


def _among_others(counts: pd.Series) -> list[Code]:
    """The few words of a column whose other values are numbers, or dates."""
    for what, fits in (("numbers", _are_numbers), ("dates", _are_dates)):
        fitting = fits(counts.index)
        odd = counts[~fitting]
        if 0 < len(odd) <= 5 and counts[fitting].sum() >= 0.7 * counts.sum() and fitting.sum() >= 3:
            return [(text, int(rows), f"the other values are {what}") for text, rows in odd.items() if rows >= FEWEST]
        if not len(odd) and what == "numbers":
            return [
                (text, int(rows), "a code known from other tables")
                for text, rows in counts.items()
                if text in _NUMERIC_WORDS
            ]
    return []


def _are_numbers(texts: pd.Index) -> np.ndarray:
    return pd.to_numeric(pd.Series(texts, dtype=object), errors="coerce").notna().to_numpy()


def _are_dates(texts: pd.Index) -> np.ndarray:
    return np.asarray(texts.str.fullmatch(_DATE), dtype=bool)
