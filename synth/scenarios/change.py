"""What can be asked of a table as a whole, and its plain-JSON form."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

WHATS = ("mean", "spread", "correlation", "trend")
HOWS = ("by", "add", "to")
"""To its (1 + amount)-fold; by so much more; to this very value."""
TIED = ("correlation", "trend")
"""What is between two columns."""
CLOSE = 1e-6
"""How far shares may add up to more than 1."""


@dataclass(frozen=True)
class Balance:
    """Shares, 0..1, that levels of a column are to have; levels not named keep their proportions in what is left.

    Raises: ValueError where shares are none, or add up to more than 1.
    """

    column: str
    shares: tuple[tuple[str, float], ...]

    def __post_init__(self):
        if not self.shares:
            raise ValueError(f"Say which levels of '{self.column}' are to have which shares.")
        levels = [level for level, _ in self.shares]
        if len(set(levels)) != len(levels):
            raise ValueError(f"The same level of '{self.column}' is named twice.")
        for level, share in self.shares:
            if not isinstance(share, (int, float)) or isinstance(share, bool) or not 0 <= share <= 1:
                raise ValueError(f"The share of '{level}' in '{self.column}' must lie in [0, 1], not {share}.")
        if self.named > 1 + CLOSE:
            raise ValueError(f"The shares asked of '{self.column}' add up to {self.named:.4g}, which is more than 1.")

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it is about."""
        return (self.column,)

    @property
    def named(self) -> float:
        """What the shares named add up to."""
        return sum(share for _, share in self.shares)


@dataclass(frozen=True)
class Equal:
    """Every level of the outcome is to be as frequent in all groups: statistical parity."""

    outcome: str
    groups: str

    def __post_init__(self):
        if self.outcome == self.groups:
            raise ValueError(f"'{self.outcome}' cannot be made equal across itself; name another column of groups.")

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it is about."""
        return self.outcome, self.groups


@dataclass(frozen=True)
class Shift:
    """A column's mean or spread (standard deviation), or its correlation with, or its trend along, another one.

    A trend is the slope of the column's regression line on the other. Raises: ValueError.
    """

    column: str
    what: str
    how: str
    amount: float
    other: str | None = None

    def __post_init__(self):
        if self.what not in WHATS or self.how not in HOWS:
            raise ValueError(f"A shift is of {', '.join(WHATS)}, and one of {', '.join(HOWS)}.")
        if isinstance(self.amount, bool) or not isinstance(self.amount, (int, float)) or not math.isfinite(self.amount):
            raise ValueError(f"The shift of '{self.column}' needs a number, not {self.amount}.")
        if (self.what in TIED) != (self.other is not None):
            raise ValueError(
                f"A {self.what} is of {'two columns' if self.what in TIED else 'one column'}: "
                f"'{self.column}'{f' and {self.other!r}' if self.other is not None else ''} is not that."
            )
        if self.column == self.other:
            raise ValueError(f"The {self.what} of '{self.column}' with itself cannot be shifted; name two columns.")

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it is about."""
        return (self.column,) if self.other is None else (self.column, self.other)


Change = Balance | Equal | Shift


def record(change: Change) -> dict:
    """The change as plain JSON; `balances_of` and `shifts_of` undo it."""
    if isinstance(change, Balance):
        return {"column": change.column, "shares": dict(change.shares)}
    if isinstance(change, Equal):
        return {"equal": change.outcome, "across": change.groups}
    other = {} if change.other is None else {"with": change.other}
    return {"column": change.column, "what": change.what, change.how: change.amount} | other


def balances_of(raw: object) -> list[Balance | Equal]:
    """The changes of their records, or of their typed form. Raises: ValueError with a sentence."""
    return _unlike([_balance(each) for each in _listed(raw, "balance")])


def shifts_of(raw: object) -> list[Shift]:
    """The changes of their records, or of their typed form. Raises: ValueError with a sentence."""
    return _unlike([_shift(each) for each in _listed(raw, "shift")])


def _listed(raw: object, word: str) -> Sequence:
    if not isinstance(raw, (list, tuple)):
        raise ValueError(f"'{word}' of a recipe is a list of changes, not {raw!r:.60}.")
    return raw


def _balance(raw: object) -> Balance | Equal:
    if isinstance(raw, str):
        from synth.scenarios.typed import typed_balance

        return typed_balance(raw)
    if isinstance(raw, dict) and set(raw) == {"equal", "across"}:
        return Equal(str(raw["equal"]), str(raw["across"]))
    if isinstance(raw, dict) and set(raw) == {"column", "shares"} and isinstance(raw["shares"], dict):
        return Balance(str(raw["column"]), tuple((str(level), share) for level, share in raw["shares"].items()))
    raise ValueError("A balance is {'column', 'shares': {level: share}} or {'equal': outcome, 'across': groups}.")


def _shift(raw: object) -> Shift:
    if isinstance(raw, str):
        from synth.scenarios.typed import typed_shift

        return typed_shift(raw)
    how = [each for each in HOWS if isinstance(raw, dict) and each in raw]
    if len(how) != 1 or not {"column", "what"} <= set(raw) <= {"column", "what", "with", *how}:
        raise ValueError(
            "A shift is {'column', 'what', and one of 'by', 'add', 'to'}, with 'with' where two columns are meant."
        )
    return Shift(str(raw["column"]), raw["what"], how[0], raw[how[0]], raw.get("with"))


def _unlike(changes: list) -> list:
    """The same list. Raises: ValueError where two ask for the same thing, for both cannot be had."""
    seen = set()
    for each in changes:
        about = *each.columns, getattr(each, "what", "")
        if about in seen:
            raise ValueError(f"'{about[0]}' is asked to change twice in the same respect; keep one of the two.")
        seen.add(about)
    return changes
