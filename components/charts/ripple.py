"""What changed in scenarios beside their baseline: a line for each column,
a mark with its interval for each scenario."""

from components.charts.chart import STYLES, Chart, axis, label, layout, legend_entry, percent, trace
from components.text import shorten

MOST, ROW, TOP, FOOT = 18, 26, 30, 40
"""Lines at most; pixels for a line, for the legend and for the scale."""
SPREAD = 0.24
"""How far marks of one line lie apart, in lines."""


def ripple(found: dict[str, list[dict]]) -> Chart:
    """found: the records of `synth.scenarios.ripple` by the scenario's name, one to four of them."""
    places = _lines(found)
    data = [legend_entry(label(name, 40), mode="markers", marker=_marker(i, True)) for i, name in enumerate(found)]
    for i, records in enumerate(found.values()):
        known = {(each["column"], each["figure"]): each for each in records}
        shown = [
            (place + SPREAD * (i - (len(found) - 1) / 2), known[key])
            for place, key in enumerate(places)
            if key in known
        ]
        data += [_drawn(i, [each for each in shown if each[1]["asked"] == asked], asked) for asked in (False, True)]
    height = TOP + ROW * len(places) + FOOT
    drawn = layout(height, margin={"l": 8, "r": 12, "t": TOP, "b": FOOT})
    drawn["xaxis"] = axis(
        "change in standard deviations", zeroline=True, zerolinecolor="rgba(128,128,128,0.8)", zerolinewidth=2
    )
    drawn["yaxis"] = axis(
        tickvals=list(range(len(places))),
        ticktext=[label(f"{figure} of {column}", 36) for column, figure in places],
        range=[len(places) - 0.4, -0.6],
        showgrid=False,
        automargin=True,
    )
    return Chart({"data": data, "layout": drawn}, _alt(found), takeaway(found), _numbers(found))


def takeaway(found: dict[str, list[dict]]) -> str:
    """A sentence for each scenario: what followed from what was asked."""
    told = []
    for name, records in found.items():
        followed = [each for each in records if each["clear"] and not each["asked"]]
        columns = list(dict.fromkeys(each["column"] for each in followed))
        begun = f"{shorten(name, 40)}: " if len(found) > 1 else ""
        if not columns:
            told.append(f"{begun}Beyond what was asked nothing changed past chance.")
        else:
            more = f" and {len(columns) - 3} more" if len(columns) > 3 else ""
            told.append(
                f"{begun}With it changed {', '.join(shorten(each, 30) for each in columns[:3])}{more}; most of all "
                f"{change_told(followed[0])}."
            )
    return " ".join(told)


def change_told(record: dict) -> str:
    """ "mean of hours 40.4 to 44.5 (+3.71 to +4.23)"."""
    level = f" {shorten(record['level'], 30)}" if record["figure"] == "share" else ""
    what = f"{record['figure']} of {shorten(record['column'], 30)}{level}"
    return f"{what} {figure_told(record, 'baseline')} to {figure_told(record, 'scenario')} ({interval_told(record)})"


def figure_told(record: dict, side: str) -> str:
    """A figure of the "baseline" or the "scenario" as it is read: percent, a day, a number, days of a date's spread."""
    value = record[side]
    if record["figure"] == "share":
        return percent(value)
    days = " days" if record["kind"] == "moment" and not isinstance(value, str) else ""
    return f"{value_told(value)}{days}"


def value_told(value: float | str) -> str:
    return value[:10] if isinstance(value, str) else f"{value:,.5g}"


def interval_told(record: dict) -> str:
    """ "+29.5 to +31.2 days"."""
    if record["figure"] == "share":
        return f"{100 * record['low']:+.1f} to {100 * record['high']:+.1f} points"
    return f"{record['low']:+,.4g} to {record['high']:+,.4g}{' days' if record['kind'] == 'moment' else ''}"


def _lines(found: dict[str, list[dict]]) -> list[tuple[str, str]]:
    """(column, figure), what changed most in any scenario first; asked ones on top."""
    best: dict[tuple[str, str], tuple] = {}
    for records in found.values():
        for each in records:
            key = each["column"], each["figure"]
            best[key] = max(
                best.get(key, (False, False, 0.0)),
                (each["asked"] and each["clear"], each["clear"], abs(each["effect"])),
            )
    return sorted(best, key=lambda key: best[key], reverse=True)[:MOST]


def _drawn(i: int, shown: list[tuple[float, dict]], asked: bool) -> dict:
    style = STYLES[i % len(STYLES)]
    return trace(
        "scatter",
        mode="markers",
        x=[each["effect"] for _, each in shown],
        y=[place for place, _ in shown],
        marker=_marker(i, asked),
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [each["effect_high"] - each["effect"] for _, each in shown],
            "arrayminus": [each["effect"] - each["effect_low"] for _, each in shown],
            "color": style.colour,
            "thickness": 1.5,
            "width": 3,
        },
        hover=[label(change_told(each), 160) + ("<br>asked for" if asked else "") for _, each in shown],
    )


def _marker(i: int, asked: bool) -> dict:
    style = STYLES[i % len(STYLES)]
    return {
        "symbol": style.symbol if asked else f"{style.symbol}-open",
        "size": 10,
        "color": style.colour,
        "line": {"width": 2},
    }


def _alt(found: dict[str, list[dict]]) -> str:
    told = [f"{name}: {'; '.join(change_told(each) for each in records[:5])}" for name, records in found.items()]
    return f"Changes beside the baseline with 95 % intervals; filled marks were asked for. {'. '.join(told)}."


def _numbers(found: dict[str, list[dict]]) -> list[dict]:
    return [
        {
            "column": each["column"],
            "figure": each["figure"],
            "level": each["level"] or "",
            "baseline": figure_told(each, "baseline"),
            "in the scenario": figure_told(each, "scenario"),
            "change, 95 % interval": interval_told(each),
            "change in standard deviations": round(each["effect"], 3),
            "past chance": each["clear"],
            "asked for": each["asked"],
            **({"scenario": name} if len(found) > 1 else {}),
        }
        for name, records in found.items()
        for each in records
    ]
