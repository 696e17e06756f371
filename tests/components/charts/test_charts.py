"""What every chart has to keep, whichever it is."""

import json
import re

import plotly.graph_objects as go
import plotly.io as pio
import pytest

from components.charts.chart import Chart, label
from components.charts.correlations import correlations
from components.charts.coverage import coverage
from components.charts.distributions import distributions
from components.charts.gaps import gaps
from components.charts.map import density_map
from components.charts.marginals import marginal, marginals, marginals_of_runs
from components.charts.pairs import pair
from components.charts.roc import leaned, roc
from components.charts.rulers import rulers
from components.charts.standing_out import standing_out
from components.charts.strongest import strongest
from components.charts.tradeoff import tradeoff
from components.charts.wrong import wrong
from synth.metric import Metric, Score
from tests.components.charts.tables import NASTY, compared, looked, profiled

TEMPLATE = len(pio.to_json(go.Figure(), validate=False))
"""Bytes of the default theme, which the app's own replaces by a lighter one."""
METRICS = {
    key: Metric(key, f"Title of {key}", "?", "fidelity", best, worst, "source", None)
    for key, best, worst in (("accuracy", 1, 0), ("discriminator", 0.5, 1))
}
SCORES = [Score("accuracy", 0.9, 0.88, 0.92, (), 0.95, 0.7), Score("discriminator", 0.6, 0.5, 0.7, (), 0.51, 0.9)]


def charts() -> dict[str, Chart]:
    found, other = compared(), compared(2, 0.1)
    profile, closer = profiled(), looked()
    pairs = {f"pair {i}": pair(p) for i, p in enumerate(found["pairs"])}
    return {
        "marginals": marginals(found["marginals"]),
        "marginal": marginal(found["marginals"][0]),
        "runs": marginals_of_runs({NASTY: found["marginals"], "B": other["marginals"]}),
        "correlations": correlations(found["correlation"]),
        "distributions": distributions(profile["columns"]),
        "gaps": gaps(profile["gaps"]),
        "strongest": strongest(profile["pairs"]),
        "standing out": standing_out(profile["standing_out"]),
        "coverage": coverage(profile["coverage"]),
        "wrong": wrong(closer["wrong"]),
        "roc": roc(closer["roc"]),
        "leaned": leaned(closer["roc"]),
        "map": density_map(closer["map"]),
        "rulers": rulers({NASTY: SCORES}, METRICS),
        "rulers of two": rulers({NASTY: SCORES, "B": SCORES[:1]}, METRICS),
        "tradeoff": tradeoff({NASTY: SCORES, "B": SCORES}, METRICS["accuracy"], METRICS["discriminator"]),
    } | pairs


CHARTS = charts()


def strings(part) -> list[str]:
    """Every text anywhere in a figure."""
    if isinstance(part, str):
        return [part]
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, (list, tuple)) else ()
    return [text for each in inner for text in strings(each)]


@pytest.mark.parametrize("name", CHARTS)
def test_plotly_knows_every_word_of_the_figure(name):
    assert len(go.Figure(CHARTS[name].figure).data) == len(CHARTS[name].figure["data"]) > 0


@pytest.mark.parametrize("name", CHARTS)
def test_light_on_the_wire(name):
    assert len(pio.to_json(go.Figure(CHARTS[name].figure), validate=False)) < 50_000


@pytest.mark.parametrize("name", CHARTS)
def test_nothing_of_the_data_is_read_as_markup_or_template(name):
    for text in strings(CHARTS[name].figure):
        assert not re.search(r"<(?!br>|b>|/b>|extra>|/extra>)|javascript:.*<", text), text
        assert set(re.findall(r"%\{(.*?)\}", text)) <= {"x", "y", "y:.1%", "z:.1%", "z:+.1%", "z:.2f", "z:+.2f"}, text
        assert "$" not in text, text


@pytest.mark.parametrize("name", CHARTS)
def test_works_on_any_theme(name):
    layout = CHARTS[name].figure["layout"]
    assert layout["paper_bgcolor"] == layout["plot_bgcolor"] == "rgba(0,0,0,0)"
    assert "color" not in layout["font"] and "width" not in layout
    assert all("color" not in annotation["font"] for annotation in layout.get("annotations", []))


@pytest.mark.parametrize("name", CHARTS)
def test_said_in_words_and_numbers_too(name):
    chart = CHARTS[name]
    assert chart.alt.endswith(".") and len(chart.alt) > 40
    assert chart.takeaway.endswith(".")
    assert chart.numbers and len({tuple(row) for row in chart.numbers}) == 1
    json.dumps(chart.numbers, allow_nan=False)


def test_wide_tables_stay_light_too():
    bins = {"labels": [f"{1000 * i:,}–{1000 * i + 999:,}" for i in range(30)], "edges": [1000 * i for i in range(31)]}
    shown = {"kind": "integer", "distance": 0.1, "takeaway": "Told.", "summary": "Told."}
    columns = [shown | bins | {"name": f"a rather long name {k}", "real": [0.03333] * 30, "synthetic": [0.03312] * 30,
                               "missing": {"real": 0.1, "synthetic": 0.1}} for k in range(99)]
    profiles = [shown | {"name": c["name"], "missing": 0.1, "bins": bins | {"shares": [1 / 31] * 31}} for c in columns]
    runs = {f"Run {i}": columns for i in range(4)}
    matrix, names = [[-0.123] * 40] * 40, [c["name"] for c in columns[:40]]
    widest = {"names": names, "measure": "M", "distance": 0.1, "takeaway": "Told."} | dict.fromkeys(
        ("real", "synthetic", "difference"), matrix)
    for chart in (marginals(columns), marginals_of_runs(runs), distributions(profiles), correlations(widest)):
        assert len(pio.to_json(go.Figure(chart.figure), validate=False)) < 50_000 + TEMPLATE


def test_a_label_is_short_and_harmless():
    assert label("<b>%{x}</b> $a$") == "&lt;b&gt;%&#123;x}&lt;/b&gt; &#36;a&#36;"
    assert len(label("x" * 90, 20)) == 20
