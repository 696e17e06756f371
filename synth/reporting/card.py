"""The data card of a synthetic table, from what was measured: what it is, what it may be used for, its limits."""

from synth.metric import FAMILIES, metrics
from synth.recipe import Recipe
from synth.report import Report
from synth.technique import shelf
from synth.verdict import grade

DISCLOSURE = (
    "This table is synthetic: none of its rows was observed. It was drawn from a model that learned a real table."
)
KEPT = (
    "This table holds rows that stand close to real ones, or are real ones: it is for use inside the house that "
    "owns the real table, not for sharing."
)


def uses(report: Report, recipe: Recipe) -> list[str]:
    """What the scores speak for, a sentence each."""
    good = _graded(report, ("good",))
    found = ["Trying out software, dashboards and queries on rows of the real form."]
    if "fidelity" in good:
        found.append(
            "Showing and teaching: columns and pairs of columns look like the real ones, within the scores below."
        )
    if "utility" in good and recipe.target:
        found.append(
            f"Building a first model of '{recipe.target}': trained on these rows it did about as well on real ones as "
            "trained on real rows. Check it on real rows before it decides anything."
        )
    return found


def limits(report: Report, recipe: Recipe) -> list[str]:
    """What not to do with it, a sentence each."""
    technique, poor = shelf().get(recipe.technique), _graded(report, ("poor", "fair", "unclear"))
    found = [
        "No row is about a person; nothing about any one person follows from it.",
        "No score proves that nobody can be recognised. Each privacy score names the one attack it tried; no "
        "formal guarantee (differential privacy) was asked for.",
    ]
    if technique is not None and not technique.shareable:
        found.insert(0, KEPT)
    if "fidelity" in poor:
        found.append(
            "Figures taken from it may be off where the scores below are fair or poor: check what matters on the real "
            "table."
        )
    if not any(metrics()[score.metric].family == "privacy" for score in report.scores if score.metric in metrics()):
        found.append("Privacy was not measured: no real rows were held out.")
    if recipe.target is None:
        found.append(
            "No column to predict was named, so that it is unknown whether models trained on it work on real rows."
        )
    return found


def _graded(report: Report, wanted: tuple[str, ...]) -> set[str]:
    """Families all of whose overall scores have one of the grades wanted; with a poor one only where that is wanted."""
    found = {}
    for key, metric in metrics().items():
        if score := report.overall(key):
            found.setdefault(metric.family, []).append(grade(score, metric))
    if "good" in wanted:
        return {family for family in FAMILIES if family in found and set(found[family]) <= {"good", "unclear"}}
    return {family for family in FAMILIES if set(found.get(family, ())) & set(wanted)}
