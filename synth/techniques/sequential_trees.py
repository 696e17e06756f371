"""One column after another, each drawn from a decision tree on those before it."""

import numpy as np
import pandas as pd

from synth.learning.chain import Chain
from synth.dataset import Dataset
from synth.learning.clock import apart, together
from synth.learning.encoding import codec
from synth.learning.nearness import nearer_share
from synth.params import param
from synth.progress import Progress, part
from synth.technique import Technique, register

LEAVES = (100, 200, 400)
"""Leaf floors that the inner holdout chooses from."""
USUAL = 25
"""For tables of less than FEW rows, where an inner holdout tells nothing."""
FEW, HALF, DRAWN = 400, 4000, 2000
"""HALF: rows at most on either side of the inner holdout; DRAWN: rows drawn to be held against them."""
TOLERANCE = 0.02
"""How far above a half the share of neighbours that were learned from may lie: chance gives 0.006, and the few rows of
the inner holdout are remembered better than the whole table (measured on the census: 0.52 there, 0.514 on the whole)."""


@register
class SequentialTrees(Technique):
    """Draws column after column, from few distinct values to many, each from a tree on the columns already drawn.

    A column that another one settles (a code and its label) follows it without a tree. The leaf floor is chosen on an
    inner holdout: the least with which drawn rows lie no nearer to rows learned from than to unseen ones.

    Source: Reiter, "Using CART to generate partially synthetic public use microdata", Journal of Official Statistics
    21 (2005); Nowok, Raab and Dibben, "synthpop", Journal of Statistical Software 74 (2016).
    """

    title = "Sequential trees"
    summary = "Draws one column after another, each from a decision tree on the columns before it."
    when = "The first choice for a table of up to some hundred columns; not where rows depend on one another."
    family = "trees"

    leaf: int = param(0, low=0, high=10_000, fast=25, help="Rows that a leaf holds at least; more keeps further from the "
                      "real rows. 0 finds it on an inner holdout.")
    caution: float = param(1.5, low=0.0, high=100.0, help="How much a split must save, in units of what it may save by "
                           "chance; more keeps further from the real rows.")
    smoothing: float = param(0.1, low=0.0, high=100.0, help="How much a leaf takes from its parent.")
    bins: int = param(100, low=4, high=1000, help="Quantile bins for a number; frequent values get one of their own.")

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        data, self.clocks_ = apart(data, rng)
        self.codecs_ = {c.name: codec(data.table[c.name], c, self.bins) for c in data.columns}
        codes = {name: made.codes(data.table[name]) for name, made in self.codecs_.items()}
        self.leaf_ = self.leaf or self._chosen(codes, rng, part(progress, 0.0, 0.6))
        self.chain_ = self._chain(self.leaf_).fit(codes, rng, part(progress, 0.0 if self.leaf else 0.6, 1.0))

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        codes = self.chain_.draw(rows, rng)
        table = pd.DataFrame({name: made.decode(codes[name], rng) for name, made in self.codecs_.items()}, copy=False)
        return together(table, self.clocks_)

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        chosen = 0.12 * columns if rows >= FEW and not self.leaf else 0.0
        return 0.2 + chosen + 1.5e-7 * rows * columns**2 + 1.2e-8 * sampled * columns**2

    def _chain(self, leaf: int) -> Chain:
        return Chain(leaf, self.caution, self.smoothing, frozenset(n for n, made in self.codecs_.items() if made.ordered))

    def _chosen(self, codes: dict[str, np.ndarray], rng: np.random.Generator, progress: Progress) -> int:
        """The least leaf floor whose rows are no nearer to the half of the table that is learned than to the other."""
        rows = len(next(iter(codes.values())))
        if rows < FEW:
            return USUAL
        mixed = rng.permutation(rows)[:2 * HALF]
        halves = [{name: code[at] for name, code in codes.items()} for at in np.array_split(mixed, 2)]
        low, high, seed = 0, len(LEAVES) - 1, rng.integers(2**32)
        while low < high:
            middle = (low + high) // 2
            progress(1 - (high - low) / len(LEAVES), f"trying leaves of {LEAVES[middle]} rows")
            near = [self._nearer(LEAVES[middle], *pair, np.random.default_rng(seed)) for pair in (halves, halves[::-1])]
            low, high = (low, middle) if np.mean(near) <= 0.5 + TOLERANCE else (middle + 1, high)
        return LEAVES[low]

    def _nearer(self, leaf: int, learned: dict, unseen: dict, rng: np.random.Generator) -> float:
        """The share of drawn rows' neighbours that were learned from, with such leaves."""
        drawn = self._chain(leaf).fit(learned, rng).draw(DRAWN, rng)
        ordered = np.array([made.ordered for made in self.codecs_.values()])
        return nearer_share(*map(self._scaled, (drawn, learned, unseen)), ordered)

    def _scaled(self, codes: dict[str, np.ndarray]) -> np.ndarray:
        """Codes as (columns, rows) float32, those of ordered columns as shares of rows below, 0..1."""
        return np.array([(np.cumsum(made.shares) - made.shares / 2)[codes[name]] if made.ordered else codes[name]
                         for name, made in self.codecs_.items()], dtype=np.float32)
