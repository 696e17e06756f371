"""Scores in plain words, for people who will not read the numbers."""

from collections import Counter

from synth.metric import FAMILIES, Metric, Score, metrics
from synth.report import Report

GOOD, FAIR = 0.75, 0.4
"""Share of the way from shuffled columns to a real sample from which a score is good, or fair."""
_REAL = {"fidelity": "for a second real sample it would be {}", "utility": "trained on the real rows it is {}",
         "fairness": "for a second real sample it would be {}",
         "privacy": "for unseen real rows it is {}"}


def sentence(score: Score, metric: Metric) -> str:
    """One score with its marks: "Column shapes agree to 98.9%; for a second real sample it would be ..."."""
    figure = "{" + metric.says.partition("{")[2].partition("}")[0] + "}"
    clause = metric.says.format(score.value)
    told = [_REAL[metric.family].format(figure.format(score.holdout))] if score.holdout is not None else []
    told += [f"for shuffled columns {figure.format(score.shuffled)}"] if score.shuffled is not None else []
    about = " with ".join(f"'{name}'" for name in score.about)
    start = f"{about}: {clause}" if about else clause[:1].upper() + clause[1:]
    return start + ("; " + ", ".join(told) if told else "") + "."


def grade(score: Score, metric: Metric) -> str:
    """good, fair, poor, or unclear where chance could make it any of them.

    By the way from shuffled columns to the real holdout (`GOOD`, `FAIR`); or, for metrics with a margin, by how far the
    score is behind the holdout: good within a third of the margin or of chance, fair within all of it. Without a
    holdout the best of the scale stands in, except that a privacy score is then good at its best and else unclear.
    """
    sign = 1 if metric.higher_is_better else -1
    best = metric.best if score.holdout is None else score.holdout
    behind, width = sign * (best - score.value), score.high - score.low
    if metric.margin is not None:
        if score.holdout is None and metric.family == "privacy" and behind > 0:
            return "unclear"
        furthest = sign * (best - (score.low if metric.higher_is_better else score.high))
        if furthest <= metric.margin / 3:
            return "good"
        if behind > metric.margin and behind > width:
            return "poor"
        if width > 2 * metric.margin:
            return "unclear"
        chance = behind <= 0 or score.low <= best <= score.high
        return "good" if chance or behind <= metric.margin / 3 else "fair" if behind <= metric.margin else "poor"
    gap = sign * (best - (metric.worst if score.shuffled is None else score.shuffled))
    if gap <= width / 2 or width > gap:
        return "unclear"
    share = 1 - behind / gap
    return "good" if share >= GOOD else "fair" if share >= FAIR else "poor"


def verdict(report: Report) -> list[str]:
    """A sentence each: fidelity, utility, fairness where it was measured, privacy. Privacy says what was tested, never that
    all is well."""
    measured = {metrics()[score.metric].family for score in report.scores if score.metric in metrics()}
    return [_verdict(report, family) for family in FAMILIES if family in measured or family != "fairness"]


def _verdict(report: Report, family: str) -> str:
    known = {key: each for key, each in metrics().items() if each.family == family}
    scores = [score for key in known if (score := report.overall(key))]
    if not scores:
        return f"{family.capitalize()} was not tested. {next((report.skipped[k] for k in known if k in report.skipped), '')}".strip()
    grades = {score.metric: grade(score, known[score.metric]) for score in scores}
    weakest = max(scores, key=lambda score: (["good", "unclear", "fair", "poor"].index(grades[score.metric]), _behind(score, known)))
    if family == "privacy":
        return _privacy(scores, grades, known, weakest)
    clause = _lower(sentence(weakest, known[weakest.metric]))
    return f"{family.capitalize()}: {_counted(Counter(grades.values()))}: {clause}"


def _counted(grades: Counter) -> str:
    """How many scores got which grade, ending in what the weakest score will be told after."""
    told = [f"{grades[word]} {word}" for word in ("good", "fair", "poor", "unclear") if grades[word]]
    total, alike = grades.total(), len(told) == 1
    if total == 1:
        return f"the score is {next(iter(grades))}"
    counted = f"all {total} scores are {next(iter(grades))}" if alike else f"of {total} scores {', '.join(told)}"
    return f"{counted}; furthest behind"


def _privacy(scores: list[Score], grades: dict[str, str], known: dict[str, Metric], weakest: Score) -> str:
    tested = ", ".join(known[score.metric].title.lower() for score in scores)
    found = {"good": "no more was found than among unseen real rows", "unclear": "what was found may be chance",
             "fair": "slightly more was found than among unseen real rows",
             "poor": "clearly more was found than among unseen real rows"}[grades[weakest.metric]]
    return f"Privacy: {found} (tested: {tested}; other attacks were not); {_lower(sentence(weakest, known[weakest.metric]))}"


def _behind(score: Score, known: dict[str, Metric]) -> float:
    metric = known[score.metric]
    best = metric.best if score.holdout is None else score.holdout
    return (best - score.value) / (metric.best - metric.worst)


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
