from components.charts.chart import HIDDEN, REAL, STYLES
from components.charts.marginals import marginal, marginals, marginals_of_runs, most
from tests.components.charts.tables import compared

AGES = {
    "name": "age",
    "kind": "integer",
    "labels": ["18–29", "30–39", "40–49"],
    "edges": [18, 30, 40, 50],
    "real": [0.5, None, 0.2],
    "synthetic": [0.4, 0.1, 0.3],
    "missing": {"real": 0.3, "synthetic": 0.2},
    "distance": 0.2,
    "takeaway": "Told.",
    "summary": [],
}
LEVELS = {
    "name": "sex",
    "kind": "category",
    "labels": ["f", "m"],
    "edges": None,
    "real": [0.5, 0.5],
    "synthetic": [0.6, 0.4],
    "missing": {"real": 0.0, "synthetic": 0.0},
    "distance": 0.1,
    "takeaway": "Said.",
    "summary": [],
}


def drawn(chart, kind):
    return [trace for trace in chart.figure["data"] if trace["type"] == kind and trace["x"] != [None]]


def test_real_is_filled_and_synthetic_dashed_over_it():
    bars, line = drawn(marginal(AGES), "bar")[0], drawn(marginal(AGES), "scatter")[0]
    assert bars["y"][0] == 0.5 and bars["marker"]["color"][0] == REAL
    assert line["line"]["dash"] != "solid" and line["line"]["color"] == STYLES[0].colour
    assert line["y"] == [0.4, 0.4, 0.1, 0.3, 0.3, None, 0.2, 0.2, 0.2]


def test_levels_are_outlined_beside_the_filled():
    real, made = drawn(marginal(LEVELS), "bar")
    assert real["y"] == [0.5, 0.5] and made["y"] == [0.6, 0.4]
    assert made["marker"]["color"] == "rgba(0,0,0,0)" and made["marker"]["line"]["color"] == STYLES[0].colour
    assert marginal(LEVELS).figure["layout"]["barmode"] == "group"


def test_missing_stands_apart_and_only_where_there_is_any():
    assert drawn(marginal(AGES), "bar")[0]["x"] == [0, 1, 2, 3.6]
    assert len(drawn(marginal(LEVELS), "bar")[0]["x"]) == 2


def test_hidden_shares_are_hatched_and_said():
    chart = marginal(AGES)
    bars = drawn(chart, "bar")[0]
    assert bars["marker"]["pattern"]["shape"] == ["", "/", "", ""]
    assert HIDDEN in bars["hovertext"][1] and 0 < bars["y"][1] < 0.05
    assert any(trace.get("name") == HIDDEN for trace in chart.figure["data"])
    assert chart.numbers[1]["Real %"] is None and HIDDEN not in str(marginal(LEVELS).figure)


def test_the_numbers_are_those_of_the_comparison():
    assert marginal(LEVELS).numbers[0] == {"Column": "sex", "Value": "f", "Real %": 50.0, "Synthetic %": 60.0}
    assert [row["Value"] for row in marginal(AGES).numbers] == ["18–29", "30–39", "40–49", "missing"]


def test_worst_first_and_told():
    chart = marginals([LEVELS, AGES])
    assert [a["text"] for a in chart.figure["layout"]["annotations"]] == [
        "<b>age</b>  20.0 % off",
        "<b>sex</b>  10.0 % off",
    ]
    assert "'age'" in chart.takeaway and "Told." in chart.takeaway


def test_ticks_are_edges_between_bins():
    axis = marginals([AGES]).figure["layout"]["xaxis"]
    assert dict(zip(axis["tickvals"], axis["ticktext"])) == {0.5: "30", 1.5: "40", 3.6: "missing"}


def test_runs_share_axes_and_differ_in_more_than_colour():
    other = LEVELS | {"synthetic": [0.9, 0.1], "distance": 0.4}
    chart = marginals_of_runs({"A": [AGES, LEVELS], "B": [AGES, other]})
    assert [a["text"] for a in chart.figure["layout"]["annotations"]] == ["<b>sex</b>", "<b>age</b>"]
    lines = drawn(chart, "scatter")
    assert lines[0]["line"]["dash"] != lines[1]["line"]["dash"] and lines[0]["xaxis"] == lines[1]["xaxis"] == "x2"
    outlined = [b["marker"] for b in drawn(chart, "bar") if b["marker"]["color"] == "rgba(0,0,0,0)"]
    assert "pattern" not in outlined[0] and outlined[1]["pattern"]["shape"]
    assert chart.numbers[0] == {"Column": "sex", "Value": "f", "Real %": 50.0, "A %": 60.0, "B %": 90.0}


def test_levels_are_matched_by_name_and_bins_that_differ_are_left_out():
    fewer = LEVELS | {"labels": ["m"], "real": [1.0], "synthetic": [1.0]}
    assert marginals_of_runs({"A": [LEVELS], "B": [fewer]}).numbers[0]["B %"] == 0.0
    cut = AGES | {"edges": [18, 31, 40, 50]}
    chart = marginals_of_runs({"A": [AGES], "B": [cut]})
    assert "binned differently" in chart.figure["layout"]["annotations"][0]["text"] and chart.numbers[0]["B %"] is None


def test_wide_tables_are_shown_part_by_part():
    many = [LEVELS | {"name": f"c{i:02}", "distance": 1 - i / 100} for i in range(40)]
    first, rest = marginals(many), marginals(many, skip=most(1))
    assert len(first.figure["layout"]["annotations"]) == most(1) == 12
    assert first.numbers[0]["Column"] == "c00" and rest.numbers[0]["Column"] == "c12"
    assert "13 to 24 of 40" in rest.takeaway


def test_real_bars_agree_with_the_comparison_whatever_the_kind():
    columns = compared()["marginals"]
    bars = [b for b in drawn(marginals(columns), "bar") if b["marker"].get("color") != "rgba(0,0,0,0)"]
    for column, trace in zip(columns, bars, strict=True):
        known = [share for share in column["real"] if share is not None]
        assert [y for y, share in zip(trace["y"], column["real"]) if share is not None] == known
