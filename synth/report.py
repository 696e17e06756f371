"""All scores of one synthetic table, each on its ruler."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from zlib import crc32

import numpy as np

from synth.dataset import Dataset
from synth.metric import FAMILIES, Metric, Score, Skip, metrics
from synth.progress import Progress, part, quiet
from synth.technique import make


MARKS = {"real": "holdout", "shuffled": "shuffled", "copy": "copy"}
"""What stands in the synthetic table's place -> the mark of the ruler that its score is."""


@dataclass(frozen=True)
class Report:
    """scores in the order of `metrics()`; skipped maps a metric's key to the reason, in a sentence; pending are the
    keys of those still to be measured."""

    scores: tuple[Score, ...]
    skipped: dict[str, str]
    pending: tuple[str, ...] = ()

    def overall(self, key: str) -> Score | None:
        """The whole-table score of a metric, None if it was skipped."""
        return next((s for s in self.scores if s.metric == key and not s.about), None)

    def parts(self, key: str) -> list[Score]:
        """The scores of a metric per column or pair."""
        return [s for s in self.scores if s.metric == key and s.about]

    def ended(self) -> "Report":
        """The same for a run that will measure no more: what was pending is told as skipped."""
        stopped = dict.fromkeys(self.pending, "The run ended before this was measured; generate again for all scores.")
        return replace(self, skipped=self.skipped | stopped, pending=())

    def brief(self) -> dict[str, list[float | None]]:
        """The whole-table scores alone, by metric, each as value, low, high, holdout, shuffled, copy:
        six digits of each."""
        return {s.metric: [None if v is None else float(f"{v:.6g}")
                           for v in (s.value, s.low, s.high, s.holdout, s.shuffled, s.copy)]
                for s in self.scores if not s.about}

    def to_json(self) -> str:
        return json.dumps({"scores": [asdict(s) for s in self.scores], "skipped": self.skipped,
                           "pending": self.pending}, allow_nan=False)

    @classmethod
    def from_brief(cls, brief: dict[str, list[float | None]]) -> "Report":
        """A report of what `brief` gave."""
        return cls(tuple(Score(key, *values[:3], (), *values[3:]) for key, values in brief.items()), {})

    @classmethod
    def from_json(cls, text: str) -> "Report":
        raw = json.loads(text)
        return cls(tuple(Score(**{**s, "about": tuple(s["about"])}) for s in raw["scores"]), raw["skipped"],
                   tuple(raw.get("pending", ())))


@dataclass(frozen=True)
class _Trial:
    """What is measured in one run over the metrics: a table in the synthetic one's place,
    beside train and a holdout."""

    holdout: Dataset | None
    synthetic: Dataset


def evaluate(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator,
             progress: Progress = quiet, only: list[str] | None = None, told: Callable[[Report], None] | None = None,
             unconditional: Dataset | None = None) -> Report:
    """Every metric (or those named) with its ruler: what real rows, and what shuffled columns, get in the same test.

    In the synthetic table's place stands, for the real mark: of fidelity and fairness the holdout; of utility train
    itself; of privacy one half of the holdout, the other half playing the holdout, and train itself for the mark of a
    copy. Figures of fidelity fall with the number of rows even where nothing is wrong, so they are taken at one size:
    tables longer than the holdout are cut to it (at random). Cheap metrics come first, and told gets the report so far
    after each. A score hangs on its metric and the rng alone, not on which others are asked for or came before.
    unconditional: rows of the same model without the condition that synthetic ones were made under; where they are
    given they are scored in all families but privacy, which is about the rows that are given away.
    Raises: ValueError where the tables' columns differ or a metric is unknown; Cancelled.
    """
    for other in filter(None, (holdout, synthetic, unconditional)):
        if other.names != train.names:
            raise ValueError(f"The columns differ: {sorted(set(other.names) ^ set(train.names)) or 'order'}.")
    unknown = [key for key in only or () if key not in metrics()]
    if unknown:
        raise ValueError(f"There is no metric '{unknown[0]}'; choose one of {', '.join(metrics())}.")
    chosen = sorted((m for m in metrics().values() if only is None or m.key in only), key=lambda each: each.cost)
    progress(0.0, "preparing the yardsticks")
    seed = int(rng.integers(2**63))
    trials = _trials(train, holdout, synthetic, rng)
    if unconditional is not None:
        trials = _trials(train, holdout, unconditional, rng) | {"privacy": trials["privacy"]}
    scores, skipped, pending = {}, {}, [each.key for each in chosen]
    for i, (each, stage) in enumerate(zip(chosen, _stages(chosen, progress)), 1):
        try:
            scores[each.key] = _on_ruler(each, train, trials[each.family], seed, stage)
        except Skip as reason:
            skipped[each.key] = str(reason)
        if told and i < len(chosen):
            told(_report(scores, skipped, pending[i:]))
    progress(1.0, "measured")
    return _report(scores, skipped, [])


