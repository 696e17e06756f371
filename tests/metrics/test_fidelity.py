import numpy as np
import pytest

from synth.metric import Skip
from synth.metrics import fidelity
from tests.tables import dataset, noisy, people

rng = np.random.default_rng


def only(metric, train, synthetic):
    return metric.measure(train, None, synthetic, rng(0))


def test_accuracies_by_hand():
    real = dataset({"a": list("xxxxyyyy"), "b": list("xxyyxxyy")})
    made = dataset({"a": list("xxxxxxyy"), "b": list("xxxyyyxy")})
    columns, pairs = only(fidelity.accuracy_columns, real, made), only(fidelity.accuracy_pairs, real, made)
    assert [(s.about, s.value) for s in columns] == [((), 0.875), (("a",), 0.75), (("b",), 1.0)]
    # Joint counts are xx 2 xy 2 yx 2 yy 2 against 3, 3, 1, 1.
    assert [(s.about, s.value) for s in pairs] == [((), 0.75), (("a", "b"), 0.75)]
    assert only(fidelity.accuracy, real, made)[0].value == pytest.approx((0.875 + 0.75) / 2)


def test_missing_is_a_bin_of_its_own():
    real, made = dataset({"n": [1.0, 2.0, None, None]}), dataset({"n": [1.0, 2.0, 1.0, 2.0]})
    assert only(fidelity.accuracy_columns, real, made)[0].value == 0.5


def test_shapes_by_hand():
    real, made = dataset({"n": [1, 2, 3, 4], "c": list("aabb")}), dataset({"n": [3, 4, 5, 6], "c": list("aaab")})
    assert [s.value for s in only(fidelity.shapes, real, made)] == [0.625, 0.5, 0.75]


def test_trends_by_hand():
    real = dataset({"x": [0, 1, 2, 3] * 5, "y": [0, 1, 2, 3] * 5})
    made = dataset({"x": [0, 1, 2, 3] * 5, "y": [3, 2, 1, 0] * 5})
    assert only(fidelity.trends, real, made)[0].value == pytest.approx(0.0)
    assert only(fidelity.trends, real, real)[0].value == 1
    with pytest.raises(Skip, match="related strongly enough"):
        only(fidelity.trends, dataset({"x": [0, 0, 1, 1], "y": [0, 1, 0, 1]}), made)


def test_the_correlation_difference_by_hand():
    real = dataset({"x": [1, 2, 3, 4], "y": [1, 2, 3, 4]})
    made = dataset({"x": [1, 2, 3, 4], "y": [2, 1, 4, 3]})
    assert only(fidelity.correlation_difference, real, made)[0].value == pytest.approx(0.4)


def test_missing_values_by_hand():
    real, made = dataset({"n": [1, None, None, None], "c": list("aaaa")}), dataset(
        {"n": [1, 2, 3, None], "c": list("aaaa")})
    scores = only(fidelity.missingness, real, made)
    assert [(s.about, s.value) for s in scores] == [((), 0.5), (("n",), 0.5)]


def test_the_discriminator_knows_a_giveaway_and_does_not_know_a_second_sample():
    real = people(800, 0)
    assert only(fidelity.discriminator, real, people(800, 1))[0].value < 0.56
    tell = real.with_table(real.table.assign(age=real.table["age"] + 200))
    assert only(fidelity.discriminator, real, tell)[0].value > 0.99


def test_the_discriminator_looks_at_equally_many_rows_of_either():
    score = fidelity.told_apart(people(900, 0), people(60, 1), rng(0))
    assert 0.5 <= score.low <= score.value <= score.high and score.value < 0.75


def test_large_tables_are_sampled_at_the_same_rows_so_that_a_copy_stays_one(monkeypatch):
    monkeypatch.setattr(fidelity, "SHAPE_ROWS", 50)
    monkeypatch.setattr(fidelity, "CORRELATION_ROWS", 50)
    real = people(400, 0)
    assert only(fidelity.shapes, real, real.take(np.arange(400)))[0].value == 1
    assert only(fidelity.correlation_difference, real, real.take(np.arange(400)))[0].value == 0
    assert only(fidelity.shapes, real, noisy(real, 0.5))[0].value < 1
