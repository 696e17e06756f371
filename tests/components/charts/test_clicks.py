"""A click on a chart leads to the columns that stand behind the point."""

from components.charts.correlations import correlations
from components.charts.marginals import marginals
from synth.comparison import compare
from tests.tables import people


def test_every_trace_of_a_panel_is_of_its_column():
    found = compare(people(200, 0), people(200, 1))
    chart = marginals(found["marginals"])
    for i, trace in enumerate(chart.figure["data"]):
        panel = int(trace.get("xaxis", "x")[1:] or 1) - 1
        wanted = () if "xaxis" not in trace else (found["marginals"][panel]["name"],)
        assert chart.clicked(i, 0) == wanted


def test_a_cell_of_the_correlations_is_of_two_columns_the_worst_first():
    matrix = [[0.0, 0.1, None], [0.1, 0.0, -0.4], [None, -0.4, 0.0]]
    chart = correlations({"names": ["a", "b", "c"], "measure": "m", "real": matrix, "synthetic": matrix,
                          "difference": matrix, "distance": 0.2, "takeaway": "t"})
    marks = chart.figure["data"][-1]
    last = len(chart.figure["data"]) - 1
    assert [chart.clicked(last, k) for k in range(2)] == [("b", "c"), ("c", "b")]
    assert (marks["y"][0], marks["x"][0]) == ("b", "c") and len(marks["x"]) == 9
    assert chart.clicked(0, 0) == ()
