"""One column as a panel: real rows as filled bars, each synthetic table as a dashed line over them or outlined bars beside them."""

from collections.abc import Sequence

from components.charts.chart import GREY, HIDDEN, REAL, Style, axes, label, legend_entry, percent

Shares = Sequence[float | None]
GAP = 0.6
"""Room between the last bin and the bar of the missing values, in bins."""
STUB = 0.04
"""Height of the hatched bar that stands for a hidden share, as a share of the panel."""


def panel(i: int, column: dict, real: Shares, synthetic: Sequence[tuple[Style, str, Shares]], ticks: int = 4) -> tuple[list[dict], dict]:
    """The traces of the i-th panel, and what to add to its two axes.

    column has "labels" and "edges" as in `synth.comparison`; real and each of synthetic (its style, its name, its shares)
    hold one share per label and a last one for missing.
    """
    labels = [*column["labels"], "missing"]
    shown = range(len(labels) - (not any(shares[-1] or shares[-1] is None for shares in (real, *(s for *_, s in synthetic)))))
    places = [k + GAP * (k == len(labels) - 1) for k in shown]
    texts = [label(labels[k], 40) for k in shown]
    top = max([share or 0 for shares in (real, *(s for *_, s in synthetic)) for share in shares] + [1e-9])
    traces = [_filled(i, places, texts, [real[k] for k in shown], top)]
    for style, name, shares in synthetic:
        draw = _outlined if column["edges"] is None else _dashed
        traces.append(draw(i, places, [shares[k] for k in shown], style) | _hover(name))
    x = _edges(column["edges"], column["labels"], ticks) if column["edges"] else (places, [label(labels[k], 11) for k in shown])
    if column["edges"] and len(places) == len(labels):
        x = ([*x[0], places[-1]], [*x[1], "missing"])
    return traces, {"x": {"tickvals": x[0], "ticktext": x[1], "range": [-0.6, places[-1] + 0.6],
                          **({"tickangle": 0} if column["edges"] else {})},
                    "y": {"range": [0, 1.15 * top], "tickformat": ".0%" if top > 0.02 else ".1%", "nticks": 4}}


def key(synthetic: Sequence[tuple[Style, str]], hidden: bool, dashed: bool = True) -> list[dict]:
    """The traces that make up the legend."""
    square = {"mode": "markers", "marker": {"symbol": "square", "size": 12, "color": REAL}}
    entries = [legend_entry("Real", **square)]
    for style, name in synthetic:
        marks = ({"mode": "lines", "line": {"color": style.colour, "dash": style.dash, "width": 2}} if dashed else
                 {"mode": "markers", "marker": {"symbol": "square-open", "size": 11, "color": style.colour, "line": {"width": 2}}})
        entries.append(legend_entry(label(name), **marks))
    if hidden:
        entries.append({"type": "bar", "x": [None], "y": [None], "name": HIDDEN, "marker": _hatched(), "showlegend": True})
    return entries


def _hatched() -> dict:
    return {"color": "rgba(128,128,128,0.15)", "pattern": {"shape": "/", "fgcolor": GREY, "size": 5}}


def _filled(i: int, places: list[float], texts: list[str], shares: Shares, top: float) -> dict:
    trace = _bar(i, places, [STUB * top if share is None else share for share in shares])
    trace |= {"hoverinfo": "text", "hovertext": [f"{text}<br>real: {percent(share)}" for text, share in zip(texts, shares)]}
    hidden = [share is None for share in shares]
    if not any(hidden):
        return trace | {"marker": {"color": REAL}}
    pattern = {"shape": ["/" if h else "" for h in hidden], "fgcolor": GREY, "fillmode": "overlay", "size": 5}
    return trace | {"marker": {"color": ["rgba(128,128,128,0.15)" if h else REAL for h in hidden], "pattern": pattern}}


def _outlined(i: int, places: list[float], shares: Shares, style: Style) -> dict:
    marker = {"color": "rgba(0,0,0,0)", "line": {"color": style.colour, "width": 2}}
    if style.pattern:
        marker["pattern"] = {"shape": style.pattern, "fgcolor": style.colour, "size": 6, "solidity": 0.15}
    return _bar(i, places, shares) | {"marker": marker}


def _dashed(i: int, places: list[float], shares: Shares, style: Style) -> dict:
    """A line in steps; a missing bar, set apart, gets a line of its own."""
    apart = len(places) > 1 and places[-1] - places[-2] > 1
    end = len(places) - apart
    x, y = [places[0] - 0.5, *places[:end], places[end - 1] + 0.5], [shares[0], *shares[:end], shares[end - 1]]
    if apart:
        x, y = [*x, None, places[-1] - 0.4, places[-1], places[-1] + 0.4], [*y, None, *[shares[-1]] * 3]
    (ax, ay), line = axes(i), {"color": style.colour, "dash": style.dash, "width": 2, "shape": "hvh"}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "xaxis": ax, "yaxis": ay, "showlegend": False}


def _bar(i: int, places: list[float], shares: Shares) -> dict:
    ax, ay = axes(i)
    return {"type": "bar", "x": places, "y": shares, "xaxis": ax, "yaxis": ay, "showlegend": False}


def _hover(name: str) -> dict:
    """One template for all points: the value's name stands beside it already, with the real rows (hovermode "x")."""
    return {"hoverinfo": "text", "hovertemplate": f"{label(name)}: %{{y:.1%}}<extra></extra>"}


def _edges(edges: Sequence[float | str], labels: Sequence[str], ticks: int) -> tuple[list[float], list[str]]:
    """A few places with their texts: in the middle of a bin of one value, else between two bins.

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
