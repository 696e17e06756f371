"""Figures that know their rows, as scores of a metric."""

from synth.measuring.similarity import Alike, average
from synth.metric import Metric, Score


def scored(of: Metric, alike: Alike, about: tuple[str, ...] = ()) -> Score:
    return of.score(alike.value, *alike.interval, about=about)


def mean_and_parts(of: Metric, parts: dict[tuple[str, ...], Alike]) -> list[Score]:
    """Their mean, whose interval knows that the parts come from the same rows, then the parts."""
    return [scored(of, average(parts.values())), *(scored(of, alike, about) for about, alike in parts.items())]
