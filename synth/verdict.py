"""Scores in plain words, for people who will not read the numbers."""

from collections import Counter

from synth.metric import FAMILIES, Metric, Score, metrics
from synth.report import Report

GOOD, FAIR = 0.75, 0.4
"""Share of the way from shuffled columns to a real sample from which a score is good, or fair."""
TOLD = 6
"""Most privacy scores that the verdict names; the list of scores has them all."""
_REAL = {"fidelity": "for a second real sample it would be {}", "utility": "trained on the real rows it is {}",
         "fairness": "for a second real sample it would be {}",
         "privacy": "for unseen real rows it is {}"}


def sentence(score: Score, metric: Metric) -> str:
    """One score with its marks: "Column shapes agree to 98.9%; for a second real sample it would be ..."."""
    figure = "{" + metric.says.partition("{")[2].partition("}")[0] + "}"
    clause = metric.says.format(score.value)
    told = [_REAL[metric.family].format(figure.format(score.holdout))] if score.holdout is not None else []
    bad, what = _bad_end(score, metric)
    told += [f"for {what} {figure.format(bad)}"] if bad is not None else []
    about = " with ".join(f"'{name}'" for name in score.about)
    start = f"{about}: {clause}" if about else clause[:1].upper() + clause[1:]
    return start + ("; " + ", ".join(told) if told else "") + "."


def spread(score: Score, metric: Metric) -> str:
    """Where a repeat would come out: "Measured anew, it would lie between 98.1% and 98.7% in 95 of 100 cases."; ""
    without an interval."""
    figure = "{" + metric.says.partition("{")[2].partition("}")[0] + "}"
    low, high = figure.format(score.low), figure.format(score.high)
    return f"Measured anew, it would lie between {low} and {high} in 95 of 100 cases." if low != high else ""


def _bad_end(score: Score, metric: Metric) -> tuple[float | None, str]:
    """The mark of the honest worst, and what it is of: a copy for privacy, which shuffled columns do not give away."""
    if metric.family == "privacy" and score.copy is not None:
        return score.copy, "an exact copy"
    return score.shuffled, "shuffled columns"


def tells(score: Score, metric: Metric) -> bool:
    """Whether the score tells good from bad on this table: its marks lie further apart than its interval is wide.

    True as well where a mark is missing, where the metric has a margin and shuffled columns lose nothing, and where the
    score is clearly worse than either mark.
    """
    bad, _ = _bad_end(score, metric)
    if score.holdout is None or bad is None or (metric.margin is not None and score.copy is None):
        return True
    sign, width = (1 if metric.higher_is_better else -1), score.high - score.low
    gap, behind = sign * (score.holdout - bad), sign * (score.holdout - score.value)
    return gap > width or behind > max(gap, width)


def blindness(score: Score, metric: Metric) -> str:
    """Why a score is not counted, in a sentence; "" where it `tells`."""
    if tells(score, metric):
        return ""
    apart = {"privacy": "an exact copy from unseen real rows",
             "utility": "learning from real rows from learning from shuffled ones"}
    told = apart.get(metric.family, "real rows from shuffled ones")
    return f"On this table it cannot tell {told}, so it is not counted."


def grade(score: Score, metric: Metric) -> str:
    """good, fair, poor, or unclear where chance could make it any of them, or it cannot tell its marks apart.

    By the way from shuffled columns to the real holdout (`GOOD`, `FAIR`), for privacy from an exact copy; or, for
    metrics with a margin, by how far the score is behind the holdout: good within a third of the margin or of chance,
    fair within all of it. The margin is at most a quarter of the way to a copy. Without a holdout the best of the scale
    stands in, except that a privacy score is then good at its best and else unclear.
    """
    if not tells(score, metric):
        return "unclear"
    return _by_marks(score, metric) if metric.margin is None else _by_margin(score, metric)


def _by_marks(score: Score, metric: Metric) -> str:
    sign, bad = (1 if metric.higher_is_better else -1), _bad_end(score, metric)[0]
    best = metric.best if score.holdout is None else score.holdout
    gap, behind = sign * (best - (metric.worst if bad is None else bad)), sign * (best - score.value)
    if gap <= score.high - score.low:
        return "poor" if behind > max(gap, score.high - score.low) else "unclear"
    share = 1 - behind / gap
    return "good" if share >= GOOD else "fair" if share >= FAIR else "poor"


