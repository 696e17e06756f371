"""Scores that a pipeline demands: `accuracy=0.95` or `closest_record=0.52`, each in its metric's own direction."""

from synth.metric import metrics
from synth.report import Report


def thresholds(texts: list[str]) -> dict[str, float]:
    """By metric the value that must be reached. Raises: ValueError for what is not METRIC=NUMBER or no metric."""
    found = {}
    for text in texts:
        key, _, value = text.partition("=")
        if key not in metrics():
            raise ValueError(f"There is no metric '{key}' to demand; choose from {', '.join(metrics())}.")
        try:
            found[key] = float(value)
        except ValueError:
            raise ValueError(f"'{text}' names no number; write {key}=0.95, say.") from None
    return found


def failures(report: Report, demanded: dict[str, float]) -> list[str]:
    """A sentence for every demand that is not met; a score that was not measured does not meet any."""
    found = []
    for key, limit in demanded.items():
        metric, score = metrics()[key], report.overall(key)
        if score is None:
            found.append(f"{metric.title} was not measured: {report.skipped.get(key, 'it was not asked for.')}")
        elif (score.value < limit) if metric.higher_is_better else (score.value > limit):
            side = "at least" if metric.higher_is_better else "at most"
            found.append(f"{metric.title} is {score.value:.4f} ({score.low:.4f} to {score.high:.4f}); {side} {limit:g} is demanded.")
    return found
