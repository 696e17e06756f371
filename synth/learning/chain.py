"""A joint distribution of columns of codes: each drawn given those before it, from few codes to many."""

from dataclasses import dataclass

import numpy as np

from synth.learning.likeness import crossed, placed, settled
from synth.progress import Progress, quiet
from synth.learning.tree import ConditionalTree

AXES = 3
"""Coordinates in which a tree sees the levels of a category."""
CLASSES = 48
"""Classes that steer the growth of a tree; what its leaves draw may be finer."""
ROWS = 25
"""Rows for each class, at least, so that few rows are not told apart by many classes."""


@dataclass
class Chain:
    """Learns columns of codes and draws rows of them.

    leaf: rows that a leaf holds at least. caution: what a split must save, in units of what it may save by chance.
    smoothing: weight of a leaf's parent. ordered: the columns whose codes stand in the order of their values.
    """

    leaf: int
    caution: float
    smoothing: float
    ordered: frozenset[str]

    def fit(self, codes: dict[str, np.ndarray], rng: np.random.Generator, progress: Progress = quiet) -> "Chain":
        """codes: name to int64 (rows,), counted from 0."""
        self.settled_, self.places_, self.trees_ = settled(codes), {}, {}
        self.order_ = self._ordered({name: np.bincount(code) for name, code in codes.items()})
        for i, name in enumerate(self.order_):
            progress(i / len(self.order_), f"learning {name}")
            if name in self.settled_:
                continue
            classes = self._classes(name, codes)
            self.places_[name] = {other: None if other in self.ordered else
                                  placed(crossed(codes[other], classes), AXES).astype(np.float32)
                                  for other in self.order_[:i]}
            inputs = self._inputs(name, codes, len(classes))
            self.trees_[name] = ConditionalTree(inputs, classes, codes[name], self.leaf, self.caution, self.smoothing, rng)
        return self

    def draw(self, rows: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        """That many rows of codes, name to int64 (rows,)."""
        codes = {}
        for name in self.order_:
            if name in self.settled_:
                source, of = self.settled_[name]
                codes[name] = of[codes[source]]
            else:
                codes[name] = self.trees_[name].draw(self._inputs(name, codes, rows), rng)
        return codes

    def _ordered(self, counts: dict[str, np.ndarray]) -> list[str]:
        """From few codes to many; a column that another settles stands right behind it.

        Nothing can be split on a column that has fewer rows beside its most frequent value than a leaf holds: it is drawn
        last, given all others, so that what a rare value hangs on is kept.
        """
        def place(name: str) -> tuple[bool, int]:
            return counts[name].sum() - counts[name].max() < self.leaf, len(counts[name])

        free = sorted((name for name in counts if name not in self.settled_), key=place)
        behind = {name: [other for other, (source, _) in self.settled_.items() if source == name] for name in free}
        return [each for name in free for each in (name, *behind[name])]

    def _classes(self, name: str, codes: dict[str, np.ndarray]) -> np.ndarray:
        """Frequent codes as they are, others gathered with neighbours, apart where a column settled by it differs."""
        share = np.bincount(codes[name]) / len(codes[name])
        most = min(CLASSES, max(len(codes[name]) // ROWS, 2))
        middle = np.cumsum(share) - share / 2
        coarse = np.where(share >= 1 / most, most + np.arange(len(share)), (middle * most).astype(int))
        for source, of in self.settled_.values():
            if source == name and of.max() < CLASSES:
                coarse = np.unique(coarse * CLASSES + of, return_inverse=True)[1]
        return np.unique(coarse, return_inverse=True)[1][codes[name]]

    def _inputs(self, name: str, codes: dict[str, np.ndarray], rows: int) -> np.ndarray:
        """What the tree of a column sees of the columns before it, (rows, inputs) float32."""
        lines = [line for other, places in self.places_[name].items()
                 for line in ([codes[other]] if places is None else [place[codes[other]] for place in places])]
        inputs = np.empty((len(lines), rows), dtype=np.float32)
        for k, line in enumerate(lines):
            inputs[k] = line
        return inputs.T
