from dataclasses import replace

import pytest

from synth.metric import Metric, Score
from synth.unbeaten import ahead, unbeaten

LIKE = Metric("like", "Likeness", "?", "fidelity", 1, 0, "source", None)
NEAR = Metric("near", "Nearness", "?", "privacy", 0.5, 1, "source", None)


def run(like: float, near: float, half: float = 0.01) -> list[Score]:
    return [Score("like", like, like - half, like + half), Score("near", near, near - half, near + half),
            Score("like", 0.0, 0.0, 0.0, ("a column",))]


def test_who_is_behind_in_one_and_ahead_in_none_is_beaten():
    runs = {"close": run(0.9, 0.7), "private": run(0.7, 0.5), "middling": run(0.6, 0.6), "copy": run(0.9, 1.0)}
    assert unbeaten(runs, [LIKE, NEAR]) == ["close", "private"]


@pytest.mark.parametrize("like, kept", [(0.890, True), (0.887, True), (0.885, False)])
def test_what_chance_could_bring_about_beats_nobody(like, kept):
    """Both intervals reach 0.01 to either side, that of the difference 0.0141."""
    assert ("other" in unbeaten({"best": run(0.9, 0.5), "other": run(like, 0.5)}, [LIKE, NEAR])) is kept


def test_better_than_the_best_end_is_no_better():
    assert unbeaten({"far": run(0.9, 0.3), "real": run(0.9, 0.5)}, [LIKE, NEAR]) == ["far", "real"]
    assert ahead(run(0, 0.5)[1], run(0, 0.6)[1], NEAR) and not ahead(run(0, 0.6)[1], run(0, 0.5)[1], NEAR)


def test_what_was_not_measured_does_not_count():
    assert unbeaten({"whole": run(0.9, 0.5), "half": run(0.8, 0.9)[:1]}, [LIKE, NEAR]) == ["whole"]
    assert unbeaten({"whole": run(0.9, 0.5), "none": []}, [LIKE, NEAR]) == ["whole", "none"]
    assert unbeaten({}, [LIKE]) == []


def test_an_interval_counts_on_the_side_that_faces_the_other():
    low, high = run(0.8, 0.5)[0], replace(run(0.9, 0.5)[0], low=0.89, high=1.0)
    assert ahead(high, low, LIKE) and not ahead(replace(high, low=0.75), low, LIKE)
