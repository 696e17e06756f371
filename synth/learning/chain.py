"""A joint distribution of columns of codes: each drawn given those before it, from few codes to many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pandas as pd

from synth.learning.encoding import Codec
from synth.learning.likeness import settled, telling
from synth.learning.link import link
from synth.learning.regression import scores, shown, terms
from synth.learning.relations.relation import Relation
from synth.learning.steer import Steer
from synth.learning.tree import ConditionalTree
from synth.progress import Progress, quiet

MOST = 24
"""Columns at most that one is linked to, those that tell most about it: the work grows with columns, not with pairs."""


@dataclass
class Chain:
    """Learns columns of codes and draws rows of them.

    leaf: rows that a leaf holds at least. caution: what a split must save, in units of what it may save by chance.
    smoothing: weight of a leaf's parent. ordered: the columns whose codes stand in the order of their values.
    codecs: what turns codes into values, for columns whose values count. along: columns that lie along a line with
    others, if that is known beforehand. echoes: rules that give columns as soon as their sources are there. target: the
    column whose ties to others are put back first where trees lose them.
    """

    leaf: int
    caution: float
    smoothing: float
    ordered: frozenset[str]
    codecs: Mapping[str, Codec] = field(default_factory=dict)
    along: frozenset[str] | None = None
    echoes: Sequence[Relation] = ()
    target: str | None = None

    def fit(self, codes: Mapping[str, np.ndarray], rng: np.random.Generator, progress: Progress = quiet,
            scored: Mapping[str, np.ndarray] | None = None) -> "Chain":
        """codes: name to int64 (rows,), counted from 0. scored: normal scores, float32, NaN where missing, by name."""
        scored, self.echoes_ = scored or {}, {rule.column: rule for rule in self.echoes}
        self.numbers_, self.links_ = frozenset(scored), {}
        self.settled_ = settled({name: code for name, code in codes.items() if name not in self.echoes_})
        self.last_ = {name: int(code.max()) for name, code in codes.items()}
        self.order_ = self._ordered({name: np.bincount(code) for name, code in codes.items()})
        told = self._seen(telling(codes, self.order_, MOST))
        free = [name for name in self.order_ if name not in self.settled_]
        self.shown_ = {name: shown(codes[name], scored.get(name)) for name in free}
        lines = {name: terms(codes[name], scored.get(name), self.shown_[name]) for name in free} if scored else {}
        grow = partial(ConditionalTree, leaf=self.leaf, caution=self.caution, smoothing=self.smoothing, rng=rng)
        for i, name in enumerate(each for each in free if each not in self.echoes_):
            progress(i / len(free), f"learning {name}")
            finer = [of for source, of in self.settled_.values() if source == name]
            along = None if self.along is None else name in self.along
            self.links_[name] = link(name, told[name], codes, lines, scored.get(name), finer, self.ordered, grow, rng,
                                     along, self.caution, self.target)
        self.along_ = frozenset(name for name, each in self.links_.items() if each.residual)
        self.wanted_ = {other for each in self.links_.values() if each.residual for other in each.before}
        self.valued_ = {source for rule in self.echoes for source in rule.sources} | (self.wanted_ & self.numbers_)
        return self

    def _seen(self, told: dict[str, list[str]]) -> dict[str, list[str]]:
        """The columns that each is linked to: those that tell most about it, and the target if that is drawn before."""
        if self.target not in self.order_:
            return told
        after = self.order_[self.order_.index(self.target) + 1:]
        return told | {name: [self.target, *told[name]] for name in after if self.target not in told[name]}

    def draw(self, rows: int, rng: np.random.Generator,
             steer: Steer | None = None) -> tuple[dict[str, np.ndarray], dict]:
        """That many rows of codes, name to int64 (rows,); and values of those columns that already have them.

        With steer, that many are begun, and as many are kept as it says.
        """
        codes, values, lines = {}, {}, {}
        for name in self.order_:
            if name in self.settled_:
                source, of = self.settled_[name]
                codes[name] = of[codes[source]]
            elif name in self.echoes_:
                rule = self.echoes_[name]
                values[name] = rule.undo(pd.DataFrame({source: values[source] for source in rule.sources}, copy=False))
            elif steer is not None and (weights := steer.weights(name, codes, rows)) is not None:
                codes[name], levels = self._steered(name, codes, lines, rows, rng, steer, *weights)
                if levels is not None:
                    values[name] = self.codecs[name].at(levels)
            else:
                codes[name], levels = self.links_[name].draw(codes, lines, rows, rng)
                if levels is not None:
                    values[name] = self.codecs[name].at(levels)
            if steer is not None:
                rows = steer.after(name, rows, rng, codes, values, lines)
            if name in values:
                # on part of a table, a value between two that were learned may have a code that was not
                codes[name] = np.minimum(self.codecs[name].codes(pd.Series(values[name])), self.last_[name])
            elif name in self.valued_:
                values[name] = self.codecs[name].decode(codes[name], rng)
            if name in self.wanted_:
                score = scores(self.codecs[name].levels(pd.Series(values[name]))) if name in self.numbers_ else None
                lines[name] = terms(codes[name], score, self.shown_[name]) if name in self.shown_ else []
            if steer is not None and name == steer.last and steer.keep is None:
                break
        return codes, values

    def _steered(self, name: str, codes: dict, lines: dict, rows: int, rng: np.random.Generator, steer: Steer,
                 weight: np.ndarray, group: np.ndarray | None) -> tuple[np.ndarray, np.ndarray | None]:
        """Codes, and levels where the column has them already, drawn with those weights."""
        made = self.codecs[name]
        ends = np.append(0.0, np.cumsum(made.shares[getattr(made, "missing_", False):]))
        drawn, mass, leveled = self.links_[name].draw_weighted(codes, lines, rows, weight, ends / ends[-1], rng, group)
        if not leveled:
            steer.took(name, drawn, mass)
            return drawn, None
        code = made.codes(pd.Series(made.at(drawn)))
        steer.took(name, code, mass)
        return code, steer.levels(name, code, drawn, rng)

    def _ordered(self, counts: dict[str, np.ndarray]) -> list[str]:
        """From few codes to many; a column that another settles, or a rule gives, stands right behind its sources.

        Nothing can be split on a column that has fewer rows beside its most frequent value than a leaf holds: it is
        drawn last, given all others, so that what a rare value hangs on is kept.
        """
        def place(name: str) -> tuple[bool, int]:
            return counts[name].sum() - counts[name].max() < self.leaf, len(counts[name])

        free = sorted((name for name in counts if name not in self.settled_ and name not in self.echoes_), key=place)
        behind = {name: [other for other, (source, _) in self.settled_.items() if source == name] for name in free}
        order = []
        for name in free:
            order += [name, *behind[name]]
            for rule in self.echoes:
                if rule.column not in order and set(rule.sources) <= set(order):
                    order.append(rule.column)
        return order
