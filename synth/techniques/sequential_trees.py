"""One column after another, each drawn from a decision tree on those before it."""

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.encoding import codec
from synth.params import param
from synth.progress import Progress
from synth.technique import Technique, register
from synth.tree import ConditionalTree

CLASSES = 24
"""Classes that steer the growth of a tree; what its leaves draw is finer."""


@register
class SequentialTrees(Technique):
    """Draws column after column, from few distinct values to many, each from a tree on the columns already drawn.

    Source: Reiter, "Using CART to generate partially synthetic public use microdata", Journal of Official Statistics
    21 (2005); Nowok, Raab and Dibben, "synthpop", Journal of Statistical Software 74 (2016).
    """

    title = "Sequential trees"
    summary = "Draws one column after another, each from a decision tree on the columns before it."
    when = "The first choice for a table of up to some hundred columns; not where rows depend on one another."
    family = "trees"

    leaf: int = param(100, low=5, high=10_000, help="Rows that a leaf holds at least; more keeps further from the real rows.")
    trees: int = param(1, low=1, high=20, fast=1, help="Trees per column, one of which draws each row.")
    smoothing: float = param(5.0, low=0.0, high=1000.0, help="Weight, in rows, of a leaf's parent in what the leaf draws.")
    bins: int = param(100, low=4, high=1000, help="Quantile bins for a number; frequent values get one of their own.")

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        self.codecs_ = {c.name: codec(data.table[c.name], c, self.bins) for c in data.columns}
        codes = {name: self.codecs_[name].codes(data.table[name]) for name in data.names}
        self.order_ = sorted(data.names, key=lambda name: self.codecs_[name].size)
        self.scores_, self.trees_ = {}, {}
        for i, name in enumerate(self.order_):
            progress(i / len(self.order_), f"learning {name}")
            classes = _classes(self.codecs_[name].shares)[codes[name]]
            self.scores_[name] = [None if self.codecs_[other].ordered else _scores(codes[other], classes)
                                  for other in self.order_[:i]]
            inputs = self._inputs(name, codes, len(data))
            self.trees_[name] = [ConditionalTree(inputs, classes, codes[name], self.leaf, self.smoothing, rng)
                                 for _ in range(self.trees)]

    def _inputs(self, name: str, codes: dict[str, np.ndarray], rows: int) -> np.ndarray:
        """What the trees of a column see of the columns before it, (rows, inputs) float32."""
        inputs = np.empty((rows, len(self.scores_[name])), dtype=np.float32)
        for k, (other, scores) in enumerate(zip(self.order_, self.scores_[name])):
            inputs[:, k] = codes[other] if scores is None else scores[codes[other]]
        return inputs

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        codes = {}
        for name in self.order_:
            inputs, trees = self._inputs(name, codes, rows), self.trees_[name]
            cuts = np.arange(len(trees) + 1) * rows // len(trees)
            codes[name] = np.empty(rows, dtype=np.int64)
            chosen = rng.permutation(rows) if len(trees) > 1 else np.arange(rows)
            for tree, start, end in zip(trees, cuts, cuts[1:]):
                part = chosen[start:end] if len(trees) > 1 else slice(None)
                codes[name][part] = tree.draw(inputs[part], rng)
        return pd.DataFrame({name: self.codecs_[name].decode(codes[name], rng) for name in self.codecs_}, copy=False)

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        return 0.5 + 4e-6 * rows * columns + 3e-7 * sampled * columns


def _classes(shares: np.ndarray) -> np.ndarray:
    """A class for each code: frequent codes alone, the others gathered with their neighbours."""
    middle = np.cumsum(shares) - shares / 2
    coarse = np.where(shares >= 1 / CLASSES, CLASSES + np.arange(len(shares)), (middle * CLASSES).astype(int))
    return np.unique(coarse, return_inverse=True)[1]


def _scores(codes: np.ndarray, classes: np.ndarray) -> np.ndarray:
    """A number for each code of a category such that codes with like classes lie close.

    The first axis of correspondence analysis. Source: Hirschfeld, "A connection between correlation and contingency" (1935).
    """
    size, width = codes.max() + 1, classes.max() + 1
    counts = np.bincount(codes * width + classes, minlength=size * width).reshape(size, width).astype(float)
    row, column = counts.sum(axis=1, keepdims=True), counts.sum(axis=0, keepdims=True)
    expected = np.maximum(row * column / len(codes), 1e-9)
    left, _, _ = np.linalg.svd((counts - expected) / np.sqrt(expected), full_matrices=False)
    return (left[:, 0] / np.sqrt(np.maximum(row[:, 0], 1e-9))).astype(np.float32)
