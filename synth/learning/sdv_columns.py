"""Columns as the floats and labels that SDV takes without complaint, and back again, dtype for dtype."""

import numpy as np
import pandas as pd

from synth.learning.encoding import Grid

GONE, THERE = "missing", "there"


class Coded:
    """A column as floats or labels under a name and, where values are missing, as labels under "name?" that say which.

    So SDV learns what goes with missing. A gap is filled with the value before it, which leaves the distribution of the
    rest nearly as it is. What is drawn is corrected to the share of missing values seen, as SDV's own way of drawing
    them guarantees; a network that has seen little data is far off otherwise.
    """

    def __init__(self, values: pd.Series, numeric: bool):
        missing = values.isna().to_numpy()
        self.share_ = missing.mean()
        self.gaps_ = missing if 0 < self.share_ < 1 else None
        last = np.maximum.accumulate(np.where(missing, (~missing).argmax(), np.arange(len(values))))
        filled = values.take(last)
        self.codec_ = Numbers(filled) if numeric and filled.nunique() > 1 else Levels(filled)

    def encode(self, name: str) -> dict[str, np.ndarray]:
        """What to send; nothing for a column of a single value. Forgets the rows: a fitted model is to hold none."""
        coded, self.codec_.coded_ = self.codec_.coded_, None
        gaps, self.gaps_ = self.gaps_, None
        sent = {} if coded is None else {name: coded}
        return sent if gaps is None else sent | {f"{name}?": np.where(gaps, GONE, THERE).astype(object)}

    def decode(self, name: str, drawn: pd.DataFrame, rng: np.random.Generator) -> pd.api.extensions.ExtensionArray:
        """Values of the dtype that came in for the rows that SDV drew."""
        values = self.codec_.decode(drawn[name].to_numpy() if name in drawn else np.zeros(len(drawn), dtype=int))
        if f"{name}?" not in drawn:
            return values
        missing = (drawn[f"{name}?"] == GONE).to_numpy()
        off = round(len(drawn) * self.share_) - missing.sum()
        missing[rng.choice(np.flatnonzero(missing == (off < 0)), abs(off), replace=False)] = off > 0
        return pd.Series(values).mask(missing).array


class Levels:
    """Values as labels "0", "1" ...; a single one is not coded at all."""

    def __init__(self, values: pd.Series):
        codes, _ = pd.factorize(values, use_na_sentinel=False)
        _, first = np.unique(codes, return_index=True)
        self.levels_ = values.array.take(first)
        self.coded_ = codes.astype(str).astype(object) if len(first) > 1 else None

    def decode(self, coded: np.ndarray) -> pd.api.extensions.ExtensionArray:
        return self.levels_.take(coded.astype(int))


class Numbers:
    """Numbers or moments as floats, counted from the least one in steps of their grid.

    So large integers and nanoseconds fit a float, and what comes back has no more digits than what went in.
    """

    def __init__(self, values: pd.Series):
        self.grid_ = Grid(values)
        points, _ = self.grid_.points(values)
        self.start_, self.step_ = points.min(), self.grid_.step
        # Read as unsigned, a difference of two int64 is right even where it overflows as a signed one.
        offsets = points - self.start_ if self.step_ is None else (points - self.start_).view(np.uint64) // self.step_
        self.span_, self.coded_ = offsets.max(), offsets.astype(float)

    def decode(self, coded: np.ndarray) -> pd.api.extensions.ExtensionArray:
        """Values on the grid and within the range seen."""
        offsets = np.maximum(coded.astype(float), 0)
        if self.step_ is None:
            points = self.start_ + np.minimum(offsets, self.span_)
        else:
            # A span near 2**64 has no float of its own, and a float of 2**64 no unsigned integer.
            steps = np.minimum(np.rint(np.minimum(offsets, 2.0**64 - 2048)).astype(np.uint64), self.span_)
            points = (self.start_.view(np.uint64) + steps * self.step_).view(np.int64)
        return pd.Series(self.grid_.values(points, np.zeros(len(points), dtype=bool))).array
