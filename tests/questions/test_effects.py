import numpy as np
import pytest

from synth.questions.effects import effects
from tests.tables import dataset, people


def line(slope: float, seed: int = 0, rows: int = 400):
    rng = np.random.default_rng(seed)
    x, shop = rng.normal(size=rows), rng.choice(["north", "south"], rows, p=[0.7, 0.3])
    return dataset({"x": x, "shop": shop, "y": slope * x + 5.0 * (shop == "south") + rng.normal(0, 0.5, rows)})


def test_a_lines_slope_and_a_levels_step_are_found_per_standard_deviation():
    real = line(3.0)
    answer = effects(real, line(3.0, 2), "y", ["x", "shop"])
    slope, step = answer.findings
    assert slope.key[0].startswith("x (+") and step.key == ("shop = south",)
    assert slope.real.low < 3 * real.table["x"].std(ddof=0) < slope.real.high and step.real.low < 5 < step.real.high
    assert answer.sentence == "All 2 effects agree within chance."


def test_the_weights_and_intervals_are_those_of_the_textbook():
    x = np.array([-1.0, 1.0] * 10)
    real = dataset({"x": x, "y": 2 * x + np.array([0.5, 0.5, -0.5, -0.5] * 5)})
    (found,) = effects(real, real, "y", ["x"]).findings
    # A unit of x is its standard deviation; residuals are 0.5, so the variance is 0.25 / 20 * 20 / 18.
    assert found.real.value == pytest.approx(2) and found.real.high - 2 == pytest.approx(
        1.96 * np.sqrt(0.25 / 18), abs=1e-3
    )


def test_a_slope_that_turned_round_does_not_survive():
    answer = effects(line(3.0), line(-3.0, 2), "y", ["x", "shop"])
    assert [each.survives for each in answer.findings] == [False, True]
    assert answer.sentence.startswith("1 of 2 effects agree within chance; 'x (+")


def test_two_classes_are_explained_in_logits():
    real = dataset({"x": [0] * 40 + [1] * 40, "y": [True] * 10 + [False] * 30 + [True] * 30 + [False] * 10})
    (found,) = effects(real, real, "y", ["x"]).findings
    # The odds are 1/3 at 0 and 3 at 1: log 9, and x's standard deviation is a half.
    assert found.real.value == pytest.approx(np.log(9) / 2, abs=1e-4)
    # Four cells of 10, 30, 30 and 10 rows: the variance of the log odds ratio is the sum of 1 / each.
    assert found.real.high - found.real.value == pytest.approx(1.96 * np.sqrt(2 / 10 + 2 / 30) / 2, rel=1e-3)


def test_a_column_that_decides_everything_has_no_finite_effect():
    real = dataset({"x": [0] * 40 + [1] * 40, "z": [0, 1, 1] * 26 + [0, 1], "y": [False] * 40 + [True] * 40})
    assert not any("x" in each.key[0] for each in effects(real, real, "y", ["x", "z"]).findings)


def test_levels_of_few_rows_are_no_terms_of_their_own():
    real = dataset({"c": ["a"] * 30 + ["b"] * 20 + ["secret"] * 4, "y": list(range(54))})
    assert [each.key for each in effects(real, real, "y", ["c"]).findings] == [("c = b",)]


@pytest.mark.parametrize(
    "target, on, reason",
    [
        ("income", ["income"], "cannot explain itself"),
        ("job", ["age"], "3 classes"),
        ("since", ["age"], "cannot explain"),
        ("income", ["what"], "no column"),
        ("what", ["age"], "no column"),
    ],
)
def test_what_cannot_be_explained_says_why(target, on, reason):
    with pytest.raises(ValueError, match=reason):
        effects(people(200, 0), people(200, 1), target, on)


def test_too_few_rows_say_so():
    with pytest.raises(ValueError, match="too few"):
        effects(people(200, 0), people(200, 0).take(np.arange(4)), "income", ["age", "job"])


def test_a_second_real_sample_gives_the_same_effects_but_for_chance():
    survived = [
        each.survives
        for seed in range(20)
        for each in effects(line(1.0, 2 * seed, 200), line(1.0, 2 * seed + 1, 200), "y", ["x", "shop"]).findings
    ]
    assert np.mean(survived) > 0.95
