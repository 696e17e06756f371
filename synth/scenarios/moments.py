"""Means, spreads, correlations and trends as figures of rows, and as means that weights have to meet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.dataset import Column, Kind
from synth.measuring.binning import numbers
from synth.scenarios.change import DAYS, TIED, Shift
from synth.scenarios.words import named

DAY = 86400.0
FIRST, LAST = -98_000.0, 106_000.0
"""Days from 1970 between which dates can be moved: the years 1701 to 2260."""


@dataclass(frozen=True)
class Aim:
    """A shift with what it starts from and where it is to lead, in the column's own unit, days from 1970 of a date; a
    correlation in -1..1."""

    shift: Shift
    start: float
    goal: float

    def slope(self, figure: float, mean: float) -> float:
        """The slope that a figure of this trend or growth stands for, where the column has this mean."""
        return figure * mean / DAYS[self.shift.unit] if self.shift.what == "growth" else figure


def values(table: pd.DataFrame, name: str, columns: Mapping[str, Column]) -> np.ndarray:
    """A column as float64, NaN where missing; dates as days from 1970 (UTC)."""
    found = numbers(table[name], columns[name].kind)
    return found / DAY if columns[name].kind is Kind.MOMENT else found


def checked(shifts: Sequence[Shift], columns: Mapping[str, Column]) -> None:
    """Raises: ValueError with a sentence for a column that is not there or cannot be shifted."""
    for each in shifts:
        for name in each.columns:
            if name not in columns:
                raise ValueError(f"There is no column '{name}' to shift; the columns are {list(columns)}.")
            if not columns[name].kind.numeric:
                raise ValueError(
                    f"Column '{name}' holds no numbers, so that it has no {each.what} to shift; balance its shares "
                    "instead."
                )
        timed = [columns[name].kind is Kind.MOMENT for name in each.columns]
        if told := _dates(each) if timed[0] else _no_dates(each, timed[-1]):
            raise ValueError(told)
        if each.what == "correlation" and each.how == "to" and not -1 < each.amount < 1:
            raise ValueError(f"A correlation lies between -1 and 1, so that {each.amount:g} cannot be had.")


def _dates(shift: Shift) -> str:
    """Why dates cannot be shifted like this, "" where they can."""
    if shift.what in TIED:
        return f"Column '{shift.column}' holds dates, so that it has no {shift.what} to shift; shift a number along it."
    if shift.what == "mean" and shift.unit is None:
        return (
            f"Column '{shift.column}' holds dates: say how much later, as +30days or -2weeks, or to which day, as "
            "2024-03-01."
        )
    if shift.what == "spread" and shift.how != "by":
        return f"Column '{shift.column}' holds dates: scale their spread by a share, as +20%."
    return ""


def _no_dates(shift: Shift, along_dates: bool) -> str:
    """Why numbers cannot be shifted like this, "" where they can."""
    if shift.what == "mean" and shift.unit:
        return f"Column '{shift.column}' holds numbers, not dates: say by how much, as +10% or -3, or to what, as 45."
    if shift.what == "growth" and not along_dates:
        return f"Column '{shift.other}' holds no dates for '{shift.column}' to grow along; take a trend instead."
    return ""


def aims(shifts: Sequence[Shift], table: pd.DataFrame, columns: Mapping[str, Column]) -> list[Aim]:
    """Where the shifts lead from the rows of a table. Raises: ValueError with a sentence."""
    return [_aim(each, figure(each, table, columns), columns[each.column].kind is Kind.MOMENT) for each in shifts]


def _aim(shift: Shift, start: float, timed: bool) -> Aim:
    told = named(shift.what, shift.column, shift.other)
    if not np.isfinite(start):
        raise ValueError(f"There is no {told} to shift: too few different values.")
    if shift.how == "by" and start == 0:
        raise ValueError(f"The {told} is 0, and a share of 0 is 0; say by how much instead, as +3.")
    goal = _later(start, shift) if shift.unit in DAYS and shift.what == "mean" else _goal(start, shift)
    if shift.what == "spread" and goal < 0:
        raise ValueError(f"The spread of '{shift.column}' cannot fall below 0.")
    if shift.what == "correlation" and not -1 < goal < 1:
        raise ValueError(
            f"A correlation lies between -1 and 1; that of '{shift.column}' and '{shift.other}' is {start:.3f} and "
            f"cannot become {goal:.3f}."
        )
    if shift.what == "mean" and timed and not FIRST < goal < LAST:
        raise ValueError(f"The mean of '{shift.column}' cannot be moved beyond the years 1701 to 2260.")
    return Aim(shift, start, goal)


def _goal(start: float, shift: Shift) -> float:
    return {"by": start * (1 + shift.amount), "add": start + shift.amount, "to": shift.amount}[shift.how]


def _later(start: float, shift: Shift) -> float:
    """Days from 1970 so much after a day; whole months and years as the calendar has them."""
    plain = start + shift.amount * DAYS[shift.unit]
    if shift.unit not in ("month", "year") or shift.amount % 1 or not FIRST < plain < LAST:
        return plain
    moved = pd.Timestamp(start, unit="D") + pd.DateOffset(**{f"{shift.unit}s": int(shift.amount)})
    return (moved - pd.Timestamp(0)) / pd.Timedelta(days=1)


def figure(shift: Shift, table: pd.DataFrame, columns: Mapping[str, Column]) -> float:
    """What the shift is about, in these rows; NaN where it is not defined. Of dates in days, a mean from 1970."""
    x = values(table, shift.column, columns)
    if shift.what not in TIED:
        x = x[~np.isnan(x)]
        return float(x.mean() if shift.what == "mean" else x.std()) if len(x) else np.nan
    t = values(table, shift.other, columns)
    both = ~np.isnan(x) & ~np.isnan(t)
    x, t = x[both], t[both]
    if len(x) < 2 or not x.std() > 0 or not t.std() > 0:
        return np.nan
    covariance = float(((x - x.mean()) * (t - t.mean())).mean())
    if shift.what == "growth":
        return covariance / t.var() * DAYS[shift.unit] / x.mean() if x.mean() else np.nan
    return covariance / (t.std() * (x.std() if shift.what == "correlation" else t.std()))


def constraints(
    aimed: Sequence[Aim], start: pd.DataFrame, table: pd.DataFrame, columns: Mapping[str, Column]
) -> tuple[np.ndarray, np.ndarray]:
    """Features (rows, k) of a table and the means (k,) that they have to have for all aims to be met.

    The missing share of a shifted column stays as in the rows of start; of tied ones mean and spread do, unless they
    are asked for.
    """
    goals = {(aim.shift.column, aim.shift.what): aim.goal for aim in aimed if aim.shift.what not in TIED}
    features = []
    for name in dict.fromkeys(aim.shift.column for aim in aimed if aim.shift.what not in TIED):
        before, x = (values(each, name, columns) for each in (start, table))
        present = ~np.isnan(x)
        features += _moments(x, present, _Held.of(name, before[~np.isnan(before)], goals), (name, "spread") in goals)
        if not present.all():
            features.append(present - (~np.isnan(before)).mean())
    for aim in aimed:
        if aim.shift.what in TIED:
            features += _tied(aim, start, table, columns, goals)
    return np.column_stack(features), np.zeros(len(features))


@dataclass(frozen=True)
class _Held:
    """What a column's mean and spread are to be, and its spread before."""

    mean: float
    spread: float
    unit: float

    @classmethod
    def of(cls, name: str, before: np.ndarray, goals: Mapping[tuple[str, str], float]) -> "_Held":
        unit = float(before.std()) or 1.0
        return cls(goals.get((name, "mean"), float(before.mean())), goals.get((name, "spread"), unit), unit)

    def scaled(self, x: np.ndarray) -> np.ndarray:
        return (x - self.mean) / self.unit


