"""All scores of one synthetic table, each on its ruler."""

import json
from dataclasses import asdict, dataclass

import numpy as np

from synth.dataset import Dataset
from synth.metric import Metric, Score, Skip, metrics
from synth.progress import Progress, quiet
from synth.technique import make


@dataclass(frozen=True)
class Report:
    """scores in the order of `metrics()`; skipped maps a metric's key to the reason, in a sentence."""

    scores: tuple[Score, ...]
    skipped: dict[str, str]

    def overall(self, key: str) -> Score | None:
        """The whole-table score of a metric, None if it was skipped."""
        return next((s for s in self.scores if s.metric == key and not s.about), None)

    def parts(self, key: str) -> list[Score]:
        """The scores of a metric per column or pair."""
        return [s for s in self.scores if s.metric == key and s.about]

    def to_json(self) -> str:
        return json.dumps({"scores": [asdict(s) for s in self.scores], "skipped": self.skipped}, allow_nan=False)

    @classmethod
    def from_json(cls, text: str) -> "Report":
        raw = json.loads(text)
        return cls(tuple(Score(**{**s, "about": tuple(s["about"])}) for s in raw["scores"]), raw["skipped"])


def evaluate(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator,
             progress: Progress = quiet, only: list[str] | None = None) -> Report:
    """Every metric (or those named) with its ruler: the same metric for a real holdout and for shuffled columns.

    Where a metric itself needs the holdout, half of it plays the synthetic table and the other half the holdout.
    Raises: ValueError where the tables' columns differ.
    """
    for other in filter(None, (holdout, synthetic)):
        if other.names != train.names:
            raise ValueError(f"The columns differ: {sorted(set(other.names) ^ set(train.names)) or 'order'}.")
    chosen = [m for m in metrics().values() if only is None or m.key in only]
    shuffled = train.with_table(make("shuffle").fit(train, rng).sample(len(synthetic), rng))
    scores, skipped = [], {}
    for i, each in enumerate(chosen):
        progress(i / len(chosen), f"measuring {each.title.lower()}")
        seeds = rng.spawn(3)
        try:
            measured = each.measure(train, holdout, synthetic, seeds[0])
        except Skip as reason:
            skipped[each.key] = str(reason)
            continue
        best = _mark(each, train, holdout, seeds[1])
        worst = _values(each, train, holdout, shuffled, seeds[2])
        scores += [s.with_ruler(best.get(s.about), worst.get(s.about)) for s in measured]
    progress(1.0, "measured")
    return Report(tuple(scores), skipped)


def _mark(each: Metric, train: Dataset, holdout: Dataset | None, rng: np.random.Generator) -> dict[tuple, float]:
    if holdout is None or len(holdout) < 4:
        return {}
    if each.family == "fidelity":
        return _values(each, train, None, holdout, rng)
    order = rng.permutation(len(holdout))
    half = len(order) // 2
    return _values(each, train, holdout.take(order[half:]), holdout.take(order[:half]), rng)


def _values(each: Metric, train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng) -> dict[tuple, float]:
    try:
        return {s.about: s.value for s in each.measure(train, holdout, synthetic, rng)}
    except Skip:
        return {}
