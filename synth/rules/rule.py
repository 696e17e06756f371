"""What a rule is, and the list of its kinds."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, fields
from difflib import get_close_matches
from typing import Any, ClassVar, Self

import numpy as np
import pandas as pd

from synth.dataset import Dataset

FEWEST = 5
"""Real rows, fewer than which nothing is told of."""
EVIDENCE, SUPPORT = 20, 0.99
"""Rows that would break a rule if chance alone were at work; and the share of rows, at least, in which it must hold."""
BEYOND_CHANCE = 10
"""Times as many rows as do break a rule would have to break it by chance."""

Quote = Callable[[str], str]
_kinds: dict[str, type["Rule"]] = {}


class Rule:
    """Something that holds in every row.

    As with a CHECK in SQL, a missing value breaks no rule unless the rule is about missing values. A subclass is a
    frozen dataclass under `@kind`; its fields are those of the record, but for those that `on` fills in, which begin
    with "known_".
    """

    kind: ClassVar[str]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it is about."""
        raise NotImplementedError

    def broken(self, table: pd.DataFrame) -> np.ndarray:
        """bool (rows,): where it is known not to hold. Raises: ValueError where the table lacks a column."""
        raise NotImplementedError

    def words(self, quote: Quote = str) -> str:
        """A clause such as "start ≤ end"; quote dresses names and values."""
        raise NotImplementedError

    def on(self, data: Dataset) -> Self:
        """The rule held against a dataset, with what it takes from it.

        Raises: ValueError, a sentence, where it does not fit.
        """
        for name in self.columns:
            column(data, name)
        return self

    def mended(self, table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
        """The table with rows put right where that can be done exactly; the others are drawn anew."""
        return table

    def record(self) -> dict[str, Any]:
        """The rule as plain JSON; `of_record` undoes it."""
        kept = {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
            if not name.startswith("known_") and value is not None
        }
        return {"kind": self.kind, **kept}


def kind(name: str) -> Callable[[type[Rule]], type[Rule]]:
    """Puts a class on the list of kinds, as a frozen dataclass; two rules are the same where their records are."""

    def registered(cls: type[Rule]) -> type[Rule]:
        cls = dataclass(frozen=True, eq=False)(cls)
        cls.kind = name
        return _kinds.setdefault(name, cls)

    return registered


def of_kind(raw: dict[str, Any]) -> Rule:
    """The rule of its plain-JSON form. Raises: ValueError with a sentence."""
    cls = _kinds.get(str(raw.get("kind")))
    if cls is None:
        raise ValueError(f"There is no rule of kind '{raw.get('kind')}'; use one of {', '.join(_kinds)}.")
    known = [each.name for each in fields(cls) if not each.name.startswith("known_")]
    given = {name: tuple(value) if isinstance(value, list) else value for name, value in raw.items() if name != "kind"}
    unknown = [name for name in given if name not in known]
    if unknown:
        raise ValueError(f"A rule of kind '{cls.kind}' has no '{unknown[0]}'; it has {', '.join(known)}.")
    try:
        return cls(**given)
    except TypeError:
        raise ValueError(f"A rule of kind '{cls.kind}' needs {', '.join(known)}.") from None


def column(data: Dataset, name: object):
    """The column of that name. Raises: ValueError with a near spelling."""
    if name not in data.names:
        near = get_close_matches(str(name).lower(), spelled := {each.lower(): each for each in data.names}, 1, 0.6)
        raise ValueError(f"There is no column '{name}'{f'; did you mean {spelled[near[0]]!r}?' if near else '.'}")
    return data.column(name)


def there(table: pd.DataFrame, names: tuple[str, ...]) -> pd.DataFrame:
    """Those columns of a table. Raises: ValueError where one is not there."""
    gone = [name for name in names if name not in table]
    if gone:
        raise ValueError(f"There is no column '{gone[0]}' to hold a rule against; the columns are {list(table)[:20]}.")
    return table[list(names)]


def need_names(kind: str, names: object, least: int) -> None:
    """Raises: ValueError where these are not so many different names of columns."""
    if (
        not isinstance(names, tuple)
        or not all(isinstance(name, str) for name in names)
        or len(set(names)) != len(names)
    ):
        raise ValueError(f"A rule of kind '{kind}' takes a list of different columns, not {names!r}.")
    if len(names) < least:
        raise ValueError(f"A rule of kind '{kind}' takes {least} columns or more, not {len(names)}.")
