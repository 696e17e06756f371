"""All runs in one plane, a third score as the size of the point: what was kept against what was given away."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from components.charts.chart import STYLES, Chart, Style, axis, label, layout, legend_entry, trace
from components.charts.rulers import HOLDOUT, SHUFFLED, figure, interval, position
from synth.metric import Metric, Score
from synth.unbeaten import unbeaten

SMALL, LARGE = 8, 22
"""Pixels of a point whose third score is at its worst among the runs, and at its best."""
OTHER = Style("#777777", "", "circle", "")
RING = {"symbol": "circle-open", "color": "#009E73", "line": {"width": 2}}
NAMED = 12
"""Most unbeaten runs whose name stands beside the point; the others tell it when pointed at."""


class Point(NamedTuple):
    """One run: its scores across, up and, where there is one, of the third metric."""

    x: Score
    y: Score
    size: Score | None


def tradeoff(runs: Mapping[str, Sequence[Score]], across: Metric, up: Metric, third: Metric | None = None,
             chosen: Collection[str] | None = None) -> Chart:
    """A point with intervals for each run that has both scores; axes turned so that better is up and to the right.

    Larger points are better in the third. Runs that nothing beats in these scores (`synth.unbeaten`) are ringed. The
    runs chosen (all, unless told) have colours and names, the others are grey. The marks of the rulers, a real holdout
    and shuffled columns, are those of the first such run.
    """
    found = {name: Point(*(_overall(scores, metric) for metric in (across, up, third)))
             for name, scores in runs.items()}
    points = {name: point for name, point in found.items() if point.x and point.y}
    axes = [metric for metric in (across, up, third) if metric]
    best = unbeaten({name: [score for score in point if score] for name, point in points.items()}, axes)
    named = [name for name in points if chosen is None or name in chosen]
    sizes = _sizes(points, third)
    traces = _rings(best, points, sizes)
    traces += _drawn([name for name in points if name not in named], OTHER, points, sizes, best[:NAMED], axes)
    for i, name in enumerate(named):
        traces += _drawn([name], STYLES[i % len(STYLES)], points, sizes, named, axes)
    traces += _mark("Real holdout", HOLDOUT, [(p.x.holdout, p.y.holdout) for p in points.values()])
    traces += _mark("Shuffled columns", SHUFFLED, [(p.x.shuffled, p.y.shuffled) for p in points.values()])
    if third and len(points) > 1:
        traces.append(legend_entry(f"Larger: better in {third.title}", mode="markers",
                                   marker={"symbol": "circle", "color": OTHER.colour, "size": 14}))
    drawn = layout(440, margin={"l": 64, "r": 16, "t": 34, "b": 48}, xaxis=_axis(across), yaxis=_axis(up))
    return Chart({"data": traces or [legend_entry("No run has both scores", mode="markers")], "layout": drawn},
                 _alt(points, axes, best), _takeaway(points, axes, best),
                 [_numbers(name, p, axes, best) for name, p in points.items()])


def _overall(scores: Sequence[Score], metric: Metric | None) -> Score | None:
    return next((s for s in scores if metric and s.metric == metric.key and not s.about), None)


def _sizes(points: Mapping[str, Point], third: Metric | None) -> dict[str, float]:
    """Pixels by run; the middle size where there is no third score, or all runs have the same."""
    at = {name: position(third, point.size.value) for name, point in points.items() if third and point.size}
    low, wide = min(at.values(), default=0), max(at.values(), default=0) - min(at.values(), default=0)
    middle = (SMALL + LARGE) / 2
    return {name: SMALL + (LARGE - SMALL) * (at[name] - low) / wide if wide > 0 and name in at else middle
            for name in points}


def _rings(best: Sequence[str], points: Mapping[str, Point], sizes: Mapping[str, float]) -> list[dict]:
    if len(points) < 2:
        return []
    marker = RING | {"size": [sizes[name] + 9 for name in best]}
    ring = trace("scatter", mode="markers", x=[points[n].x.value for n in best], y=[points[n].y.value for n in best],
                 marker=marker, hoverinfo="skip", cliponaxis=False)
    return [legend_entry("Nothing beats it", mode="markers", marker=RING | {"size": 14}), ring]


def _drawn(names: Sequence[str], style: Style, points: Mapping[str, Point], sizes: Mapping[str, float],
           told: Collection[str], axes: Sequence[Metric]) -> list[dict]:
    """Runs of one style as one trace."""
    if not names:
        return []
    mine = [points[name] for name in names]
    return [trace("scatter", mode="markers+text", x=[p.x.value for p in mine], y=[p.y.value for p in mine],
                  cliponaxis=False,
                  text=[label(name, 16) if name in told else "" for name in names], textposition="top right",
                  error_x=_errors([p.x for p in mine], style.colour),
                  error_y=_errors([p.y for p in mine], style.colour),
                  marker={"symbol": style.symbol, "size": [sizes[name] for name in names], "color": style.colour},
                  hover=[_hover(name, point, axes) for name, point in zip(names, mine)])]


def _hover(name: str, point: Point, axes: Sequence[Metric]) -> str:
    return "<br>".join([label(name),
                        *(f"{_named(metric)}: {interval(score)}" for metric, score in zip(axes, point) if score)])


def _errors(scores: Sequence[Score], colour: str) -> dict:
    return {"type": "data", "symmetric": False, "array": [s.high - s.value for s in scores],
            "arrayminus": [s.value - s.low for s in scores], "color": colour, "thickness": 1.5, "width": 4}


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


def _takeaway(points: Mapping[str, Point], axes: Sequence[Metric], best: Sequence[str]) -> str:
    titles = [metric.title.lower() for metric in axes]
    listed = f"{', '.join(titles[:-1])} and {titles[-1]}"
    if not points:
        return f"No run has both {titles[0]} and {titles[1]}."
    if len(points) == 1:
        return (f"'{next(iter(points))}' is the only run with both scores; generate again in another way "
                "to weigh them up.")
    if len(best) == 1:
        return f"In {listed}, no other run comes up to '{best[0]}'."
    shown = ", ".join(f"'{name}'" for name in best[:4]) + (f" and {len(best) - 4} more" if len(best) > 4 else "")
    if len(best) == len(points):
        return (f"In {listed}, nothing beats any of the {len(points)} runs: what one has more of it pays for, "
                "or chance decides.")
    return (f"In {listed}, nothing beats {len(best)} of {len(points)} runs: {shown}. "
            "The others are behind in one and ahead in none.")


def _numbers(name: str, point: Point, axes: Sequence[Metric], best: Collection[str]) -> dict:
    told = {"Run": name, "Nothing beats it": "yes" if name in best else "no"}
    for metric, score in zip(axes, point):
        told |= {metric.title: score.value if score else None,
                 f"{metric.title}, holdout": score.holdout if score else None}
    return told


def _alt(points: Mapping[str, Point], axes: Sequence[Metric], best: Collection[str]) -> str:
    told = "; ".join(f"{name} {figure(p.x.value)} and {figure(p.y.value)}" for name, p in list(points.items())[:8])
    sized = f", larger points better in {axes[2].title}" if len(axes) > 2 else ""
    return (f"{axes[0].title} (across) against {axes[1].title} (up) of {len(points)} runs, better up and to the "
            f"right{sized}; {len(best)} ringed, which nothing beats: {told}.")
