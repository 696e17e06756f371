import pytest

from components.charts.chart import GREY
from components.charts.distributions import distributions
from components.charts.rulers import position, rulers
from synth.metric import Metric, Score
from tests.components.charts.tables import profiled

UP = Metric("up", "Accuracy", "?", "fidelity", 1, 0, "source", None)
DOWN = Metric("down", "Detector", "?", "fidelity", 0.5, 1, "source", None)
METRICS = {"up": UP, "down": DOWN}
GOOD = [Score("up", 0.9, 0.85, 0.95, (), 0.94, 0.6), Score("down", 0.7, 0.65, 0.75, (), 0.52, 0.9)]


@pytest.mark.parametrize(
    "metric, value, place",
    [(UP, 0.9, 0.9), (DOWN, 0.5, 1.0), (DOWN, 1.0, 0.0), (DOWN, 0.75, 0.5), (UP, 9, 1.03), (UP, -9, -0.03)],
)
def test_best_is_to_the_right_whichever_way_the_metric_runs(metric, value, place):
    assert position(metric, value) == pytest.approx(place)


def test_value_interval_and_marks_stand_where_they_belong():
    chart = rulers({"Trees": GOOD}, METRICS)
    texts = {t["hovertext"][k]: t["x"][k] for t in chart.figure["data"] if "hovertext" in t for k in range(len(t["x"]))}
    assert texts["Trees: 0.900<br>95 % interval 0.850 to 0.950"] == pytest.approx(0.9)
    assert texts["a real holdout: 0.520"] == pytest.approx(0.96) and texts["shuffled columns: 0.900"] == pytest.approx(
        0.2
    )
    assert [0.85, 0.95, None, 0.7, 0.5, None] == [
        x and pytest.approx(x) for x in next(t["x"] for t in chart.figure["data"] if None in t["x"] and len(t["x"]) > 1)
    ]


def test_the_takeaway_counts_what_comes_up_to_the_holdout():
    assert rulers({"Trees": GOOD}, METRICS).takeaway.startswith("1 of 2 scores")
    bare = [Score("up", 0.9, 0.85, 0.95)]
    assert (
        "holdout" in rulers({"Trees": bare}, METRICS).takeaway
        and rulers({"Trees": []}, METRICS).takeaway == "There is no score to show."
    )


def test_parts_of_a_score_have_no_row_and_the_best_run_is_named():
    worse = [Score("up", 0.5, 0.4, 0.6), Score("down", 0.9, 0.8, 1.0), Score("up", 1.0, 1.0, 1.0, ("age",))]
    chart = rulers({"A": worse, "B": GOOD}, METRICS)
    assert "'B'" in chart.takeaway and "2 of 2" in chart.takeaway and len(chart.numbers) == 4


def test_distributions_show_what_is_modelled_and_name_the_rest():
    columns = profiled()["columns"]
    chart = distributions(columns)
    assert len(chart.figure["layout"]["annotations"]) == 5 and "'key'" in chart.takeaway
    bars = [t for t in chart.figure["data"] if t["type"] == "bar" and t["x"] != [None]]
    shares = [share for share in columns[0]["bins"]["shares"] if share is not None]
    assert sum(bars[0]["y"]) == pytest.approx(sum(shares), abs=0.1) and sum(shares) > 0.9


def test_distributions_of_identifiers_alone_are_empty_but_valid():
    chart = distributions([c for c in profiled()["columns"] if not c["bins"]])
    assert chart.numbers == [] and chart.figure["data"]


def test_what_lies_beyond_the_best_end_is_still_on_the_chart():
    beyond = [Score("down", 0.45, 0.4, 0.5, (), 0.49, 0.48)]
    chart = rulers({"Trees": beyond}, METRICS)
    low, high = chart.figure["layout"]["xaxis"]["range"]
    drawn = [x for trace in chart.figure["data"] for x in trace["x"] if x is not None]
    assert low <= min(drawn) and max(drawn) <= high


def test_a_score_that_cannot_tell_its_marks_apart_is_grey_says_so_and_does_not_count():
    blind = Score("up", 0.9, 0.8, 1.0, (), 0.94, 0.91)
    chart = rulers({"Trees": [blind, GOOD[1]]}, METRICS)
    points = next(t for t in chart.figure["data"] if t.get("marker", {}).get("size") == 11 and len(t["x"]) == 2)
    assert points["marker"]["color"] == [GREY, "#D55E00"]
    titles = [note["text"] for note in chart.figure["layout"]["annotations"]]
    assert "cannot tell good from bad here" in titles[0] and titles[1].startswith("<b>Detector</b>")
    assert chart.takeaway == ("0 of 1 scores come up to a real holdout's, within their interval. "
                              "1 cannot tell good from bad on this table and is not counted.")
    assert [row["Tells good from bad"] for row in chart.numbers] == ["no", "yes"]


def test_the_mark_of_a_copy_stands_on_the_ruler_of_privacy():
    metric = Metric("near", "Closest", "?", "privacy", 0.5, 1, "source", None, margin=0.05)
    chart = rulers({"Trees": [Score("near", 0.52, 0.5, 0.54, (), 0.5, 0.49, 0.99)]}, {"near": metric})
    texts = {t["hovertext"][0]: t["x"][0] for t in chart.figure["data"] if "hovertext" in t}
    assert texts["an exact copy: 0.990"] == pytest.approx(0.02) and chart.figure["layout"]["xaxis"]["range"][0] < 0.02
    assert "Exact copy" in [t.get("name") for t in chart.figure["data"]] and chart.numbers[0]["Exact copy"] == 0.99
