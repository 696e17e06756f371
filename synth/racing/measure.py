"""The few scores a race is decided by: quick ones, the same for every technique, with the marks of their rulers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from synth.conditions import holds
from synth.dataset import Dataset
from synth.metric import Metric, Score, Skip, metrics
from synth.progress import Progress
from synth.racing.plan import MOST_HELD
from synth.recipe import Recipe
from synth.rules import Rule
from synth.rules import on as rules_on
from synth.technique import Technique, make
from synth.verdict import grade, sentence

PANEL = ("accuracy", "discriminator", "classification", "regression", "closest_record")
"""Fidelity by shares and by a model that tells real from synthetic, utility by what fits the target, and privacy."""
DETAIL = ("accuracy_columns", "accuracy_pairs")
"""Of these only the worst part is told."""
TRIED = 100
FEW = (
    "Too few real rows meet the condition to judge such rows by: each technique has to make "
    f"{TRIED} of them, and is scored on rows that it makes without the condition."
)

Marks = dict[str, dict[str, float]]
"""By metric, the ends of its ruler by name: holdout, and shuffled or copy."""


@dataclass(frozen=True)
class Field:
    """The tables of one race: train, the rows in random order; holdout, real rows that no technique sees.

    asked: the recipe whose condition every row meets and whose rules it keeps; its technique does not count. Then
    synthetic rows are held against the real ones that meet the condition, as a run's are; where those are few, rows
    made without it against all.
    """

    train: Dataset
    holdout: Dataset
    seed: int = 0
    asked: Recipe | None = None

    @cached_property
    def _against(self) -> tuple[Dataset, Dataset, str]:
        if self.asked is None:
            return self.train, self.holdout, ""
        real, held, told = self.asked.changed(technique="").compared(self.train, self.holdout)
        few = self.asked.conditions and (held is None or real is self.train)
        return (self.train, self.holdout, FEW) if few else (real, held, told)

    @property
    def real(self) -> Dataset:
        """The rows learned from that synthetic ones are held against."""
        return self._against[0]

    @property
    def held(self) -> Dataset:
        """The rows held out that they are held against."""
        return self._against[1]

    @property
    def told(self) -> str:
        """What the synthetic rows are held against, in a sentence; "" where it is all rows."""
        return self._against[2]

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Those that every row keeps. Raises: ValueError with a sentence where one does not fit the table."""
        return rules_on(self.asked.rules, self.train) if self.asked else ()

    def draw(self, technique: Technique, rng: np.random.Generator, progress: Progress) -> pd.DataFrame:
        """Rows of a technique that has learned, to be scored. Raises: ValueError where what is asked cannot be had."""
        where = self.asked.changed(technique=technique.key(), params={}).where(self.train) if self.asked else None
        if where and self.real is self.train:
            technique.sample(min(TRIED, self.drawn), rng, progress, where, self.rules)
            where = None
        return technique.sample(self.drawn, rng, progress, where, self.rules)

    @property
    def drawn(self) -> int:
        """Synthetic rows that each heat draws: scores fall with their number, so it is the same for all."""
        return min(len(self.real), MOST_HELD)

    def seen(self, learned: int) -> Dataset:
        """The first rows, so many of those learned from, that synthetic ones are held against."""
        first = self.train.take(np.arange(min(learned, len(self.train))))
        if self.real is self.train or not self.asked.conditions:
            return first
        return first.take(np.flatnonzero(holds(self.asked.changed(technique="").where(first), first.table)))

    def scores(self, synthetic: Dataset, keys: tuple[str, ...] = PANEL, learned: int | None = None) -> Iterator[Score]:
        """The overall score, then its parts, of each metric that can be measured; learned: rows that the technique saw.

        Fidelity is measured on as many rows as are held out, as the holdout's own mark is.
        """
        few = synthetic.take(np.arange(min(len(synthetic), len(self.held))))
        seen = self.seen(learned or len(self.train))
        for key in keys:
            metric = metrics()[key]
            tables = {"fidelity": (self.real, few), "privacy": (seen, synthetic)}.get(
                metric.family, (self.real, synthetic)
            )
            try:
                yield from metric.measure(tables[0], self.held, tables[1], np.random.default_rng(self.seed))
            except Skip:
                continue

    def marks(self, sizes: Sequence[int]) -> dict[int, Marks]:
        """By rows learned from, what stands on each metric's ruler: holdout, the honest best, and the honest worst,
        which is shuffled, or for privacy copy: of many learned rows only those that can be looked among are recognised.
        """
        rng = np.random.default_rng(self.seed)
        modelled = self.real.only(self.real.modelled)
        shuffled = modelled.with_table(make("shuffle").fit(modelled, rng).sample(self.drawn, rng))
        whole = {
            "fidelity": {"holdout": self.held, "shuffled": shuffled},
            "utility": {"holdout": self.real.take(np.arange(self.drawn)), "shuffled": shuffled},
        }
        marks: Marks = {}
        for key in PANEL:
            for name, table in whole.get(metrics()[key].family, {}).items():
                for score in self.scores(table, (key,)):
                    if not score.about:
                        marks.setdefault(key, {})[name] = score.value
        return {size: marks | self._privacy(size) for size in sizes}

    def _privacy(self, size: int) -> Marks:
        seen = self.seen(size)
        copied = seen.take(np.arange(min(len(seen), self.drawn)))
        if not len(copied):
            return {}
        found = self.scores(copied, tuple(key for key in PANEL if metrics()[key].family == "privacy"), size)
        return {
            score.metric: {"holdout": metrics()[score.metric].best, "copy": score.value}
            for score in found
            if not score.about
        }


def place(score: Score, mark: dict[str, float], metric: Metric) -> float:
    """Where a score stands on its ruler: 1 at what real unseen rows score, 0 at the worst mark, never beyond."""
    worst = mark.get("copy", mark.get("shuffled", metric.worst))
    best = mark.get("holdout", metric.best)
    if best == worst:
        return 1.0
    return float(np.clip((score.value - worst) / (best - worst), 0.0, 1.0))


def worst_parts(details: list[Score]) -> list[str]:
    """Sentences on the worst column and the worst pair among the scores of DETAIL."""
    parts = [[score for score in details if score.metric == key and score.about] for key in DETAIL]
    return [sentence(min(each, key=lambda score: score.value), metrics()[each[0].metric]) for each in parts if each]


def weaknesses(scores: Iterable[Score], marks: Marks) -> list[str]:
    """A sentence on every score that is not good, the furthest behind on its ruler first."""
    known = metrics()
    marked = [score.with_ruler(**marks.get(score.metric, {})) for score in scores]
    weak = [score for score in marked if grade(score, known[score.metric]) in ("fair", "poor")]
    weak.sort(key=lambda score: place(score, marks.get(score.metric, {}), known[score.metric]))
    return [sentence(score, known[score.metric]) for score in weak]
