"""Which days and which times of day a condition on a moment leaves possible, each looked at without the other."""

import re

import numpy as np
import pandas as pd

from synth.conditions import Condition, Test
from synth.conditions.condition import tests_of
from synth.conditions.holds import Known, known, moment, tested
from synth.learning.clock import Clock

DAY = re.compile(r"\d{4}-\d\d-\d\d")
"""A day without a time."""


def day_may(condition: Condition, days: pd.Series, clock: Clock) -> np.ndarray:
    """Whether some time of each day, counted as in clocks, may meet the condition; bool (rows,)."""
    missing = days.isna().to_numpy()
    first, last = midnight(days, clock), midnight(days, clock, clock.day - 1)

    def day(test: Test) -> Known:
        if test.part in ("hour", "minute"):
            return _open(len(days))
        if test.part or test.operator in ("missing", "not missing"):
            return tested(test, pd.DataFrame({test.column: first}))
        if test.operator in ("==", "!=", "in", "not in"):
            named = pd.DatetimeIndex([moment(test.column, value).normalize() for value in test.values])
            on = first.dt.tz_localize(None).isin(named).to_numpy() & ~missing
            never, always = ~on & ~missing, np.zeros(len(days), dtype=bool)
            return (always, never) if test.operator in ("==", "in") else (never, always)
        ends = [tested(test, pd.DataFrame({test.column: end})) for end in (first, last)]
        both = tuple(np.logical_and(*each) for each in zip(*ends))
        if test.operator != "between":
            return both
        low, high = (moment(test.column, value).normalize() for value in test.values)
        wall = first.dt.tz_localize(None).dt.normalize()
        return both[0], ((wall < low) | (wall > high)).to_numpy()

    true, false = known(condition, day)
    return ~false & (~missing | true)


def midnight(days: pd.Series, clock: Clock, later: int = 0) -> pd.Series:
    """The first moment of each day, or one that many ticks later."""
    points = days.to_numpy(dtype=np.int64, na_value=0) * clock.day + later
    return pd.Series(clock.grid.values(points, days.isna().to_numpy()))


def time_may(condition: Condition, times: pd.Series, clock: Clock) -> np.ndarray:
    """Whether each time of day may meet the condition on some day; bool (rows,)."""
    points = times.to_numpy(dtype=np.int64) + clock.low // clock.day * clock.day
    moments = pd.Series(clock.grid.values(points, np.zeros(len(times), dtype=bool)))

    def time(test: Test) -> Known:
        return tested(test, pd.DataFrame({test.column: moments})) if test.part in ("hour", "minute") else _open(
            len(times))

    return ~known(condition, time)[1]


def _open(rows: int) -> Known:
    return np.zeros(rows, dtype=bool), np.zeros(rows, dtype=bool)


def of_days(condition: Condition) -> bool:
    """Whether the day of a moment alone tells if it meets the condition."""
    return all(test.part not in ("hour", "minute") and (test.part is not None or all(
        DAY.fullmatch(str(value)) for value in test.values)) for test in tests_of(condition))


def of_times(condition: Condition) -> bool:
    """Whether the time of day alone tells if a moment that is there meets the condition."""
    return all(test.part in ("hour", "minute") for test in tests_of(condition))
