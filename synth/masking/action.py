"""What a step of the plan does to values: each function learns from a column and gives what masks it."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api import types

from synth.dataset import Column
from synth.learning.grid import Grid
from synth.masking.cipher import Cipher
from synth.masking.coarse import Prefix, Rare, by_period, by_share, by_width
from synth.masking.plan import Step, form_of
from synth.masking.pseudonym import number, pseudonyms
from synth.progress import Progress, quiet

Mask = Callable[[pd.Series, pd.DataFrame], pd.Series]
"""Called with values of the column and the rows of the table that they stand in."""
DAYS = 180
TOLD = 20_000
"""Pseudonyms made between two words of how far it is."""
SCALE = 0.1
_SURNAME = ("last", "sur", "family", "nach")


@dataclass(frozen=True)
class Setting:
    """What steps share. least: rows that a coarser value must stand for."""

    least: int
    cipher: Cipher
    rng: np.random.Generator
    progress: Progress = quiet


def mask_of(step: Step, column: Column, values: pd.Series, setting: Setting) -> Mask:
    """What masks values of the column as the step says."""
    made = _MAKERS[step.action](step, column, plain(values), setting)
    return lambda values, table: _typed(made(plain(values), table), values)


def renamed(step: Step, column: Column, values: pd.Series, cipher: Cipher) -> Callable:
    """What turns one value of the column into its pseudonym or hash."""
    options, numeric, most = step.options, form_of(values) == "number", 2**53
    if types.is_integer_dtype(values.dtype):
        most = min(int(np.iinfo(getattr(values.dtype, "numpy_dtype", values.dtype)).max), 2**63 - 1)
    if step.action == "hash" and numeric:
        return lambda value: type(value)(cipher.below(min(most, 2**53) + 1, repr(value), "hash"))
    if step.action == "hash":
        return lambda value: cipher.digest(str(value), "hash").hex()[:options.get("length", 16)]
    if numeric:
        return lambda value: number(value, cipher, most)
    surname = any(word in column.name.lower() for word in _SURNAME)
    turn = pseudonyms(cipher, options.get("as", "code"), int(options.get("keep", 0)), options.get("domain", False),
                      surname)
    return lambda value: turn(str(value))


def over_distinct(values: pd.Series, turn: Callable, progress: Progress = quiet) -> pd.Series:
    """Every value turned, each distinct one once; missing ones stay. Raises: Cancelled where progress says so."""
    codes, distinct = pd.factorize(values)
    made = np.empty(len(distinct) + 1, dtype=object)
    for at, value in enumerate(distinct.tolist()):
        if at and at % TOLD == 0:
            progress(at / len(distinct), f"pseudonyms: {at:,} of {len(distinct):,}")
        made[at] = turn(value)
    turned = pd.Series(made[codes], index=values.index, dtype=object)
    return turned.where(values.notna(), values.astype(object)).astype(values.dtype)


def _rename(step: Step, column: Column, values: pd.Series, setting: Setting) -> Mask:
    turn = renamed(step, column, values, setting.cipher)
    return lambda values, table: over_distinct(values, turn, setting.progress)


def _range(step: Step, column: Column, values: pd.Series, setting: Setting) -> Mask:
    if width := step.options.get("width"):
        made = by_width(values, float(width), setting.least)
    else:
        made = by_share(values, int(step.options.get("steps", 20)), setting.least)
    return lambda values, table: made(values)


def _period(step: Step, column: Column, values: pd.Series, setting: Setting) -> Mask:
    made = by_period(values, step.options.get("unit", "month"), setting.least)
    return lambda values, table: made(values)


def _prefix(step: Step, column: Column, values: pd.Series, setting: Setting) -> Mask:
    length = int(step.options.get("length", 3))
    if form_of(values) == "number":
        digits = len(str(int(values.abs().max()))) if values.notna().any() else 1
        made = by_width(values, float(10 ** max(digits - length, 0)), setting.least, middle=False)
    else:
        made = Prefix(values, length, setting.least)
    return lambda values, table: made(values)


def _other(step: Step, column: Column, values: pd.Series, setting: Setting) -> Mask:
    made = Rare(values, int(step.options.get("least", setting.least)))
    return lambda values, table: made(values)


def _shift(step: Step, column: Column, values: pd.Series, setting: Setting) -> Mask:
    """By whole days, the same for the whole table, or for all rows of one value of another column; never by none."""
    by, unit = step.options.get("by"), 7 if step.options.get("weekdays") else 1
    reach = max(int(step.options.get("days", DAYS)) // unit, 1)

    def days(whom) -> int:
        far = setting.cipher.below(2 * reach, "" if whom is None else str(whom), "shift")
        return unit * (far - reach if far < reach else far - reach + 1)

    def shift(values: pd.Series, table: pd.DataFrame) -> pd.Series:
        far = days(None) if by is None else table[by].set_axis(values.index).astype(object).map(days)
        zone, naive = values.dt.tz, values.dt.tz_localize(None)
        moved = (naive + pd.to_timedelta(far, unit="D")).astype(naive.dtype)
        if zone is None:
            return moved
        return moved.dt.tz_localize(zone, ambiguous=np.ones(len(moved), bool), nonexistent="shift_forward")
    return shift


def _noise(step: Step, column: Column, values: pd.Series, setting: Setting) -> Mask:
    """Normal noise of that many standard deviations, on the column's grid, inside what was seen."""
    grid = Grid(values)
    points, present = grid.points(values)
    known = points[present]
    spread = float(np.std(known.astype(float))) * float(step.options.get("scale", SCALE)) if len(known) else 0.0

    def noise(values: pd.Series, table: pd.DataFrame) -> pd.Series:
        points, present = grid.points(values)
        if not len(known):
            return values
        moved = setting.rng.normal(0.0, spread, len(points))
        if grid.step is not None:
            tick = int(grid.step)
            moved = np.rint(moved / tick).astype(np.int64) * tick
        return pd.Series(grid.values(np.clip(points + moved, known.min(), known.max()), ~present), index=values.index)
    return noise


