"""What a chart is, and the colours, marks and layout that all charts share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from components.text import escape_plotly, shorten

REAL = "#0072B2"
GREY = "rgba(128,128,128,0.45)"
HIDDEN = "fewer than 5 rows: hidden"
HEADING = 24
"""Pixels for the heading of a panel."""
LEFT = 0.07
"""Share of the width for the labels to the left of a panel."""
DIVERGING = [[0, "rgba(0,114,178,1)"], [0.5, "rgba(0,114,178,0)"], [0.5, "rgba(213,94,0,0)"], [1, "rgba(213,94,0,1)"]]
"""Blue where synthetic has less, orange where more: told apart by the colour-blind; clear in between, on any theme."""
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

    alt, takeaway and numbers are plain text, not escaped for anything. targets says, by the place of a trace, of which
    columns its points are: one tuple for all of them, or a list with one for each;
    a click on them asks for these columns.
    """

    figure: dict
    alt: str
    takeaway: str
    numbers: list[dict]
    targets: dict[int, tuple[str, ...] | list[tuple[str, ...]]] = field(default_factory=dict)

    def clicked(self, curve: int, point: int) -> tuple[str, ...]:
        """The columns behind a point of a trace, () where there are none."""
        found = self.targets.get(curve, ())
        return found[point] if isinstance(found, list) else found


def label(text: object, length: int = 24) -> str:
    """Data-derived text for any place in a figure: shortened, then harmless."""
    return escape_plotly(shorten(text, length))


def percent(share: float | None) -> str:
    """"3.1 %"; says so where it is hidden."""
    return HIDDEN if share is None else f"{100 * share:.1f} %"


def rounded(share: float | None) -> float | None:
    """Percent for a table of numbers."""
    return None if share is None else round(100 * share, 3)


def axes(i: int) -> tuple[str, str]:
    """The names of the i-th pair of axes, as traces refer to them."""
    return ("x", "y") if i == 0 else (f"x{i + 1}", f"y{i + 1}")


def trace(kind: str, i: int = 0, **more) -> dict:
    """A trace on the i-th pair of axes, not in the legend; `hover`, where given, is its text point by point."""
    x, y = axes(i)
    text = {"hovertext": more.pop("hover"), "hoverinfo": "text"} if "hover" in more else {}
    return {"type": kind, "xaxis": x, "yaxis": y, "showlegend": False} | text | more


def legend_entry(name: str, **marks) -> dict:
    """A trace without points, there for its line in the legend."""
    return {"type": "scatter", "x": [None], "y": [None], "name": name, "hoverinfo": "skip", "showlegend": True} | marks


def layout(height: int, **more) -> dict:
    """What all figures share: see-through, no zoom that would catch a finger scrolling past, the legend on top."""
    return {"height": height, "margin": {"l": 4, "r": 4, "t": 4, "b": 4}, "dragmode": False, "hovermode": "closest",
            "paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)", "font": {"size": 12},
            "legend": {"orientation": "h", "x": 0, "y": 1, "yref": "container", "yanchor": "top"}} | more


def axis(title: str = "", **more) -> dict:
    """An axis that stays as it is; the title is taken as it stands."""
    named = {"title": {"text": title, "font": {"size": 12}}} if title else {}
    return {"fixedrange": True, "zeroline": False, "tickfont": {"size": 10}} | named | more


def heading(text: str, x: float, y: float, **more) -> dict:
    """A left-aligned annotation above a place given in shares of the figure; the text is taken as it stands."""
    return {"text": text, "x": x, "y": y, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom",
            "showarrow": False, "font": {"size": 13}} | more


def panels(titles: Sequence[str], across: int = 2, tall: int = 150, below: Sequence[int] = (), top: int = 28) -> dict:
    """A layout of small multiples: a pair of axes and a heading (as Plotly's HTML, so escaped) for each title.

    tall is the height of a panel, below the room for the labels under each, in pixels; a row of panels takes what its
    neediest one does.
    """
    across, room = min(across, len(titles)) or 1, list(below) or [26] * len(titles)
    rows = [HEADING + tall + max(room[start:start + across]) for start in range(0, len(titles), across)]
    height = top + sum(rows)
    drawn = layout(height, annotations=[], margin={"l": 4, "r": 4, "t": 0, "b": 0})
    for i, title in enumerate(titles):
        (x, y), (row, column) = axes(i), divmod(i, across)
        up = 1 - (top + sum(rows[:row]) + HEADING) / height
        start, end = column / across, (column + 1) / across - 0.01 * (column + 1 < across)
        drawn[x.replace("x", "xaxis")] = axis(domain=[start + LEFT, end], anchor=y, showgrid=False,
                                              ticklabeloverflow="allow")
        drawn[y.replace("y", "yaxis")] = axis(domain=[up - tall / height, up], anchor=x)
        drawn["annotations"].append(heading(title, start, up))
    return drawn
