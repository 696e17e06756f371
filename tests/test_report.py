import json
import math

import numpy as np
import pytest

from synth.metric import metrics
from synth.progress import Cancelled
from synth.report import Report, evaluate
from synth.verdict import grade, verdict
from tests.tables import dataset, noisy, people

rng = np.random.default_rng


@pytest.fixture(scope="module")
def report() -> Report:
    return evaluate(people(800, 0), people(800, 1), people(800, 2), rng(0))


def test_a_second_sample_stands_at_the_real_mark_of_every_ruler(report):
    for key, metric in metrics().items():
        score = report.overall(key)
        if score:
            assert score.holdout is not None and score.shuffled is not None
            assert grade(score, metric) in ("good", "unclear"), score
    assert {key for key in metrics() if not report.overall(key)} == set(report.skipped) == {"regression"}


def test_shuffled_columns_stand_at_the_other_end_where_relations_count(report):
    for key in ("accuracy_pairs", "discriminator", "correlation_difference", "classification"):
        score, sign = report.overall(key), 1 if metrics()[key].higher_is_better else -1
        assert sign * (score.holdout - score.shuffled) > score.high - score.value


def test_a_report_survives_json(report):
    assert Report.from_json(report.to_json()) == report
    assert json.loads(report.to_json())["skipped"] == report.skipped
    assert [s.about for s in report.parts("accuracy_columns")] == [(name,) for name in people(5, 0).names]


def test_the_real_mark_of_a_small_holdout_is_no_worse_than_the_synthetic_of_the_same_quality():
    report = evaluate(people(2000, 0), people(100, 1), people(2000, 2), rng(0),
                      only=["accuracy", "shapes", "accuracy_pairs"])
    for score in report.scores[:1] + tuple(report.parts("shapes")):
        assert abs(score.value - score.holdout) < 0.15
    assert report.overall("accuracy_pairs").value == pytest.approx(report.overall("accuracy_pairs").holdout, abs=0.04)


def test_a_score_does_not_hang_on_what_else_is_asked_for(report):
    alone = evaluate(people(800, 0), people(800, 1), people(800, 2), rng(0), only=["discriminator", "closest_distance"])
    for key in ("discriminator", "closest_distance"):
        assert alone.overall(key) == report.overall(key)


def test_copies_fail_on_privacy_and_noise_on_fidelity():
    train, holdout = people(600, 0), people(600, 1)
    copied, noised = (evaluate(train, holdout, made, rng(0))
                      for made in (train.take(np.arange(600)), noisy(people(600, 2), 0.6)))
    assert {grade(copied.overall(key), metrics()[key])
            for key in ("identical_rows", "closest_record", "closest_distance")} == {"poor"}
    assert grade(noised.overall("accuracy_pairs"), metrics()["accuracy_pairs"]) == "poor"
    assert verdict(copied)[-1].startswith("Privacy: clearly more was found")


ODD = {"tiny": (people(30, 0), people(8, 1)), "no holdout": (people(60, 0), None),
       "no target": (people(60, 0, None), people(20, 1, None)),
       "categories": (dataset({"a": list("xyz") * 20, "b": list("uv") * 30}, "a"),
                      dataset({"a": list("xyz") * 5, "b": list("uvuvu") * 3}, "a")),
       "numbers": (dataset({"a": [i / 7 for i in range(60)], "b": list(range(60))}, "b"),
                   dataset({"a": [i / 9 for i in range(20)], "b": list(range(20))}, "b")),
       "gaps": (dataset({"n": [np.nan] * 40, "c": [None] * 40}),
                dataset({"n": [np.nan] * 9, "c": [None] * 9}, n="real")),
       "keys": (dataset({"k": list("abcdef")}, k="id"), dataset({"k": list("ghi")}, k="id")),
       "wide": (dataset({f"c{i}": (np.arange(80) * (i + 3)) % 11 for i in range(200)}),
                dataset({f"c{i}": (np.arange(30) * (i + 5)) % 11 for i in range(200)}))}


