"""A network in which every column depends on a few others."""

import numpy as np
import pandas as pd

from synth.conditions import Condition
from synth.dataset import Dataset
from synth.learning.coding import coded
from synth.learning.network import Network
from synth.learning.ordering import gathered, ranks
from synth.params import param
from synth.progress import Progress, part
from synth.technique import Technique, register

ROWS = 25
"""Rows for each class, at least."""


@register
class BayesianNetwork(Technique):
    """Draws each column given a few others, its parents, which are found by mutual information and description length.

    Columns join in the order of a maximum spanning tree (Chow and Liu); each takes, of those before it, the parents
    that shorten its description most, every row being described by the others. Cells lean on the cell with one parent
    less by a Dirichlet prior. Numbers act through quantile bins and are drawn inside finer ones.

    Source: Chow and Liu, "Approximating discrete probability distributions with dependence trees", IEEE Transactions
    14 (1968); Koller and Friedman, "Probabilistic graphical models" (2009); Zhang et al., "PrivBayes", ACM
    Transactions on Database Systems 42 (2017), for the greedy search of parents.
    """

    title = "Bayesian network"
    summary = "Finds for each column the few others that tell most about it, and draws it given those."
    when = ("For tables of categories and a structure one can read; not where numbers depend on numbers to the digit, "
            "or on many columns at once.")
    family = "statistics"

    parents: int = param(3, low=1, high=6, help="Columns that another one may depend on at most.")
    classes: int = param(20, low=2, high=64, help="Classes that a column has where others depend on "
                         "it; fewer in short tables.")
    smoothing: float = param(10.0, low=0.01, high=1000.0, help="Imaginary rows that a cell takes from the cell with "
                             "one parent less; more keeps further from the real rows.")
    bins: int = param(100, low=4, high=1000, help="Quantile bins for a number as it is drawn.")

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        self.coding_, codes = coded(data, self.bins, rng)
        progress(0.1, "gathering rare values")
        codecs = self.coding_.free
        rank = dict(zip(codecs, ranks(list(codecs.values()), list(codes.values()))))
        most = min(self.classes, max(len(data) // ROWS, 2))
        classes = {name: gathered(made.shares, rank[name], most) for name, made in codecs.items()}
        self.network_ = Network(self.parents, self.smoothing).fit(codes, classes, part(progress, 0.2, 1.0))

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        return self.coding_.decode(self.network_.draw(rows, rng), rng)

    def draw_where(self, rows: int, rng: np.random.Generator, where: Condition, progress: Progress) -> pd.DataFrame:
        return self.coding_.guided(self.network_.steered, list(self.network_.cells_),
                                   self.typed).rows_where(rows, rng, where, progress)

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        return 0.1 + 9e-8 * rows * columns * min(columns, 40) + 1.5e-7 * sampled * columns
