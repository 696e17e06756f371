import numpy as np
import pytest

from synth.measuring.neighbours import by_column
from synth.metric import Skip
from synth.metrics.linkability import linkability, linked
from tests.tables import dataset, people

rng = np.random.default_rng


def test_links_by_hand():
    like = dataset({"n": list(range(101)), "c": ["a", "b"] * 50 + ["a"]})
    rows, made = by_column(like, dataset({"n": [10, 50, 90], "c": ["a", "b", "a"]}),
                           dataset({"n": [12, 48, 60], "c": ["a", "a", "b"]}))
    # 10 is nearest 12, which is an "a" too; 50 is nearest 48, no "b"; 90 is nearest 60, no "a".
    assert linked(rows, made, ["n"], ["c"]).tolist() == [True, False, False]


def test_a_copy_links_all_and_another_sample_none_beyond_chance():
    train, holdout, other = (people(400, seed) for seed in range(3))
    assert linkability.measure(train, holdout, train, rng(0))[0].value == pytest.approx(1)
    score = linkability.measure(train, holdout, other, rng(0))[0]
    assert score.low == 0 < score.high


def test_one_column_has_no_halves():
    data = dataset({"n": list(range(60))})
    with pytest.raises(Skip, match="halves"):
        linkability.measure(data, data, data, rng(0))


def test_too_few_held_out_rows_are_told():
    train = people(100, 0)
    with pytest.raises(Skip, match="12 held-out"):
        linkability.measure(train, people(12, 1), train, rng(0))
