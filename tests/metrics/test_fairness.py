import numpy as np
import pytest

from synth.measuring.parity import ODDS, PARITY
from synth.metric import Skip
from synth.metrics.fairness import model_gap, outcome_gap, representation
from tests.tables import dataset, people

rng = np.random.default_rng


def staff(women: int, promoted_women: int, men: int, promoted_men: int):
    promoted = [i < promoted_women for i in range(women)] + [i < promoted_men for i in range(men)]
    return dataset(
        {"sex": ["f"] * women + ["m"] * men, "promoted": promoted, "years": list(range(women + men))}, "promoted"
    )


def test_representation_by_hand():
    score, part = representation.measure(staff(50, 10, 50, 10), None, staff(20, 4, 80, 16), rng(0))
    assert score.value == pytest.approx(0.3) and part.about == ("sex",)
    assert 0.15 < score.low < 0.3 < score.high < 0.45


def test_the_outcome_gap_by_hand_also_where_it_turns_round():
    real = staff(50, 10, 50, 20)  # 0.2 against 0.4: the gap is 0.2
    for made, change in (
        (staff(50, 5, 50, 25), 0.2),
        (staff(50, 15, 50, 15), 0.2),
        (staff(50, 20, 50, 10), 0.4),
        (real, 0.0),
    ):
        assert outcome_gap.measure(real, None, made, rng(0))[0].value == pytest.approx(change)


def unequal(seed: int, turned: bool = False):
    """Merit decides, and belonging to a group that the rule favours."""
    draw = rng(seed)
    sex, merit = draw.choice(["f", "m"], 1500), draw.normal(size=1500)
    return dataset(
        {"sex": sex, "merit": merit, "hired": merit + 1.0 * (sex == ("f" if turned else "m")) > 0.5}, "hired"
    )


def test_a_model_that_favours_the_other_group_by_as_much_has_the_same_gap_and_one_that_favours_none_has_not():
    train, holdout = unequal(0), unequal(1)
    fair = train.with_table(train.table.assign(sex=rng(5).permutation(train.table["sex"])))
    found = {score.about: score for score in model_gap.measure(train, holdout, fair, rng(0))}
    assert found[()].low > 0.15 and found[("sex", PARITY)].value == found[()].value and ("sex", ODDS) in found
    assert model_gap.measure(train, holdout, unequal(2), rng(0))[0].value < 0.06
    assert model_gap.measure(train, holdout, train.take(np.arange(1500)), rng(0))[0].value == 0


def test_the_holdout_in_the_synthetic_tables_place_is_not_asked_of_a_model_that_has_seen_it():
    train, holdout = unequal(0), unequal(1)
    assert 0 < model_gap.measure(train, holdout, holdout, rng(0))[0].value < 0.06


@pytest.mark.parametrize(
    "metric, train, reason",
    [
        (representation, people(60, 0).only(["job", "paid"]), "tells groups of people apart"),
        (representation, staff(50, 5, 10, 5), "tells groups of people apart"),
        (outcome_gap, people(300, 0, None), "No target"),
        (outcome_gap, staff(50, 0, 50, 0), "no outcome"),
        (model_gap, people(300, 0), "held out"),
    ],
)
def test_what_cannot_be_compared_says_why(metric, train, reason):
    with pytest.raises(Skip, match=reason):
        metric.measure(train, None, train, rng(0))
