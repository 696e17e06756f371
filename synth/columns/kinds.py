"""How each column of a table is best treated, how sure that is, and why."""

import re
from dataclasses import replace

import numpy as np
import pandas as pd
from pandas.api import types

from synth.columns.keys import KEY, different, key, running
from synth.columns.pii import born, personal_of, words_of
from synth.columns.places import place_of_numbers
from synth.columns.worded import personal, worded
from synth.dataset import Column, Kind

SAMPLED = 20_000
"""Rows looked at closely; shares and uniqueness found in them stand for the whole column."""
_NUMBERED = re.compile(r"\b(number|no|nr|num|code|ref|reference|serial|ticket|account|isbn|barcode|vin|unnamed \d+)$")
_COUNTED = re.compile(
    r"\b(year|month|week|day|hour|minute|time|date|step|t|age|rank|amount|price|count|level|quantity)\b"
)
_CODED = re.compile(
    r"\b(code|type|class|category|group|status|region|zone|cluster|segment|department|dept|gender|sex|race|cat|label)$"
)


def describe(table: pd.DataFrame) -> tuple[Column, ...]:
    """A Column for each column of the table, in order, with all that Column tells but what the user decides.

    Decided on at most SAMPLED rows, always the same ones. Nothing in the table is changed.
    """
    rows = len(table)
    missing = table.isna().to_numpy().mean(axis=0) if rows else np.zeros(table.shape[1])
    chosen = table
    if rows > SAMPLED:
        chosen = table.iloc[np.sort(np.random.default_rng(0).choice(rows, SAMPLED, replace=False))]
    return tuple(
        replace(_described(name, chosen.iloc[:, position], table.iloc[:, position]), missing=float(missing[position]))
        for position, name in enumerate(table.columns)
    )


def _described(name: str, sample: pd.Series, whole: pd.Series) -> Column:
    if types.is_bool_dtype(sample.dtype):
        return Column(name, Kind.FLAG, confidence=1.0, reason="true and false")
    if types.is_datetime64_any_dtype(sample.dtype):
        return _moments(name, sample)
    if types.is_integer_dtype(sample.dtype):
        return _whole(name, sample, whole)
    if types.is_float_dtype(sample.dtype):
        return _real(name, sample)
    return worded(name, sample.dropna().astype(str).to_numpy(dtype=object))


def _moments(name: str, sample: pd.Series) -> Column:
    if found := born(str(name)):
        return personal(name, Kind.ID, found)
    zone = getattr(sample.dtype, "tz", None)
    known = sample.dropna()
    clock = known.dt.tz_localize(None).to_numpy()
    dated = len(known) and (clock.astype("datetime64[D]") == clock).all()
    said = "dates" if dated else f"dates and times, zone {zone}" if zone else "dates and times"
    return Column(name, Kind.MOMENT, confidence=1.0, reason=said, meaning=f"zone {zone}" if zone else None)


def _real(name: str, sample: pd.Series) -> Column:
    known = sample.dropna().to_numpy(dtype=float)
    if not len(known):
        return Column(name, Kind.REAL, confidence=0.5, reason="no values to judge by")
    place, few = place_of_numbers(words_of(str(name)), known), len(pd.unique(known))
    if few <= 5 and len(known) >= 50 and few > 1:
        return Column(
            name,
            Kind.REAL,
            confidence=0.6 if few <= 3 else 0.75,
            reason=f"only {few} different numbers: amounts, or codes of categories",
        )
    if (known == known.round()).all():
        return Column(name, Kind.REAL, confidence=0.8, reason="whole numbers, stored with decimals", meaning=place)
    return Column(
        name, Kind.REAL, confidence=1.0, reason=f"numbers with decimals{', ' + place if place else ''}", meaning=place
    )


def _whole(name: str, sample: pd.Series, whole: pd.Series) -> Column:
    known = sample.dropna().to_numpy()
    distinct, called = pd.unique(known), words_of(str(name))
    share, count = len(distinct) / max(len(known), 1), len(distinct)
    if count == 2 and set(distinct.tolist()) == {0, 1}:
        return Column(name, Kind.FLAG, confidence=0.95, reason="2 values, 0 and 1")
    if count > 2 and (found := personal_of(str(name), [str(value) for value in distinct[:200]])):
        return personal(name, Kind.ID, found)
    if KEY.search(called) and count > 2:
        return key(name, count, share, "whole numbers")
    place = place_of_numbers(called, known.astype(float)) if count > 2 else None
    if place == "postal code" and count <= 1000 and share <= 0.5:
        return Column(
            name, Kind.CATEGORY, confidence=0.8, reason="postal codes: names of places, not amounts", meaning=place
        )
    if share < 0.95 or len(known) < 20 or _COUNTED.search(called):
        return _amounts(name, called, distinct, len(known), place)
    if running(whole):
        return Column(
            name,
            Kind.ID,
            confidence=0.85,
            reason=f"whole numbers, {different(share)} different, counting up: a running number",
        )
    if _NUMBERED.search(called):
        return Column(
            name,
            Kind.ID,
            confidence=0.75,
            reason=f"whole numbers, {different(share)} different, and called a number or code",
        )
    return Column(
        name,
        Kind.INTEGER,
        confidence=0.7,
        reason=f"whole numbers, {different(share)} different: amounts, unless they are a key",
        meaning=place,
    )


def _amounts(name: str, called: str, distinct: np.ndarray, rows: int, place: str | None) -> Column:
    """Whole numbers that repeat: amounts, or codes of categories."""
    count = len(distinct)
    if not count:
        return Column(name, Kind.INTEGER, confidence=0.5, reason="no values to judge by")
    if count == 1:
        return Column(name, Kind.INTEGER, confidence=0.9, reason="one value only", meaning="constant")
    if _CODED.search(called) and 2 < count <= 50 and count <= 0.05 * rows:
        return Column(
            name, Kind.CATEGORY, confidence=0.7, reason=f"{count} different whole numbers, called a code or class"
        )
    low, high = int(distinct.min()), int(distinct.max())
    if re.search(r"\b(year|jahr|année|año)\b", called) and 1000 <= low and high <= 2200:
        return Column(name, Kind.INTEGER, confidence=0.95, reason="years", meaning="year")
    if place:
        return Column(
            name,
            Kind.INTEGER,
            confidence=0.5 if place == "postal code" else 0.9,
            reason=f"whole numbers, {place}" + (": too many for categories" if place == "postal code" else ""),
            meaning=place,
        )
    if count <= 10 and rows >= 50 and not _COUNTED.search(called):
        counts_up = low in (0, 1) and high - low == count - 1
        return Column(
            name,
            Kind.INTEGER,
            confidence=0.75 if counts_up else 0.6,
            reason=f"only {count} different whole numbers: amounts, or codes of categories",
        )
    return Column(name, Kind.INTEGER, confidence=0.95, reason=f"whole numbers, {count:,} different in {rows:,} rows")
