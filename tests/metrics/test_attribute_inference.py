import numpy as np
import pytest

from synth.measuring.neighbours import by_column
from synth.metric import Skip
from synth.metrics.attribute_inference import attribution, correct_attribution, learned_attribution, recalled, secrets
from tests.tables import dataset, people

rng = np.random.default_rng


def test_attribution_by_hand():
    like = dataset({"n": list(range(101)), "c": ["a", "b"] * 50 + ["a"]})
    rows, made = by_column(like, dataset({"n": [10, 54, 90], "c": ["a", "b", "a"]}),
                           dataset({"n": [12, 48, 60], "c": ["a", "a", "b"]}))
    # 10 is nearest 12, an "a"; 54 is as near to 48, an "a", as to 60, a "b"; 90 is nearest 60, a "b".
    assert attribution(rows, made, "c").tolist() == [1, 0.5, 0]
    # Within a twentieth of 98: of the "a"s 12 and 48 only 12 is near 10; 60 is not near 54; none is near 90.
    assert attribution(rows, made, "n").tolist() == [0.5, 0, 0]


def test_a_model_recalls_what_it_learned():
    made = dataset({"n": list(range(40)), "c": ["a"] * 20 + ["b"] * 20})
    asked = dataset({"n": [5, 30, 30], "c": ["a", "a", "b"]})
    assert recalled(made, made, (asked,), "c")[0].tolist() == [1, 0, 1]


def test_the_target_is_guessed_and_no_more_than_four_columns():
    data = dataset({f"c{i}": [0, 1] * 20 for i in range(9)} | {"same": [1] * 40, "t": ["x", "y"] * 20}, "t")
    assert secrets(data) == ["t", "c2", "c5", "c8"]
    with pytest.raises(Skip, match="guess"):
        secrets(data.only(["c0", "same"]))


@pytest.mark.parametrize("metric", [correct_attribution, learned_attribution])
def test_a_copy_is_one_and_another_sample_is_no_more_than_chance(metric):
    train, holdout, other = (people(400, seed) for seed in range(3))
    assert all(score.value == pytest.approx(1) for score in metric.measure(train, holdout, train, rng(0)))
    score, *parts = metric.measure(train, holdout, other, rng(0))
    assert score.low == 0 < score.high and {part.about for part in parts} <= {(name,) for name in train.names}
