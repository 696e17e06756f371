"""Coarser values: numbers and moments by ranges and periods, texts by what they begin with, rare ones as 'other'."""

import numpy as np
import pandas as pd

from synth.learning.grid import Grid

UNITS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y"}
OTHER = "other"
SWALLOWED = 3
"""Times the least number of rows that a value may have to be put with 'other' for company."""


class Steps:
    """Numbers or moments as steps: every value gives its step's representative, on the column's own grid.

    Steps with fewer than `least` rows are joined with a neighbour. The representative is what `usual` gives
    for a step, if inside the values seen; else the value that holds more than half of its rows; else their mean.
    """

    def __init__(self, grid: Grid, points: np.ndarray, bins: np.ndarray, rows: np.ndarray, least: int, usual=None):
        """points: distinct grid points, sorted; bins: the step that each belongs to, rising; rows: rows at each."""
        self.grid_ = grid
        first = _joined(bins, rows, least)
        self.start_ = points[first]
        ends = np.append(first[1:], len(points))
        told = [_representative(points[a:b], rows[a:b], grid.step) for a, b in zip(first, ends)]
        self.value_ = np.array(told, dtype=points.dtype)
        if usual is not None and len(points):
            wanted = usual(points[first], points[ends - 1])
            inside = (wanted >= points[0]) & (wanted <= points[-1])
            self.value_ = np.where(inside, wanted, self.value_)

    def __call__(self, values: pd.Series) -> pd.Series:
        points, present = self.grid_.points(values)
        if not len(self.start_):
            return values
        step = np.maximum(np.searchsorted(self.start_, points, side="right") - 1, 0)
        return pd.Series(self.grid_.values(self.value_[step], ~present), index=values.index)


def by_share(values: pd.Series, steps: int, least: int) -> Steps:
    """About that many steps of equal shares of the rows; a value as frequent as a step is a step of its own."""
    grid, points, rows = _counted(values)
    if len(points) <= steps:
        return Steps(grid, points, np.arange(len(points)), rows, least)
    size = rows.sum() / steps
    frequent = rows >= size
    before = np.cumsum(np.where(frequent, 0, rows)) - np.where(frequent, 0, rows)
    fresh = np.ones(len(points), dtype=bool)
    fresh[1:] = frequent[1:] | frequent[:-1] | (before[1:] // size != before[:-1] // size)
    return Steps(grid, points, np.cumsum(fresh), rows, least)


def by_width(values: pd.Series, width: float, least: int, middle: bool = True) -> Steps:
    """Ranges of that width, counted from zero; told by their middle, or by their lower end."""
    grid, points, rows = _counted(values)
    scale = grid.scale or 1.0
    step = float(grid.step) if grid.step is not None else None

    def usual(low: np.ndarray, high: np.ndarray) -> np.ndarray:
        start, end = np.floor(low / scale / width) * width, (np.floor(high / scale / width) + 1) * width
        told = ((start + end) / 2 if middle else start) * scale
        return told if step is None else np.rint(told).astype(np.int64)
    return Steps(grid, points, np.floor(points / scale / width), rows, least, usual)


def by_period(values: pd.Series, unit: str, least: int) -> Steps:
    """Days, weeks, months, quarters or years, told by their first moment."""
    grid, points, rows = _counted(values)
    ticks = f"M8[{values.dt.unit}]"

    def starts(at: np.ndarray) -> np.ndarray:
        begun = pd.DatetimeIndex(at.view(ticks)).to_period(UNITS[unit]).start_time
        return begun.as_unit(values.dt.unit).asi8
    return Steps(grid, points, starts(points), rows, least, lambda low, high: starts(low))


def _counted(values: pd.Series) -> tuple[Grid, np.ndarray, np.ndarray]:
    """The column's grid, its distinct points in order, and the rows at each."""
    grid = Grid(values)
    points, present = grid.points(values)
    return grid, *np.unique(points[present], return_counts=True)


def _joined(bins: np.ndarray, rows: np.ndarray, least: int) -> np.ndarray:
    """Where steps begin once neighbours are joined until each holds `least` rows; the last joins the one before."""
    if not len(bins):
        return np.zeros(0, dtype=int)
    starts = np.flatnonzero(np.append(True, bins[1:] != bins[:-1]))
    kept, held = [], least
    for start, count in zip(starts.tolist(), np.add.reduceat(rows, starts).tolist()):
        if held >= least:
            kept.append(start)
            held = 0
        held += count
    if held < least and len(kept) > 1:
        kept.pop()
    return np.array(kept)


def _representative(points: np.ndarray, rows: np.ndarray, step):
    """The value of more than half of the rows, else their mean, on the grid."""
    if 2 * rows.max() > rows.sum():
        return points[rows.argmax()]
    from_first = points - points[0]
    mean = float(np.average(from_first.astype(float), weights=rows))
    return points[0] + (mean if step is None else int(step) * round(mean / float(step)))


class Prefix:
    """Texts cut to what they begin with, the rest as '*': as many characters as leave `least` rows together."""

    def __init__(self, values: pd.Series, length: int, least: int):
        rest = values.dropna().astype(str)
        self.length_, self.known_ = length, set()
        for cut in range(length, 0, -1):
            heads = rest.str[:cut]
            held = heads.map(heads.value_counts()) >= least
            self.known_ |= set(heads[held])
            rest = rest[~held]

    def __call__(self, values: pd.Series) -> pd.Series:
        return values.map(lambda text: self._cut(str(text)), na_action="ignore")

    def _cut(self, text: str) -> str:
        kept = next((cut for cut in range(self.length_, 0, -1) if text[:cut] in self.known_), 0)
        return text[:kept] + "".join("*" if c.isalnum() else c for c in text[kept:])


class Rare:
    """Values with fewer than `least` rows as 'other', with the next rarest where they are too few together.

    They become the most frequent value instead where values are no texts, or where 'other' would swallow a value of
    many rows. A column of one value stays.
    """

    def __init__(self, values: pd.Series, least: int):
        counts = values.value_counts(sort=False)
        counts = counts[counts > 0].sort_values(kind="stable")
        together, rare = counts.cumsum().to_numpy(), int((counts < least).sum()) if len(counts) > 1 else 0
        enough = max(rare, int(np.searchsorted(together, least)) + 1) if rare else 0
        texts = all(isinstance(value, str) for value in counts.index)
        other = rare and texts and counts.iloc[enough - 1] <= SWALLOWED * least
        self.common_ = set(counts.index[enough if other else rare:])
        self.rest_ = OTHER if other or not len(counts) else counts.index[-1]

    def __call__(self, values: pd.Series) -> pd.Series:
        return values.where(values.isna() | values.isin(self.common_), self.rest_)
