"""Means, spreads, correlations and trends as figures of rows, and as means that weights have to meet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.dataset import Column, Kind
from synth.measuring.binning import numbers
from synth.scenarios.change import TIED, Shift
from synth.scenarios.words import named


@dataclass(frozen=True)
class Aim:
    """A shift with what it starts from and where it is to lead, in the column's own unit; a correlation in -1..1."""

    shift: Shift
    start: float
    goal: float


def checked(shifts: Sequence[Shift], columns: Mapping[str, Column]) -> None:
    """Raises: ValueError with a sentence for a column that is not there or cannot be shifted."""
    for each in shifts:
        for name in each.columns:
            if name not in columns:
                raise ValueError(f"There is no column '{name}' to shift; the columns are {list(columns)}.")
            moment = columns[name].kind is Kind.MOMENT
            if not columns[name].kind.numeric or (moment and name == each.column):
                raise ValueError(
                    f"Column '{name}' holds {'dates' if moment else 'no numbers'}, so that it has no {each.what} to shift; "
                    f"{'shift a number along it' if moment else 'balance its shares instead'}."
                )
        if each.what == "correlation" and each.how == "to" and not -1 < each.amount < 1:
            raise ValueError(f"A correlation lies between -1 and 1, so that {each.amount:g} cannot be had.")


def aims(shifts: Sequence[Shift], table: pd.DataFrame, columns: Mapping[str, Column]) -> list[Aim]:
    """Where the shifts lead from the rows of a table. Raises: ValueError with a sentence."""
    found = []
    for each in shifts:
        start = figure(each, table, columns)
        if not np.isfinite(start):
            raise ValueError(
                f"There is no {named(each.what, each.column, each.other)} to shift: too few different values."
            )
        if each.how == "by" and start == 0:
            raise ValueError(
                f"The {named(each.what, each.column, each.other)} is 0, and a share of 0 is 0; say by how much instead, as +3."
            )
        goal = {"by": start * (1 + each.amount), "add": start + each.amount, "to": each.amount}[each.how]
        if each.what == "spread" and goal < 0:
            raise ValueError(f"The spread of '{each.column}' cannot fall below 0.")
        if each.what == "correlation" and not -1 < goal < 1:
            raise ValueError(
                f"A correlation lies between -1 and 1; that of '{each.column}' and '{each.other}' is {start:.3f} and cannot become {goal:.3f}."
            )
        found.append(Aim(each, start, goal))
    return found


def figure(shift: Shift, table: pd.DataFrame, columns: Mapping[str, Column]) -> float:
    """What the shift is about, in these rows; NaN where it is not defined."""
    x = numbers(table[shift.column], columns[shift.column].kind)
    if shift.what not in TIED:
        x = x[~np.isnan(x)]
        return float(x.mean() if shift.what == "mean" else x.std()) if len(x) else np.nan
    t = numbers(table[shift.other], columns[shift.other].kind)
    both = ~np.isnan(x) & ~np.isnan(t)
    x, t = x[both], t[both]
    if len(x) < 2 or not x.std() > 0 or not t.std() > 0:
        return np.nan
    covariance = float(((x - x.mean()) * (t - t.mean())).mean())
    return covariance / (t.std() * (x.std() if shift.what == "correlation" else t.std()))


def constraints(
    aimed: Sequence[Aim], start: pd.DataFrame, table: pd.DataFrame, columns: Mapping[str, Column]
) -> tuple[np.ndarray, np.ndarray]:
    """Features (rows, k) of a table and the means (k,) that they have to have for all aims to be met.

    The missing share of a shifted column stays as in the rows of start; of tied ones mean and spread do, unless they are asked for.
    """
    goals = {(aim.shift.column, aim.shift.what): aim.goal for aim in aimed if aim.shift.what not in TIED}
    features = []
    for name in dict.fromkeys(aim.shift.column for aim in aimed if aim.shift.what not in TIED):
        before, x = (numbers(each[name], columns[name].kind) for each in (start, table))
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
    """Features whose means are 0 where both columns keep mean and spread and have the tie, among rows that have both."""
    names = aim.shift.columns
    before, both = ([numbers(each[name], columns[name].kind) for name in names] for each in (start, table))
    there, rows = (~np.isnan(each).any(axis=0) for each in (before, both))
    x, t = (_Held.of(name, each[there], goals) for name, each in zip(names, before))
    covariance = aim.goal * t.spread * (x.spread if aim.shift.what == "correlation" else t.spread)
    product = np.where(rows, x.scaled(both[0]) * t.scaled(both[1]) - covariance / (x.unit * t.unit), 0.0)
    return [*_moments(both[0], rows, x, True), *_moments(both[1], rows, t, True), product, rows - there.mean()]