def _by_margin(score: Score, metric: Metric) -> str:
    sign = 1 if metric.higher_is_better else -1
    best = metric.best if score.holdout is None else score.holdout
    behind, width, margin = sign * (best - score.value), score.high - score.low, metric.margin
    if score.holdout is None and metric.family == "privacy" and behind > 0:
        return "unclear"
    if score.holdout is not None and score.copy is not None:
        margin = min(margin, (1 - GOOD) * sign * (score.holdout - score.copy))
    furthest = sign * (best - (score.low if metric.higher_is_better else score.high))
    if furthest <= margin / 3:
        return "good"
    if behind > margin and behind > width:
        return "poor"
    if width > 2 * margin:
        return "unclear"
    chance = behind <= 0 or score.low <= best <= score.high
    return "good" if chance or behind <= margin / 3 else "fair" if behind <= margin else "poor"


def verdict(report: Report) -> list[str]:
    """A sentence each: fidelity, utility, fairness where it was measured, privacy. Privacy says what was tested, never
    that all is well; scores that cannot tell their marks apart do not count,
    and what is still being measured is told."""
    measured = {metrics()[score.metric].family for score in report.scores if score.metric in metrics()}
    return [_verdict(report, family) for family in FAMILIES if family in measured or family != "fairness"]


def _verdict(report: Report, family: str) -> str:
    known = {key: each for key, each in metrics().items() if each.family == family}
    scores = [score for key in known if (score := report.overall(key))]
    waiting = [key for key in report.pending if key in known]
    mute = [score for score in scores if not tells(score, known[score.metric])]
    counted = [score for score in scores if score not in mute]
    if not counted:
        return _nothing(report, family, known, bool(waiting), bool(mute))
    grades = {score.metric: grade(score, known[score.metric]) for score in counted}
    weakest = max(counted, key=lambda score: (["good", "unclear", "fair", "poor"].index(grades[score.metric]),
                                              _behind(score, known)))
    if family == "privacy":
        told = _privacy(counted, grades, known, weakest)
    else:
        clause = _lower(sentence(weakest, known[weakest.metric]))
        told = f"{family.capitalize()}: {_counted(Counter(grades.values()))}: {clause}"
    are = "is" if len(mute) == 1 else "are"
    left = f" {len(mute)} more cannot tell good from bad on this table and {are} not counted." if mute else ""
    return told + left + (f" {len(waiting)} more to come." if waiting else "")


def _nothing(report: Report, family: str, known: dict[str, Metric], waiting: bool, mute: bool) -> str:
    if waiting:
        return f"{family.capitalize()} is being measured."
    if mute:
        return f"{family.capitalize()}: no score can tell good from bad on this table, so that none is counted."
    why = next((report.skipped[key] for key in known if key in report.skipped), "")
    return f"{family.capitalize()} was not tested. {why}".strip()


def _counted(grades: Counter) -> str:
    """How many scores got which grade, ending in what the weakest score will be told after."""
    told = [f"{grades[word]} {word}" for word in ("good", "fair", "poor", "unclear") if grades[word]]
    total, alike = grades.total(), len(told) == 1
    if total == 1:
        return f"the score is {next(iter(grades))}"
    counted = f"all {total} scores are {next(iter(grades))}" if alike else f"of {total} scores {', '.join(told)}"
    return f"{counted}; furthest behind"


def _privacy(scores: list[Score], grades: dict[str, str], known: dict[str, Metric], weakest: Score) -> str:
    titles = [known[score.metric].title.lower() for score in scores]
    tested = ", ".join(titles if len(titles) <= TOLD else [*titles[:TOLD], f"and {len(titles) - TOLD} more"])
    found = {"good": "no more was found than among unseen real rows", "unclear": "what was found may be chance",
             "fair": "slightly more was found than among unseen real rows",
             "poor": "clearly more was found than among unseen real rows"}[grades[weakest.metric]]
    behind = _lower(sentence(weakest, known[weakest.metric]))
    return f"Privacy: {found} (tested: {tested}; other attacks were not); {behind}"


def _behind(score: Score, known: dict[str, Metric]) -> float:
    metric = known[score.metric]
    best = metric.best if score.holdout is None else score.holdout
    return (best - score.value) / (metric.best - metric.worst)


def _lower(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
