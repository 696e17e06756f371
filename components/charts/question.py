"""The answer to a question of the user's own."""

from components.charts.chart import Chart
from components.charts.intervals import Ends, Pair, Panel, intervals, told

MOST = 16
"""Figures drawn: those that agree least first to be kept; all are among the numbers."""
MEASURES = 4
"""Measures drawn, a panel each."""


def answered(answer: dict, about: str = "") -> Chart:
    """A panel for each measure, a pair for each group; answer is the record of `synth.questions.Answer`."""
    measures = list(dict.fromkeys(each["measure"] for each in answer["findings"]))
    panels = [
        _panel(
            measure,
            [each for each in answer["findings"] if each["measure"] == measure],
            len(measures) > 1 or not answer["keys"],
        )
        for measure in measures[:MEASURES]
    ]
    drawn = sum(len(panel.pairs) for panel in panels)
    left = len(answer["findings"]) - drawn
    takeaway = answer["sentence"] + (
        f" Drawn are {drawn} of {drawn + left}, those that agree least among them." if left else ""
    )
    figures = "; ".join(
        f"{pair.name}: real {told(pair.real, panel.form)}, synthetic {told(pair.synthetic, panel.form)}"
        for panel in panels
        for pair in panel.pairs[:4]
    )
    return Chart(
        intervals(panels),
        f"{about or answer['title']}, of real and of synthetic rows with 95 % intervals. {figures}.",
        takeaway,
        [_numbers(each, answer["keys"]) for each in answer["findings"]],
    )


def _panel(measure: str, findings: list[dict], titled: bool) -> Panel:
    """In the answer's order; where there are too many, those that do not survive are kept before others."""
    kept = sorted(sorted(range(len(findings)), key=lambda i: (findings[i]["survives"], i))[:MOST])
    pairs = [
        Pair(", ".join(findings[i]["key"]) or measure, _ends(findings[i]["real"]), _ends(findings[i]["synthetic"]))
        for i in kept
    ]
    return Panel(measure if titled and any(findings[i]["key"] for i in kept) else "", findings[0]["form"], pairs)


def _ends(estimate: dict | None) -> Ends:
    return estimate and (estimate["value"], estimate["low"], estimate["high"])


def _numbers(finding: dict, keys: list[str]) -> dict:
    line = dict(zip(keys, finding["key"])) | {"Measure": finding["measure"]}
    for side in ("real", "synthetic"):
        for end in ("value", "low", "high"):
            line[f"{side.capitalize()}{'' if end == 'value' else ', ' + end}"] = finding[side] and finding[side][end]
    return line | {"Survives": "yes" if finding["survives"] else "no"}
