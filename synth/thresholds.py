"""What a pipeline demands: scores, `accuracy=0.95`, each in its metric's own direction; rules, `rule_violations=0`."""

from synth.metric import metrics
from synth.report import Report


RULES = "rule_violations"
"""Rows that break any of the rules named, at most."""


def thresholds(texts: list[str]) -> dict[str, float]:
    """By metric, or RULES, the value to be reached. Raises: ValueError for what is not METRIC=NUMBER or no metric."""
    found = {}
    for text in texts:
        key, _, value = text.partition("=")
        if key not in (RULES, *metrics()):
            raise ValueError(f"There is no metric '{key}' to demand; choose from {', '.join([*metrics(), RULES])}.")
        try:
            found[key] = float(value)
        except ValueError:
            raise ValueError(f"'{text}' names no number; write {key}=0.95, say.") from None
    return found


def failures(report: Report, demanded: dict[str, float], broken: int | None = None) -> list[str]:
    """A sentence for every demand not met, as what was not measured never is; broken: rows that break a rule."""
    found = []
    for key, limit in demanded.items():
        if key == RULES:
            found += _broken(broken, limit)
            continue
        metric, score = metrics()[key], report.overall(key)
        if score is None:
            found.append(f"{metric.title} was not measured: {report.skipped.get(key, 'it was not asked for.')}")
        elif (score.value < limit) if metric.higher_is_better else (score.value > limit):
            side = "at least" if metric.higher_is_better else "at most"
            found.append(
                f"{metric.title} is {score.value:.4f} ({score.low:.4f} to {score.high:.4f}); {side} {limit:g} is "
                "demanded."
            )
    return found


def _broken(rows: int | None, limit: float) -> list[str]:
    if rows is None:
        return ["Rules were not looked at: none was named; name them with --rule."]
    told = f"{rows:,} row{' breaks' if rows == 1 else 's break'} a rule; at most {limit:g} may."
    return [told] if rows > limit else []
