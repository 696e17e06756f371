"""What two reports say differently: of one synthetic table as the real data changed,
or of two runs beside each other."""

from dataclasses import dataclass

from synth.metric import Metric, Score, metrics
from synth.report import Report


@dataclass(frozen=True)
class Change:
    """One score before and now; moved is better, worse, or the same where chance could explain it."""

    metric: Metric
    before: Score
    now: Score

    @property
    def about(self) -> tuple[str, ...]:
        return self.now.about

    @property
    def moved(self) -> str:
        """By the half widths of both intervals, taken as independent: beyond their root of squares it is no chance."""
        side = 1 if self.now.value > self.before.value else -1
        half = [(score.high - score.value, score.value - score.low) for score in (self.before, self.now)]
        up, down = (half[0][0], half[1][1]) if side > 0 else (half[0][1], half[1][0])
        if abs(self.now.value - self.before.value) <= (up**2 + down**2) ** 0.5 + 1e-12:
            return "same"
        return "better" if (side > 0) == self.metric.higher_is_better else "worse"

    @property
    def size(self) -> float:
        """The difference as a share of the metric's scale."""
        return abs(self.now.value - self.before.value) / abs(self.metric.best - self.metric.worst)

    def sentence(self) -> str:
        """"Accuracy is worse: 0.951 (0.948 to 0.954), before 0.988 (0.985 to 0.991)."."""
        about = " with ".join(f"'{name}'" for name in self.about)
        word = "as before" if self.moved == "same" else self.moved
        of = f" of {about}" if about else ""
        return f"{self.metric.title}{of} is {word}: {_told(self.now)}, before {_told(self.before)}."


def changes(before: Report, now: Report, parts: bool = False) -> list[Change]:
    """Of every score that both have, what got worse first, the largest difference first; parts:
    of columns and pairs too."""
    known, earlier = metrics(), {(score.metric, score.about): score for score in before.scores}
    found = [Change(known[score.metric], earlier[score.metric, score.about], score) for score in now.scores
             if score.metric in known and (score.metric, score.about) in earlier and (parts or not score.about)]
    return sorted(found, key=lambda change: (["worse", "better", "same"].index(change.moved), -change.size))


def _told(score: Score) -> str:
    return f"{score.value:.3f} ({score.low:.3f} to {score.high:.3f})"
