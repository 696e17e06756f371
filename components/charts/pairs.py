"""Two columns at once: as heatmaps of joint shares, or as quartiles of a number for each level of a category."""

from collections.abc import Sequence

from components.charts.bars import CLEAR, key
from components.charts.chart import HIDDEN, POINTS, REAL, SHARES, STYLES, Chart, axis, label, layout, rounded, trace
from components.charts.heat import Scale, difference, largest, triptych

LEVEL = 46
"""Pixels for a level and its two boxes."""
QUANTILES = ("10 %", "25 %", "50 %", "75 %", "90 %")


def pair(pair: dict) -> Chart:
    """One of the "pairs" that `synth.comparison.compare` gives, real against synthetic."""
    return _heatmaps(pair) if pair["form"] == "heatmap" else _boxes(pair)


def _heatmaps(pair: dict) -> Chart:
    (across, up), real, made = pair["names"], pair["real"], pair["synthetic"]
    apart = difference(real, made)
    top, most = max(largest(real), largest(made)), largest(apart)
    titles = [f"<b>Real</b>  up to {100 * largest(real):.1f} %", f"<b>Synthetic</b>  up to {100 * largest(made):.1f} %",
              f"<b>Difference</b>  blue too rare, orange too many, up to {100 * most:.1f} points"]
    drawn = triptych(pair["x"], pair["y"], (real, made, apart), titles, Scale(SHARES, 0, top, ".1%"),
                     Scale(POINTS, -most, most, "+.1%"), HIDDEN)
    drawn["layout"]["xaxis3"]["title"] = {"text": f"{label(across)} (across), {label(up)} (up)", "font": {"size": 12}}
    numbers = [{across: x, up: y, "Real %": rounded(real[j][i]), "Synthetic %": rounded(made[j][i])}
               for j, y in enumerate(pair["y"]) for i, x in enumerate(pair["x"])]
    hidden = any(None in row for row in real)
    takeaway = pair["takeaway"] + (f" Grey cells: {HIDDEN}." if hidden else "")
    what = "three heatmaps of the share of rows: real, synthetic, and their difference"
    return Chart(drawn, _alt(pair, what, hidden), takeaway, numbers)


def _boxes(pair: dict) -> Chart:
    (measured, level), levels = pair["names"], pair["levels"]
    moment = any(isinstance(row[0], str) for row in [*pair["real"], *pair["synthetic"]] if row)
    drawn = layout(80 + LEVEL * len(levels), boxmode="group", boxgap=0.25, margin={"l": 96, "r": 8, "t": 30, "b": 46},
                   xaxis=axis(label(measured), showgrid=True, type="date" if moment else "linear"),
                   yaxis=axis(tickvals=list(range(len(levels))), ticktext=[label(text, 14) for text in levels],
                              range=[len(levels) - 0.5, -0.5], showgrid=False))
    filled = {"fillcolor": "rgba(0,114,178,0.55)", "line": {"color": REAL, "width": 1.5}}
    outlined = {"fillcolor": CLEAR, "line": {"color": STYLES[0].colour, "width": 2}}
    traces = _paired("real", -0.17, pair, filled) + _paired("synthetic", 0.17, pair, outlined)
    hidden = any(row is None for row in pair["real"])
    takeaway = pair["takeaway"] + (" Levels without a blue box: too few rows to show." if hidden else "")
    what = (f"boxes of {measured} (middle half, median, whiskers from 10 to 90 %) for each {level}, "
            "real filled, synthetic outlined")
    legend = key([(STYLES[0], "Synthetic")], False, dashed=False)
    return Chart({"data": legend + traces, "layout": drawn}, _alt(pair, what, hidden), takeaway, _quantiles(pair))


def _paired(name: str, shift: float, pair: dict, marks: dict) -> list[dict]:
    """The boxes of one table, and points at their medians that tell the figures on hover."""
    shown = [k for k, row in enumerate(pair[name]) if row]
    if not shown:
        return []
    low, first, median, third, high = zip(*(pair[name][k] for k in shown))
    hover = [f"{label(pair['levels'][k], 40)}, {name}<br>{_told(pair[name][k])}" for k in shown]
    return [trace("box", orientation="h", y=shown, lowerfence=low, q1=first, median=median, q3=third, upperfence=high,
                  hoverinfo="skip", offsetgroup=name, whiskerwidth=0.4, **marks),
            trace("scatter", mode="markers", x=median, y=[k + shift for k in shown], hover=hover,
                  marker={"size": 14, "opacity": 0})]


def _told(quantiles: Sequence[float | str]) -> str:
    low, first, median, third, high = map(_short, quantiles)
    return f"median {median}<br>half between {first} and {third}<br>10 to 90 %: {low} to {high}"


def _short(value: float | str) -> str:
    if isinstance(value, str):
        return label(value.replace("T", " "), 16)
    return f"{value:,.4g}" if abs(value) < 1e4 else f"{value:,.0f}"


def _quantiles(pair: dict) -> list[dict]:
    return [{pair["names"][1]: text, "Rows": name, "Share of rows %": rounded(pair[f"{name}_shares"][k])}
            | dict(zip(QUANTILES, pair[name][k] or [None] * 5))
            for k, text in enumerate(pair["levels"]) for name in ("real", "synthetic")]


def _alt(pair: dict, what: str, hidden: bool) -> str:
    told = " Where too few real rows stand behind a figure, it is hidden." if hidden else ""
    moved = f"{100 * pair['distance']:.1f} % of the rows would have to move."
    return f"{' with '.join(pair['names'])}: {what}. {moved}{told}"
