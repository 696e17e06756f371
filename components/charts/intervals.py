"""Figures of real and synthetic rows beside each other, each with its interval: real filled, synthetic outlined."""

from collections.abc import Sequence
from typing import NamedTuple

from components.charts.chart import REAL, STYLES, axes, axis, heading, label, layout, legend_entry, percent, trace

Ends = tuple[float, float, float] | None
"""A value with the ends of its interval."""
ROW, TOP, GAP, FOOT = 46, 34, 34, 26
"""Pixels for a pair, for the legend above the first panel, for a panel's heading, and for the scale below it."""
APART = 0.14
"""How far from its line each of a pair is drawn, in rows."""


class Pair(NamedTuple):
    """What is measured in one group, of real rows and of synthetic ones; None where there is none."""

    name: str
    real: Ends
    synthetic: Ends


class Panel(NamedTuple):
    """Pairs on one scale; form is "share", "rows", "effect" (whose 0 is marked) or "number"."""

    title: str
    form: str
    pairs: Sequence[Pair]


def intervals(panels: Sequence[Panel]) -> dict:
    """The figure: panels below each other, a line of words above each pair."""
    heights = [GAP * bool(panel.title) + ROW * len(panel.pairs) + FOOT for panel in panels]
    height = TOP + sum(heights)
    drawn, data = layout(height, annotations=[], margin={"l": 8, "r": 12, "t": 0, "b": 0}), _legend()
    for i, panel in enumerate(panels):
        top = TOP + sum(heights[:i]) + GAP * bool(panel.title)
        x, y = axes(i)
        bottom = top + ROW * len(panel.pairs)
        drawn[y.replace("y", "yaxis")] = axis(
            domain=[1 - bottom / height, 1 - top / height],
            visible=False,
            anchor=x,
            range=[len(panel.pairs) - 0.35, -0.65],
        )
        drawn[x.replace("x", "xaxis")] = axis(anchor=y, nticks=5, **_scale(panel))
        if panel.title:
            drawn["annotations"].append(heading(f"<b>{label(panel.title, 60)}</b>", 0, 1 - (top - 8) / height))
        drawn["annotations"] += [
            heading(label(pair.name, 44), 0, place, yref=y, yanchor="middle", yshift=15, font={"size": 12})
            for place, pair in enumerate(panel.pairs)
        ]
        data += [_drawn(i, panel, False), _drawn(i, panel, True)]
    return {"data": data, "layout": drawn}


def told(ends: Ends, form: str) -> str:
    """ "12.3 % (10.1 % to 14.9 %)"."""
    if ends is None:
        return "none"
    say = (
        percent
        if form == "share"
        else (lambda value: f"{value:,.0f}")
        if form == "rows"
        else (lambda value: f"{value:,.4g}")
    )
    return f"{say(ends[0])} ({say(ends[1])} to {say(ends[2])})" if ends[1] < ends[2] else say(ends[0])


def _drawn(i: int, panel: Panel, synthetic: bool) -> dict:
    style = STYLES[0]
    places = [
        (place, pair.name, ends)
        for place, pair in enumerate(panel.pairs)
        if (ends := pair.synthetic if synthetic else pair.real) is not None
    ]
    colour, what = (style.colour, "synthetic") if synthetic else (REAL, "real")
    return trace(
        "scatter",
        i,
        mode="markers",
        x=[ends[0] for *_, ends in places],
        y=[place + (APART if synthetic else -APART) + 0.12 for place, *_ in places],
        marker=_marker(synthetic),
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [ends[2] - ends[0] for *_, ends in places],
            "arrayminus": [ends[0] - ends[1] for *_, ends in places],
            "color": colour,
            "thickness": 1.5 if synthetic else 3,
            "width": 4 if synthetic else 0,
        },
        hover=[f"{label(name, 60)}<br>{what}: {told(ends, panel.form)}" for _, name, ends in places],
    )


def _marker(synthetic: bool) -> dict:
    if synthetic:
        return {"symbol": f"{STYLES[0].symbol}-open", "size": 10, "color": STYLES[0].colour, "line": {"width": 2}}
    return {"symbol": "circle", "size": 9, "color": REAL}


def _legend() -> list[dict]:
    return [
        legend_entry("Real", mode="markers", marker=_marker(False)),
        legend_entry("Synthetic", mode="markers", marker=_marker(True)),
    ]


def _scale(panel: Panel) -> dict:
    if panel.form == "share":
        return {"tickformat": ".0%", "showgrid": True, "rangemode": "tozero"}
    more = (
        {"zeroline": True, "zerolinecolor": "rgba(128,128,128,0.8)", "zerolinewidth": 2}
        if panel.form == "effect"
        else {}
    )
    return {"showgrid": True} | more | ({"rangemode": "tozero"} if panel.form == "rows" else {})
