"""How large groups of people are, and how often they have the outcome, real and synthetic beside each other."""

from components.charts.chart import Chart, rounded
from components.charts.intervals import Ends, Pair, Panel, intervals, told


def treated(column: dict, outcome: str | None) -> Chart:
    """Two panels, or one without an outcome; column is one of those that `synth.by_group.by_group` gives."""
    titles = {"share": f"{column['name']}: share of all rows"} | (
        {"rate": f"{column['name']}: {outcome}"} if outcome else {}
    )
    panels = [
        Panel(title, "share", [Pair(each["group"], *_ends(each[key])) for each in column["groups"] if each[key]])
        for key, title in titles.items()
    ]
    panels = [panel for panel in panels if panel.pairs]
    figures = "; ".join(
        f"{pair.name}: real {told(pair.real, 'share')}, synthetic {told(pair.synthetic, 'share')}"
        for panel in panels
        for pair in panel.pairs[:6]
    )
    alt = f"{' and '.join(panel.title for panel in panels)}, of real and synthetic rows with 95 % intervals. {figures}."
    return Chart(intervals(panels), alt, column["takeaway"], [_numbers(each, outcome) for each in column["groups"]])


def _ends(figure: dict) -> tuple[Ends, Ends]:
    real, synthetic = ("real", "low", "high"), ("synthetic", "synthetic_low", "synthetic_high")
    return tuple(tuple(figure[name] for name in names) for names in (real, synthetic))


def _numbers(group: dict, outcome: str | None) -> dict:
    line = {"Group": group["group"]}
    for key, title in (("share", "Share of rows"), ("rate", outcome)):
        if title:
            figure = group[key] or {}
            line |= {f"{title}, {side}, %": rounded(figure.get(side)) for side in ("real", "synthetic")}
    return line
