"""A joint distribution of columns of codes: each drawn given those before it, from few codes to many."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pandas as pd

from synth.learning.encoding import Numbers
from synth.learning.likeness import settled, telling
from synth.learning.link import link
from synth.learning.regression import scores, shown, terms
from synth.learning.tree import ConditionalTree
from synth.progress import Progress, quiet

MOST = 24
"""Columns at most that one is linked to, those that tell most about it; so that the work grows with columns, not pairs."""


@dataclass
class Chain:
    """Learns columns of codes and draws rows of them.

    leaf: rows that a leaf holds at least. caution: what a split must save, in units of what it may save by chance.
    smoothing: weight of a leaf's parent. ordered: the columns whose codes stand in the order of their values.
    numbers: those of them that may lie along a line with others. along: those that do, if that is known beforehand.
    """

    leaf: int
    caution: float
    smoothing: float
    ordered: frozenset[str]
    numbers: Mapping[str, Numbers] = field(default_factory=dict)
    along: frozenset[str] | None = None

    def fit(self, codes: Mapping[str, np.ndarray], rng: np.random.Generator, progress: Progress = quiet,
            scored: Mapping[str, np.ndarray] | None = None) -> "Chain":
        """codes: name to int64 (rows,), counted from 0. scored: normal scores of `numbers`, float32, NaN where missing."""
        scored = scored or {}
        self.settled_, self.links_ = settled(codes), {}
        self.order_ = self._ordered({name: np.bincount(code) for name, code in codes.items()})
        free = [name for name in self.order_ if name not in self.settled_]
        self.shown_ = {name: shown(codes[name], scored.get(name)) for name in free}
        lines = {name: terms(codes[name], scored.get(name), self.shown_[name]) for name in free} if scored else {}
        grow = partial(ConditionalTree, leaf=self.leaf, caution=self.caution, smoothing=self.smoothing, rng=rng)
        told = telling(codes, self.order_, MOST)
        for i, name in enumerate(free):
            progress(i / len(free), f"learning {name}")
            finer = [of for source, of in self.settled_.values() if source == name]
            along = None if self.along is None else name in self.along
            self.links_[name] = link(name, told[name], codes, lines, scored.get(name), finer, self.ordered, grow, rng, along)
        self.along_ = frozenset(name for name, each in self.links_.items() if each.residual)
        self.wanted_ = {other for each in self.links_.values() if each.residual for other in each.before}
        return self

    def draw(self, rows: int, rng: np.random.Generator) -> tuple[dict[str, np.ndarray], dict]:
        """That many rows of codes, name to int64 (rows,); and values of those columns that already have them."""
        codes, values, lines = {}, {}, {}
        for name in self.order_:
            if name in self.settled_:
                source, of = self.settled_[name]
                codes[name] = of[codes[source]]
                continue
            codes[name], levels = self.links_[name].draw(codes, lines, rows, rng)
            if levels is not None:
                values[name] = self.numbers[name].at(levels)
                codes[name] = self.numbers[name].codes(pd.Series(values[name]))
            if name in self.wanted_:
                lines[name] = self._terms(name, codes[name], values, rng)
        return codes, values

    def _terms(self, name: str, codes: np.ndarray, values: dict, rng: np.random.Generator) -> list[np.ndarray]:
        """What drawn codes of a column add to lines; a number's value is drawn for that, if it was not yet."""
        if name not in self.numbers:
            return terms(codes, None, self.shown_[name])
        number = self.numbers[name]
        if name not in values:
            values[name] = number.decode(codes, rng)
        return terms(codes, scores(number.levels(pd.Series(values[name]))), self.shown_[name])

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