def _report(scores: dict[str, list[Score]], skipped: dict[str, str], pending: list[str]) -> Report:
    return Report(tuple(score for key in metrics() for score in scores.get(key, ())), dict(skipped), tuple(pending))


def _stages(chosen: list[Metric], progress: Progress) -> list[Progress]:
    """For each metric its part of the progress, as wide as it is costly."""
    ends = np.cumsum([0.0, *(each.cost for each in chosen)]) / sum(each.cost for each in chosen) if chosen else [0.0]
    return [part(progress, float(start), float(end)) for start, end in zip(ends, ends[1:])]


def _on_ruler(each: Metric, train: Dataset, trials: dict[str, _Trial], seed: int, progress: Progress) -> list[Score]:
    """The synthetic table's scores with both marks. Raises: Skip where it has none."""
    found = {}
    for i, (name, trial) in enumerate(trials.items()):
        progress(i / len(trials), f"measuring {each.title.lower()}")
        try:
            found[name] = each.measure(train, trial.holdout, trial.synthetic,
                                       np.random.default_rng([seed, crc32(each.key.encode())]))
        except Skip:
            if name == "synthetic":
                raise
    marks = {MARKS[name]: {score.about: score.value for score in found[name]} for name in MARKS if name in found}
    return [score.with_ruler(**{name: mark.get(score.about) for name, mark in marks.items()})
            for score in found["synthetic"]]


def _trials(train: Dataset, holdout: Dataset | None, synthetic: Dataset,
            rng: np.random.Generator) -> dict[str, dict[str, _Trial]]:
    """By family, and by what stands in the synthetic table's place."""
    shuffled = _shuffled(train, len(synthetic), rng)
    whole = {"synthetic": _Trial(holdout, synthetic)} | ({"shuffled": _Trial(holdout, shuffled)} if shuffled else {})
    copied = {"copy": _Trial(holdout, _cut(train, len(synthetic), rng))} if len(train) else {}
    if holdout is None or not len(holdout):
        return dict.fromkeys(FAMILIES, whole) | {"privacy": whole | copied}
    size = min(len(holdout), len(synthetic))
    fair = {name: _Trial(holdout, _cut(trial.synthetic, size, rng)) for name, trial in whole.items()}
    order = rng.permutation(len(holdout))
    half = len(order) // 2
    alike = fair | {"real": _Trial(holdout, _cut(holdout, size, rng))}
    return {"fidelity": alike, "fairness": alike,
            "utility": whole | {"real": _Trial(holdout, _cut(train, len(synthetic), rng))},
            "privacy": whole | copied | {"real": _Trial(holdout.take(order[half:]), holdout.take(order[:half]))}}


def _shuffled(train: Dataset, rows: int, rng: np.random.Generator) -> Dataset | None:
    """Shuffled modelled columns; None where there is nothing to shuffle."""
    modelled = train.only(train.modelled)
    if not modelled.columns or not len(train) or not rows:
        return None
    return modelled.with_table(make("shuffle").fit(modelled, rng).sample(rows, rng))


def _cut(data: Dataset, rows: int, rng: np.random.Generator) -> Dataset:
    return data if len(data) <= rows else data.take(np.sort(rng.choice(len(data), rows, replace=False)))