def _moments(x: np.ndarray, rows: np.ndarray, held: _Held, spread: bool) -> list[np.ndarray]:
    """Features whose means are 0 where these rows have the mean, and the spread where that is asked for too."""
    z = held.scaled(x)
    return [np.where(rows, z, 0.0)] + [np.where(rows, z**2 - (held.spread / held.unit) ** 2, 0.0)] * spread


def _tied(
    aim: Aim,
    start: pd.DataFrame,
    table: pd.DataFrame,
    columns: Mapping[str, Column],
    goals: Mapping[tuple[str, str], float],
) -> list[np.ndarray]:
    """Features whose means are 0 where both columns keep mean and spread and have the tie, in rows that have both."""
    names = aim.shift.columns
    before, both = ([values(each, name, columns) for name in names] for each in (start, table))
    there, rows = (~np.isnan(each).any(axis=0) for each in (before, both))
    x, t = (_Held.of(name, each[there], goals) for name, each in zip(names, before))
    slope = x.spread / t.spread * aim.goal if aim.shift.what == "correlation" else aim.slope(aim.goal, x.mean)
    covariance = slope * t.spread**2
    product = np.where(rows, x.scaled(both[0]) * t.scaled(both[1]) - covariance / (x.unit * t.unit), 0.0)
    return [*_moments(both[0], rows, x, True), *_moments(both[1], rows, t, True), product, rows - there.mean()]
