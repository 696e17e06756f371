"""The points that a numeric column stands on: whole numbers, decimals, ticks of time."""

import numpy as np
import pandas as pd

DECIMALS = 9
"""More decimals than this are no grid."""


class Grid:
    """The points that a numeric column can take: multiples of a step from whole numbers, decimals or ticks of time.

    Values without a grid (more than DECIMALS decimals) stay as they are, and anything between two is possible.
    """

    def __init__(self, values: pd.Series):
        self.dtype, self.scale, self.step = values.dtype, None, None
        points, present = self.points(values)
        if points.dtype.kind == "f":
            self.scale = self._decimals(points[present])
            points, present = self.points(values)
        if points.dtype.kind == "i":
            gaps = np.diff(np.unique(points[present]).view(np.uint64))
            self.step = np.uint64(max(np.gcd.reduce(gaps), 1) if len(gaps) else 1)

    def _decimals(self, values: np.ndarray) -> float | None:
        dtype = np.float32 if str(self.dtype).lower() == "float32" else np.float64
        largest = np.abs(values).max(initial=0.0)
        for scale in 10.0 ** np.arange(DECIMALS + 1):
            rounded = (np.rint(values * scale) / scale).astype(dtype)
            if largest * scale < 2**52 and np.array_equal(rounded, values.astype(dtype)):
                return scale
        return None

    def points(self, values: pd.Series) -> tuple[np.ndarray, np.ndarray]:
        """Grid points, int64 or where there is no grid float64, and whether each value is present."""
        present = values.notna().to_numpy()
        if values.dtype.kind == "M":
            # wall time, so that midnights stay midnights where a zone changes its clocks
            return pd.DatetimeIndex(values.dt.tz_localize(None)).asi8, present
        if values.dtype.kind in "iu":
            filled = values.fillna(0) if not present.all() else values
            return filled.to_numpy(dtype=np.int64), present
        floats = np.where(present, values.to_numpy(dtype=np.float64, na_value=np.nan), 0.0)
        return (floats, present) if self.scale is None else (np.rint(floats * self.scale).astype(np.int64), present)

    def steps(self, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """How far it is from low to high, in steps of the grid, float64; without a grid the plain difference."""
        if self.step is None:
            return high - low
        return ((high.view(np.uint64) - low.view(np.uint64)) // self.step).astype(float)

    def between(self, low: np.ndarray, steps: np.ndarray, within: np.ndarray) -> np.ndarray:
        """The grid point a share `within` in [0, 1) of the way from low to low + steps, both included."""
        if self.step is None:
            return low + within * steps
        taken = np.minimum(np.floor(within * (steps + 1.0)), steps).astype(np.uint64)
        return (low.view(np.uint64) + self.step * taken).view(np.int64)

    def values(self, points: np.ndarray, missing: np.ndarray):
        """Values of the column's dtype at these grid points."""
        if self.dtype.kind == "M":
            zone = getattr(self.dtype, "tz", None)
            unit = self.dtype.unit if zone is not None else np.datetime_data(self.dtype)[0]
            moments = pd.DatetimeIndex(points.view(f"M8[{unit}]"))
            if zone is not None:
                moments = moments.tz_localize(zone, ambiguous=np.ones(len(points), bool), nonexistent="shift_forward")
            return moments.where(~missing).array if missing.any() else moments.array
        if self.dtype.kind == "f" and self.scale is not None:
            points = points / self.scale
        if isinstance(self.dtype, np.dtype) and self.dtype.kind != "O":
            return np.where(missing, np.nan, points).astype(self.dtype) if missing.any() else points.astype(self.dtype)
        filled = pd.Series(points).astype(self.dtype)
        return (filled.mask(missing) if missing.any() else filled).array
