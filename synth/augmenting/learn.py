"""The rounds of a lab: cut, learn, draw, predict the holdout."""

from collections import defaultdict
from collections.abc import Callable, Iterator

import numpy as np

from synth.augmenting.curves import REAL, THRESHOLD, WEIGHTS, Curves, Point
from synth.augmenting.cut import Cut, classed, cut, rows_of
from synth.augmenting.mixing import mixed
from synth.augmenting.plan import Plan
from synth.augmenting.scoring import FIGURES, best_threshold, scored
from synth.dataset import Dataset
from synth.measuring.boosted import class_probabilities
from synth.progress import Progress, part, quiet
from synth.rules import on as rules_on
from synth.technique import make, shelf

FOLDS = 3
"""Parts of the training rows, each predicted from the others, that a threshold is moved by."""


def learning_curves(
    data: Dataset,
    plan: Plan,
    rng: np.random.Generator,
    progress: Progress = quiet,
    told: Callable[[Curves], None] = lambda curves: None,
) -> Curves:
    """What boosted trees make of each training table, on real rows that neither they nor the technique have seen.

    Every round cuts the real rows anew; within a round, all tables are of the same real rows, and no technique learns
    from the holdout. told: called with the curves so far after each round from the second on.
    Raises: ValueError as `rows_of` does, for a rule that does not fit, and where no technique made any row; Cancelled.
    """
    progress(0.0, "cutting the rows")
    rules_on(plan.rules, data)
    data, rare = rows_of(data, plan, rng)
    measured, refused, rows, curves = defaultdict(list), {}, [], None
    for i, own in enumerate(rng.spawn(plan.seeds)):
        now = cut(data, rare, own)
        rows.append(
            {
                "train": len(now.train),
                "train_rare": int(now.positive(now.train).sum()),
                "holdout": len(now.holdout),
                "holdout_rare": int(now.positive(now.holdout).sum()),
            }
        )
        for point, figures in _Round(
            now, plan, own, part(progress, i / plan.seeds, (i + 1) / plan.seeds), f"round {i + 1} of {plan.seeds}"
        ).points(refused):
            measured[point].append(figures)
        curves = _curves(plan, data.target, i + 1, rows, measured, refused)
        if 1 <= i < plan.seeds - 1:
            told(curves)
    progress(1.0, "measured")
    return curves


def _curves(plan: Plan, target: str, rounds: int, rows: list[dict], measured: dict, refused: dict) -> Curves:
    """What was measured in every round so far; a technique that refused in one is left out."""
    points = [
        Point(way, times, added, share, {name: tuple(each[name] for each in found) for name in FIGURES})
        for (way, times, added, share), found in measured.items()
        if len(found) == rounds and way not in refused
    ]
    return Curves(target, plan.rare, rounds, rows[0], tuple(points), dict(refused))


class _Round:
    """The training tables of one cut, each measured: (way, times, added, share) and its figures."""

    def __init__(self, now: Cut, plan: Plan, rng: np.random.Generator, progress: Progress, name: str):
        self.now, self.plan, self.rng, self.progress, self.name, self.done = now, plan, rng, progress, name, 0
        self.matrix, self.labels = now.matrix(now.train), now.positive(now.train)
        self.asked, self.truth = now.matrix(now.holdout), now.positive(now.holdout)
        self.state = int(rng.integers(2**31))
        self.rules = rules_on(plan.rules, now.train)

    def points(self, refused: dict[str, str]) -> Iterator[tuple[tuple, dict[str, float]]]:
        alone = self._predicted(self.matrix, self.labels, self.asked, REAL)
        yield (REAL, 0.0, 0, 0.0), scored(self.truth, alone)
        share = self.labels.mean()
        weights = np.where(self.labels, 0.5 / share, 0.5 / (1 - share))
        yield (
            (WEIGHTS, 0.0, 0, 0.0),
            scored(self.truth, self._predicted(self.matrix, self.labels, self.asked, WEIGHTS, weights)),
        )
        yield (THRESHOLD, 0.0, 0, 0.0), scored(self.truth, alone, self._threshold())
        for way in self.plan.ways:
            if way not in refused:
                try:
                    yield from self._grown(way)
                    yield from self._mixed(way)
                except ValueError as problem:
                    refused[way] = str(problem)

    def _grown(self, way: str) -> Iterator[tuple[tuple, dict[str, float]]]:
        """Real rows and ever more synthetic ones of the rare class, the first of one draw."""
        rare = int(self.labels.sum())
        counts = [max(round(times * rare), 1) for times in self.plan.times]
        self._tell(f"{shelf()[way].title} learns")
        technique = make(way, **classed(way)).fit(self.now.train, self.rng, self._step())
        drawn = self.now.train.with_table(
            technique.sample(counts[-1], self.rng, self._step(), self.now.where, self.rules)
        )
        more = self.now.matrix(drawn.take(self.rng.permutation(len(drawn))))
        for times, count in zip(self.plan.times, counts):
            matrix, labels = np.vstack([self.matrix, more[:count]]), np.r_[self.labels, np.ones(count, bool)]
            yield (
                (way, times, count, 0.0),
                scored(
                    self.truth, self._predicted(matrix, labels, self.asked, f"{count:,} rows by {shelf()[way].title}")
                ),
            )

    def _mixed(self, way: str) -> Iterator[tuple[tuple, dict[str, float]]]:
        """As many rows as there are real ones, a share of them synthetic, of all classes as they come."""
        if not self.plan.share:
            return
        train = self.now.train
        technique = make(way).fit(train, self.rng, self._step())
        count = max(round(self.plan.share * len(train)), 1)
        drawn = train.with_table(technique.sample(count, self.rng, self._step(), rules=self.rules))
        table, _ = mixed(train, drawn, self.plan.share, self.rng)
        found = self._predicted(
            self.now.matrix(table), self.now.positive(table), self.asked, f"mixed by {shelf()[way].title}"
        )
        yield (way, 0.0, 0, self.plan.share), scored(self.truth, found)

    def _predicted(
        self, matrix: np.ndarray, labels: np.ndarray, asked: np.ndarray, note: str, weights: np.ndarray | None = None
    ) -> np.ndarray:
        """The probability of being rare; every model of a round starts from the same state."""
        self._tell(note)
        seen, found = class_probabilities(
            matrix, self.now.categorical, labels, asked, np.random.default_rng(self.state), weights
        )
        self.done += 1
        return found[:, list(seen).index(True)] if True in seen else np.zeros(len(asked))

    def _threshold(self) -> float:
        """That of the best F1 on the training rows, each predicted without itself; folds hold both classes alike."""
        fold = np.empty(len(self.labels), np.int64)
        for side in (self.labels, ~self.labels):
            fold[side] = self.rng.permutation(int(side.sum())) % FOLDS
        found = np.empty(len(self.labels))
        for each in range(FOLDS):
            out = fold == each
            found[out] = self._predicted(self.matrix[~out], self.labels[~out], self.matrix[out], THRESHOLD)
        return best_threshold(self.labels, found)

    def _tell(self, note: str) -> None:
        self.progress(self.done / self.plan.models, f"{self.name}: {note}")

    def _step(self) -> Progress:
        """Within learning and drawing the share stands still, but a cancel is seen."""
        share = self.done / self.plan.models
        return lambda _, note="": self.progress(share, f"{self.name}: {note}")
