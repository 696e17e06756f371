"""A race of techniques: how each one's figures change as it sees more rows, as time goes by."""

from collections.abc import Mapping, Sequence

from components.charts.chart import REAL, Chart, label, layout, legend_entry, panels, trace
from components.charts.rulers import figure
from synth.metric import Metric, metrics
from synth.racing.measure import Marks
from synth.racing.standing import Heat

COLOURS = ("#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C6D31", "#7B4FA3", "#888888")
SYMBOLS = ("diamond", "square", "triangle-up", "cross", "circle", "star", "triangle-down", "x")
"""Together 64 techniques that can be told apart, by shape too."""
HOLDOUT = {"color": REAL, "width": 2}
SHUFFLED = {"color": "#888888", "width": 1.5, "dash": "dot"}


def race(heats: Mapping[str, Sequence[Heat]], marks: Marks, names: Mapping[str, str]) -> Chart:
    """A panel per score, better upwards, over seconds since the start;
    a line with a mark for every heat of a technique.

    heats by technique; names are the techniques' titles; marks are those of the largest sample.
    """
    keys = [key for key in metrics() if any(key in heat.scores for each in heats.values() for heat in each)]
    drawn = panels([_title(metrics()[key]) for key in keys], tall=170, top=28 + 18 * ((len(names) + 2) // 3))
    traces = [legend_entry(label(names[key]), mode="lines+markers", **_style(i)) for i, key in enumerate(names)]
    traces += _ends(marks)
    for i, key in enumerate(keys):
        traces += _panel(i, metrics()[key], heats, names, marks.get(key, {}))
        drawn[f"yaxis{i + 1 if i else ''}"] |= _upwards(metrics()[key])
        drawn[f"xaxis{i + 1 if i else ''}"] |= {"rangemode": "tozero", "ticksuffix": " s", "nticks": 5}
    told = {names[key]: each[-1] for key, each in heats.items() if each}
    return Chart({"data": traces, "layout": drawn if keys else layout(120)}, _alt(told), _takeaway(told),
                 _numbers(heats, names))


def _title(metric: Metric) -> str:
    return f"{label(metric.title, 40)} ({metric.family})"


def _style(i: int) -> dict:
    colour = COLOURS[i % len(COLOURS)]
    symbol = SYMBOLS[(i + i // len(COLOURS)) % len(SYMBOLS)]
    return {"line": {"color": colour, "width": 2}, "marker": {"symbol": symbol, "size": 9, "color": colour}}


def _ends(marks: Marks) -> list[dict]:
    kinds = {name for each in marks.values() for name in each}
    return ([legend_entry("A real holdout", mode="lines", line=HOLDOUT)] if "holdout" in kinds else []) + (
        [legend_entry("Shuffled columns", mode="lines", line=SHUFFLED)] if "shuffled" in kinds else [])


def _panel(i: int, metric: Metric, heats: Mapping[str, Sequence[Heat]], names: Mapping[str, str],
           ends: dict[str, float]) -> list[dict]:
    last = max((heat.at for each in heats.values() for heat in each), default=1.0)
    traces = [trace("scatter", i, mode="lines", x=[0, last], y=[ends[name]] * 2, line=line,
                    hover=[f"{what}: {figure(ends[name])}"] * 2)
              for name, line, what in (("holdout", HOLDOUT, "a real holdout"),
                                       ("shuffled", SHUFFLED, "shuffled columns")) if name in ends]
    for place, key in enumerate(names):
        measured = [heat for heat in heats.get(key, ()) if metric.key in heat.scores]
        scores = [heat.scores[metric.key] for heat in measured]
        hover = [f"{label(names[key])}, {heat.rows:,} rows<br>{figure(s.value)} ({figure(s.low)} to {figure(s.high)})"
                 for heat, s in zip(measured, scores)]
        error = {"type": "data", "symmetric": False, "array": [s.high - s.value for s in scores],
                 "arrayminus": [s.value - s.low for s in scores], "thickness": 1, "width": 3}
        traces.append(trace("scatter", i, mode="lines+markers", x=[round(heat.at, 1) for heat in measured],
                            y=[s.value for s in scores], error_y=error, hover=hover, **_style(place)))
    return traces


def _upwards(metric: Metric) -> dict:
    return {"autorange": True if metric.higher_is_better else "reversed", "nticks": 5}


def _takeaway(last: Mapping[str, Heat]) -> str:
    if not last:
        return "The first results are on their way."
    rows = max(heat.rows for heat in last.values())
    return f"{len(last)} techniques were measured, on up to {rows:,} rows; better is up in every panel."


def _alt(last: Mapping[str, Heat]) -> str:
    told = "; ".join(f"{name} from {heat.rows:,} rows: "
                     + ", ".join(f"{metrics()[key].title} {figure(s.value)}" for key, s in heat.scores.items())
                     for name, heat in list(last.items())[:8])
    return f"Scores of {len(last)} techniques over time, better upwards: {told}."


def _numbers(heats: Mapping[str, Sequence[Heat]], names: Mapping[str, str]) -> list[dict]:
    return [{"Technique": names[key], "Rows learned from": heat.rows, "After, s": round(heat.at, 1),
             "CPU, s": round(heat.seconds, 2),
             **{metrics()[metric].title: score.value for metric, score in heat.scores.items()}}
            for key, each in heats.items() for heat in each]
