"""The charts of a profile say what was found: figures, sentences, and nothing that hangs on few rows."""

import plotly.graph_objects as go
import plotly.io as pio
import pytest

from components.charts.coverage import coverage
from components.charts.distributions import distributions
from components.charts.gaps import MOST, gaps
from components.charts.ranked import ranked
from components.charts.standing_out import standing_out
from components.charts.strongest import strongest

GAPS = {
    "columns": ["wage", "bonus", "age"],
    "shares": [0.3, 0.3, 0.1],
    "of": 3,
    "complete": 0.6,
    "patterns": [{"missing": [0, 1], "share": 0.25}, {"missing": [0, 1, 2], "share": 0.05}],
    "together": [["wage", "bonus"]],
    "tied": [{"column": "wage", "other": "team", "where": "b", "inside": 0.5, "outside": 0.0625, "strength": 0.5}],
}


def tied(**changes) -> str:
    return gaps(GAPS | {"tied": [GAPS["tied"][0] | changes]}).takeaway


def test_gaps_are_bars_over_a_grid_of_patterns():
    bars, grid = gaps(GAPS).figure["data"]
    assert bars["y"] == GAPS["shares"] and grid["z"] == [[1, 1, 0], [1, 1, 1]]
    assert gaps(GAPS | {"patterns": []}).figure["data"] == [bars]


@pytest.mark.parametrize(
    "changes, words",
    [
        ({}, "'wage' is missing 8 times as often where 'team' is b (50.0 % against 6.2 %)."),
        ({"outside": 0.0}, "'wage' is missing only where 'team' is b (50.0 %)."),
        ({"inside": 1.0, "outside": 0.0}, "'wage' is always missing where 'team' is b, and only there."),
        ({"inside": 0.997}, "'wage' is nearly always missing where 'team' is b."),
    ],
)
def test_what_gaps_hang_on_in_words(changes, words):
    assert words in tied(**changes)


def test_columns_with_the_same_tie_share_a_sentence():
    both = [GAPS["tied"][0], GAPS["tied"][0] | {"column": "bonus"}]
    assert "'wage' and 'bonus' are missing 8 times" in gaps(GAPS | {"tied": both}).takeaway


def test_many_columns_with_gaps_are_cut_and_it_is_said():
    wide = GAPS | {
        "columns": [f"c{i}" for i in range(30)],
        "shares": [0.5] * 30,
        "of": 99,
        "complete": None,
        "together": [],
        "tied": [],
        "patterns": [{"missing": [20], "share": 0.1}, {"missing": [1, 20], "share": 0.1}],
    }
    chart = gaps(wide)
    assert len(chart.figure["data"][0]["x"]) == MOST and chart.figure["data"][1]["z"] == [[0, 1] + [0] * (MOST - 2)]
    assert "of 99" in chart.takeaway and "Hardly any row has no gap" in chart.takeaway


def test_hidden_figures_are_hatched_and_never_told():
    figure = ranked(["a", "b"], [0.5, None], ["50 %", "hidden"], 1, ".0%")
    assert figure["data"][0]["x"] == [0.5, 0.04] and figure["data"][0]["marker"]["pattern"]["shape"] == ["", "/"]
    chart = standing_out({"columns": ["a", "b"], "of": 2, "sets": [{"columns": ["a", "b"], "alone": None, "few": 0.1}]})
    assert chart.takeaway.startswith("Fewer than 5 rows are alone in their combination of a, b.")


def test_nothing_found_is_said_and_still_a_figure():
    alone, pairs = (
        standing_out({"columns": ["a", "b"], "of": 2, "sets": []}),
        strongest({"pairs": [], "columns": 2, "of": 2, "rows": 9}),
    )
    assert "At least five rows share" in alone.takeaway and "No two columns" in pairs.takeaway
    for chart in (alone, pairs):
        assert len(go.Figure(chart.figure).data) == 1 and len(chart.numbers) == 1


def test_pairs_keep_their_sign_and_say_among_how_many_they_were_looked_for():
    found = {
        "columns": 40,
        "of": 900,
        "rows": 20_000,
        "pairs": [{"columns": ["a", "b"], "value": -0.91, "measure": "Spearman's rank correlation"}],
    }
    chart = strongest(found)
    assert chart.figure["data"][0]["x"] == [0.91] and chart.numbers[0]["Strength"] == -0.91
    assert (
        chart.takeaway
        == "Strongest is a – b, -0.91. Looked at are 40 of 900 columns. From 20,000 rows drawn at random."
    )


def test_time_has_a_panel_for_each_column_and_names_the_longest_gap():
    record = {
        "name": "day",
        "unit": "month",
        "labels": ["2020-01", "2020-02", "2020-03"],
        "first": "2020-01",
        "last": "2020-03",
        "shares": [0.5, 0.0, None],
        "gaps": [{"first": "2020-02", "last": "2020-02", "units": 1}],
        "empty": 0.33,
    }
    chart = coverage([record, record | {"name": "end", "gaps": []}])
    assert sum(each["type"] == "bar" and each["x"] != [None] for each in chart.figure["data"]) == 2
    assert (
        "no row falls between 2020-02 and 2020-02" in chart.takeaway
        and "'end' runs from 2020-01 to 2020-03, without" in chart.takeaway
    )
    assert chart.numbers[2]["Share of rows %"] is None


def test_a_long_time_stays_light():
    labels = [f"{1800 + i}-01-01" for i in range(150)]
    record = {
        "name": "x" * 60,
        "unit": "day",
        "labels": labels,
        "first": labels[0],
        "last": labels[-1],
        "shares": [0.00654] * 150,
        "gaps": [],
        "empty": 0.0,
    }
    figure = go.Figure(coverage([record] * 5).figure)
    assert len(pio.to_json(figure, validate=False)) - len(pio.to_json(go.Figure(), validate=False)) < 50_000


def test_columns_beyond_those_with_bars_are_not_taken_for_text():
    column = {
        "name": "c",
        "kind": "real",
        "missing": 0.0,
        "summary": "",
        "bins": {"labels": ["0–1"], "edges": [0, 1], "shares": [1.0, 0.0]},
    }
    chart = distributions(
        [column, column | {"name": "late", "bins": None}, column | {"name": "word", "kind": "text", "bins": None}]
    )
    assert "1 column at the end has no bars" in chart.takeaway and "'word': text or identifiers" in chart.takeaway
