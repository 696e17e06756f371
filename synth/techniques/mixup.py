"""Rows between two real ones that lie near each other."""

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.learning.places import neighbours, places
from synth.learning.rows import stratified
from synth.params import param
from synth.progress import Progress, part
from synth.technique import Technique, register


@register
class Mixup(Technique):
    """Puts each row between a real one and one of its nearest: numbers part of the way, categories from either side.

    The share taken from the first is drawn from a Beta distribution, one a row. Part of the way is meant in ranks, so
    that a frequent value is met as often as before. What is missing on one side is taken from either side too.

    Source: Zhang, Cisse, Dauphin and Lopez-Paz, "mixup: beyond empirical risk minimization" (2018); Chawla et al.,
    "SMOTE", Journal of Artificial Intelligence Research 16 (2002), for the neighbours.
    """

    title = "Mixed-up rows"
    summary = "Puts every row between two real rows near each other: numbers in between, categories from either side."
    when = ("For your own model training, to fill the space between few rows; not for sharing, since each row stands "
            "beside two real ones.")
    family = "augmentation"
    shareable = False

    neighbours: int = param(5, low=1, high=100, help="How many of the nearest rows may be the other side.")
    evenness: float = param(1.0, low=0.01, high=100.0, help="Beta distribution's parameter: near 0 rows stay close "
                            "to one side, 1 lets any share be as likely, more puts them midway.")

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        self.places_ = places(data, rng)
        self.near_ = neighbours(self.places_, self.neighbours, rng, part(progress, 0.2, 1.0))

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        real, one = self.places_, stratified(len(self.near_), rows, rng)
        two = self.near_[one, rng.integers(self.near_.shape[1], size=rows)]
        share = rng.beta(self.evenness, self.evenness, rows)
        level = {}
        for name, each in real.level.items():
            either = np.where(rng.random(rows) < share, each[one], each[two])
            between = share * each[one] + (1 - share) * each[two]
            level[name] = np.where(np.isnan(between), either, between)
        code = {name: np.where(rng.random(rows) < share, each[one], each[two]) for name, each in real.code.items()}
        return real.table(level, code, rng)

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        return 0.2 + 3.5e-6 * rows * columns + 2e-7 * sampled * columns
