"""Who is ahead, who has fallen behind and why, from the heats run so far."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from synth.metric import Score, metrics
from synth.racing.measure import Marks, place
from synth.verdict import tells

CLOSE = 0.02
"""Places on a ruler that differ by less are a draw, which the quicker technique wins."""


@dataclass(frozen=True)
class Heat:
    """One technique's turn on a sample. rows it learned from; seconds of CPU to fit and sample; at, since the start."""

    technique: str
    rows: int
    seconds: float
    at: float
    scores: dict[str, Score]
    worst: tuple[str, ...] = ()
    why: str = ""
    """Why its lane ended here, as a sentence; "" where it goes on."""
    peak_bytes: int = 0


@dataclass(frozen=True)
class Lane:
    """What one technique has shown: its heats, the smallest sample first, and the places of the last on the rulers."""

    technique: str
    heats: tuple[Heat, ...]
    places: dict[str, float] = field(default_factory=dict)

    @property
    def last(self) -> Heat:
        return self.heats[-1]

    @property
    def weakest(self) -> str | None:
        """The metric it stands worst in, None where nothing was measured."""
        return min(self.places, key=self.places.get, default=None)

    @property
    def seconds(self) -> float:
        return sum(heat.seconds for heat in self.heats)


def lanes(heats: Iterable[Heat], marks: dict[int, Marks]) -> list[Lane]:
    """A lane for every technique with a measured heat, the leader first.

    The weakest figure decides: the best technique is the one whose worst place on any ruler is highest; where two are
    equally weak, the next weakest. Nothing is blended: one that gives real rows away is not saved by looking like them.
    """
    by_technique: dict[str, list[Heat]] = {}
    for heat in sorted(heats, key=lambda heat: heat.rows):
        if heat.scores:
            by_technique.setdefault(heat.technique, []).append(heat)
    found = [Lane(key, tuple(each), _places(each[-1], marks)) for key, each in by_technique.items()]
    return sorted(
        found, key=lambda lane: ([-round(each / CLOSE) for each in sorted(lane.places.values())], lane.last.seconds)
    )


def _places(heat: Heat, marks: dict[int, Marks]) -> dict[str, float]:
    """The place of each score on its ruler; a score that cannot tell the ends apart, as on few rows, counts only where
    nothing else is known."""
    known = {
        key: (score, marks.get(heat.rows, {}).get(key, {})) for key, score in heat.scores.items() if key in metrics()
    }
    telling = {key: each for key, each in known.items() if tells(each[0].with_ruler(**each[1]), metrics()[key])}
    return {key: place(*each, metrics()[key]) for key, each in (telling or known).items()}


def behind(heat: Heat, others: Iterable[Heat]) -> tuple[str, str] | None:
    """The technique that beat this heat beyond chance, from no more rows, and the metric in which that is clearest.

    It is ahead in one figure by more than both intervals, and behind by that much in none. None where nobody is.
    """
    for other in others:
        if other.technique == heat.technique or other.rows > heat.rows or not other.scores:
            continue
        shared = [key for key in heat.scores if key in other.scores]
        leads = {key: _lead(other.scores[key], heat.scores[key]) for key in shared}
        if (
            leads
            and max(leads.values()) > 0
            and not any(_lead(heat.scores[key], other.scores[key]) > 0 for key in shared)
        ):
            return other.technique, max(leads, key=leads.get)
    return None


def _lead(one: Score, other: Score) -> float:
    """How far the intervals are apart, as a share of the scale, one being the better; 0 or less where they overlap."""
    metric = metrics()[one.metric]
    apart = one.low - other.high if metric.higher_is_better else other.low - one.high
    return apart / abs(metric.best - metric.worst)
