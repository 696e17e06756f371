"""What every metric owes, naming none: what holds for one family is asked by its family."""

import json
import warnings
from dataclasses import asdict

import numpy as np
import pytest

from synth.dataset import Dataset
from synth.metric import FAMILIES, Score, Skip, metrics
from tests.tables import dataset, noisy, people

METRICS = list(metrics().values())
TARGETS = ("paid", "income")


def measured(metric, train, holdout, synthetic, seed=0) -> list[Score] | None:
    """The scores, checked for what any score owes; None where the metric says why not."""
    before = synthetic.digest
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            scores = metric.measure(train, holdout, synthetic, np.random.default_rng(seed))
        except Skip as reason:
            assert str(reason).endswith(".") and len(str(reason)) > 20 and "nan" not in str(reason)
            return None
    assert synthetic.digest == before
    assert scores and scores[0].about == ()
    assert len({s.about for s in scores}) == len(scores)
    for score in scores:
        assert score.metric == metric.key and all(isinstance(name, str) for name in score.about)
        assert all(type(v) is float and np.isfinite(v) for v in (score.value, score.low, score.high))
        assert score.low <= score.value <= score.high
    json.dumps([asdict(s) for s in scores], allow_nan=False)
    return scores


def overall(metric, train, holdout, synthetic) -> Score | None:
    scores = measured(metric, train, holdout, synthetic)
    return scores[0] if scores else None


def worse_by(metric, score: Score, than: Score) -> float:
    return (than.value - score.value) * (1 if metric.higher_is_better else -1)


@pytest.fixture(params=TARGETS)
def tables(request) -> tuple[Dataset, Dataset, Dataset]:
    return tuple(people(600, seed, request.param) for seed in range(3))


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.key)
def test_every_metric_says_what_it_is(metric):
    assert metric.family in FAMILIES and metric.title and metric.question.endswith("?") and len(metric.source) > 10
    assert metric.best != metric.worst and metric.measure.__doc__
    assert metric.says.format(0.5) != metric.says and not metric.says.endswith(".")


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.key)
def test_every_metric_has_a_score_for_a_whole_table(metric):
    assert any(overall(metric, *(people(300, seed, target) for seed in range(3))) for target in TARGETS)


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.key)
def test_a_copy_is_the_best_of_fidelity_and_fairness_and_the_worst_of_privacy(metric, tables):
    train, holdout, _ = tables
    score = overall(metric, train, holdout, train.take(np.arange(len(train))))
    if score and metric.family != "utility":
        end = metric.worst if metric.family == "privacy" else metric.best
        assert score.value == pytest.approx(end, abs=0.01 * abs(metric.best - metric.worst))


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.key)
def test_more_noise_is_never_better_but_for_privacy_never_worse(metric, tables):
    train, holdout, other = tables
    start = train if metric.family == "privacy" else other
    scores = [overall(metric, train, holdout, noisy(start, share)) for share in (0.0, 0.3, 0.9)]
    for less, more in zip(scores, scores[1:]):
        if less and more:
            chance = (more.high - more.low + less.high - less.low) / 2
            lost = worse_by(metric, more, less)
            assert (-lost if metric.family == "privacy" else lost) >= -chance
    if metric.family == "utility" and scores[0]:
        assert worse_by(metric, scores[2], scores[0]) > 0.05


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.key)
def test_the_same_seed_gives_the_same_scores(metric, tables):
    train, holdout, synthetic = tables
    first = measured(metric, train, holdout, synthetic, 7)
    again = measured(metric, train.take(np.arange(600)), holdout.take(np.arange(600)), synthetic.take(np.arange(600)),
                     7)
    assert first == again


ROWS = 150
"""Rows of the tables whose scores are repeated."""


