from dataclasses import replace

import pytest

from synth.metric import Score, metrics
from synth.report import Report
from synth.verdict import grade, sentence, verdict

TRENDS, SHAPES, CLOSEST = (metrics()[key] for key in ("trends", "shapes", "closest_record"))


def score(metric, value, half=0.001, holdout=None, shuffled=None, about=()):
    return Score(metric.key, value, value - half, value + half, about, holdout, shuffled)


def test_a_sentence_has_the_value_and_both_marks():
    assert sentence(score(TRENDS, 0.989, holdout=0.988, shuffled=0.763), TRENDS) == (
        "Column pair trends agree to 98.9%; for a second real sample it would be 98.8%, for shuffled columns 76.3%.")
    assert sentence(score(SHAPES, 0.5, about=("age",)), SHAPES) == "'age': column shapes agree to 50.0%."


@pytest.mark.parametrize("value, told", [(0.99, "good"), (0.95, "good"), (0.87, "fair"), (0.80, "poor"), (0.5, "poor")])
def test_the_grade_is_the_way_from_shuffled_to_real(value, told):
    assert grade(score(TRENDS, value, holdout=0.99, shuffled=0.76), TRENDS) == told


def test_what_chance_could_bring_about_is_unclear():
    assert grade(score(TRENDS, 0.9, half=0.2, holdout=0.99, shuffled=0.76), TRENDS) == "unclear"
    assert grade(score(TRENDS, 0.9, half=0.02, holdout=0.91, shuffled=0.90), TRENDS) == "unclear"
    assert grade(score(CLOSEST, 0.55, half=0.2, holdout=0.5), CLOSEST) == "unclear"


@pytest.mark.parametrize("value, told", [(0.99, "good"), (0.97, "good"), (0.93, "fair"), (0.85, "poor")])
def test_where_shuffling_loses_nothing_the_margin_decides(value, told):
    assert grade(score(SHAPES, value, holdout=0.99, shuffled=1.0), SHAPES) == told


@pytest.mark.parametrize("value, told", [(0.45, "good"), (0.505, "good"), (0.53, "fair"), (0.6, "poor")])
def test_privacy_is_measured_from_the_holdout_only(value, told):
    assert grade(score(CLOSEST, value, half=0.01, holdout=0.5, shuffled=0.49), CLOSEST) == told


def test_a_privacy_score_without_control_is_unclear_unless_nothing_was_found():
    identical = metrics()["identical_rows"]
    assert grade(score(identical, 0.002), identical) == "unclear"
    assert grade(replace(score(identical, 0.0), low=0.0), identical) == "good"


def test_the_verdict_is_three_sentences_and_privacy_never_says_safe():
    scores = (score(TRENDS, 0.989, holdout=0.988, shuffled=0.763), score(SHAPES, 0.7, holdout=0.99, shuffled=1.0),
              score(CLOSEST, 0.7, half=0.01, holdout=0.5, shuffled=0.49))
    fidelity, utility, privacy = verdict(Report(scores, {"classification": "No target column is set."}))
    assert fidelity.startswith("Fidelity: of 2 scores 1 good, 1 poor; furthest behind: column shapes agree to 70.0%")
    assert utility == "Utility was not tested. No target column is set."
    assert privacy.startswith("Privacy: clearly more was found than among unseen real rows (tested: closest record; other attacks were not)")
    assert "safe" not in " ".join(verdict(Report((score(CLOSEST, 0.5, half=0.01, holdout=0.5),), {}))).lower()


@pytest.mark.parametrize("metric", metrics().values(), ids=lambda m: m.key)
def test_every_metric_at_the_real_mark_is_good_and_at_its_worst_is_not(metric):
    shuffled = metric.worst if metric.margin is None else None
    assert grade(score(metric, metric.best, holdout=metric.best, shuffled=shuffled), metric) == "good"
    assert grade(score(metric, metric.worst, holdout=metric.best, shuffled=shuffled), metric) == "poor"
