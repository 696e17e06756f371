"""Columns as the floats and labels that SDV takes without complaint, and back again, dtype for dtype."""

import numpy as np
import pandas as pd

from synth.encoding import Grid


class Levels:
    """A column as labels "0", "1" ..., one of which may stand for missing. A single level is not sent at all."""

    def __init__(self, values: pd.Series):
        codes, _ = pd.factorize(values, use_na_sentinel=False)
        _, first = np.unique(codes, return_index=True)
        self.levels_ = values.array.take(first)
        self.coded_ = codes.astype(str).astype(object)

    def encode(self, name: str) -> dict[str, np.ndarray]:
        """Labels under that name, one a row; nothing for a single level. Forgets them: a fitted model holds no rows."""
        coded, self.coded_ = self.coded_, None
        return {name: coded} if len(self.levels_) > 1 else {}

    def decode(self, name: str, coded: pd.DataFrame) -> pd.api.extensions.ExtensionArray:
        """Values for the labels under that name."""
        return self.levels_.take(coded[name].to_numpy().astype(int) if len(self.levels_) > 1 else np.zeros(len(coded), dtype=int))


class Numbers:
    """A column of numbers or moments as floats; where values are missing, a label column "name?" says which.

    Values are counted from the least one in steps of their grid, so that large integers and nanoseconds fit a float
    and what comes back has no more digits than what went in. A missing number is filled with the one before it, which
    leaves the distribution of the rest nearly as it is.
    """

    def __init__(self, values: pd.Series):
        self.grid_ = Grid(values)
        points, present = self.grid_.points(values)
        self.start_, self.step_ = points[present].min(), self.grid_.step
        # Read as unsigned, a difference of two int64 is right even where it overflows as a signed one.
        offsets = points - self.start_ if self.step_ is None else (points - self.start_).view(np.uint64) // self.step_
        self.span_ = offsets[present].max()
        last = np.maximum.accumulate(np.where(present, np.arange(len(values)), present.argmax()))
        self.coded_ = offsets[last].astype(float)
        self.labels_ = None if present.all() else np.where(present, "there", "missing").astype(object)

    def encode(self, name: str) -> dict[str, np.ndarray]:
        """Floats under that name and, where any is missing, labels under "name?". Forgets them, as Levels does."""
        coded, labels = self.coded_, self.labels_
        self.coded_ = self.labels_ = None
        return {name: coded} if labels is None else {name: coded, f"{name}?": labels}

    def decode(self, name: str, coded: pd.DataFrame) -> pd.api.extensions.ExtensionArray:
        """Values on the grid and within the range seen."""
        offsets = np.maximum(coded[name].to_numpy(dtype=float), 0)
        if self.step_ is None:
            points = self.start_ + np.minimum(offsets, self.span_)
        else:
            # A span near 2**64 has no float of its own, and a float of 2**64 no unsigned integer.
            steps = np.minimum(np.rint(np.minimum(offsets, 2.0**64 - 2048)).astype(np.uint64), self.span_)
            points = (self.start_.view(np.uint64) + steps * self.step_).view(np.int64)
        missing = coded[f"{name}?"] == "missing" if f"{name}?" in coded else np.zeros(len(coded), dtype=bool)
        return self.grid_.values(points, np.asarray(missing))
