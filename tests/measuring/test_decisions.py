import numpy as np

from synth.measuring.decisions import decided
from tests.tables import dataset, people


def test_as_many_rows_get_a_yes_as_have_the_outcome_and_the_right_ones_where_a_column_tells():
    data = dataset({"x": list(range(200)), "y": [i >= 150 for i in range(200)]}, "y")
    other = dataset({"x": [i + 0.5 for i in range(200)], "y": [i >= 150 for i in range(200)]}, "y", x="integer")
    (answers,) = decided(data, other, data)
    assert 49 <= answers.sum() <= 51 and np.mean(answers == data.table["y"]) > 0.85


def test_rows_are_not_asked_of_a_model_that_has_seen_them():
    """A key that only memory could use: where the rows asked are those learned, the answers are as chance would have
    them."""
    rng = np.random.default_rng(0)
    data = dataset(
        {"key": [f"{i % 15}" for i in range(300)], "x": rng.normal(size=300), "y": rng.random(300) < 0.5}, "y"
    )
    (answers,) = decided(data, data, data)
    assert 0.35 < np.mean(answers == data.table["y"]) < 0.65


def test_without_an_outcome_or_rows_there_is_nobody_to_say_yes_to():
    train = people(100, 0)
    none = people(100, 1).with_table(people(100, 1).table.assign(paid=False))
    assert not decided(train, none, train)[0].any()
    assert not decided(train, people(100, 1), train.take(np.arange(0)))[0].any()
