"""What a technique can do beyond learning and drawing: it says so by having the method."""

from typing import Protocol, runtime_checkable

import numpy as np
import pandas as pd

from synth.conditions import Condition
from synth.dataset import Dataset
from synth.progress import Progress


@runtime_checkable
class Previews(Protocol):
    """A technique that can show what it would learn before it is run."""

    def preview(self, data: Dataset) -> list[dict]:
        """One record per line of a table to be shown under the form."""


@runtime_checkable
class Steered(Protocol):
    """A technique that draws towards a condition, instead of drawing until enough rows happen to meet it."""

    def draw_where(self, rows: int, rng: np.random.Generator, where: Condition, progress: Progress) -> pd.DataFrame:
        """Exactly that many rows for the columns learned, all of which meet the condition. Raises: ValueError."""


@runtime_checkable
class Fills(Protocol):
    """A technique that draws the gaps of a row given its other cells, instead of taking them from rows it made."""

    def fill_rows(
        self, rows: pd.DataFrame, draws: int, rng: np.random.Generator, progress: Progress
    ) -> list[pd.DataFrame]:
        """That many tables of those rows, each with a value in every gap, drawn given what is given in the row.

        rows: the columns learned, values that were seen or lie beside those seen, missing where there is a gap. Columns
        of which no value was ever there stay missing; values given may come back as they were learned,
        for they are put back.
        """
