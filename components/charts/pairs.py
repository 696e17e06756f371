"""Two columns at once: as heatmaps of joint shares, or as quartiles of a number for each level of a category."""

from collections.abc import Sequence

from components.charts.chart import HIDDEN, POINTS, REAL, SHARES, STYLES, Chart, label, layout
from components.charts.bars import key
from components.charts.heat import difference, largest, triptych

LEVEL = 46
"""Pixels for a level and its two boxes."""


def pair(pair: dict) -> Chart:
    """One of the "pairs" that `synth.comparison.compare` gives, real against synthetic."""
    return _heatmaps(pair) if pair["form"] == "heatmap" else _boxes(pair)


def _heatmaps(pair: dict) -> Chart:
    real, made = pair["real"], pair["synthetic"]
    apart = difference(real, made)
    top, most = max(largest(real), largest(made)), largest(apart)
    titles = [f"<b>Real</b>  up to {100 * largest(real):.1f} %", f"<b>Synthetic</b>  up to {100 * largest(made):.1f} %",
              f"<b>Difference</b>  blue too rare, orange too many, up to {100 * most:.1f} points"]
    figure = triptych(pair["x"], pair["y"], (real, made, apart), titles, scales=(SHARES, POINTS), low=0, high=top, apart=most,
                      format=".1%", empty=HIDDEN)
    names = pair["names"]
    sides = f"{label(names[0])} (across), {label(names[1])} (up)"
    figure["layout"]["xaxis3"]["title"] = {"text": sides, "font": {"size": 12}}
    numbers = [{names[0]: x, names[1] + (" " if names[0] == names[1] else ""): y, "Real %": _percent(real[j][i]), "Synthetic %": _percent(made[j][i])}
               for j, y in enumerate(pair["y"]) for i, x in enumerate(pair["x"])]
    hidden = any(None in row for row in real)
    return Chart(figure, _alt(pair, "three heatmaps of the share of rows: real, synthetic, and their difference", hidden),
                 pair["takeaway"] + (f" Grey cells: {HIDDEN}." if hidden else ""), numbers)


def _boxes(pair: dict) -> Chart:
    measured, level = pair["names"]
    places, texts = list(range(len(pair["levels"]))), [label(text, 14) for text in pair["levels"]]
    traces = []
    for name, table, marks in (("real", pair["real"], {"fillcolor": "rgba(0,114,178,0.55)", "line": {"color": REAL, "width": 1.5}}),
                               ("synthetic", pair["synthetic"], {"fillcolor": "rgba(0,0,0,0)", "line": {"color": STYLES[0].colour, "width": 2}})):
        traces += _paired(name, places, pair, table, marks)
    height = 34 + LEVEL * len(places) + 46
    moment = any(isinstance(row[0], str) for row in [*pair["real"], *pair["synthetic"]] if row)
    figure = layout(height, boxmode="group", boxgap=0.25, margin={"l": 96, "r": 8, "t": 30, "b": 46})
    figure["xaxis"] = {"fixedrange": True, "zeroline": False, "type": "date" if moment else "linear", "title": {"text": label(measured), "font": {"size": 12}}}
    figure["yaxis"] = {"fixedrange": True, "tickvals": places, "ticktext": texts, "showgrid": False, "zeroline": False,
                       "range": [len(places) - 0.5, -0.5], "tickfont": {"size": 11}}
    few = any(row is None for row in pair["real"])
    takeaway = pair["takeaway"] + (" Levels without a blue box: too few rows to show." if few else "")
    alt = _alt(pair, f"boxes of {measured} (middle half, median, whiskers from 10 to 90 %) for each {level}, real filled, synthetic outlined", few)
    return Chart({"data": key([(STYLES[0], "Synthetic")], False, dashed=False) + traces, "layout": figure}, alt, takeaway, _quantiles(pair))


def _paired(name: str, places: list[int], pair: dict, table: Sequence[Sequence | None], marks: dict) -> list[dict]:
    """The boxes of one table, and points at their medians that tell the figures on hover."""
    shown = [k for k in places if table[k]]
    if not shown:
        return []
    low, first, median, third, high = zip(*(table[k] for k in shown))
    box = {"type": "box", "orientation": "h", "y": shown, "lowerfence": low, "q1": first, "median": median, "q3": third, "upperfence": high,
           "hoverinfo": "skip", "showlegend": False, "offsetgroup": name, "whiskerwidth": 0.4} | marks
    shift = -0.17 if name == "real" else 0.17
    hover = [f"{label(pair['levels'][k], 40)}, {name}<br>median {_short(table[k][2])}<br>half between {_short(table[k][1])} and {_short(table[k][3])}"
             f"<br>10 to 90 %: {_short(table[k][0])} to {_short(table[k][4])}" for k in shown]
    return [box, {"type": "scatter", "mode": "markers", "x": median, "y": [k + shift for k in shown], "hovertext": hover, "hoverinfo": "text",
                  "marker": {"size": 14, "opacity": 0}, "showlegend": False}]


def _short(value: float | str) -> str:
    return label(value.replace("T", " "), 16) if isinstance(value, str) else f"{value:,.4g}" if abs(value) < 1e4 else f"{value:,.0f}"


def _quantiles(pair: dict) -> list[dict]:
    level, rows = pair["names"][1], []
    for k, text in enumerate(pair["levels"]):
        for name, table, shares in (("Real", pair["real"], pair["real_shares"]), ("Synthetic", pair["synthetic"], pair["synthetic_shares"])):
            figures = dict(zip(("10 %", "25 %", "50 %", "75 %", "90 %"), table[k] or [None] * 5))
            rows.append({level: text, "Table ": name, "Share of rows %": _percent(shares[k])} | figures)
    return rows


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 3)


def _alt(pair: dict, what: str, hidden: bool) -> str:
    told = " Where too few real rows stand behind a figure, it is hidden." if hidden else ""
    return f"{pair['names'][0]} with {pair['names'][1]}: {what}. {100 * pair['distance']:.1f} % of the rows would have to move.{told}"
