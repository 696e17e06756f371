"""Pairs of columns tied by freely shaped copulas, tree upon tree."""

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.learning.coding import coded
from synth.learning.ordering import cut, levels, ranks
from synth.learning.vine import drawn, vine
from synth.params import param
from synth.progress import Progress, part
from synth.technique import Technique, register

BINS = 200
"""Quantile bins within which a number's levels are spread evenly."""
EDGE = 1e-6
"""Levels keep this far from 0 and 1, where densities are not finite."""


@register
class VineCopula(Technique):
    """Keeps every column's distribution and ties columns in pairs, then pairs given the columns they share, and so on.

    A column is a level in [0, 1]; categories are ordered so that like ones lie close, each spread evenly over its
    share. Every tree takes the pairs that tell most of each other; each pair's copula is a local-likelihood density of
    any shape.

    Source: Bedford and Cooke, "Vines - a new graphical model for dependent random variables", Annals of Statistics 30
    (2002); Dissmann, Brechmann, Czado and Kurowicka, "Selecting and estimating regular vine copulae", Computational
    Statistics & Data Analysis 59 (2013); Nagler and Vatter, pyvinecopulib.
    """

    title = "Vine copula"
    summary = "Keeps each column's distribution and ties columns pair by pair, in shapes taken from the data."
    when = ("For tables of numbers, small ones too, where a Gaussian copula is too stiff; not for hundreds of columns, "
            "nor where categories without an order decide.")
    family = "statistics"
    licence = "Apache-2.0 (ours), on pyvinecopulib (MIT)"

    trees: int = param(8, low=1, high=50, fast=1, help="Trees of pairs; more keeps more of what several columns share, "
                       "and takes longer.")
    width: float = param(0.5, low=0.05, high=10.0, help="How far a pair's density is smoothed, in units of the usual.")
    most_rows: int = param(5000, low=100, high=1_000_000, help="Rows that pairs are learned from, at most.")

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        self.coding_, codes = coded(data, BINS, rng)
        progress(0.05, "ordering categories")
        free = self.coding_.free
        rank_of = zip(free, ranks(list(free.values()), list(codes.values())))
        self.at_ = {name: np.argsort(rank) for name, rank in rank_of}
        taken = rng.permutation(len(data))[:self.most_rows]
        level = [levels(codes[name][taken], made.shares, self.at_[name], rng) for name, made in free.items()]
        inside = np.clip(np.column_stack(level), EDGE, 1 - EDGE)
        self.vine_ = vine(inside, self.trees, self.width, rng, part(progress, 0.1, 1.0))

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        values, free = {}, self.coding_.free
        for (name, made), level in zip(free.items(), drawn(self.vine_, rows, len(free), rng).T):
            code = None if made.ordered else cut(level, made.shares, self.at_[name])
            values[name] = made.quantile(level) if code is None else made.decode(code, rng)
        return self.coding_.table(values, rng)

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        used, trees = min(rows, self.most_rows), min(self.trees, columns)
        return 0.4 + 6e-6 * used * columns * trees + 5e-7 * rows * columns + 1e-7 * sampled * columns * trees
