"""Rows under a condition that so many meet anyway that nothing is drawn towards it."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from synth.conditions import Condition, holds
from synth.learning.steer import Steer

if TYPE_CHECKING:
    from synth.learning.guided import Guided

OPEN, ENOUGH, LATER = 0.45, 1.2, 0.1
"""The share of rows that has to meet it; ENOUGH times as many rows as should do are drawn at first, so that they
often do; not many, LATER of them, are drawn later."""
MOST = 2**18
"""Whole rows drawn at a time, at most."""


class Open:
    """share: of the model's rows that meet the condition; 0 where too few do, or where that is not known."""

    def __init__(self, model: "Guided", where: Condition):
        self.model, self.where, self.share = model, where, 0.0
        self.ready_: list[pd.DataFrame] = []

    def tried(self, rows: int, guess: float, trial: int | None, rng: np.random.Generator) -> int:
        """How many rows were drawn to see whether enough do; those that meet it are kept, if so.

        trial: rows to draw; None for as many as `rows` need where the share `guess` meets the condition.
        """
        trial = trial or int(ENOUGH * rows / guess) + 10
        met = self._met(trial, rng)
        if len(met) > OPEN * trial:
            self.share, self.ready_ = len(met) / trial, [met]
        return trial

    def rows(self, count: int, rng: np.random.Generator) -> pd.DataFrame:
        """About that many rows: what is kept of the trial, and as many more as are wanted."""
        ready, self.ready_ = self.ready_, []
        left = count - sum(map(len, ready))
        if left > LATER * count:
            ready = [*ready, self._met(int(min(left / self.share, MOST)) + 1, rng)]
        return pd.concat(ready, ignore_index=True)

    def _met(self, count: int, rng: np.random.Generator) -> pd.DataFrame:
        """Those of as many rows drawn under no condition that meet it."""
        table = self.model.finish(*self.model.draw(count, rng, Steer()), rng)
        return table[holds(self.where, table)]
