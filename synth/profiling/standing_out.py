"""Who stands out: rows that are alone in what others may know about them."""

import re
from itertools import combinations

import numpy as np

from synth.columns.pii import words_of
from synth.dataset import Column, Dataset, Kind
from synth.measuring.binning import FEWEST

COLUMNS = 7
"""Columns that are combined: 21 pairs and 35 triples."""
SHOWN = 10
FEW = 100
"""Rows under which nearly everybody is alone."""
_KNOWN = re.compile(
    r"\b(age|born|birth\w*|dob|yob|sex|gender|zip\w*|post ?codes?|postal|city|town|municipality|district|neighbou?rhood"
    r"|county|state|region|country|nation\w*|origin|race|ethnic\w*|marital|married|education\w*|degree|occupation\w*"
    r"|job\w*|profession\w*|employer|religion|language|school|university|household|children|department|position|title"
    r"|plz|ort|alter|geschlecht|beruf)\b"
)
"""Words for what neighbours, colleagues or a register know of a person."""


def standing_out(dataset: Dataset, codes: dict[str, np.ndarray]) -> dict | None:
    """columns, of, sets; None for too few rows or columns.

    sets are records of columns (2 or 3), alone (share of rows that nobody else equals in them) and few (share of rows
    that fewer than 5 share them, the alone included); most alone first, at most 10 and none that a pair says better.
    alone is None where it stands for 1 to 4 rows. codes are those of the columns that `candidates` names.
    Source: Sweeney, "k-anonymity: a model for protecting privacy" (2002).
    """
    if len(codes) < 2 or len(dataset) < FEW:
        return None
    sizes = {name: int(found.max(initial=-1)) + 2 for name, found in codes.items()}
    found = [_counted(names, codes, sizes) for many in (2, 3) for names in combinations(codes, many)]
    pairs = {frozenset(each["columns"]): each["few"] for each in found if len(each["columns"]) == 2}
    told = [each for each in found if each["few"] > 1.2 * max(map(pairs.get, _inner(each["columns"])), default=0)]
    told = sorted((each for each in told if each["few"]), key=lambda each: (-(each["alone"] or 0), -each["few"]))
    return {"columns": list(codes), "of": len(dataset.modelled), "sets": told[:SHOWN]}


def candidates(dataset: Dataset, distinct: dict[str, int]) -> list[str]:
    """Columns that others may know of a person: those that are called so first, then categories and flags.

    Whole numbers only if called so, or of few values: measures are not known to the last digit. None that differs in
    most rows by itself, nor the target, nor any of which distinct does not tell how many different values it has.
    """
    fit = [
        (not _KNOWN.search(words_of(c.name)), c)
        for c in dataset.columns
        if c.kind in (Kind.CATEGORY, Kind.FLAG, Kind.INTEGER)
        and c.name != dataset.target
        and c.missing < 0.5
        and c.name in distinct
    ]
    fit = [(unknown, c) for unknown, c in fit if 1 < distinct[c.name] <= _most(c, unknown, len(dataset))]
    return [c.name for _, c in sorted(fit, key=lambda each: (each[0], each[1].kind is Kind.INTEGER))[:COLUMNS]]


def _most(column: Column, unknown: bool, rows: int) -> float:
    if not unknown:
        return rows / 2
    return 50 if column.kind is Kind.INTEGER else max(rows / 20, 20)


def _inner(names: list[str]) -> list[frozenset]:
    return [frozenset(pair) for pair in combinations(names, 2)] if len(names) > 2 else []


def _counted(names: tuple[str, ...], codes: dict[str, np.ndarray], sizes: dict[str, int]) -> dict:
    together, size = np.zeros(len(codes[names[0]]), dtype=np.int64), 1
    for name in names:
        together, size = together * sizes[name] + codes[name] + 1, size * sizes[name]
    counts = np.bincount(together) if size <= 4 * len(together) + 1000 else np.unique(together, return_counts=True)[1]
    alone, few = int((counts == 1).sum()), int(counts[counts < FEWEST].sum())
    return {
        "columns": list(names),
        "alone": None if 0 < alone < FEWEST else round(alone / len(together), 5),
        "few": round(few / len(together), 5),
    }
