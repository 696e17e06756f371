"""Columns of text: flags, keys, categories and their order, places, personal data, dates and numbers left as text."""

import re

import numpy as np
import pandas as pd

from synth.columns.keys import KEY, key
from synth.columns.pii import Personal, personal_of, words_of
from synth.columns.places import place_of_texts
from synth.columns.scales import scale_of
from synth.dataset import Column, Kind

_FLAGS = (
    {"yes", "no"},
    {"y", "n"},
    {"true", "false"},
    {"t", "f"},
    {"0", "1"},
    {"on", "off"},
    {"ja", "nein"},
    {"oui", "non"},
    {"sí", "no"},
    {"si", "no"},
    {"sim", "não"},
)
_WRITTEN = re.compile(  # dates that a reader leaves as text
    r"\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}([T ,]+[\d:.]+ ?([AaPp]\.?[Mm]\.?)?(Z|[+-][\d:]+)?)?"
    r"|\d{1,2}[-. ]+[A-Za-zäéû]{3,9}\.?[-, ]+\d{2,4}|[A-Za-zäéû]{3,9}\.? \d{1,2},? \d{4}"
    r"|(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"
)
_MONTH = re.compile(r"jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz]|[^a-zäéû]*$", re.I)
_AMOUNT = re.compile(r"[-+(]?\s*[$€£¥]?\s*-?[\d.,' ]*\d[\d.,' ]*\s*([$€£¥%]|[a-zA-Z]{1,3}|°[CF])?\)?")
_BOTH_SMALL = re.compile(r"(0?[1-9]|1[0-2])[-/. ](0?[1-9]|1[0-2])[-/. ]\d{4}\b.*")


def personal(name: str, kind: Kind, found: Personal) -> Column:
    """A column that holds personal data: replaced, never learned."""
    return Column(
        name,
        kind,
        pii=found.what,
        confidence=found.confidence,
        pii_reason=found.reason,
        reason=f"personal data: {found.reason}; it is replaced, not learned",
    )


def worded(name: str, known: np.ndarray) -> Column:
    """The column described; known: its texts without those missing, shape (n,), dtype object."""
    distinct = pd.unique(known)
    count, called = len(distinct), words_of(str(name))
    if not count:
        return Column(name, Kind.CATEGORY, confidence=0.5, reason="no values to judge by")
    if count == 2 and {value.strip().lower() for value in distinct} in _FLAGS:
        return Column(
            name, Kind.FLAG, confidence=0.95, reason=f"2 values, {' and '.join(sorted(distinct, reverse=True))}"
        )
    share = count / len(known)
    if found := personal_of(str(name), distinct[:200].tolist()):
        return personal(name, Kind.TEXT, found)
    if KEY.search(called) and count > 2:
        return key(name, count, share, "texts")
    kind, place = _kind(distinct, share), place_of_texts(called, distinct[:200].tolist())
    if place and kind is Kind.TEXT:
        return Column(
            name,
            kind,
            confidence=0.6,
            reason=f"{count:,} different {_several(place)}: too many for a category",
            meaning=place,
        )
    if (left := _left_as_text(distinct)) and count > 2:
        return Column(name, kind, confidence=0.4, reason=left[1], meaning=left[0])
    if share >= 0.95 and len(known) >= 10 and _like_keys(distinct[:200]):
        return Column(
            name, Kind.ID, confidence=0.8, reason="all different, each one word with digits: codes that name a row"
        )
    return _text(name, distinct, share) if kind is Kind.TEXT else _category(name, place, distinct, share, len(known))


def _kind(distinct: np.ndarray, share: float) -> Kind:
    long = np.mean([len(value) for value in distinct[:500]]) > 50 and share > 0.05
    many = len(distinct) > 1000 or (share > 0.5 and len(distinct) > 20)
    return Kind.TEXT if long or many else Kind.CATEGORY


