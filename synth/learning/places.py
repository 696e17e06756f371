"""Real rows as places beside and between which others can be put: levels of numbers, codes of the rest."""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.learning.clock import apart
from synth.learning.coding import Coding, coded
from synth.learning.grid import Grid
from synth.progress import Progress, quiet

BINS = 400
"""Quantile bins by which a number settles another column."""


class Scale:
    """A number column as levels in (0, 1), the share of values below; every value keeps its place to the digit.

    Values between two of the column lie between their levels, on the column's grid; equal values share a stretch of
    levels, so that a frequent value is met as often as it was. NaN stands for what is missing.
    """

    def __init__(self, values: pd.Series):
        self.grid_ = Grid(values)
        points, present = self.grid_.points(values)
        self.sorted_ = np.sort(points[present])

    def levels(self, values: pd.Series, rng: np.random.Generator) -> np.ndarray:
        """The level of each value of the column, (rows,)."""
        points, present = self.grid_.points(values)
        first, behind = (np.searchsorted(self.sorted_, points, side=side) for side in ("left", "right"))
        place = first + 0.5 + rng.random(len(points)) * np.maximum(behind - first - 1, 0)
        return np.where(present, place / max(len(self.sorted_), 1), np.nan)

    def values(self, level: np.ndarray):
        """The value at each level, of the column's dtype."""
        missing, rows = np.isnan(level), len(self.sorted_)
        if not rows:
            return self.grid_.values(np.zeros(len(level), dtype=self.sorted_.dtype), np.ones(len(level), dtype=bool))
        place = np.clip(np.where(missing, 0.5, level) * rows - 0.5, 0, rows - 1)
        at = place.astype(np.int64)
        low, high = self.sorted_[at], self.sorted_[np.minimum(at + 1, rows - 1)]
        return self.grid_.values(self.grid_.between(low, self.grid_.steps(low, high), place - at), missing)


@dataclass(frozen=True)
class Places:
    """The rows of a table by column: levels of numbers, NaN where missing, and codes of the others, each (rows,).

    Columns that another one settles are left out and follow.
    """

    coding: Coding
    scale: dict[str, Scale]
    level: dict[str, np.ndarray]
    code: dict[str, np.ndarray]

    def table(self, level: dict[str, np.ndarray], code: dict[str, np.ndarray],
              rng: np.random.Generator) -> pd.DataFrame:
        """Other levels and codes as a table of values, with the columns that they settle."""
        values = {name: self.scale[name].values(level[name]) if made.ordered else made.decode(code[name], rng)
                  for name, made in self.coding.free.items()}
        return self.coding.table(values, rng)


def places(data: Dataset, rng: np.random.Generator) -> Places:
    """The places of a table's rows."""
    data, clocks = apart(data, rng)
    coding, codes = coded(data, BINS, rng)
    scale = {name: Scale(data.table[name]) for name, made in coding.free.items() if made.ordered}
    level = {name: each.levels(data.table[name], rng) for name, each in scale.items()}
    code = {name: each for name, each in codes.items() if name not in scale}
    return Places(replace(coding, clocks=clocks), scale, level, code)


def neighbours(real: Places, most: int, rng: np.random.Generator, progress: Progress = quiet,
               block: int = 2000) -> np.ndarray:
    """Positions of each row's nearest others, (rows, up to `most`); at least one, which is the row itself if alone.

    Looked for in random blocks of rows, so that the work grows with the rows and not with their square. Distance adds
    squared differences of levels, and 1 for other categories or where one of two is missing.
    """
    rows = len(next(iter((real.level | real.code).values())))
    parts = np.array_split(rng.permutation(rows), max(-(-rows // block), 1))
    kept = min(most, min(len(part) for part in parts) - 1)
    found = np.empty((rows, max(kept, 1)), dtype=np.int64)
    for i, part in enumerate(parts):
        progress(i / len(parts), "looking for neighbours")
        distance = np.zeros((len(part), len(part)), dtype=np.float32)
        for each in real.code.values():
            distance += each[part, None] != each[part]
        for each in real.level.values():
            at, gone = each[part].astype(np.float32), np.isnan(each[part])
            distance += np.where(gone[:, None] | gone, gone[:, None] != gone, np.square(at[:, None] - at))
        np.fill_diagonal(distance, np.inf)
        found[part] = part[np.argpartition(distance, kept - 1, axis=1)[:, :kept]] if kept else part[:, None]
    return found
