import numpy as np
import pytest

from synth.metric import Skip
from synth.metrics.importance import _dealt, _shares, agreement, importance
from tests.tables import dataset, people


def test_agreement_by_hand():
    assert agreement(np.array([0.5, 0.5, 0.0]), np.array([0.25, 0.25, 0.5])) == 0.5
    assert agreement(np.array([1.0, 0.0]), np.array([0.0, 1.0])) == 0
    assert agreement(np.zeros(2), np.array([1.0, 0.0])) == 0
    assert agreement(np.zeros(2), np.zeros(2)) == 1


def test_shares_of_what_is_lost_by_hand():
    said = np.array([[1.0], [0.4], [0.8], [1.1]])  # 0.6 and 0.2 are lost; the last column does no harm when dealt anew
    shares = _shares(lambda truth, answers: (float(answers[0]), 0.0, 0.0), np.zeros(1), said, np.array([0]))
    assert shares == pytest.approx([0.75, 0.25, 0.0])


def test_each_column_is_dealt_anew_by_itself():
    matrix = np.arange(12.0).reshape(4, 3)
    dealt = _dealt(matrix, np.random.default_rng(0))
    assert (dealt[0] == matrix).all()
    for j in range(3):
        assert sorted(dealt[1 + j, :, j]) == list(matrix[:, j])
        assert (np.delete(dealt[1 + j], j, axis=1) == np.delete(matrix, j, axis=1)).all()


def tables(cause: str, seed: int):
    rng = np.random.default_rng(seed)
    a, b = rng.normal(size=600), rng.normal(size=600)
    return dataset({"a": a, "b": b, "y": {"a": a, "b": b}[cause] > 0}, "y")


def test_a_model_that_looks_at_the_other_column_does_not_agree_and_one_that_looks_at_the_same_does():
    train, holdout = tables("a", 0), tables("a", 1)
    other, *parts = importance.measure(train, holdout, tables("b", 2), np.random.default_rng(0))
    assert other.value < 0.05 and [part.about for part in parts] == [("a",), ("b",)]
    assert importance.measure(train, holdout, tables("a", 2), np.random.default_rng(0))[0].value > 0.95


def test_one_column_leaves_nothing_to_agree_on():
    data = people(60, 0).only(["age", "paid"])
    with pytest.raises(Skip, match="Only one column"):
        importance.measure(data, data, data, np.random.default_rng(0))
