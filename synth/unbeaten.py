"""Which of several synthetic tables no other one beats, all things considered."""

from collections.abc import Mapping, Sequence
from math import hypot

from synth.metric import Metric, Score


def unbeaten(runs: Mapping[str, Sequence[Score]], metrics: Sequence[Metric]) -> list[str]:
    """Names of the runs that no other beats in these metrics: the Pareto front, as far as chance lets one tell.

    One beats another that is clearly behind it in a metric (see `ahead`) and clearly ahead in none; metrics that either
    of the two lacks do not count.
    Source: Pareto, "Manuale di economia politica" (1906).
    """
    scores = {name: {s.metric: s for s in each if not s.about} for name, each in runs.items()}
    return [name for name in scores
            if not any(_beats(scores[other], scores[name], metrics) for other in scores if other != name)]


def ahead(one: Score, other: Score, metric: Metric) -> bool:
    """Whether one is better by more than the interval of their difference;
    what is better than the best end is at it."""
    sign = 1 if metric.higher_is_better else -1
    gap = sign * (_capped(one.value, metric) - _capped(other.value, metric))
    down, up = ((one.value - one.low, other.high - other.value) if sign > 0
                else (one.high - one.value, other.value - other.low))
    return gap > hypot(down, up)


def _beats(one: Mapping[str, Score], other: Mapping[str, Score], metrics: Sequence[Metric]) -> bool:
    both = [(one[m.key], other[m.key], m) for m in metrics if m.key in one and m.key in other]
    return any(ahead(*each) for each in both) and not any(ahead(b, a, m) for a, b, m in both)


def _capped(value: float, metric: Metric) -> float:
    return min(value, metric.best) if metric.higher_is_better else max(value, metric.best)
