"""Learning curves of a rare class: what more and more synthetic rows do to precision, recall and F1 on real ones."""

from collections.abc import Mapping

from components.charts.chart import REAL, Chart, label, legend_entry, panels, trace
from components.charts.race import COLOURS, SYMBOLS

TITLES = {"precision": "Precision", "recall": "Recall", "f1": "F1", "average_precision": "Average precision"}
BAND = "rgba(0,114,178,0.15)"
STRAIGHT = {
    "real rows alone": {"color": REAL, "width": 2},
    "class weights": {"color": "#777777", "width": 2, "dash": "8px,4px"},
    "moved threshold": {"color": "#777777", "width": 2, "dash": "2px,3px"},
}
"""What adds no rows, as lines across."""
STOP = {"symbol": "circle-open", "size": 20, "color": "#009E73", "line": {"width": 3}}
SHIFT = 0.09
"""How far curves stand beside each other, so that intervals do not cover each other; the steps are 1 apart."""


def learning_curves(curves: dict, names: Mapping[str, str]) -> Chart:
    """A panel per figure over rows added; curves is the record of `Curves`, with "worth" where it has ended;
    names are the techniques' titles. Rings stand where a technique may stop."""
    ways = [way for way in names if any(each["way"] == way for each in curves["points"])]
    added = sorted({each["added"] for each in curves["points"] if each["times"]})
    mixes = sorted({each["share"] for each in curves["points"] if each["share"]})
    drawn = panels([TITLES[name] for name in curves["figures"]], tall=210, top=28 + 18 * ((len(ways) + 9) // 6))
    traces = _legend(ways, names, bool(curves.get("worth")))
    for i, figure in enumerate(curves["figures"]):
        traces += _across(i, figure, curves, len(added) + bool(mixes))
        for place, way in enumerate(ways):
            shift = SHIFT * (place - (len(ways) - 1) / 2)
            traces += _curve(i, figure, curves, way, names[way], shift, place, len(added))
        drawn[f"xaxis{i + 1 if i else ''}"] |= {
            "tickvals": list(range(len(added) + 1 + bool(mixes))),
            "range": [-0.4, len(added) + bool(mixes) + 0.4],
            "ticktext": ["0", *(f"+{each:,}" for each in added), *([f"{mixes[0]:.0%} synthetic"] if mixes else [])],
        }
        drawn[f"yaxis{i + 1 if i else ''}"] |= {"rangemode": "tozero", "nticks": 6}
    return Chart(
        {"data": traces, "layout": drawn}, _alt(curves, names), _takeaway(curves, names), _numbers(curves, names)
    )


def _style(place: int) -> dict:
    colour = COLOURS[place % len(COLOURS)]
    return {
        "line": {"color": colour, "width": 2},
        "marker": {"symbol": SYMBOLS[place % len(SYMBOLS)], "size": 9, "color": colour},
    }


def _legend(ways: list[str], names: Mapping[str, str], ended: bool) -> list[dict]:
    found = [legend_entry(way.capitalize(), mode="lines", line=line) for way, line in STRAIGHT.items()]
    found += [
        legend_entry(f"+ rows by {label(names[way])}", mode="lines+markers", **_style(i)) for i, way in enumerate(ways)
    ]
    return found + ([legend_entry("Stop here", mode="markers", marker=STOP | {"size": 12})] if ended else [])


def _across(i: int, figure: str, curves: dict, last: int) -> list[dict]:
    """The baselines, and the interval of real rows alone as a band."""
    found = []
    for way, line in STRAIGHT.items():
        point = next(each for each in curves["points"] if each["way"] == way)[figure]
        x, text = [-0.4, last + 0.4], f"{way}: {_interval(point)}"
        if way == "real rows alone":
            found.append(
                trace(
                    "scatter",
                    i,
                    mode="lines",
                    x=[*x, *reversed(x)],
                    y=[point["low"]] * 2 + [point["high"]] * 2,
                    fill="toself",
                    fillcolor=BAND,
                    line={"width": 0},
                    hoverinfo="skip",
                )
            )
        found.append(trace("scatter", i, mode="lines", x=x, y=[point["value"]] * 2, line=line, hover=[text] * 2))
    return found


def _curve(i: int, figure: str, curves: dict, way: str, name: str, shift: float, place: int, steps: int) -> list[dict]:
    """A technique's points with their intervals, its mixed table to the right, and the ring where it may stop."""
    mine = [each for each in curves["points"] if each["way"] == way]
    grown, mixes = [each for each in mine if each["times"]], [each for each in mine if each["share"]]
    found = [_drawn(i, figure, grown, [1 + k + shift for k in range(len(grown))], name, _style(place), "lines+markers")]
    style = _style(place)
    if mixes:
        hollow = style | {"marker": style["marker"] | {"symbol": f"{style['marker']['symbol']}-open"}}
        found.append(_drawn(i, figure, mixes[:1], [steps + 1 + shift], name, hollow, "markers"))
    stop = (curves.get("worth") or {}).get("stops", {}).get(way)
    if stop is not None and figure == "f1":
        found.append(_stop(i, curves, grown, stop, shift, name))
    return found


def _stop(i: int, curves: dict, grown: list[dict], stop: float, shift: float, name: str) -> dict:
    """The ring on F1: at real rows alone where a technique's rows are not better past chance."""
    at, point = next(
        ((1 + k + shift, each) for k, each in enumerate(grown) if each["times"] == stop), (0.0, curves["points"][0])
    )
    hover = f"{label(name)}: stop here, at {point['added']:,} rows"
    return trace("scatter", i, mode="markers", x=[at], y=[point["f1"]["value"]], marker=STOP, hover=[hover])


def _drawn(i: int, figure: str, points: list[dict], x: list[float], name: str, style: dict, mode: str) -> dict:
    told = [each[figure] for each in points]
    error = {
        "type": "data",
        "symmetric": False,
        "array": [each["high"] - each["value"] for each in told],
        "arrayminus": [each["value"] - each["low"] for each in told],
        "thickness": 1,
        "width": 3,
    }
    hover = [f"{label(name)}, {_table(each)}<br>{_interval(each[figure])}" for each in points]
    return trace("scatter", i, mode=mode, x=x, y=[each["value"] for each in told], error_y=error, hover=hover, **style)


def _table(point: dict) -> str:
    return (
        f"{point['share']:.0%} synthetic"
        if point["share"]
        else f"{point['added']:,} rows added"
        if point["added"]
        else "no rows added"
    )


def _interval(found: dict) -> str:
    return f"{found['value']:.3f} ({found['low']:.3f} to {found['high']:.3f})"


def _takeaway(curves: dict, names: Mapping[str, str]) -> str:
    real, grown = curves["points"][0], [each for each in curves["points"] if each["times"]]
    told = f"Real rows alone reach an F1 of {_interval(real['f1'])}"
    if grown:
        best = max(grown, key=lambda each: each["f1"]["value"])
        told += f"; the best with rows added, {best['added']:,} by {names[best['way']]}, {_interval(best['f1'])}"
    return (
        f"{told}." if "worth" in curves else f"{told}. After {curves['rounds']} rounds; the answer comes with the last."
    )


def _alt(curves: dict, names: Mapping[str, str]) -> str:
    told = "; ".join(
        f"{names.get(each['way'], each['way'])}, {_table(each)}: {_interval(each['f1'])}" for each in curves["points"]
    )
    return f"Precision, recall, F1, average precision by rows added, on held-out real rows; 95 % intervals. F1: {told}."


def _numbers(curves: dict, names: Mapping[str, str]) -> list[dict]:
    return [
        {
            "Training table": names.get(each["way"], each["way"]),
            "Rows added": each["added"],
            "Share synthetic": each["share"],
        }
        | {
            f"{TITLES[figure]}{end}": round(each[figure][word], 4)
            for figure in curves["figures"]
            for word, end in (("value", ""), ("low", ", low"), ("high", ", high"))
        }
        for each in curves["points"]
    ]
