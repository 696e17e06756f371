from components.charts.chart import HIDDEN, REAL, STYLES
from components.charts.correlations import correlations
from components.charts.heat import difference, unique
from components.charts.pairs import pair

HEAT = {
    "names": ["a", "b"],
    "form": "heatmap",
    "x": ["x1", "x2"],
    "y": ["y1", "y2"],
    "real": [[0.5, None], [0.2, 0.1]],
    "synthetic": [[0.4, 0.1], [0.3, 0.2]],
    "distance": 0.2,
    "takeaway": "Told.",
}
BOXES = {
    "names": ["pay", "job"],
    "form": "quantiles",
    "levels": ["cook", "clerk"],
    "real": [[1, 2, 3, 4, 5], None],
    "synthetic": [[2, 3, 4, 5, 6], [1, 1, 2, 2, 3]],
    "real_shares": [0.9, None],
    "synthetic_shares": [0.8, 0.2],
    "distance": 0.1,
    "takeaway": "Said.",
}
CORRELATION = {
    "names": ["a", "b"],
    "measure": "Spearman",
    "real": [[1.0, 0.5], [0.5, 1.0]],
    "synthetic": [[1.0, None], [None, 1.0]],
    "difference": [[0.0, None], [None, 0.0]],
    "distance": 0.0,
    "takeaway": "Told.",
}


def maps(chart):
    return [t for t in chart.figure["data"] if t["type"] == "heatmap"]


def test_real_and_synthetic_share_a_scale_and_the_difference_is_even_to_both_sides():
    real, _, made, apart, _ = maps(pair(HEAT))
    assert (real["zmin"], real["zmax"]) == (made["zmin"], made["zmax"]) == (0, 0.5)
    assert apart["zmin"] == -apart["zmax"] == -0.1
    assert apart["z"] == [[-0.1, None], [0.1, 0.1]]


def test_hidden_cells_are_grey_and_said():
    chart = pair(HEAT)
    real, holes = maps(chart)[:2]
    assert real["z"][0][1] is None and holes["z"] == [[None, 1], [None, None]]
    assert HIDDEN in holes["hovertemplate"] and HIDDEN in chart.takeaway
    assert chart.numbers[1] == {"a": "x2", "b": "y1", "Real %": None, "Synthetic %": 10.0}


def test_boxes_are_drawn_from_quantiles_alone():
    chart = pair(BOXES)
    real, made = [t for t in chart.figure["data"] if t["type"] == "box"]
    assert [real[k] for k in ("lowerfence", "q1", "median", "q3", "upperfence")] == [(1,), (2,), (3,), (4,), (5,)]
    assert (
        real["line"]["color"] == REAL
        and made["line"]["color"] == STYLES[0].colour
        and made["fillcolor"] == "rgba(0,0,0,0)"
    )
    assert made["y"] == [0, 1] and "too few rows" in chart.takeaway


def test_box_numbers_say_whose_they_are():
    rows = pair(BOXES).numbers
    assert rows[0]["job"] == "cook" and rows[0]["50 %"] == 3 and rows[1]["50 %"] == 4
    assert rows[2]["50 %"] is None and rows[2]["Share of rows %"] is None and rows[3]["Share of rows %"] == 20.0


def test_moments_get_a_date_axis():
    days = [f"2024-0{m}-01T00:00" for m in range(1, 6)]
    chart = pair(BOXES | {"real": [days, None], "synthetic": [days, days]})
    assert chart.figure["layout"]["xaxis"]["type"] == "date"


def test_correlations_run_from_minus_one_to_one_and_undefined_is_not_zero():
    chart = correlations(CORRELATION)
    scaled = [t for t in maps(chart) if t["zmin"] == -1]
    assert len(scaled) == 2 and all(t["zmax"] == 1 for t in scaled)
    assert any("not defined" in t["hovertemplate"] for t in maps(chart))
    assert chart.numbers == [{"Column": "a", "With": "b", "Real": 0.5, "Synthetic": None, "Difference": None}]


def test_a_difference_needs_both():
    assert difference([[0.5, None]], [[0.25, 0.1]]) == [[-0.25, None]]


def test_equal_labels_are_told_apart():
    assert len(set(unique(["a", "a", "b", "a"]))) == 4 and [t.strip() for t in unique(["a", "a"])] == ["a", "a"]
