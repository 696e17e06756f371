"""What the data card says follows from what was measured."""

from synth.metric import metrics
from synth.recipe import Recipe
from synth.report import Report
from synth.reporting.card import limits, uses


def report(**values: float) -> Report:
    ends = {"accuracy": (0.98, 0.8), "classification": (0.9, 0.5), "closest_record": (0.5, None)}
    scores = [
        metrics()[key]
        .score(value, value - 0.005, value + 0.005)
        .with_ruler(holdout=ends[key][0], shuffled=ends[key][1])
        for key, value in values.items()
    ]
    return Report(tuple(scores), {})


def test_good_scores_speak_for_uses():
    good = uses(report(accuracy=0.975, classification=0.89), Recipe("sequential_trees", target="paid"))
    assert len(good) == 3 and "'paid'" in good[2]
    assert len(uses(report(accuracy=0.82, classification=0.55), Recipe("sequential_trees", target="paid"))) == 1


def test_limits_name_what_is_poor_missing_or_never_proved():
    said = " ".join(limits(report(accuracy=0.82), Recipe("sequential_trees")))
    assert "may be off" in said and "Privacy was not measured" in said and "No column to predict" in said
    assert "No score proves" in said
    fine = " ".join(limits(report(accuracy=0.975, closest_record=0.5), Recipe("sequential_trees", target="paid")))
    assert "may be off" not in fine and "not measured" not in fine
    assert "not for sharing" in limits(report(), Recipe("resample"))[0]