@pytest.mark.parametrize("name", ODD)
def test_odd_tables_give_scores_or_sentences(name):
    train, holdout = ODD[name]
    report = evaluate(train, holdout, train.take(rng(0).integers(0, len(train), len(train))), rng(1))
    assert {s.metric for s in report.scores} | set(report.skipped) == set(metrics())
    assert all(math.isfinite(v) for s in report.scores for v in (s.value, s.low, s.high))
    assert all(reason.endswith(".") for reason in report.skipped.values())
    assert len(verdict(report)) == 3
    assert Report.from_json(report.to_json()) == report


def test_other_columns_and_unknown_metrics_are_refused_in_a_sentence():
    with pytest.raises(ValueError, match="columns differ.*'extra'"):
        evaluate(dataset({"a": [1]}), None, dataset({"a": [1], "extra": [2]}), rng(0))
    with pytest.raises(ValueError, match="no metric 'nonsense'"):
        evaluate(dataset({"a": [1]}), None, dataset({"a": [1]}), rng(0), only=["nonsense"])


def test_a_cancel_is_obeyed_at_every_stage():
    stages = []
    evaluate(people(60, 0), people(60, 1), people(60, 2), rng(0), lambda share, note="": stages.append(share))
    assert stages == sorted(stages) and stages[-1] == 1 and len(stages) > 2 * len(metrics())

    def stop(share, note=""):
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        evaluate(people(60, 0), people(60, 1), people(60, 2), rng(0), stop)


def test_scores_are_told_as_they_come_the_cheap_ones_first():
    told, only = [], ["classification", "accuracy", "identical_rows", "regression"]
    last = evaluate(people(60, 0), people(60, 1), people(60, 2), rng(0), only=only, told=told.append)
    costs = [[metrics()[key].cost for key in each.pending] for each in told]
    assert [len(each.pending) for each in told] == [3, 2, 1] and all(each == sorted(each) for each in costs)
    assert told[0].overall("identical_rows") == last.overall("identical_rows") and not told[0].overall("classification")
    assert {s.metric for s in told[-1].scores} | set(told[-1].skipped) | set(told[-1].pending) == set(only)
    assert [s.metric for s in last.scores if not s.about] == ["accuracy", "classification", "identical_rows"]
    assert last.pending == () and Report.from_json(told[0].to_json()) == told[0]


def test_a_report_of_earlier_days_is_still_read():
    assert Report.from_json('{"scores": [], "skipped": {"shapes": "Nothing to see."}}') == Report(
        (), {"shapes": "Nothing to see."})


def test_the_brief_of_a_report_holds_the_whole_table_scores_with_their_marks(report):
    brief = Report.from_brief(json.loads(json.dumps(report.brief())))
    for score in report.scores:
        if not score.about:
            assert brief.overall(score.metric).value == pytest.approx(score.value, rel=1e-5)
            assert brief.overall(score.metric).copy == (score.copy and pytest.approx(score.copy, rel=1e-5))
    assert len(brief.scores) == sum(not score.about for score in report.scores)


def test_what_was_pending_when_a_run_ended_is_told_as_skipped():
    ended = Report((), {"shapes": "Nothing."}, ("trends",)).ended()
    assert ended.pending == () and set(ended.skipped) == {"shapes", "trends"}
    assert "ended before" in ended.skipped["trends"]


def test_rows_made_without_the_condition_are_judged_in_its_stead_except_for_privacy():
    train, holdout, free = people(300, 0), people(300, 1), people(300, 2)
    picked = free.take(np.flatnonzero(free.table["age"] > free.table["age"].median()))
    only = ["shapes", "identical_rows", "closest_record"]
    got = evaluate(train, holdout, picked, rng(0), only=only, unconditional=free)
    assert got.overall("shapes") == evaluate(train, holdout, free, rng(0), only=only).overall("shapes")
    assert got.overall("closest_record") == evaluate(train, holdout, picked, rng(0),
                                                     only=only).overall("closest_record")
