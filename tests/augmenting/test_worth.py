"""The answer, from curves written down by hand."""

import numpy as np
import pytest

from synth.augmenting.curves import REAL, THRESHOLD, WEIGHTS, Curves, Point, difference, over_rounds
from synth.augmenting.worth import BETTER, MATCHED, NONE, gain, stop, worth

CHANCE = np.array([-0.01, 0.0, 0.01])


def point(way: str, f1: float, times: float = 0.0, share: float = 0.0, chance=CHANCE) -> Point:
    values = tuple(f1 + chance)
    return Point(
        way, times, round(100 * times), share, dict.fromkeys(("precision", "recall", "f1", "average_precision"), values)
    )


def curves(real: float, weights: float, threshold: float, *grown: Point, **more) -> Curves:
    baselines = [point(REAL, real), point(WEIGHTS, weights), point(THRESHOLD, threshold)]
    rows = {"train": 1000, "train_rare": 100, "holdout": 400, "holdout_rare": more.pop("tested", 200)}
    return Curves("income", "high", 3, rows, (*baselines, *grown), **more)


def test_the_interval_is_that_of_rounds_over_the_same_rows():
    """1, 2, 3: mean 2, deviation 1, t of two degrees 4.303, and 1 / 3 + 0.3 / 0.7 under the root."""
    assert over_rounds((1.0, 2.0, 3.0)) == pytest.approx(
        (2, 2 - 4.303 * np.sqrt(1 / 3 + 3 / 7), 2 + 4.303 * np.sqrt(1 / 3 + 3 / 7))
    )


def test_differences_are_taken_round_by_round():
    """Both rise from round to round, so that their difference does not vary."""
    assert difference(point("smote", 0.5, 1), point(REAL, 0.3)) == pytest.approx((0.2, 0.2, 0.2))


def test_the_stop_is_the_smallest_that_cannot_be_told_from_the_best():
    """0.50 varies against the chance of the best, 0.51, so that nobody can tell them apart; 0.30 lies far below."""
    curve = (point(REAL, 0.2), point("smote", 0.3, 1), point("smote", 0.5, 2, chance=-CHANCE), point("smote", 0.51, 5))
    assert stop(curve).times == 2
    assert stop((point(REAL, 0.5, chance=-CHANCE), point("smote", 0.51, 1))).times == 0


def test_worth_it_where_nothing_free_does_as_well():
    found = worth(
        curves(0.2, 0.25, 0.3, point("smote", 0.4, 1), point("smote", 0.5, 2), point("smote", 0.5, 5, chance=-CHANCE))
    )
    assert (found.verdict, found.way, found.times, found.added, found.stops) == (BETTER, "smote", 2, 200, {"smote": 2})
    assert found.sentences[0].startswith("Worth it: 200 synthetic rows of 'high' by SMOTE raise F1 from 0.200 to 0.500")


def test_the_gain_is_that_of_the_point_which_the_other_rounds_choose():
    """The first two rounds choose twice as many rows, a gain of 0.49 - 0.19 and 0.50 - 0.20; the third, by those, where
    five times as many are ahead, chooses those and gains 0.49 - 0.21."""
    made = curves(0.2, 0.25, 0.3, point("smote", 0.5, 2), point("smote", 0.5, 5, chance=-CHANCE))
    assert gain(made, made.baseline(REAL))[0] == pytest.approx((0.30 + 0.30 + 0.28) / 3)


def test_not_needed_where_a_moved_threshold_does_as_well():
    found = worth(curves(0.2, 0.25, 0.5, point("smote", 0.5, 2)))
    assert (found.verdict, found.way, found.added) == (MATCHED, "", 0)
    assert (
        "moved threshold alone reaches 0.500 at no cost" in found.sentences[0]
        and "class weights" not in found.sentences[0]
    )


@pytest.mark.parametrize("f1, said", [(0.2, "No gain"), (0.1, "make it worse")])
def test_it_says_so_where_rows_do_not_help(f1, said):
    found = worth(curves(0.2, 0.1, 0.1, point("smote", f1, 1)))
    assert (found.verdict, found.way) == (NONE, "") and said in found.sentences[0]


def test_mixed_tables_refusals_and_few_tested_rows_are_told():
    found = worth(
        curves(
            0.3,
            0.1,
            0.1,
            point("smote", 0.3, 1),
            point("jitter", 0.2, share=0.25),
            tested=30,
            refused={"mixup": "No such rows."},
        )
    )
    told = " ".join(found.sentences)
    assert "75% real and 25% synthetic rows by Jittered rows is worse than real rows alone" in told
    assert "Mixed-up rows is left out: No such rows." in told and "Only 30 rows" in told


def test_without_any_row_it_says_why():
    with pytest.raises(ValueError, match="No technique made rows of that class: Too few."):
        worth(curves(0.2, 0.2, 0.2, refused={"smote": "Too few."}))


def test_the_best_of_many_does_not_win_by_chance():
    """Two hundred labs in which no table is better than another: what is chosen round by round gains in few of them."""
    rng, won = np.random.default_rng(0), 0
    for _ in range(200):
        points = [point("smote", 0.5, 1 + i, chance=rng.normal(0, 0.05, 3)) for i in range(15)]
        real = point(REAL, 0.5, chance=rng.normal(0, 0.05, 3))
        won += gain(Curves("t", "a", 3, {}, (real, *points)), real)[1] > 0
    assert won / 200 < 0.05
