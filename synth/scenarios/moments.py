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
        for name in filter(None, (each.column, each.other)):
            if name not in columns:
                raise ValueError(f"There is no column '{name}' to shift; the columns are {list(columns)}.")
            moment = columns[name].kind is Kind.MOMENT
            if not columns[name].kind.numeric or (moment and name == each.column):
                raise ValueError(f"Column '{name}' holds {'dates' if moment else 'no numbers'}, so that it has no {each.what} to shift; "
                                 f"{'shift a number along it' if moment else 'balance its shares instead'}.")
        if each.what == "correlation" and each.how == "to" and not -1 < each.amount < 1:
            raise ValueError(f"A correlation lies between -1 and 1, so that {each.amount:g} cannot be had.")


def aims(shifts: Sequence[Shift], table: pd.DataFrame, columns: Mapping[str, Column]) -> list[Aim]:
    """Where the shifts lead from the rows of a table. Raises: ValueError with a sentence."""
    found = []
    for each in shifts:
        start = figure(each, table, columns)
        if not np.isfinite(start):
            raise ValueError(f"There is no {named(each.what, each.column, each.other)} to shift: too few different values.")
        if each.how == "by" and start == 0:
            raise ValueError(f"The {named(each.what, each.column, each.other)} is 0, and a share of 0 is 0; say by how much instead, as +3.")
        goal = {"by": start * (1 + each.amount), "add": start + each.amount, "to": each.amount}[each.how]
        if each.what == "spread" and goal < 0:
            raise ValueError(f"The spread of '{each.column}' cannot fall below 0.")
        if each.what == "correlation" and not -1 < goal < 1:
            raise ValueError(f"A correlation lies between -1 and 1; that of '{each.column}' and '{each.other}' is {start:.3f} and cannot become {goal:.3f}.")
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


def constraints(aimed: Sequence[Aim], start: pd.DataFrame, table: pd.DataFrame, columns: Mapping[str, Column]) -> tuple[np.ndarray, np.ndarray]:
    """Features (rows, k) of a table and the means (k,) that they have to have for all aims to be met.

    What an aim does not name, among mean, spread and missing share of the columns it is about, stays as in the rows of start.
    """
    features, targets = [], []
    names = dict.fromkeys(name for aim in aimed for name in (aim.shift.column, aim.shift.other) if name)
    tied = {name for aim in aimed if aim.shift.what in TIED for name in (aim.shift.column, aim.shift.other)}
    goals, centred = {(aim.shift.column, aim.shift.what): aim.goal for aim in aimed if aim.shift.what not in TIED}, {}
    for name in names:
        before, x = (numbers(each[name], columns[name].kind) for each in (start, table))
        present = ~np.isnan(x)
        mean = goals.get((name, "mean"), float(np.nanmean(before)))
        spread = goals.get((name, "spread"), float(np.nanstd(before)))
        z = np.where(present, (x - mean) / (np.nanstd(before) or 1.0), 0.0)
        centred[name] = z, mean, np.nanstd(before) or 1.0, spread
        features.append(z)
        targets.append(0.0)
        if not present.all():
            features.append(present.astype(float))
            targets.append(float((~np.isnan(before)).mean()))
        if (name, "spread") in goals or name in tied:
            features.append(np.where(present, z**2 - (spread / centred[name][2]) ** 2, 0.0))
            targets.append(0.0)
    for aim in aimed:
        if aim.shift.what in TIED:
            features.append(_product(aim, centred, table, columns))
            targets.append(0.0)
    return np.column_stack(features), np.array(targets)


def _product(aim: Aim, centred: dict, table: pd.DataFrame, columns: Mapping[str, Column]) -> np.ndarray:
    """A feature whose mean is 0 where the covariance of both columns is what the aim takes."""
    (x, _, x_unit, x_spread), (t, _, t_unit, t_spread) = centred[aim.shift.column], centred[aim.shift.other]
    covariance = aim.goal * t_spread * (x_spread if aim.shift.what == "correlation" else t_spread)
    both = table[aim.shift.column].notna().to_numpy() & table[aim.shift.other].notna().to_numpy()
    return np.where(both, x * t - covariance / (x_unit * t_unit), 0.0)
