import numpy as np
import pytest

from synth.metric import Skip
from synth.metrics.utility import CLASSES, _target, _weighted_auc, classification, regression
from tests.tables import dataset, people


def test_what_determines_the_target_predicts_it_and_what_contradicts_it_does_the_reverse():
    right = dataset({"x": list(range(100)), "y": [x > 49 for x in range(100)]}, "y")
    wrong = right.with_table(right.table.assign(y=~right.table["y"]))
    assert classification.measure(right, right, right, np.random.default_rng(0))[0].value > 0.99
    assert classification.measure(right, right, wrong, np.random.default_rng(0))[0].value < 0.01


def test_r2_is_near_one_for_a_line_and_not_below_minus_one_for_its_reverse():
    line = dataset({"x": [i / 100 for i in range(2000)], "y": [i / 50 + 1 for i in range(2000)]}, "y")
    wrong = line.with_table(line.table.assign(y=-1000 * line.table["y"]))
    assert regression.measure(line, line, line, np.random.default_rng(0))[0].value > 0.99
    assert regression.measure(line, line, wrong, np.random.default_rng(0))[0].value == -1


def test_several_classes_are_weighted_by_the_holdout_and_one_never_seen_is_a_guess():
    truth = np.array([0, 0, 1, 1, 1, 1, 2, 2])
    said = np.array([[0.9, 0.1]] * 2 + [[0.1, 0.9]] * 4 + [[0.0, 0.0]] * 2)
    value, low, high = _weighted_auc(truth, np.array([0, 1]), said)
    assert value == pytest.approx(0.25 * 1 + 0.5 * 1 + 0.25 * 0.5)
    assert low <= value <= high


def test_a_single_class_in_the_synthetic_table_is_a_guess():
    real = people(300, 0)
    made = real.with_table(real.table.assign(paid=True))
    assert classification.measure(real, real, made, np.random.default_rng(0))[0].value == 0.5


def test_flags_that_were_stored_differently_are_the_same_classes():
    real = dataset({"x": list(range(60)), "y": [0, 1] * 30}, "y")
    made = real.with_table(real.table.assign(y=real.table["y"].astype(float)))
    assert classification.measure(real, real, made, np.random.default_rng(0))[0].value == pytest.approx(
        classification.measure(real, real, real, np.random.default_rng(0))[0].value)


def test_of_many_classes_the_rare_ones_count_as_one():
    real = dataset({"x": list(range(200)) * 5, "y": [f"level {i}" for i in range(200)] * 5}, "y")
    assert len(np.unique(_target(real, real)[0])) == CLASSES + 1
    assert 0 <= classification.measure(real, real, real, np.random.default_rng(0))[0].value <= 1


@pytest.mark.parametrize("target, reason",
                         [(None, "No target"), ("job", "held out"), ("income", "numbers, not classes")])
def test_what_cannot_be_tested_says_why(target, reason):
    with pytest.raises(Skip, match=reason):
        classification.measure(people(60, 0, target), None, people(60, 1, target), np.random.default_rng(0))


def test_a_constant_target_says_so():
    real = people(60, 0)
    constant = real.with_table(real.table.assign(paid=True))
    with pytest.raises(Skip, match="only one value"):
        classification.measure(real, constant, real, np.random.default_rng(0))


def test_every_model_is_told_the_overall_score_is_that_of_the_boosted_trees_and_real_rows_repair_what_is_wrong():
    right = dataset({"x": list(range(400)), "y": [x > 199 for x in range(400)]}, "y")
    wrong = right.with_table(right.table.assign(y=~right.table["y"])).take(np.arange(0, 400, 4))
    scores = {score.about: score.value
              for score in classification.measure(right, right, wrong, np.random.default_rng(0))}
    assert list(scores) == [(), ("logistic regression",), ("random forest",), ("boosted trees on real and synthetic",)]
    assert all(scores[about] < 0.05 for about in list(scores)[:3])
    assert scores[("boosted trees on real and synthetic",)] > 0.95  # 400 real rows against 100 wrong ones


def test_a_line_predicts_a_line_and_trees_what_is_none():
    n = np.arange(600)
    line, bent = (dataset({"x": n / 100, "z": n % 7, "y": y}, "y") for y in (n / 50.0, np.abs(n - 300) / 50.0))
    straight, valley = ({s.about: s.value for s in regression.measure(each, each, each, np.random.default_rng(0))}
                        for each in (line, bent))
    assert straight[("ridge regression",)] > 0.99
    assert valley[("ridge regression",)] < 0.1 < 0.9 < valley[("random forest",)]
