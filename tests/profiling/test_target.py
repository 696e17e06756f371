import numpy as np

from synth.profiling.target import giving_away
from tests.tables import dataset

N = 1000
RNG = np.random.default_rng(0)
X = RNG.normal(size=N)
SICK = X > 0.3


def test_a_copy_under_another_name_gives_the_target_away_and_a_good_predictor_does_not():
    data = dataset(
        {
            "x": X + RNG.normal(scale=0.5, size=N),
            "coded": np.where(SICK, "yes", "no"),
            "noise": RNG.normal(size=N),
            "sick": SICK,
        },
        "sick",
    )
    assert giving_away(data) == [("coded", 1.0)]


def test_a_number_that_only_the_sick_have():
    dose = np.where(SICK, RNG.integers(1, 60, N), 0)
    assert [name for name, _ in giving_away(dataset({"dose": dose, "sick": SICK}, "sick"))] == ["dose"]


def test_a_curve_of_a_number_to_predict():
    data = dataset({"square": X**2, "cube": X**3, "noise": RNG.normal(size=N), "x": X}, "x")
    assert [name for name, _ in giving_away(data)] == ["cube"]


def test_rare_values_do_not_pass_for_knowledge():
    """A column that is different in every row tells nothing, though each value goes with one class."""
    data = dataset({"word": [f"w{i}" for i in range(N)], "sick": SICK}, "sick")
    assert giving_away(data) == []


def test_without_a_target_that_can_be_learned_nothing_is_given_away():
    assert giving_away(dataset({"a": X, "b": X})) == []
    assert giving_away(dataset({"a": X, "t": [f"text {i}" for i in range(N)]}, "t", t="text")) == []
