"""What a chart is, and the colours, marks and layout that all charts share."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from components.text import escape_plotly, shorten

REAL = "#0072B2"
GREY = "rgba(128,128,128,0.45)"
HIDDEN = "fewer than 5 rows: hidden"
HEADING = 24
"""Pixels for the heading of a panel."""
DIVERGING = [[0, "rgba(0,114,178,1)"], [0.5, "rgba(0,114,178,0)"], [0.5, "rgba(213,94,0,0)"], [1, "rgba(213,94,0,1)"]]
"""Blue where synthetic has less, orange where more: told apart by the colour-blind; clear in the middle on any theme."""
_ROOTS = [(share, share**0.5) for share in (0, 0.01, 0.04, 0.16, 0.36, 1)]
SHARES = [[share, f"rgba(0,114,178,{root:g})"] for share, root in _ROOTS]
"""As deep as the root of a share, so that one frequent cell does not fade all others."""
POINTS = ([[0.5 - share / 2, f"rgba(0,114,178,{root:g})"] for share, root in reversed(_ROOTS)]
          + [[0.5 + share / 2, f"rgba(213,94,0,{root:g})"] for share, root in _ROOTS])
"""The same for differences of shares, to either side."""


class Style(NamedTuple):
    """How one synthetic table is drawn wherever it appears: never by colour alone."""

    colour: str
    dash: str
    symbol: str
    pattern: str


STYLES = (Style("#D55E00", "4px,2px", "diamond", ""), Style("#009E73", "1px,2px", "square", "/"),
          Style("#CC79A7", "8px,3px", "triangle-up", "\\"), Style("#E69F00", "8px,3px,1px,3px", "cross", "x"))
"""For up to four synthetic tables in one chart; the first is the colour of all that is synthetic."""


@dataclass(frozen=True)
class Chart:
    """A Plotly figure as a dict, what a screen reader says, one sentence to take away, and a table of its numbers.

    alt, takeaway and numbers are plain text, not escaped for anything.
    """

    figure: dict
    alt: str
    takeaway: str
    numbers: list[dict]


def label(text: object, length: int = 24) -> str:
    """Data-derived text for any place in a figure: shortened, then harmless."""
    return escape_plotly(shorten(text, length))


def percent(share: float | None, points: bool = False) -> str:
    """"3.1 %", or "+0.4 points" of a difference; says so where it is hidden."""
    if share is None:
        return HIDDEN
    return f"{100 * share:+.1f} points" if points else f"{100 * share:.1f} %"


def axes(i: int) -> tuple[str, str]:
    """The names of the i-th pair of axes, as traces refer to them."""
    return ("x", "y") if i == 0 else (f"x{i + 1}", f"y{i + 1}")


def layout(height: int, **more) -> dict:
    """What every figure shares: see-through, no zooming that would catch a finger scrolling past, the legend on top."""
    return {"height": height, "margin": {"l": 4, "r": 4, "t": 4, "b": 4}, "dragmode": False, "hovermode": "closest",
            "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "font": {"size": 12},
            "legend": {"orientation": "h", "x": 0, "y": 1, "yref": "container", "yanchor": "top"}} | more


def panels(titles: Sequence[str], across: int = 2, tall: int = 150, below: Sequence[int] = (), top: int = 28, left: float = 0.07) -> dict:
    """A layout of small multiples, a pair of axes and a heading for each title (as HTML of Plotly's kind, so escaped).

    tall and below are pixels of a panel and of the room for its labels (a row takes what its neediest panel does); left is
    the share of the whole width kept free for the labels on the left of each panel.
    """
    across, room = min(across, len(titles)) or 1, list(below) or [22] * len(titles)
    rows = [HEADING + tall + max(room[start:start + across]) for start in range(0, len(titles), across)]
    height = top + sum(rows)
    figure = layout(height, annotations=[], margin={"l": 4, "r": 4, "t": 0, "b": 0})
    for i, title in enumerate(titles):
        (x, y), (row, column) = axes(i), divmod(i, across)
        up = 1 - (top + sum(rows[:row]) + HEADING) / height
        start, end = column / across + left, (column + 1) / across - 0.01 * (column + 1 < across)
        fixed = {"fixedrange": True, "zeroline": False, "tickfont": {"size": 10}}
        figure[x.replace("x", "xaxis")] = fixed | {"domain": [start, end], "anchor": y, "showgrid": False, "ticklabeloverflow": "allow"}
        figure[y.replace("y", "yaxis")] = fixed | {"domain": [up - tall / height, up], "anchor": x}
        figure["annotations"].append({"text": title, "x": start - left, "y": up, "xref": "paper", "yref": "paper", "xanchor": "left",
                                      "yanchor": "bottom", "showarrow": False, "font": {"size": 13}})
    return figure


def legend_entry(name: str, **marks) -> dict:
    """A trace without points, there for its line in the legend."""
    return {"type": "scatter", "x": [None], "y": [None], "name": name, "hoverinfo": "skip", "showlegend": True} | marks