def _suppress(step: Step, column: Column, values: pd.Series, setting: Setting) -> Mask:
    """Missing throughout; where the dtype knows no missing values, nought."""
    def suppress(values: pd.Series, table: pd.DataFrame) -> pd.Series:
        plain = isinstance(values.dtype, np.dtype) and values.dtype.kind in "iub"
        return pd.Series(0 if plain else None, index=values.index, dtype=object).astype(values.dtype)
    return suppress


_MAKERS = {"keep": lambda *_: lambda values, table: values, "pseudonym": _rename, "hash": _rename, "range": _range,
           "period": _period, "prefix": _prefix, "other": _other, "shift": _shift, "noise": _noise,
           "suppress": _suppress}


def plain(values: pd.Series) -> pd.Series:
    """Values of a category dtype as what they are, others as given."""
    if not isinstance(values.dtype, pd.CategoricalDtype):
        return values
    return values.astype(object).infer_objects() if values.hasnans else values.astype(values.dtype.categories.dtype)


def _typed(made: pd.Series, before: pd.Series) -> pd.Series:
    """In the dtype of before. Categories that went go from it, new ones join; where nothing changed it stays."""
    dtype = before.dtype
    if not isinstance(dtype, pd.CategoricalDtype):
        return made.astype(dtype) if made.dtype != dtype else made
    present = made.dropna().unique().tolist()
    if set(present) <= set(before.dropna().unique()) and made.equals(plain(before)):
        return before
    kept = [category for category in dtype.categories if category in set(present)]
    fresh = sorted((value for value in present if value not in set(dtype.categories)), key=str)
    return made.astype(pd.CategoricalDtype(kept + fresh, ordered=dtype.ordered and not fresh))
