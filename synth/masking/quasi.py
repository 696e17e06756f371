"""Which columns others may know of a person, so that together they point to him: quasi-identifiers."""

import re

from synth.columns.called import words_of
from synth.dataset import Column, Dataset
from synth.masking.plan import POSTAL, Step

MOST = 8
"""Columns at most where they are found: with more, k rows alike are no longer a table worth having (Aggarwal, "On
k-anonymity and the curse of dimensionality", VLDB 2005)."""
FEWEST, DISTINCT = 2, 100
_KNOWN = tuple(re.compile(rf"\b({words})\b") for words in (
    r"age|alter|birth\w*|born|dob|geburts\w*",
    r"sex|gender|geschlecht",
    r"zip\w*|postal|postcode|plz|city|town|ort|stadt|county|state|region|province|country|land|national\w*|citizen\w*",
    r"race|ethnic\w*|religion|language|marital|married|civil|familienstand|children",
    r"education|degree|occupation|job|profession|beruf|employer|department|relationship"))
"""What names say of columns that others may know, the best known first."""
_REPLACED = ("pseudonym", "hash", "invent", "suppress")
_COARSER = ("range", "period", "prefix", "other")
_PLACES = ("latitude", "longitude", "country", "US state", *POSTAL)


def quasi_of(data: Dataset, plan: list[Step], named: str = "") -> tuple[str, ...]:
    """Names of the quasi-identifiers in table order: those named, separated by commas, else those found.

    Found are columns that are not the target nor replaced altogether: those whose name or meaning says that others may
    know them; where there are none, those of 2 to 100 distinct values, the most distinct first; 8 at most.
    Raises: ValueError for a name that is no column, or whose column is made up anew.
    """
    if named.strip():
        return _named(data, plan, named)
    actions = {step.column: step.action for step in plan}
    open_ = [column for column in data.columns if column.name != data.target and actions[column.name] not in _REPLACED
             and (column.kind.modelled or actions[column.name] in _COARSER)]
    distinct = {column.name: data.table[column.name].nunique() for column in open_}
    varied = [column for column in open_ if distinct[column.name] >= FEWEST]
    ranks = {column.name: known(column) for column in varied}
    found = sorted((name for name, rank in ranks.items() if rank is not None), key=ranks.get)
    found = found or sorted((name for name in ranks if distinct[name] <= DISTINCT), key=lambda name: -distinct[name])
    chosen = set(found[:MOST])
    return tuple(name for name in data.names if name in chosen)


def known(column: Column) -> int | None:
    """How well others may know it of a person by its name and meaning, 0 best; None where nothing says that they do."""
    if column.pii == "date of birth":
        return 0
    words = words_of(column.name)
    named = next((rank for rank, pattern in enumerate(_KNOWN) if pattern.search(words)), None)
    return 2 if named is None and column.meaning in _PLACES else named


def _named(data: Dataset, plan: list[Step], named: str) -> tuple[str, ...]:
    names = [name.strip() for name in named.split(",") if name.strip()]
    actions = {step.column: step.action for step in plan}
    for name in names:
        data.column(name)
        if actions[name] == "invent":
            raise ValueError(f"quasi: the values of column '{name}' are made up anew; leave it out.")
    return tuple(name for name in data.names if name in names)
