from dataclasses import replace

import pytest

from synth.metric import Score, metrics
from synth.report import Report
from synth.verdict import blindness, grade, sentence, spread, tells, verdict

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
    assert privacy.startswith("Privacy: clearly more was found than among unseen real rows (tested: closest record; "
                              "other attacks were not)")
    assert "safe" not in " ".join(verdict(Report((score(CLOSEST, 0.5, half=0.01, holdout=0.5),), {}))).lower()


@pytest.mark.parametrize("metric", metrics().values(), ids=lambda m: m.key)
def test_every_metric_at_the_real_mark_is_good_and_at_its_worst_is_not(metric):
    shuffled = metric.worst if metric.margin is None else None
    assert grade(score(metric, metric.best, holdout=metric.best, shuffled=shuffled), metric) == "good"
    assert grade(score(metric, metric.worst, holdout=metric.best, shuffled=shuffled), metric) == "poor"


@pytest.mark.parametrize("half, told", [(0.004, True), (0.006, False)])
def test_a_score_tells_where_its_marks_lie_further_apart_than_its_interval_is_wide(half, told):
    """0.91 and 0.90 are 0.010 apart; the interval is 0.008 or 0.012 wide."""
    found = score(TRENDS, 0.905, half, holdout=0.91, shuffled=0.90)
    assert tells(found, TRENDS) is told
    assert blindness(found, TRENDS) == ("" if told else "On this table it cannot tell real rows from shuffled ones, so "
                                                        "it is not counted.")
    assert grade(found, TRENDS) == ("fair" if told else "unclear")


def test_what_is_far_worse_than_either_mark_counts_however_near_they_are():
    assert grade(score(TRENDS, 0.5, 0.02, holdout=0.91, shuffled=0.90), TRENDS) == "poor"


def test_marks_that_are_missing_or_mean_nothing_do_not_silence_a_score():
    assert tells(score(TRENDS, 0.9, 0.2), TRENDS) and tells(score(SHAPES, 0.9, 0.2, holdout=0.99, shuffled=1.0), SHAPES)


def test_privacy_is_told_from_a_copy():
    blind = replace(score(CLOSEST, 0.5, 0.01, holdout=0.5), copy=0.51)
    assert not tells(blind, CLOSEST) and "exact copy from unseen real rows" in blindness(blind, CLOSEST)
    # the margin is 0.05, but a copy scores only 0.08 more than the holdout: a quarter of that is all that is left
    near = replace(score(CLOSEST, 0.53, 0.002, holdout=0.5), copy=0.58)
    assert grade(near, CLOSEST) == "poor" and grade(replace(near, copy=1.0), CLOSEST) == "fair"
    assert sentence(near, CLOSEST).endswith("for unseen real rows it is 50.0%, for an exact copy 58.0%.")


def test_a_privacy_score_without_a_margin_is_graded_by_the_way_from_a_copy():
    bare = replace(CLOSEST, margin=None)
    graded = [grade(replace(score(CLOSEST, value, holdout=0.5), copy=0.9), bare) for value in (0.55, 0.7, 0.8)]
    assert graded == ["good", "fair", "poor"]


def test_scores_that_do_not_tell_are_left_out_of_the_count():
    good, blind = score(TRENDS, 0.989, holdout=0.988, shuffled=0.763), replace(
        score(TRENDS, 0.9, 0.1, holdout=0.91, shuffled=0.90), metric="accuracy_pairs")
    fidelity = verdict(Report((good, blind), {}))[0]
    assert fidelity.startswith("Fidelity: the score is good: column pair trends")
    assert fidelity.endswith("1 more cannot tell good from bad on this table and is not counted.")
    assert verdict(Report((blind,), {}))[
        0] == "Fidelity: no score can tell good from bad on this table, so that none is counted."


def test_what_is_still_being_measured_is_told():
    fidelity, utility, privacy = verdict(Report((score(SHAPES, 0.99, holdout=0.99),), {}, ("trends", "closest_record")))
    assert fidelity.endswith("for a second real sample it would be 99.0%. 1 more to come.")
    assert privacy == "Privacy is being measured."
    assert utility == "Utility was not tested."


def test_of_many_privacy_scores_the_first_are_named_and_the_rest_counted():
    tested = [replace(score(metric, metric.best, 0.001, metric.best), copy=metric.worst)
              for metric in metrics().values() if metric.family == "privacy"]
    privacy = verdict(Report(tuple(tested), {}))[-1]
    assert len(tested) > 6 and f", and {len(tested) - 6} more; other attacks were not)" in privacy


def test_where_a_repeat_would_lie_is_told_in_the_scores_own_form():
    assert spread(score(TRENDS, 0.984, 0.003),
                  TRENDS) == "Measured anew, it would lie between 98.1% and 98.7% in 95 of 100 cases."
    assert spread(score(TRENDS, 0.984, 0.0), TRENDS) == ""
