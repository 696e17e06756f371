"""Several runs in one plane: what was kept against what was given away."""

from collections.abc import Mapping, Sequence

from components.charts.chart import STYLES, Chart, Style, axis, label, layout, legend_entry, trace
from components.charts.rulers import HOLDOUT, SHUFFLED, figure, interval
from synth.metric import Metric, Score

Points = Mapping[str, tuple[Score, Score]]


def tradeoff(runs: Mapping[str, Sequence[Score]], across: Metric, up: Metric) -> Chart:
    """A point with intervals for each run that has both scores; axes turned so that better is up and to the right.

    The marks of the rulers, a real holdout and shuffled columns, are those of the first such run.
    """
    found = {name: (_overall(scores, across), _overall(scores, up)) for name, scores in runs.items()}
    points = {name: both for name, both in found.items() if None not in both}
    traces = [_point(name, STYLES[i % len(STYLES)], both, across, up) for i, (name, both) in enumerate(points.items())]
    traces += _mark("Real holdout", HOLDOUT, [(x.holdout, y.holdout) for x, y in points.values()])
    traces += _mark("Shuffled columns", SHUFFLED, [(x.shuffled, y.shuffled) for x, y in points.values()])
    drawn = layout(400, margin={"l": 64, "r": 16, "t": 34, "b": 48}, xaxis=_axis(across), yaxis=_axis(up))
    data = traces or [legend_entry("No run has both scores", mode="markers")]
    return Chart({"data": data, "layout": drawn}, _alt(points, across, up), _takeaway(points, across, up),
                 [{"Run": name, across.title: x.value, f"{across.title}, holdout": x.holdout,
                   up.title: y.value, f"{up.title}, holdout": y.holdout} for name, (x, y) in points.items()])


def _overall(scores: Sequence[Score], metric: Metric) -> Score | None:
    return next((s for s in scores if s.metric == metric.key and not s.about), None)


def _point(name: str, style: Style, both: tuple[Score, Score], across: Metric, up: Metric) -> dict:
    x, y = both
    return trace("scatter", mode="markers+text", x=[x.value], y=[y.value], text=[label(name, 16)], cliponaxis=False,
                 textposition="top right", error_x=_error(x, style.colour), error_y=_error(y, style.colour),
                 marker={"symbol": style.symbol, "size": 12, "color": style.colour},
                 hover=[f"{label(name)}<br>{_named(across)}: {interval(x)}<br>{_named(up)}: {interval(y)}"])


def _error(score: Score, colour: str) -> dict:
    return {"type": "data", "symmetric": False, "array": [score.high - score.value],
            "arrayminus": [score.value - score.low], "color": colour, "thickness": 1.5, "width": 4}


def _mark(name: str, marks: dict, places: Sequence[tuple[float | None, float | None]]) -> list[dict]:
    x, y = next((place for place in places if None not in place), (None, None))
    if x is None:
        return []
    text = f"{name}<br>{figure(x)} and {figure(y)}"
    point = trace("scatter", mode="markers", x=[x], y=[y], marker=marks, hover=[text])
    return [legend_entry(name, mode="markers", marker=marks | {"size": 12}), point]


def _named(metric: Metric) -> str:
    return label(metric.title, 44)


def _axis(metric: Metric) -> dict:
    turned = True if metric.higher_is_better else "reversed"
    return axis(f"{_named(metric)}  better →", autorange=turned, nticks=6, showgrid=True)


def _takeaway(points: Points, across: Metric, up: Metric) -> str:
    one, two = across.title.lower(), up.title.lower()
    if not points:
        return f"No run has both {one} and {two}."
    if len(points) == 1:
        return f"'{next(iter(points))}' is the only run with both scores."
    first, second = (max(points, key=lambda name: points[name][i].value * (1 if metric.higher_is_better else -1))
                     for i, metric in enumerate((across, up)))
    if first == second:
        return f"'{first}' is best in both {one} and {two}."
    return f"'{first}' is best in {one}, '{second}' in {two}: one is paid for with the other."


def _alt(points: Points, across: Metric, up: Metric) -> str:
    told = "; ".join(f"{name} {figure(x.value)} and {figure(y.value)}" for name, (x, y) in list(points.items())[:8])
    return f"{across.title} (across) against {up.title} (up) of {len(points)} runs, better up and to the right: {told}."
