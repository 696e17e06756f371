"""A numeric column as plain floats, and floats as values of that column."""

import numpy as np
import pandas as pd

from synth.dataset import Dataset, Kind
from synth.learning.grid import Grid
from synth.learning.relations.rounding import Rounding, scaled_float

LARGEST = 2.0**52
"""Numbers above this are not exact as floats; their columns take part in no rule."""


class Axis:
    """A column's grid with a unit: moments are counted in days from the first day seen, numbers as they are."""

    def __init__(self, values: pd.Series):
        self.grid_ = Grid(values)
        points, present = self.grid_.points(values)
        self.moment = values.dtype.kind == "M"
        least = points[present].min() if present.any() else points.dtype.type(0)
        self.unit_ = float(_ticks(values)) if self.moment else self.grid_.scale or 1.0
        self.origin_ = least // int(self.unit_) * int(self.unit_) if self.moment else points.dtype.type(0)
        self.base_ = least

    @property
    def step(self) -> float:
        """The least distance of two values, in units; 0 without a grid."""
        return 0.0 if self.grid_.step is None else float(self.grid_.step) / self.unit_

    def numbers(self, values: pd.Series) -> np.ndarray:
        """float64 (rows,), in units; NaN where missing."""
        points, present = self.grid_.points(values)
        return np.where(present, (points - self.origin_) / self.unit_, np.nan)

    def steps(self, numbers: np.ndarray, rounding: Rounding = scaled_float) -> np.ndarray:
        """How many steps of the grid each number lies above the least value seen, rounded, float64."""
        if self.grid_.step is None:
            return numbers
        least, step = float(self.base_ - self.origin_), float(self.grid_.step)
        if least % step == 0:  # the grid goes through zero: to the even one means even from there
            return rounding(numbers, self.unit_ / step) - least / step
        return rounding(numbers - least / self.unit_, self.unit_ / step)

    def values(self, steps: np.ndarray):
        """Values of the column's dtype that many steps above the least; NaN gives missing ones."""
        missing = np.isnan(steps)
        filled = np.where(missing, 0.0, steps)
        points = filled if self.grid_.step is None else self.base_ + filled.astype(np.int64) * int(self.grid_.step)
        return self.grid_.values(points, missing)


def axes(data: Dataset, without: frozenset[str]) -> dict[str, Axis]:
    """An axis for each numeric column that varies and is not too large, but those named."""
    made = {}
    for name in data.of_kind(Kind.INTEGER, Kind.REAL, Kind.MOMENT):
        values = data.table[name]
        if name in without or values.dtype.kind not in "iufM" or values.nunique() < 2:
            continue
        if values.dtype.kind != "M" and float(np.abs(values.astype(float)).max()) > LARGEST:
            continue
        made[name] = Axis(values)
    return made


def _ticks(values: pd.Series) -> int:
    """Ticks of time in a day."""
    unit = getattr(values.dtype, "unit", None) or np.datetime_data(values.dtype)[0]
    return int(np.timedelta64(1, "D") / np.timedelta64(1, unit))