def _text(name: str, distinct: np.ndarray, share: float) -> Column:
    count = f"{len(distinct):,} different texts"
    words = np.mean([value.count(" ") + 1 for value in distinct[:500]])
    if distinct[0][:1] in "[{" and np.mean([value[:1] in ("[", "{") for value in distinct[:200]]) > 0.9:
        return Column(name, Kind.TEXT, confidence=0.9, reason="nested values, kept as JSON text", meaning="nested")
    if words >= 4:
        return Column(
            name,
            Kind.TEXT,
            confidence=0.9,
            reason=f"{count} of {words:.0f} words on average: free text",
            meaning="free text",
        )
    if share <= 0.95 and _like_keys(distinct[:200]):
        return Column(
            name,
            Kind.TEXT,
            confidence=0.7,
            reason=f"{count}, each one word with digits, that repeat: codes that refer to something",
            meaning="reference",
        )
    if share <= 0.2:
        return Column(
            name,
            Kind.TEXT,
            confidence=0.5,
            reason=f"{count}, though they repeat: text, or a category with very many values",
        )
    return Column(name, Kind.TEXT, confidence=0.7, reason=f"{count}, too many for a category")


def _several(place: str | None) -> str:
    return "countries" if place == "country" else f"{place}s" if place else "values"


def _category(name: str, place: str | None, distinct: np.ndarray, share: float, rows: int) -> Column:
    count = len(distinct)
    if count == 1:
        return Column(name, Kind.CATEGORY, confidence=0.9, reason="one value only", meaning="constant")
    if scale := scale_of(distinct.tolist()):
        return Column(
            name,
            Kind.CATEGORY,
            confidence=0.95,
            reason=f"{count} values on a scale: {scale.what}",
            meaning="ordered",
            order=scale.order,
        )
    said = f"{count:,} {_several(place)}"
    words = np.mean([value.count(" ") + 1 for value in distinct])
    if words >= 4 and count > 5:
        return Column(
            name,
            Kind.CATEGORY,
            confidence=0.6,
            reason=f"{said} of {words:.0f} words on average: categories, or free text",
        )
    if share > 0.2 and rows >= 20:
        return Column(
            name, Kind.CATEGORY, confidence=0.6, reason=f"{said} in {rows:,} rows: few rows share one", meaning=place
        )
    return Column(
        name, Kind.CATEGORY, confidence=0.95 if count <= 100 else 0.8, reason=f"{said} that repeat", meaning=place
    )


def _left_as_text(distinct: np.ndarray) -> tuple[str, str] | None:
    """Dates or numbers that were not read as such: what they are, and why they were left."""
    some = distinct[:300]
    if _most(
        some, lambda text: len(text) <= 40 and bool(_WRITTEN.fullmatch(text.strip())) and bool(_MONTH.search(text))
    ):
        if all(_BOTH_SMALL.fullmatch(text.strip()) for text in some):
            return (
                "dates as text",
                "dates as text whose day and month can be read two ways; set the kind to moment to take the "
                "month first",
            )
        return "dates as text", "dates, kept as text; set the kind to moment to learn them as dates"
    if _most(some, lambda text: len(text) <= 30 and bool(_AMOUNT.fullmatch(text.strip()))) and not _like_codes(some):
        return "numbers as text", "it looks like numbers, kept as text: signs, units or leading zeros stand in the way"
    return None


def _like_codes(texts: np.ndarray) -> bool:
    """Digits of one length without a sign between them: codes rather than amounts."""
    plain = [text for text in texts.tolist() if text.isdigit()]
    return len(plain) > 0.9 * len(texts) and len({len(text) for text in plain}) <= 2


def _most(texts: np.ndarray, fits) -> bool:
    head = [fits(text) for text in texts[:20]]
    return sum(head) >= 0.8 * len(head) and np.mean(head + [fits(text) for text in texts[20:]]) >= 0.9


def _like_keys(values: np.ndarray) -> bool:
    """Whether most values are one short word with digits in it."""
    return np.mean([bool(re.fullmatch(r"(?=\S*\d)\S{1,64}", value)) for value in values]) > 0.9