def repeats(metric) -> list[Score]:
    """The overall scores of tables generated anew from one source, with everything else as it was: 60 of cheap metrics,
    24 of costly ones; on the first target that the metric applies to."""
    count = 60 if metric.cost < 0.3 else 24
    for target in TARGETS:
        train, holdout = (people(ROWS, 1000 + part, target) for part in range(2))
        try:
            return [metric.measure(train, holdout, people(ROWS, seed, target), np.random.default_rng(seed))[0]
                    for seed in range(count)]
        except Skip:
            continue
    raise AssertionError("The metric applies to neither target.")


@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.key)
def test_the_interval_covers_a_repeat_in_95_of_100_seeds(metric):
    """Of all ordered pairs of seeds: the one's value within the other's interval,
    up to twice the binomial's standard error."""
    scores = repeats(metric)
    value, low, high = (np.array([getattr(score, name) for score in scores]) for name in ("value", "low", "high"))
    covered = (low[:, None] - 1e-12 <= value) & (value <= high[:, None] + 1e-12)
    share = covered[~np.eye(len(scores), dtype=bool)].mean()
    assert share >= 0.95 - 2 * np.sqrt(0.95 * 0.05
                                       / len(scores)), f"{share:.3f} of repeats, whose spread is {value.std():.4f}"


ODD = {
    "one row": dataset({"n": [1], "c": ["a"]}, "c"),
    "no rows": dataset({"n": [1], "c": ["a"]}, "c").take(np.arange(0)),
    "thirty rows": people(30, 0),
    "one column": dataset({"n": [0.5, 1.5, 2.5] * 20}),
    "only categories": dataset({"a": list("xyz") * 20, "b": list("uv") * 30}, "a"),
    "only numbers": dataset({"a": [i * 0.1 for i in range(60)], "b": list(range(60))}, "b"),
    "constant": dataset({"n": [3] * 40, "r": [0.25] * 40, "c": ["a"] * 40, "f": [True] * 40}, "c"),
    "nothing but gaps": dataset({"n": [np.nan] * 40, "c": [None] * 40, "m": np.array(["NaT"] * 40, "M8[ns]")}, "n"),
    "a gap too many": dataset({"n": [np.nan] * 39 + [1.0], "c": [None] * 39 + ["a"]}, "n"),
    "text and keys": dataset({"t": ["some text"] * 20, "k": [str(i) for i in range(20)]}, "t", t="text", k="id"),
    "a key beside numbers": dataset({"k": [str(i) for i in range(60)], "n": list(range(60))}, "k", k="id"),
    "unicode": dataset({"": ["ä", "😀", "\u202e", None] * 15, "名": [1.0, 2.0, None, -1e9] * 15}, ""),
    "wide": dataset({f"c{i}": (np.arange(60) * (i + 3)) % 7 for i in range(60)}, "c0"),
    "many levels": dataset({"c": [f"level {i}" for i in range(400)], "n": list(range(400))}, "c"),
    "extreme": dataset({"n": [1e300, -1e300, 1e-300, 0.0] * 15, "m": [2**62, -(2**62), 0, 1] * 15}, "m"),
    "moments": dataset({"m": np.array(["1700-01-01", "2200-01-01", "NaT"] * 20, "M8[ns]"), "n": list(range(60))}, "m"),
    "nullable": dataset({"i": [1, 2, 3] * 20, "f": [True, False, None] * 20}, "f", f="flag"),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("metric", METRICS, ids=lambda m: m.key)
def test_odd_tables_give_a_score_or_a_sentence(metric, name):
    data = ODD[name]
    if name == "nullable":
        data = data.with_table(data.table.astype({"i": "Int64", "f": "boolean"}))
    rng = np.random.default_rng(0)
    other = data.take(rng.integers(0, len(data), len(data))) if len(data) else data
    for holdout in (None, other, data.take(np.arange(min(3, len(data))))):
        measured(metric, data, holdout, other)
    measured(metric, data, other, data.take(np.arange(min(2, len(data)))))
    measured(metric, data, other, data.take(np.arange(0)))
