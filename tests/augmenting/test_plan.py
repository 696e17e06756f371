"""What can be tried, and what it costs."""

import pytest

from synth.augmenting import Plan, cost


@pytest.mark.parametrize(
    "change, said",
    [
        ({"ways": ("magic",)}, "no technique 'magic'"),
        ({"ways": ()}, "at least one technique"),
        ({"ways": ("smote", "smote")}, "each once"),
        ({"times": (1.0, 11.0)}, "up to 10"),
        ({"times": (2.0, 1.0)}, "must grow"),
        ({"seeds": 2}, r"seeds must lie in \[3, 5\], not 2"),
        ({"share": 1.0}, r"share must lie in \[0, 1\)"),
    ],
)
def test_what_cannot_be_tried_is_refused_by_name(change, said):
    with pytest.raises(ValueError, match=said):
        Plan("a", **change)


def test_models_are_counted():
    """Real rows, weights and three folds; then two techniques at three sizes and mixed each."""
    assert Plan("a", ("smote", "jitter"), (1.0, 2.0, 3.0), share=0.5).models == 5 + 2 * 4


def test_cost_grows_with_rounds_and_techniques():
    three, five = (cost(Plan("a", ("smote",), seeds=seeds), 10_000, 10, 0.01) for seeds in (3, 5))
    assert five.seconds == pytest.approx(three.seconds * 5 / 3) and three.low < three.seconds < three.high
    assert cost(Plan("a", ("smote", "jitter"), seeds=3), 10_000, 10, 0.01).seconds > three.seconds
