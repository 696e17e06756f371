"""Several runs in one plane: what was kept against what was given away."""

from collections.abc import Mapping, Sequence

from components.charts.chart import STYLES, Chart, label, layout, legend_entry
from components.charts.rulers import HOLDOUT, SHUFFLED, figure
from synth.metric import Metric, Score


def tradeoff(runs: Mapping[str, Sequence[Score]], across: Metric, up: Metric) -> Chart:
    """A point with intervals for each run that has both scores; both axes turned so that better is up and to the right.

    The marks of the rulers, a real holdout and shuffled columns, are those of the first such run.
    """
    points = {name: (_overall(scores, across), _overall(scores, up)) for name, scores in runs.items()}
    points = {name: both for name, both in points.items() if None not in both}
    traces = []
    for i, (name, (x, y)) in enumerate(points.items()):
        style = STYLES[i % len(STYLES)]
        traces.append({"type": "scatter", "mode": "markers+text", "x": [x.value], "y": [y.value], "text": [label(name, 16)], "textposition": "top center",
                       "cliponaxis": False, "error_x": _error(x, style.colour), "error_y": _error(y, style.colour), "showlegend": False,
                       "marker": {"symbol": style.symbol, "size": 12, "color": style.colour}, "hoverinfo": "text",
                       "hovertext": [f"{label(name)}<br>{_told(across, x)}<br>{_told(up, y)}"]})
    for word, marks, key in (("Real holdout", HOLDOUT, "holdout"), ("Shuffled columns", SHUFFLED, "shuffled")):
        places = [(getattr(x, key), getattr(y, key)) for x, y in points.values() if None not in (getattr(x, key), getattr(y, key))]
        if places:
            traces += [legend_entry(word, mode="markers", marker=marks | {"size": 12}),
                       {"type": "scatter", "mode": "markers", "x": [places[0][0]], "y": [places[0][1]], "marker": marks, "showlegend": False,
                        "hoverinfo": "text", "hovertext": [f"{word}<br>{label(across.title, 44)}: {figure(places[0][0])}<br>"
                                                           f"{label(up.title, 44)}: {figure(places[0][1])}"]}]
    drawn = layout(400, margin={"l": 64, "r": 16, "t": 34, "b": 48}, xaxis=_axis(across, "better →"), yaxis=_axis(up, "better →"))
    if not traces:
        traces = [legend_entry("No run has both scores", mode="markers")]
    return Chart({"data": traces, "layout": drawn}, _alt(points, across, up), _takeaway(points, across, up), _numbers(points, across, up))


def _overall(scores: Sequence[Score], metric: Metric) -> Score | None:
    return next((s for s in scores if s.metric == metric.key and not s.about), None)


def _error(score: Score, colour: str) -> dict:
    return {"type": "data", "symmetric": False, "array": [score.high - score.value], "arrayminus": [score.value - score.low],
            "color": colour, "thickness": 1.5, "width": 4}


def _axis(metric: Metric, better: str) -> dict:
    return {"title": {"text": f"{label(metric.title, 44)}  {better}", "font": {"size": 12}}, "fixedrange": True, "zeroline": False,
            "autorange": True if metric.higher_is_better else "reversed", "tickfont": {"size": 10}, "nticks": 6}


def _told(metric: Metric, score: Score) -> str:
    return f"{label(metric.title, 44)}: {figure(score.value)} ({figure(score.low)} to {figure(score.high)})"


def _takeaway(points: Mapping[str, tuple[Score, Score]], across: Metric, up: Metric) -> str:
    if not points:
        return f"No run has both {across.title.lower()} and {up.title.lower()}."
    leaders = [max(points, key=lambda name: points[name][i].value * (1 if m.higher_is_better else -1)) for i, m in enumerate((across, up))]
    if leaders[0] == leaders[1]:
        return f"'{leaders[0]}' is best in both." if len(points) > 1 else f"'{leaders[0]}' is the only run with both scores."
    return f"'{leaders[0]}' is best in {across.title.lower()}, '{leaders[1]}' in {up.title.lower()}: one is paid for with the other."


def _numbers(points: Mapping[str, tuple[Score, Score]], across: Metric, up: Metric) -> list[dict]:
    return [{"Run": name, across.title: x.value, f"{across.title}, holdout": x.holdout, up.title: y.value, f"{up.title}, holdout": y.holdout}
            for name, (x, y) in points.items()]


def _alt(points: Mapping[str, tuple[Score, Score]], across: Metric, up: Metric) -> str:
    told = "; ".join(f"{name} {figure(x.value)} and {figure(y.value)}" for name, (x, y) in list(points.items())[:8])
    return f"{across.title} (across) against {up.title} (up) of {len(points)} runs, better up and to the right: {told}."
