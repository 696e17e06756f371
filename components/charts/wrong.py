"""Groups of rows that are too many or too few: how many times, with intervals."""

from math import log10

from components.charts.chart import REAL, STYLES, Chart, axis, heading, label, layout, legend_entry, trace

ROW, TOP, FOOT = 44, 30, 34
"""Pixels for a group, for the legend above the first and for the scale below the last."""
WIDE, NARROW = (0.001, 0.01, 0.1, 1, 10, 100, 1000), (0.2, 0.5, 1, 2, 5)
"""Ratios written below the scale."""
FURTHEST = 3.0
"""Powers of ten beyond which a ratio is drawn at the end of the scale."""
SYNTHETIC, EVEN = STYLES[0].colour, {"color": REAL, "width": 2}


def wrong(found: dict) -> Chart:
    """The "groups" of what `synth.closer.wrong.wrong` gives, of which there must be one, in their order."""
    groups = found["groups"]
    reach = min(max(abs(log10(value)) for group in groups for value in _ends(group)) + 0.15, FURTHEST)
    places = list(range(len(groups)))
    data = [legend_entry("As many as real", mode="lines", line=EVEN),
            legend_entry("Synthetic", mode="markers", marker=_marker()),
            trace("scatter", mode="lines", x=[1, 1], y=[-0.8, len(groups) - 0.6], hoverinfo="skip", line=EVEN),
            *(_interval(place, group, reach) for place, group in zip(places, groups)),
            trace("scatter", mode="markers", x=[_inside(_middle(group), reach) for group in groups], y=places,
                  marker=_marker() | {"symbol": [_symbol(group) for group in groups]},
                  hover=[f"{label(group['words'], 80)}<br>{label(told(group), 90)}" for group in groups])]
    notes = [heading(f"<b>{place + 1}</b>  {label(group['words'], 52)}", 0, place, yref="y", yanchor="middle",
                     yshift=16, font={"size": 12}) for place, group in zip(places, groups)]
    ticks = [ratio for ratio in (WIDE if reach >= 1 else NARROW) if abs(log10(ratio)) <= reach]
    drawn = layout(TOP + ROW * len(groups) + FOOT, margin={"l": 8, "r": 8, "t": TOP, "b": FOOT}, annotations=notes,
                   xaxis=axis(type="log", range=[-reach, reach], showgrid=True, tickvals=ticks,
                              ticktext=[_tick(ratio) for ratio in ticks]),
                   yaxis=axis(range=[len(groups) - 0.6, -0.8], visible=False))
    return Chart({"data": data, "layout": drawn}, _alt(groups), _takeaway(found), [_numbers(group) for group in groups])


def told(group: dict) -> str:
    """What stands after the group's name in its sentence."""
    return group["sentence"].removeprefix(f"{group['words']}: ")


def _ends(group: dict) -> list[float]:
    return [value for value in (group["ratio"]["low"], group["ratio"]["high"]) if value is not None]


def _middle(group: dict) -> float:
    """The ratio, or where only a bound is known, that."""
    return group["ratio"]["low"] if group["ratio"]["value"] is None else group["ratio"]["value"]


def _inside(ratio: float, reach: float) -> float:
    return min(max(ratio, 10**-reach), 10**reach)


def _interval(place: int, group: dict, reach: float) -> dict:
    high = 10**reach if group["ratio"]["high"] is None else group["ratio"]["high"]
    ends = [_inside(end, reach) for end in (group["ratio"]["low"], high)]
    return trace("scatter", mode="lines", x=ends, y=[place, place],
                 line={"color": SYNTHETIC, "width": 3}, hoverinfo="skip")


def _marker() -> dict:
    return {"symbol": STYLES[0].symbol, "size": 11, "color": SYNTHETIC}


def _symbol(group: dict) -> str:
    return "triangle-right" if group["ratio"]["value"] is None else STYLES[0].symbol


def _tick(ratio: float) -> str:
    if ratio == 1:
        return "as many"
    return f"{ratio:,.0f}× too many" if ratio > 1 else f"{1 / ratio:,.0f}× too few"


def _numbers(group: dict) -> dict:
    low, high = group["ratio"]["low"], group["ratio"]["high"]
    return {"Group": group["words"], "Synthetic %": round(100 * group["synthetic"], 3),
            "Real %": None if group["real"] is None else round(100 * group["real"], 3),
            "Synthetic / real": group["ratio"]["value"], "At least": low, "At most": high}


def _takeaway(found: dict) -> str:
    groups = found["groups"]
    few = sum(group["synthetic"] < (group["real"] or 0) for group in groups)
    counted = f"{few} too few, {len(groups) - few} too many"
    return f"{len(groups)} of {found['tested']} groups tested are off beyond chance: {counted}."


def _alt(groups: list[dict]) -> str:
    first = "; ".join(f"{group['words']} {told(group)}" for group in groups[:4])
    return f"How many times too few or too many {len(groups)} groups are, with intervals, the worst first: {first}."
