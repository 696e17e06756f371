import json

from components.charts.fairness import treated
from synth.by_group import by_group
from tests.tables import dataset


def found(target: str | None) -> dict:
    table = {"sex": ["<b>f</b>"] * 40 + ["m"] * 60, "hired": [True] * 10 + [False] * 30 + [True] * 30 + [False] * 30}
    real = dataset(table, target)
    return by_group(real, real)


def test_sizes_and_outcomes_are_panels_with_the_figures_in_them():
    data = found("hired")
    chart = treated(data["columns"][0], data["outcome"])
    real, made, rates, _ = [each for each in chart.figure["data"] if each.get("hovertext")]
    assert real["x"] == made["x"] == [0.6, 0.4] and rates["x"] == [0.5, 0.25]
    assert real["marker"]["symbol"] == "circle" and made["marker"]["symbol"] == "diamond-open"
    assert chart.numbers[0] == {
        "Group": "m",
        "Share of rows, real, %": 60.0,
        "Share of rows, synthetic, %": 60.0,
        "hired, real, %": 50.0,
        "hired, synthetic, %": 50.0,
    }
    assert "the same but for chance" in chart.takeaway and "m: real 60.0 %" in chart.alt
    assert "<b>f</b>" not in json.dumps(chart.figure)


def test_without_an_outcome_there_is_one_panel():
    data = found(None)
    chart = treated(data["columns"][0], data["outcome"])
    assert "xaxis2" not in chart.figure["layout"] and list(chart.numbers[0]) == [
        "Group",
        "Share of rows, real, %",
        "Share of rows, synthetic, %",
    ]
