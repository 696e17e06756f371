import pytest

from components.charts.tradeoff import LARGE, SMALL, tradeoff
from synth.metric import Metric, Score

UP = Metric("up", "Accuracy", "?", "fidelity", 1, 0, "source", None)
DOWN = Metric("down", "Detector", "?", "privacy", 0.5, 1, "source", None)
THIRD = Metric("third", "Utility", "?", "utility", 1, 0, "source", None)


def scores(up: float, down: float, third: float | None = None) -> list[Score]:
    found = [Score("up", up, up - 0.01, up + 0.02, (), 0.94, 0.6),
             Score("down", down, down - 0.01, down + 0.01, (), 0.52, 0.9)]
    return found + ([Score("third", third, third - 0.01, third + 0.01)] if third is not None else [])


RUNS = {"close": scores(0.9, 0.8, 0.9), "private": scores(0.7, 0.5, 0.5), "beaten": scores(0.6, 0.85, 0.7),
        "no down": scores(0.9, 0.7)[:1]}


def points(chart) -> dict[str, dict]:
    """The traces of runs by the first line of their first hover text."""
    return {t["hovertext"][0].partition("<br>")[0]: t for t in chart.figure["data"] if "error_x" in t}


def test_axes_are_turned_so_that_better_is_up_and_right_and_intervals_are_drawn():
    chart = tradeoff(RUNS, UP, DOWN)
    assert chart.figure["layout"]["xaxis"]["autorange"] is True
    assert chart.figure["layout"]["yaxis"]["autorange"] == "reversed"
    point = points(chart)["close"]
    assert (point["x"], point["y"]) == ([0.9], [0.8])
    assert (point["error_x"]["array"], point["error_x"]["arrayminus"]) == ([pytest.approx(0.02)], [pytest.approx(0.01)])
    assert [row["Run"] for row in chart.numbers] == ["close", "private", "beaten"]


def test_what_nothing_beats_is_ringed_and_named():
    chart = tradeoff(RUNS, UP, DOWN)
    ring = next(t for t in chart.figure["data"] if t["marker"].get("symbol") == "circle-open" and t["x"] != [None])
    assert (ring["x"], ring["y"]) == ([0.9, 0.7], [0.8, 0.5])
    assert chart.takeaway.startswith("In accuracy and detector, nothing beats 2 of 3 runs: 'close', 'private'.")
    assert [row["Nothing beats it"] for row in chart.numbers] == ["yes", "yes", "no"]


def test_the_third_score_is_the_size_and_counts_too():
    chart = tradeoff(RUNS, UP, DOWN, THIRD)
    sizes = {name: t["marker"]["size"] for name, t in points(chart).items()}
    assert sizes == {"close": [LARGE], "private": [SMALL], "beaten": [pytest.approx((SMALL + LARGE) / 2)]}
    assert "Larger: better in Utility" in [t.get("name") for t in chart.figure["data"]]
    assert "Utility: 0.900" in points(chart)["close"]["hovertext"][0] and "larger points better in Utility" in chart.alt
    saved = tradeoff(RUNS | {"beaten": scores(0.6, 0.85, 0.99)}, UP, DOWN, THIRD)
    assert "nothing beats any of the 3 runs" in saved.takeaway


def test_runs_that_are_not_chosen_are_one_grey_trace_named_where_nothing_beats_them():
    chart = tradeoff(RUNS, UP, DOWN, chosen=["beaten"])
    found = points(chart)
    assert set(found) == {"close", "beaten"} and found["close"]["x"] == [0.9, 0.7]
    assert found["close"]["marker"]["color"] == "#777777"
    assert (found["close"]["text"], found["beaten"]["text"]) == (["close", "private"], ["beaten"])


def test_two_hundred_runs_stay_few_traces():
    many = {f"run {i}": scores(0.5 + i / 1000, 0.6 + i / 1000) for i in range(200)}
    chart = tradeoff(many, UP, DOWN, chosen=["run 7"])
    assert len(chart.figure["data"]) < 10 and len(chart.numbers) == 200
    assert sum(bool(text) for t in points(chart).values() for text in t["text"]) <= 13


def test_one_run_and_none_are_sentences():
    assert tradeoff({}, UP, DOWN).takeaway == "No run has both accuracy and detector."
    assert tradeoff({"A": RUNS["close"]}, UP, DOWN).takeaway.startswith("'A' is the only run with both scores")
    assert tradeoff({"A": RUNS["close"], "B": RUNS["beaten"]}, UP,
                    DOWN).takeaway == "In accuracy and detector, no other run comes up to 'A'."
