"""Whole real rows, drawn with replacement."""

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.progress import Progress
from synth.technique import Technique, register


@register
class Resample(Technique):
    """Draws rows of the real table with replacement: every relation is kept, and nobody is protected.

    Source: Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics 7 (1979).
    """

    title = "Resampled rows"
    summary = "Draws whole rows of the real table with replacement (the bootstrap): what comes out are real rows."
    when = ("As the yardstick of the worst privacy there is, and for rehearsals inside the house; never for sharing, "
            "since every row is a real one.")
    family = "baseline"
    shareable = False

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        self.table_ = data.table

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        at = rng.integers(len(self.table_), size=rows)
        return pd.DataFrame({name: values.array.take(at) for name, values in self.table_.items()})

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        return 0.1 + 3e-8 * sampled * columns
