"""Which of several tables is meant, and what ties them together."""

import re
from difflib import get_close_matches

import pandas as pd
from pandas.api import types

from synth.reading.result import ReadError

CONTAINED = 0.95
"""The share of different values that must be found in the other table's key."""
_GENERIC = {"id", "ids", "key", "no", "nr", "number", "index", "code", "name", "value", "row"}
_FEWEST = 2


def choose(names: list[str], asked: str | None, usual: str | None, where: str, what: str) -> str | None:
    """The name asked for, else the usual one. Raises: ReadError, with what there is, for a name that is none."""
    if asked is None:
        return usual
    if asked in names:
        return asked
    folded = {name.strip().casefold(): name for name in reversed(names)}
    if asked.strip().casefold() in folded:
        return folded[asked.strip().casefold()]
    close = get_close_matches(asked, names, n=1)
    listed = ", ".join(repr(name) for name in names[:10]) + (f" and {len(names) - 10} more" if len(names) > 10 else "")
    like = f" (but {close[0]!r})" if close else ""
    raise ReadError(f"'{where}' has no {what} '{asked}'{like}; choose one of {listed}.")


def links_of(tables: dict[str, pd.DataFrame]) -> tuple[tuple[str, str, str, str], ...]:
    """(table, column, other table, its key): the column's values are found in the key, and the names are alike.

    A key is whole numbers or text, all different, none missing. Best contained first; one link for each column.
    """
    keys = {name: [column for column in table if _is_key(table[column])] for name, table in tables.items()}
    found: dict[tuple[str, str], tuple[int, str, str]] = {}
    for child, table in tables.items():
        for column in table:
            for parent, names in keys.items():
                for key in names if parent != child else ():
                    rank, held = _alike(str(column), parent, str(key)), tables[parent][key]
                    if rank and _contained(table[column], held) and not _twins(table[column], held, rank):
                        best = found.get((child, str(column)))
                        if best is None or rank > best[0]:
                            found[child, str(column)] = (rank, parent, str(key))
    return tuple((child, column, parent, key) for (child, column), (_, parent, key) in found.items())


def _is_key(values: pd.Series) -> bool:
    whole = types.is_integer_dtype(values.dtype)
    return (whole or values.dtype == object) and len(values) >= _FEWEST and not values.isna().any() and _unique(values)


def _unique(values: pd.Series) -> bool:
    head = values.iloc[:1000]  # most columns repeat early on, and need no second look
    return bool(head.is_unique) and bool(values.is_unique)


def _contained(values: pd.Series, key: pd.Series) -> bool:
    if types.is_integer_dtype(values.dtype) != types.is_integer_dtype(key.dtype) or types.is_bool_dtype(values.dtype):
        return False
    if not (types.is_integer_dtype(values.dtype) or values.dtype == object):
        return False
    different = pd.Series(values.dropna().unique())
    return len(different) >= _FEWEST and float(different.isin(key).mean()) >= CONTAINED


def _twins(values: pd.Series, key: pd.Series, rank: int) -> bool:
    """Whether two columns 'id' are just two counts of rows: of the same name, both keys, both whole numbers."""
    return rank == 1 and _is_key(values) and types.is_integer_dtype(key.dtype)


def _alike(column: str, parent: str, key: str) -> int:
    """How plainly the column's name points to the key: 3 users.id = users_id, 2 the same name, 1 the same common
    name."""
    child, key_words, table = _words(column), _words(key), _words(parent)
    if child == key_words:
        return 1 if set(child) <= _GENERIC else 2
    for name in (table, table[-1:]):
        if name and (child == name + key_words or (child == name and set(key_words) <= _GENERIC)
                     or child[-len(name + key_words):] == name + key_words):
            return 3
    return 0


def _words(name: str) -> list[str]:
    """'UsersId' and 'users_id' are [user, id]; plural endings are dropped, as tables are called by many and keys by
    one."""
    plain = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.sub(r"\.\w{2,7}(\.\w{2,3})?$", "", name))
    words = [word.casefold() for word in re.findall(r"[^\W\d_]+|\d+", plain)]
    return [re.sub(r"ies$", "y", word) if word.endswith("ies") else re.sub(r"(?<=\w\w)s$", "", word) for word in words]
