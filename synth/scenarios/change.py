"""What can be asked of a table as a whole, and its plain-JSON form."""

import math
from dataclasses import dataclass
from datetime import datetime

WHATS = ("mean", "spread", "correlation", "trend", "growth")
HOWS = ("by", "add", "to")
"""To its (1 + amount)-fold; by so much more; to this very value."""
TIED = ("correlation", "trend", "growth")
"""What is between two columns."""
DAYS = {"day": 1.0, "week": 7.0, "month": 30.436875, "year": 365.2425}
"""Units of time, and how long each is on average."""
DATE = "date"
"""The unit of an amount that is a day of the calendar, counted from 1970."""
EPOCH = datetime(1970, 1, 1)
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
    def about(self) -> tuple[str, ...]:
        """What no two changes of one table may both be about."""
        return self.columns

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

    @property
    def about(self) -> tuple[str, ...]:
        """What no two changes of one table may both be about."""
        return self.columns


@dataclass(frozen=True)
class Shift:
    """A column's mean or spread (standard deviation), or its correlation with, its trend or its growth along, another
    one.

    A trend is the slope of the column's regression line on the other, a day of a date; a growth is that slope as a
    share of the column's mean, per unit of time along a date. unit: one of DAYS, of a growth and of a date's mean that
    moves by so much, or DATE where it moves to a day; None elsewhere. Raises: ValueError.
    """

    column: str
    what: str
    how: str
    amount: float
    other: str | None = None
    unit: str | None = None

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
        if self.unit not in _UNITS.get((self.what, self.how), (None,)):
            raise ValueError(_unit_told(self))

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it is about."""
        return (self.column,) if self.other is None else (self.column, self.other)

    @property
    def about(self) -> tuple[str, ...]:
        """What no two changes of one table may both be about."""
        return *self.columns, "trend" if self.what == "growth" else self.what


_UNITS = {
    ("growth", "to"): tuple(DAYS),
    ("growth", "by"): (),
    ("growth", "add"): (),
    ("mean", "add"): (None, *DAYS),
    ("mean", "to"): (None, DATE),
}
"""The units that an amount may have, where it may have one."""


def _unit_told(shift: Shift) -> str:
    """What is wrong with a shift's unit, as a sentence."""
    if shift.what == "growth":
        return f"A growth is so much a {', '.join(list(DAYS)[:-1])} or year, as 2%/month, and leads to that."
    if shift.unit not in (*DAYS, DATE):
        return f"There is no unit '{shift.unit}'; take one of {', '.join(DAYS)}."
    return f"The {shift.what} of '{shift.column}' has no {shift.unit} to it; the mean of a date has, as +30days."


Change = Balance | Equal | Shift


def dated(text: str) -> float:
    """The days from 1970 to a day such as 2024-03-01. Raises: ValueError with a sentence."""
    try:
        return float((datetime.fromisoformat(text) - EPOCH).days)
    except (ValueError, TypeError):
        raise ValueError(f"'{text}' is no day; write it as 2024-03-01.") from None
