"""Fields that look at other columns: formulas, interpolation, keys of other tables and values that go with such a
key."""

import re
import unicodedata

import numpy as np
import pandas as pd

from synth.inventing.fields import SchemaError, Seen, Setting, draws, field_kind
from synth.inventing.formulas import Formula
from synth.inventing.operations import plain, texts_of

_HOLE = re.compile(r"\{([^{}|]*)(?:\|([^{}]*))?\}")
NEEDED = Setting("text", needed=True)


def _plain_letters(text: str) -> str:
    """Lower-case letters and digits without accents: fit for an address."""
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKD", text).lower())


_CHANGES = {"lower": str.lower, "upper": str.upper, "plain": _plain_letters}


@field_kind("formula", needs=lambda given: Formula(given["formula"]).needs, formula=NEEDED)
def formula(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> np.ndarray:
    """Computed from other columns, such as round(price * quantity, 2) or "adult" if age >= 18 else "minor"."""
    parsed = Formula(given["formula"])
    return parsed.values({name: plain(seen.columns[name]) for name in parsed.needs}, rows)


@field_kind("template", needs=lambda given: [name for name, _ in _HOLE.findall(given["template"])], template=NEEDED)
def template(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> np.ndarray:
    """Text with other columns put in: {first|plain}.{last|plain}@{domain}; |lower, |upper, |plain change a value."""
    made, last = np.full(rows, "", dtype=object), 0
    gone = np.zeros(rows, dtype=bool)
    for hole in _HOLE.finditer(given["template"]):
        if hole[2] is not None and hole[2] not in _CHANGES:
            raise SchemaError(f"template knows no change '{hole[2][:40]}'; there are {', '.join(_CHANGES)}.")
        values = texts_of(plain(seen.columns[hole[1]]))
        change = _CHANGES.get(hole[2], str)
        gone |= pd.isna(values)
        made = (
            made
            + given["template"][last : hole.start()]
            + np.array(["" if v is None else change(v) for v in values], dtype=object)
        )
        last = hole.end()
    return np.where(gone, None, made + given["template"][last:])


@field_kind("key", table=NEEDED, column=NEEDED, children=Setting("record"))
def key(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> pd.Series:
    """Refers to a row of another table by its key; children, a field, says how many rows each of them has."""
    parents = parents_of(given, seen)
    counts = children_of(given, len(parents), rng)
    weights = np.ones(len(parents)) if counts is None else counts
    ends = np.cumsum(weights)
    if counts is not None and counts.sum() == rows:
        return parents.take(rng.permutation(np.repeat(np.arange(len(parents)), counts)))
    return parents.take(np.minimum(np.searchsorted(ends, rng.random(rows) * ends[-1], side="right"), len(parents) - 1))


@field_kind("lookup", needs=lambda given: [given["key"]], key=NEEDED, table=NEEDED, column=NEEDED, by=NEEDED)
def lookup(rows: int, rng: np.random.Generator, given: dict, seen: Seen) -> np.ndarray:
    """What stands in a column of another table in the row that this table's key names (found in its column `by`)."""
    found = _column(given["table"], given["by"], seen), _column(given["table"], given["column"], seen)
    at = pd.Index(found[0]).get_indexer(pd.Index(seen.columns[given["key"]])) if found[0].is_unique else None
    if at is None:
        raise SchemaError(f"by, '{given['by']}', repeats in '{given['table']}'; name a column that is unique there.")
    return pd.Series(found[1].array.take(at, allow_fill=True)) if (at < 0).any() else found[1].take(at)


def parents_of(given: dict, seen: Seen) -> pd.Series:
    """The different keys of the table referred to. Raises: SchemaError where there are none."""
    parents = _column(given["table"], given["column"], seen).dropna().drop_duplicates()
    if not len(parents):
        raise SchemaError(f"'{given['table']}' has no rows to refer to.")
    return parents


def _column(table: str, column: str, seen: Seen) -> pd.Series:
    if table not in seen.tables:
        raise SchemaError(
            f"There is no table '{table}' to refer to; there are {', '.join(seen.tables) or 'no others'}."
        )
    if column not in seen.tables[table]:
        raise SchemaError(f"'{table}' has no column '{column}'; it has {', '.join(seen.tables[table])}.")
    return seen.tables[table][column]


def children_of(given: dict, parents: int, rng: np.random.Generator) -> np.ndarray | None:
    """How many rows each parent has, None where that is left open. Raises: SchemaError for what gives no counts."""
    about = given["children"]
    if about is None:
        return None
    counts = draws(about.get("field", ""), about.get("params", {}), parents, rng)
    if counts.dtype.kind not in "iuf" or (counts < 0).any() or counts.max() > 1e6 or not counts.sum():
        raise SchemaError("children must be a field of counts from 0 to 1,000,000, such as poisson.")
    return np.round(counts).astype(np.int64)
