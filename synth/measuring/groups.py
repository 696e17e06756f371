"""Groups of people that a table tells apart and that must be treated alike: by sex, origin, age, belief ..."""

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.columns.called import words_of
from synth.dataset import Dataset, Kind
from synth.measuring.binning import numbers

LEVELS, ROWS = (2, 10), 20
"""Levels that a column of groups has, at least and at most, and real rows that a group has at least."""
BANDS = {"under 30": (-np.inf, 30), "30–44": (30, 45), "45–59": (45, 60), "60 or more": (60, np.inf)}
"""Ages, in years, by the name of the group."""
_AGE = re.compile(r"\b(age|ages|alter|edad|[aâ]ge|et[aà]|leeftijd)\b(?! of (account|vehicle|car|house|building))")
_CALLED = re.compile(
    r"\b(sex|gender|geschlecht|sexe|sexo|sesso|g[eé]nero|(fe)?male|women|woman|race|racial|ethni\w*"
    r"|skin colou?r|ancestry|caste|tribe|nationality|citizenship|citizen|native country"
    r"|country of (birth|origin)|birth ?(place|country)|foreign(er| worker)?|migra\w+|immigra\w+|staatsangeh\w+"
    r"|nationalit[aäà]\w*|nacionalidad|religio\w*|faith|denomination|konfession|disab\w*|handicap\w*|impairment"
    r"|behinder\w*|marital|marriage|married|civil status|familienstand|[eé]tat civil|estado civil|pregnan\w*"
    r"|sexual orientation|lgbt\w*|native language|mother tongue|veteran|age (group|band|range|class|bracket)s?"
    r"|altersgruppe)\b"
)
_SEXES = (
    {"f", "female", "woman", "women", "w", "weiblich", "femme", "mujer", "donna", "girl"},
    {"m", "male", "man", "men", "männlich", "homme", "hombre", "uomo", "h", "boy"},
    {"d", "divers", "diverse", "other", "unknown", "x", "non binary", "nonbinary", "u"},
)


@dataclass(frozen=True)
class Groups:
    """The groups of one column by label; of each table the group of every row, -1 where it is in none of them.

    outside says that rows may be in none: values are missing there, or their group has fewer than ROWS real rows.
    """

    column: str
    labels: tuple[str, ...]
    codes: tuple[np.ndarray, ...]

    def shares(self) -> list[np.ndarray]:
        """Of each table the share of its rows in each group."""
        return [np.bincount(each[each >= 0], minlength=len(self.labels)) / max(len(each), 1) for each in self.codes]


def sensitive(data: Dataset) -> list[str]:
    """Columns that tell apart groups of people who must be treated alike, by their name, or their levels where these
    are the sexes: categories and flags of 2 to 10 levels, and ages in years. Never the target."""
    return [column.name for column in data.columns if column.name != data.target and _tells(data, column.name)]


def groups(like: Dataset, *tables: Dataset) -> list[Groups]:
    """For each sensitive column its groups with at least ROWS rows in `like`, the most frequent first (ages from young
    to old), where there are two or more; and the rows of the tables among them."""
    found = []
    for name in sensitive(like):
        split = _bands if like.column(name).kind.numeric else _levels
        codes, labels = split(like, name, like)[0], split(like, name)
        counts = np.bincount(codes[codes >= 0], minlength=len(labels))
        kept = np.flatnonzero(counts >= ROWS)
        if len(kept) >= 2:
            place = np.append(np.full(len(labels), -1), -1)
            place[kept] = np.arange(len(kept))
            found.append(
                Groups(name, tuple(labels[i] for i in kept), tuple(place[each] for each in split(like, name, *tables)))
            )
    return found


def _tells(data: Dataset, name: str) -> bool:
    column, values = data.column(name), data.table[name]
    called = words_of(name)
    if column.kind in (Kind.INTEGER, Kind.REAL):
        years = numbers(values, column.kind)
        years = years[~np.isnan(years)]
        return (
            bool(_AGE.search(called))
            and len(years) > 0
            and 0 <= years.min()
            and years.max() <= 125
            and years.max() > 16
        )
    if column.kind not in (Kind.CATEGORY, Kind.FLAG):
        return False
    levels = values.dropna().unique()
    return LEVELS[0] <= len(levels) <= LEVELS[1] and bool(
        _CALLED.search(called) or _AGE.search(called) or _sexes(levels)
    )


def _sexes(levels: np.ndarray) -> bool:
    said = {words_of(str(level).lower()) for level in levels}
    return all(said & words for words in _SEXES[:2]) and said <= set().union(*_SEXES)


def _bands(like: Dataset, name: str, *tables: Dataset) -> list:
    """The labels; with tables, each one's codes."""
    if not tables:
        return list(BANDS)
    starts = [low for low, _ in BANDS.values()][1:]
    years = [numbers(data.table[name], like.column(name).kind) for data in tables]
    return [np.where(np.isnan(each), -1, np.searchsorted(starts, each, side="right")) for each in years]


def _levels(like: Dataset, name: str, *tables: Dataset) -> list:
    """The labels; with tables, each one's codes."""
    known = pd.Index(like.table[name].value_counts().index, dtype=object)
    if not tables:
        return [_label(like, name, level) for level in known]
    return [known.get_indexer(pd.Index(data.table[name].astype(object).to_numpy(), dtype=object)) for data in tables]


def _label(like: Dataset, name: str, level: object) -> str:
    return (
        {True: "yes", False: "no"}[bool(level)]
        if like.column(name).kind is Kind.FLAG and level in (0, 1)
        else str(level)
    )
