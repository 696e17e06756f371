"""One column as a panel: real rows as filled bars, synthetic as a dashed line over them or outlined beside them."""

from collections.abc import Sequence

from components.charts.chart import GREY, HIDDEN, REAL, Style, label, legend_entry, percent, trace

Shares = Sequence[float | None]
Drawn = tuple[Style, str, Shares]
"""A synthetic table: its style, its name, its shares."""
GAP = 0.6
"""Room between the last bin and the bar of the missing values, in bins."""
STUB = 0.04
"""Height of the hatched bar that stands for a hidden share, as a share of the panel."""
CLEAR = "rgba(0,0,0,0)"
FAINT = "rgba(128,128,128,0.15)"


def panel(i: int, column: dict, real: Shares, synthetic: Sequence[Drawn], ticks: int = 4) -> tuple[list[dict], dict]:
    """The traces of the i-th panel, and what to add to its axes "x" and "y".

    column has "labels" and "edges" as in `synth.comparison`. real and the synthetic shares hold one share per label and
    a last one for missing, whose bar is left out where all of them are 0.
    """
    labels, every = [*column["labels"], "missing"], [real, *(shares for *_, shares in synthetic)]
    gaps = any(shares[-1] != 0 for shares in every)
    count = len(labels) if gaps else len(labels) - 1
    places = [k + GAP * (k == len(labels) - 1) for k in range(count)]
    top = max([share or 0 for shares in every for share in shares] + [1e-9])
    traces = [_filled(i, places, [label(text, 40) for text in labels[:count]], real[:count], top)]
    for style, name, shares in synthetic:
        draw = _outlined if column["edges"] is None else _dashed
        traces.append(draw(i, places, shares[:count], style) | _hover(name))
    return traces, {"x": {"range": [-0.6, places[-1] + 0.6]} | _ticks(column, places, ticks, gaps),
                    "y": {"range": [0, 1.15 * top], "tickformat": ".0%" if top > 0.02 else ".1%", "nticks": 4}}


def key(synthetic: Sequence[tuple[Style, str]], hidden: bool, dashed: bool = True) -> list[dict]:
    """The traces that make up the legend; dashed says how synthetic tables are drawn."""
    entries = [legend_entry("Real", mode="markers", marker={"symbol": "square", "size": 12, "color": REAL})]
    for style, name in synthetic:
        line = {"color": style.colour, "dash": style.dash, "width": 2}
        square = {"symbol": "square-open", "size": 11, "color": style.colour, "line": {"width": 2}}
        marks = {"mode": "lines", "line": line} if dashed else {"mode": "markers", "marker": square}
        entries.append(legend_entry(label(name), **marks))
    if hidden:
        hatched = {"color": FAINT, "pattern": {"shape": "/", "fgcolor": GREY, "size": 5}}
        entries.append(legend_entry(HIDDEN, type="bar", marker=hatched))
    return entries


def _filled(i: int, places: list[float], texts: list[str], shares: Shares, top: float) -> dict:
    hidden = [share is None for share in shares]
    marker: dict = {"color": REAL}
    if any(hidden):
        pattern = {"shape": ["/" if h else "" for h in hidden], "fgcolor": GREY, "fillmode": "overlay", "size": 5}
        marker = {"color": [FAINT if h else REAL for h in hidden], "pattern": pattern}
    return trace("bar", i, x=places, y=[STUB * top if share is None else share for share in shares], marker=marker,
                 hover=[f"{text}<br>real: {percent(share)}" for text, share in zip(texts, shares)])


def _outlined(i: int, places: list[float], shares: Shares, style: Style) -> dict:
    marker: dict = {"color": CLEAR, "line": {"color": style.colour, "width": 2}}
    if style.pattern:
        marker["pattern"] = {"shape": style.pattern, "fgcolor": style.colour, "size": 6, "solidity": 0.15}
    return trace("bar", i, x=places, y=shares, marker=marker)


def _dashed(i: int, places: list[float], shares: Shares, style: Style) -> dict:
    """A line in steps; a missing bar, set apart, gets a line of its own."""
    apart = len(places) > 1 and places[-1] - places[-2] > 1
    end = len(places) - apart
    x, y = [places[0] - 0.5, *places[:end], places[end - 1] + 0.5], [shares[0], *shares[:end], shares[end - 1]]
    if apart:
        x, y = [*x, None, places[-1] - 0.4, places[-1], places[-1] + 0.4], [*y, None, *[shares[-1]] * 3]
    line = {"color": style.colour, "dash": style.dash, "width": 2, "shape": "hvh"}
    # Unseen marks: Plotly lets nothing be clicked where a line without marks lies under the mouse.
    return trace("scatter", i, mode="lines+markers", x=x, y=y, line=line, marker={"opacity": 0})


def _hover(name: str) -> dict:
    """One template for all points: the bin is named beside it already, at the real rows (hovermode "x")."""
    return {"hoverinfo": "text", "hovertemplate": f"{label(name)}: %{{y:.1%}}<extra></extra>"}


def _ticks(column: dict, places: list[float], ticks: int, gaps: bool) -> dict:
    if column["edges"] is None:
        texts = [label(text, 11) for text in [*column["labels"], "missing"]]
        return {"tickvals": places, "ticktext": texts[:len(places)]}
    at, texts = _edges(column["edges"], column["labels"], ticks)
    if gaps:
        at, texts = [*at, places[-1]], [*texts, "missing"]
    return {"tickvals": at, "ticktext": texts, "tickangle": 0}


def _edges(edges: Sequence[float | str], labels: Sequence[str], ticks: int) -> tuple[list[float], list[str]]:
    """A few places with their texts, fewer if those are long: in the middle of a bin of one value, else between bins.

    Never the outer two edges, beyond which there may be more rows.
    """
    bins = len(labels)
    ticks = min(ticks, max(1, 6 * ticks // (2 + max(len(_short(edge)) for edge in edges[1:-1] or edges))))
    chosen = sorted({round((k + 1) * bins / (ticks + 1)) for k in range(ticks)} & set(range(1, bins))) or [0]
    texts = [_short(edges[k]) for k in chosen]
    return [k if labels[k] == text else k - 0.5 for k, text in zip(chosen, texts)], texts


def _short(edge: float | str) -> str:
    if isinstance(edge, str):
        day, _, clock = edge.partition("T")
        return label(f"{day} {clock[:5]}" if clock.strip("0:") else day.removesuffix("-01"), 16)
    for size, unit in ((1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")):
        if abs(edge) >= max(size, 1e4):
            return f"{edge / size:.4g}{unit}"
    return "0" if abs(edge) < 1e-300 else f"{edge:.4g}"
