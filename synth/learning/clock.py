"""Moments that carry a time of day, learned as a day and a clock time, so that daily rhythms are kept."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.dataset import Column, Dataset, Kind
from synth.learning.grid import Grid


@dataclass(frozen=True)
class Clock:
    """How to put one column together again: its clock column, its grid, ticks in a day,
    and the ticks it lies between."""

    column: str
    grid: Grid
    day: int
    low: int
    high: int


def apart(data: Dataset, rng: np.random.Generator) -> tuple[Dataset, dict[str, Clock]]:
    """The dataset with such columns as whole days, their clock times as further columns; and how to undo it, by name.

    Where a moment is missing its day is, and its clock time is one of the others', by chance. Dates without times, and
    moments of a single day, stay as they are.
    """
    table, columns, clocks = data.table.copy(deep=False), list(data.columns), {}
    for i, column in enumerate(data.columns):
        values = data.table[column.name]
        if column.kind is not Kind.MOMENT or values.dtype.kind != "M" or values.isna().all():
            continue
        grid = Grid(values)
        points, present = grid.points(values)
        unit = getattr(values.dtype, "unit", None) or np.datetime_data(values.dtype)[0]
        day = int(np.timedelta64(1, "D") / np.timedelta64(1, unit))
        days, times = np.divmod(points, day)
        if np.ptp(times[present]) == 0 or np.ptp(days[present]) == 0:
            continue
        name = f"{column.name} (time of day)"
        while name in table:
            name += "'"
        times = np.where(present, times, rng.choice(times[present], len(times)))
        known = pd.Series(days, index=table.index)
        table[column.name] = known if present.all() else known.astype("Int64").where(present)
        table[name] = times
        columns[i] = Column(column.name, Kind.INTEGER, column.missing)
        columns.append(Column(name, Kind.INTEGER))
        clocks[column.name] = Clock(name, grid, day, int(points[present].min()), int(points[present].max()))
    return Dataset(data.name, table, tuple(columns), data.target), clocks


def together(table: pd.DataFrame, clocks: dict[str, Clock]) -> pd.DataFrame:
    """Drawn days and clock times as moments again, never outside the span that was learned."""
    for name, clock in clocks.items():
        missing = table[name].isna().to_numpy()
        days = table[name].to_numpy(dtype=np.int64, na_value=0) if missing.any() else table[name].to_numpy(
            dtype=np.int64)
        points = np.clip(days * clock.day + table[clock.column].to_numpy(dtype=np.int64), clock.low, clock.high)
        table[name] = clock.grid.values(points, missing)
    return table.drop(columns=[clock.column for clock in clocks.values()])
