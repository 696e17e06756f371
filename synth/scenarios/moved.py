"""Columns moved as they are asked to, row by row; what hangs on them is taken from rows that had that value already."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from synth.dataset import Column, Kind
from synth.scenarios.change import TIED
from synth.scenarios.moments import Aim, figure, values

NEAREST = 8
"""Rows nearest to the moved values, one of which gives the other columns."""
APART = 10.0
"""How far, in standard deviations, rows of different balanced levels are held from each other."""

GAP = -1000.0
"""Where missing values are held, in standard deviations."""


def moved(
    aimed: Sequence[Aim],
    rows: pd.DataFrame,
    pool: pd.DataFrame,
    apart: Sequence[str],
    columns: Mapping[str, Column],
    rng: np.random.Generator,
) -> tuple[pd.DataFrame, float]:
    """As many rows as there were, and the share of them beyond all values of the pool, 0..1.

    pool: rows as they come by themselves, that give the columns not shifted; apart: balanced columns, which stay as
    they are.
    """
    held = list(dict.fromkeys(name for aim in aimed for name in aim.shift.columns))
    rows = rows.copy()
    for aim in sorted(aimed, key=lambda each: each.shift.what in TIED):
        name = aim.shift.column
        moved_to = _moved(aim, rows, columns)
        if columns[name].kind is Kind.MOMENT:
            rows[name] = _later(rows[name], moved_to - values(rows, name, columns), rng)
        else:
            rows[name] = _stored(moved_to, rows[name], columns[name].kind)
    asked, known = (
        np.column_stack([*(_scaled(each, pool, name, columns) for name in held), _levels(each, pool, apart)])
        for each in (rows, pool)
    )
    beyond = (
        (
            (asked < np.where(known > GAP, known, np.inf).min(axis=0) - 1e-9) & (asked > GAP)
            | (asked > known.max(axis=0) + 1e-9)
        )
        .any(axis=1)
        .mean()
    )
    taken = pool.iloc[_donors(asked, known, rng)].reset_index(drop=True)
    for name in [*held, *apart]:
        taken[name] = rows[name].to_numpy() if isinstance(rows[name].dtype, np.dtype) else rows[name].array
    return taken, float(beyond)


def _moved(aim: Aim, rows: pd.DataFrame, columns: Mapping[str, Column]) -> np.ndarray:
    """The column's numbers, days from 1970 of a date, as the aim has them; NaN where missing."""
    shift, timed = aim.shift, columns[aim.shift.column].kind is Kind.MOMENT
    x = values(rows, shift.column, columns)
    now = figure(shift, rows, columns)
    if not np.isfinite(now):
        return x
    if shift.what == "mean":  # what never was negative is stretched, so that it does not become so
        stretched = not timed and np.nanmin(x) >= 0 and now > 0 and aim.goal > 0
        return x * (aim.goal / now) if stretched else x + (aim.goal - now)
    if shift.what == "spread":
        return np.nanmean(x) + (x - np.nanmean(x)) * (aim.goal / now if now else 1.0)
    t = values(rows, shift.other, columns)
    t = np.where(np.isnan(t), np.nanmean(t), t)
    t = t - t.mean()
    if shift.what in ("trend", "growth"):
        return x + aim.slope(aim.goal - now, float(np.nanmean(x))) * t
    rest = (x - np.nanmean(x)) / np.nanstd(x) - now * t / t.std()
    rest = rest / (np.nanstd(rest) or 1.0)
    mixed = aim.goal * t / t.std() + np.sqrt(1 - aim.goal**2) * rest
    present = ~np.isnan(x)
    ranks = np.argsort(np.argsort(mixed[present], kind="stable"), kind="stable")
    x[present] = np.sort(x[present])[ranks]  # its own values, in another order
    return x


def _later(dates: pd.Series, days: np.ndarray, rng: np.random.Generator) -> pd.Series:
    """The dates so many days later, each by whole days, up or down as chance has it, so that times of day stay.

    Raises: ValueError where the column holds no moments that can be moved.
    """
    if dates.dtype.kind != "M":
        raise ValueError(f"The dates of '{dates.name}' are stored as {dates.dtype}, which cannot be moved so far.")
    whole = np.floor(np.nan_to_num(days) + rng.random(len(days)))
    return (dates + pd.Series(pd.to_timedelta(whole, "D"), index=dates.index)).astype(dates.dtype)


def _stored(found: np.ndarray, like: pd.Series, kind: Kind) -> pd.Series:
    """The numbers in the column's dtype, whole where it holds whole ones; missing where they are NaN."""
    found = np.round(found) if kind is Kind.INTEGER else found
    if not np.isnan(found).any():
        return pd.Series(found, index=like.index).astype(like.dtype)
    return like.where(np.isnan(found), pd.Series(np.nan_to_num(found), index=like.index).astype(like.dtype))


def _scaled(table: pd.DataFrame, pool: pd.DataFrame, name: str, columns: Mapping[str, Column]) -> np.ndarray:
    """A column in standard deviations of the pool; missing values lie apart from all others, by themselves."""
    asked, known = (values(each, name, columns) for each in (table, pool))
    z = (asked - np.nanmean(known)) / (np.nanstd(known) or 1.0)
    return np.where(np.isnan(z), GAP, z)


def _levels(table: pd.DataFrame, pool: pd.DataFrame, apart: Sequence[str]) -> np.ndarray:
    """(rows, levels) that hold rows of different levels of the balanced columns from each other."""
    indicated = [
        np.where(table[name].astype(object).isin([level]).to_numpy(), APART, 0.0)
        for name in apart
        for level in pool[name].dropna().unique()
    ]
    return np.column_stack(indicated) if indicated else np.empty((len(table), 0))


def _donors(asked: np.ndarray, known: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """For each row asked the place of one of the nearest known ones; ties fall as chance has it."""
    from scipy.spatial import cKDTree

    jitter = 1e-6 * rng.standard_normal(known.shape)
    near = cKDTree(known + jitter).query(asked, k=min(NEAREST, len(known)))[1].reshape(len(asked), -1)
    return near[np.arange(len(asked)), rng.integers(0, near.shape[1], len(asked))]
