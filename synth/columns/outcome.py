"""What is told of a column before anything is generated: why it is taken as it is, and what will come out."""

import numpy as np
import pandas as pd

from synth.columns.missing import missing_codes
from synth.columns.surrogate import Surrogate
from synth.dataset import Column, Kind
from synth.measuring.binning import FEWEST

EXAMPLES = 30
"""Columns of a table for which an example is made up; each takes a tenth of a second."""
_LEARNED, _LENGTH = 2_000, 48
_MADE_UP = {
    "e-mail": "e-mail addresses",
    "phone": "phone numbers",
    "name": "names",
    "address": "addresses",
    "card": "card numbers",
    "iban": "IBANs",
    "national id": "numbers of that form",
    "ip": "IP addresses",
    "mac address": "MAC addresses",
    "passport": "passport numbers",
    "licence plate": "licence plates",
    "user name": "user names",
    "date of birth": "dates",
    "text with e-mails": "sentences",
}


def told(values: pd.Series, column: Column, distinct: int, summary: str, example: bool = True) -> dict:
    """Plain JSON beside what a profile knows: confidence, reason, pii_reason, meaning, order (rungs with five rows or
    more), codes (value, rows and reason of each that may stand for missing; rows None for fewer than five) and out,
    what will come out in words.

    summary is the profile's; example: whether a made-up value is shown for columns that are replaced.
    """
    codes = [
        {"value": value, "rows": rows if rows >= FEWEST else None, "reason": why}
        for value, rows, why in missing_codes(values, column.kind)
    ]
    return {
        "confidence": column.confidence,
        "reason": column.reason,
        "pii_reason": column.pii_reason,
        "meaning": column.meaning,
        "order": _shown(values, column),
        "codes": codes,
        "out": outcome(values, column, distinct, summary, example),
    }


def _shown(values: pd.Series, column: Column) -> list[str]:
    counts = values.value_counts() if column.order else {}
    return [rung for rung in column.order if counts.get(rung, 0) >= FEWEST]


def outcome(values: pd.Series, column: Column, distinct: int, summary: str, example: bool = True) -> str:
    """In words, what synthetic rows will hold; no value of the table that the summary does not name."""
    if not distinct:
        return "nothing: it stays empty"
    if not column.kind.modelled:
        return _made_up(values, column, example)
    if distinct == 1:
        return "always its one value"
    if column.kind.numeric:
        what = {Kind.INTEGER: "whole numbers", Kind.REAL: "numbers", Kind.MOMENT: "dates"}[column.kind]
        return f"{what}, {summary.partition(',')[0]}"
    return f"one of {distinct:,} values"


def _made_up(values: pd.Series, column: Column, example: bool) -> str:
    what = "made-up " + _MADE_UP.get(column.pii, "keys" if column.kind is Kind.ID else "texts of the same form")
    made = _example(values, column) if example else None
    return f"{what}, like {made}" if made else what


def _example(values: pd.Series, column: Column) -> str | None:
    """A made-up value, always the same for the same column, and none of the real ones."""
    known = values.dropna()
    if known.dtype == object:
        known = known.iloc[np.sort(np.random.default_rng(0).permutation(len(known))[:_LEARNED])]
    drawn = Surrogate(known.reset_index(drop=True), column).draw(8, np.random.default_rng(0))
    fresh = drawn[~drawn.isin(values)]
    if not len(fresh):
        return None
    text = " ".join(str(fresh.iloc[0]).removesuffix(" 00:00:00").split())
    return text if len(text) <= _LENGTH else text[: _LENGTH - 1] + "…"
