"""Every column shuffled by itself."""

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.progress import Progress
from synth.technique import Technique, register


@register
class Shuffle(Technique):
    """Resamples each column on its own: marginals stay, every relation between columns goes.

    Source: Breiman, "Random forests" (2001), whose unsupervised forest contrasts data with its independent shuffle.
    """

    title = "Shuffled columns"
    summary = "Draws each column on its own from the real values, so that every relation between columns is lost."
    when = "As the yardstick that any technique must beat; not for use in its place."
    family = "baseline"

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        self.table_ = data.table

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        def column(values: pd.Series):
            whole, rest = divmod(rows, len(values))
            order = [rng.permutation(len(values)) for _ in range(whole)] + [rng.permutation(len(values))[:rest]]
            return values.array.take(np.concatenate(order))

        return pd.DataFrame({name: column(values) for name, values in self.table_.items()})

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        return 0.1 + 3e-8 * sampled * columns
