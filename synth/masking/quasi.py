"""Which columns others may know of a person, so that together they point to him: quasi-identifiers."""

import re

from synth.columns.called import words_of
from synth.dataset import Column, Dataset
from synth.masking.plan import Step

MOST = 8
"""Columns at most where they are found: with more, k rows alike are no longer a table worth having (Aggarwal, "On
k-anonymity and the curse of dimensionality", VLDB 2005)."""
FEWEST, DISTINCT = 2, 100
_KNOWN = re.compile(
    r"\b(age|alter|sex|gender|geschlecht|birth\w*|born|dob|geburts\w*|race|ethnic\w*|marital|married|civil|familienstand|relationship"
    r"|religion|national\w*|citizen\w*|country|land|state|region|province|county|city|town|ort|stadt|zip\w*|postal|postcode|plz"
    r"|education|degree|occupation|job|profession|beruf|employer|department|language|children)\b")
_REPLACED = ("pseudonym", "hash", "invent", "suppress")


def quasi_of(data: Dataset, plan: list[Step], named: str = "") -> tuple[str, ...]:
    """Names of the quasi-identifiers in table order: those named, separated by commas, else those found.

    Found are columns that are not the target nor replaced altogether: those whose name or meaning says that others may
    know them; where there are none, those of 2 to 100 distinct values, the most distinct first; 8 at most.
    Raises: ValueError for a name that is no column, or whose column is made up anew.
    """
    if named.strip():
        return _named(data, plan, named)
    replaced = {step.column for step in plan if step.action in _REPLACED}
    open_ = [column for column in data.columns if column.kind.modelled and column.name not in replaced | {data.target}]
    distinct = {column.name: data.table[column.name].nunique() for column in open_}
    varied = [column for column in open_ if distinct[column.name] >= FEWEST]
    found = [column.name for column in varied if known(column)]
    found = found or sorted((c.name for c in varied if distinct[c.name] <= DISTINCT), key=lambda name: -distinct[name])
    chosen = set(found[:MOST])
    return tuple(name for name in data.names if name in chosen)


def known(column: Column) -> bool:
    """Whether its name or meaning says that others may know it of a person."""
    return bool(column.meaning or column.pii == "date of birth" or _KNOWN.search(words_of(column.name)))


def _named(data: Dataset, plan: list[Step], named: str) -> tuple[str, ...]:
    names = [name.strip() for name in named.split(",") if name.strip()]
    actions = {step.column: step.action for step in plan}
    for name in names:
        data.column(name)
        if actions[name] == "invent":
            raise ValueError(f"quasi: the values of column '{name}' are made up anew, so nobody can know them; leave it out.")
    return tuple(name for name in data.names if name in names)
