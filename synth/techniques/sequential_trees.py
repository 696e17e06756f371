"""One column after another, each drawn from a decision tree on those before it."""

from functools import partial

import numpy as np
import pandas as pd

from synth.conditions import Condition
from synth.learning import relations
from synth.learning.chain import MOST, Chain
from synth.dataset import Dataset
from synth.learning.clock import apart, together
from synth.learning.encoding import codec
from synth.learning.guided import Guided
from synth.learning.leaves import FEW, USUAL, chosen, least
from synth.learning.particles import filled
from synth.learning.regression import scores
from synth.learning.relations.derived import Derived
from synth.params import param
from synth.progress import Progress, part
from synth.technique import Technique, register

LINED = 8
"""A number with more codes than this may lie along a line with others."""


@register
class SequentialTrees(Technique):
    """Draws column after column, from few distinct values to many, each from a tree on the columns already drawn.

    A column that another one settles (a code and its label) follows it without a tree. A number that lies along a line
    with those before it is drawn as the line plus what a tree says is left over. Trees are grown on half the rows and
    filled with all; ties that a tree has lost, that to the target first, are put back by proportional fitting. The leaf
    floor is chosen on an inner holdout: the least with which drawn rows lie no nearer to rows learned from than to
    unseen ones.

    Source: Reiter, "Using CART to generate partially synthetic public use microdata", Journal of Official Statistics
    21 (2005); Nowok, Raab and Dibben, "synthpop", Journal of Statistical Software 74 (2016).
    """

    title = "Sequential trees"
    summary = "Draws one column after another, each from a decision tree on the columns before it."
    when = "The first choice for a table of up to some hundred columns; not where rows depend on one another."
    family = "trees"

    leaf: int = param(0, low=0, high=10_000, fast=25, help="Rows that a leaf holds at least; more keeps further from "
                      "the real rows. 0 finds it on an inner holdout.")
    caution: float = param(1.25, low=0.0, high=100.0, help="How much a split must save, in units of what it may save "
                           "by chance; more keeps further from the real rows.")
    smoothing: float = param(1.0, low=0.0, high=100.0, help="How much a leaf takes from its parent.")
    bins: int = param(100, low=4, high=1000, help="Quantile bins for a number; frequent values get one of their own.")

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        plain, self.rules_ = relations.apart(data, rng)
        plain, self.clocks_ = apart(plain, rng)
        self.echoes_ = relations.echoes(self.rules_, plain, self.clocks_)
        table = relations.echoed(plain.table, self.echoes_)
        self.target_ = data.target
        self.codecs_ = {c.name: codec(plain.table[c.name], c, self.bins) for c in plain.columns}
        self.codecs_ |= {rule.column: codec(table[rule.column], data.column(rule.column), self.bins)
                         for rule in self.echoes_}
        codes = {name: made.codes(table[name]) for name, made in self.codecs_.items()}
        scored = {name: scores(made.levels(table[name])) for name, made in self.codecs_.items()
                  if made.ordered and made.size > LINED}
        self._fit(codes, scored, rng, progress)

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        return self.finished(*self.chain_.draw(rows, rng), rng)

    def draw_where(self, rows: int, rng: np.random.Generator, where: Condition, progress: Progress) -> pd.DataFrame:
        chain = self.chain_
        derived = Derived(self.rules_, self.clocks_, chain.order_)
        model = Guided(self.codecs_, chain.order_, chain.draw, lambda *drawn: self.typed(self.finished(*drawn)),
                       chain.settled_, self.clocks_, chain.along_, derived, boxed=True)
        return model.rows_where(rows, rng, where, progress)

    def fill_rows(self, rows: pd.DataFrame, draws: int, rng: np.random.Generator,
                  progress: Progress) -> list[pd.DataFrame]:
        return filled(self, rows, draws, rng, progress)

    def finished(self, codes: dict, values: dict, rng: np.random.Generator) -> pd.DataFrame:
        """Codes drawn, and values of columns that have them already, as a table."""
        table = {name: values[name] if name in values else made.decode(codes[name], rng)
                 for name, made in self.codecs_.items()}
        return relations.together(together(pd.DataFrame(table, copy=False), self.clocks_), self.rules_, self.echoes_)

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        tried = 0.03 * columns if rows >= FEW and not self.leaf else 0.0
        return 0.2 + tried + 1.5e-7 * rows * columns * min(columns, MOST) + 2e-7 * sampled * columns

    def _fit(self, codes: dict, scored: dict, rng: np.random.Generator, progress: Progress) -> None:
        """Learns with the floor given, or the least; where an inner holdout wants a larger one, once more with that."""
        rows = len(next(iter(codes.values())))
        tried = not self.leaf and rows >= FEW
        first = self.leaf_ = self.leaf or (least(rows) if tried else USUAL)
        self.chain_ = self._chain(self.leaf_).fit(codes, rng, part(progress, 0.0, 0.5 if tried else 1.0), scored)
        if tried:
            again = partial(self._chain, along=self.chain_.along_)
            self.leaf_ = chosen(codes, scored, self.codecs_, again, rng, part(progress, 0.5, 0.8))
            if self.leaf_ != first:
                self.chain_ = again(self.leaf_).fit(codes, rng, part(progress, 0.8, 1.0), scored)

    def _chain(self, leaf: int, along: frozenset[str] | None = None) -> Chain:
        ordered = frozenset(name for name, made in self.codecs_.items() if made.ordered)
        return Chain(leaf, self.caution, self.smoothing, ordered, self.codecs_, along, self.echoes_, self.target_)
