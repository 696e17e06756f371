"""Several kinds of rows, each with independent columns."""

import numpy as np
import pandas as pd

from synth.conditions import Condition
from synth.dataset import Dataset
from synth.learning.coding import coded
from synth.learning.latent import Latent
from synth.params import param
from synth.progress import Progress, part
from synth.technique import Technique, register

MOST = 128
"""Components at most where their number is found."""


@register
class Mixture(Technique):
    """Finds kinds of rows within which columns are independent, and draws a kind first, then every column by itself.

    A mixture of products, or latent class analysis: numbers are quantile bins, drawn inside finer ones, so that every
    column keeps its distribution whatever the number of components. It is fitted by expectation-maximisation; the
    number of components is doubled as long as rows held out become likelier.

    Source: McLachlan and Peel, "Finite mixture models" (2000); Lazarsfeld and Henry, "Latent structure analysis"
    (1968); Smyth, "Model selection for probabilistic clustering using cross-validated likelihood", Statistics and
    Computing 10 (2000).
    """

    title = "Mixture of products"
    summary = "Sorts rows into hidden kinds within which columns are independent, and draws from kind after kind."
    when = ("For tables of many categories and a few kinds of rows, such as surveys; not where numbers follow one "
            "another closely.")
    family = "statistics"

    components: int = param(0, low=0, high=512, fast=4, help="Kinds of rows; 0 finds their number.")
    smoothing: float = param(2.0, low=0.01, high=1000.0, help="Imaginary rows of the whole table in every kind; more "
                             "keeps further from the real rows.")
    bins: int = param(40, low=4, high=200, help="Quantile bins for a number.")

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        self.coding_, codes = coded(data, self.bins, rng)
        self.latent_ = Latent(self.components, MOST, self.smoothing).fit(codes, rng, part(progress, 0.1, 1.0))

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        return self.coding_.decode(self.latent_.draw(rows, rng), rng)

    def draw_where(self, rows: int, rng: np.random.Generator, where: Condition, progress: Progress) -> pd.DataFrame:
        return self.coding_.guided(self.latent_.steered, list(self.latent_.sizes_),
                                   self.typed).rows_where(rows, rng, where, progress)

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        each = min(5.5e-6 * max(rows / 24_000, 1), 2e-5)  # the more rows, the more components are found, up to MOST
        return 0.1 + each * rows * columns + 1.5e-7 * sampled * columns
