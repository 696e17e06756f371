"""Scores on their rulers: the value and its interval between what shuffled columns and what real unseen rows score."""

from collections.abc import Mapping, Sequence

from components.charts.chart import REAL, STYLES, Chart, Style, label, layout, legend_entry
from synth.metric import Metric, Score

ROW, TOP = 54, 34
"""Pixels for a score, and for the legend above the first."""
EDGE = 1.03
GREY = "#888888"
HOLDOUT = {"symbol": "line-ns-open", "size": 20, "color": REAL, "line": {"width": 3}}
SHUFFLED = {"symbol": "x-thin-open", "size": 10, "color": GREY, "line": {"width": 2}}


def rulers(runs: Mapping[str, Sequence[Score]], metrics: Mapping[str, Metric]) -> Chart:
    """One row per metric, best to the right, for the whole-table scores of one to four runs by name.

    The marks of the ruler are those of the first run that has the score. metrics is what `synth.metric.metrics` gives.
    """
    scores = {name: {s.metric: s for s in each if not s.about and s.metric in metrics} for name, each in runs.items()}
    rows = [key for key in metrics if any(key in each for each in scores.values())]
    first = {key: next(each[key] for each in scores.values() if key in each) for key in rows}
    styles = dict(zip(scores, STYLES))
    traces, start = [], _start(scores, metrics)
    for place, key in enumerate(rows):
        traces.append(_line([start, 1], [place, place], {"color": "rgba(128,128,128,0.4)", "width": 2}))
        for value, marks, what in ((first[key].shuffled, SHUFFLED, "shuffled columns"), (first[key].holdout, HOLDOUT, "a real holdout")):
            if value is not None:
                traces.append(_mark(metrics[key], value, place, marks, f"{what}: {figure(value)}"))
    for shift, (name, each) in zip(_shifts(len(scores)), scores.items()):
        traces += _run(name, styles[name], {place + shift: each[key] for place, key in enumerate(rows) if key in each}, metrics)
    drawn = _layout([_heading(metrics[key], first[key], len(runs)) for key in rows], start)
    return Chart({"data": _legend(styles, first) + traces, "layout": drawn}, _alt(first, metrics, list(runs)),
                 _takeaway(scores, rows, metrics), [_numbers(name, each[key], metrics[key]) for name, each in scores.items() for key in rows if key in each])


def position(metric: Metric, value: float) -> float:
    """Where a value lies from worst (0) to best (1), a little beyond at most."""
    return min(max((value - metric.worst) / (metric.best - metric.worst), 1 - EDGE), EDGE)


def figure(value: float) -> str:
    """A score's value with three decimals, or as many as it takes."""
    return f"{value:.3f}" if abs(value) >= 0.0005 or value == 0 else f"{value:.1g}"


def _start(scores: Mapping[str, Mapping[str, Score]], metrics: Mapping[str, Metric]) -> float:
    """The left end of the rulers: the tenth below all that is drawn, so that what is close can be told apart."""
    drawn = [position(metrics[key], value) for each in scores.values() for key, s in each.items()
             for value in (s.value, s.low, s.high, s.holdout, s.shuffled) if value is not None]
    return max(0.0, min([0.9, *(int(10 * (place - 0.01)) / 10 for place in drawn)]))


def _shifts(runs: int) -> list[float]:
    return [0.0] if runs == 1 else [0.13 * (i - (runs - 1) / 2) for i in range(runs)]


def _run(name: str, style: Style, placed: Mapping[float, Score], metrics: Mapping[str, Metric]) -> list[dict]:
    x, y = [], []
    for place, s in placed.items():
        x += [position(metrics[s.metric], s.low), position(metrics[s.metric], s.high), None]
        y += [place, place, None]
    points = {"type": "scatter", "mode": "markers", "x": [position(metrics[s.metric], s.value) for s in placed.values()], "y": list(placed),
              "marker": {"symbol": style.symbol, "size": 11, "color": style.colour}, "showlegend": False, "hoverinfo": "text",
              "hovertext": [f"{label(name)}: {figure(s.value)}<br>95 % interval {figure(s.low)} to {figure(s.high)}" for s in placed.values()]}
    return [_line(x, y, {"color": style.colour, "width": 5}) | {"opacity": 0.5}, points]


def _line(x: list, y: list, line: dict) -> dict:
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip", "showlegend": False}


def _mark(metric: Metric, value: float, place: float, marks: dict, text: str) -> dict:
    return {"type": "scatter", "mode": "markers", "x": [position(metric, value)], "y": [place], "marker": marks, "hovertext": [text],
            "hoverinfo": "text", "showlegend": False}


def _heading(metric: Metric, score: Score, runs: int) -> str:
    if runs > 1:
        return f"<b>{label(metric.title, 44)}</b>"
    interval = f" ({figure(score.low)} to {figure(score.high)})" if score.low < score.high else ""
    return f"<b>{label(metric.title, 44)}</b>  {figure(score.value)}{interval}"


def _legend(styles: Mapping[str, Style], first: Mapping[str, Score]) -> list[dict]:
    entries = [legend_entry(label(name), mode="markers", marker={"symbol": s.symbol, "size": 11, "color": s.colour}) for name, s in styles.items()]
    for word, marks, there in (("Real holdout", HOLDOUT | {"size": 14}, any(s.holdout is not None for s in first.values())),
                               ("Shuffled columns", SHUFFLED, any(s.shuffled is not None for s in first.values()))):
        if there:
            entries.append(legend_entry(word, mode="markers", marker=marks))
    return entries


def _layout(headings: Sequence[str], start: float) -> dict:
    height = TOP + ROW * max(len(headings), 1) + 26
    drawn = layout(height, margin={"l": 8, "r": 8, "t": TOP, "b": 26})
    drawn["annotations"] = [{"text": text, "x": 0, "xref": "paper", "xanchor": "left", "y": place, "yref": "y", "yshift": 21,
                             "showarrow": False, "font": {"size": 12.5}} for place, text in enumerate(headings)]
    drawn["annotations"].append({"text": "better →", "x": 1, "xref": "paper", "xanchor": "right", "y": 0, "yref": "paper", "yanchor": "top",
                                 "showarrow": False, "font": {"size": 11}})
    space = (1 - start) * 0.04
    drawn["xaxis"] = {"range": [start - space, 1 + space], "fixedrange": True, "showgrid": False, "zeroline": False, "showticklabels": False, "ticks": ""}
    drawn["yaxis"] = {"range": [max(len(headings), 1) - 0.5, -0.72], "fixedrange": True, "visible": False}
    return drawn


def _reaches(score: Score, metric: Metric) -> bool:
    """Whether the better end of the interval is at least as good as the holdout."""
    return position(metric, score.holdout) <= max(position(metric, score.low), position(metric, score.high))


def _takeaway(scores: Mapping[str, Mapping[str, Score]], rows: Sequence[str], metrics: Mapping[str, Metric]) -> str:
    if not rows:
        return "There is no score to show."
    if len(scores) > 1:
        best = [max((n for n in scores if key in scores[n]), key=lambda n: position(metrics[key], scores[n][key].value)) for key in rows]
        name = max(scores, key=best.count)
        return f"'{name}' has the best value in {best.count(name)} of {len(rows)} scores."
    marked = [s for s in next(iter(scores.values())).values() if s.holdout is not None]
    if not marked:
        return "Without a real holdout there is no mark for what is within reach."
    good = sum(_reaches(s, metrics[s.metric]) for s in marked)
    return f"{good} of {len(marked)} scores come up to a real holdout's, within their interval."


def _numbers(run: str, score: Score, metric: Metric) -> dict:
    return {"Run": run, "Score": metric.title, "Value": score.value, "Low": score.low, "High": score.high, "Real holdout": score.holdout,
            "Shuffled columns": score.shuffled, "Best": metric.best, "Worst": metric.worst}


def _alt(first: Mapping[str, Score], metrics: Mapping[str, Metric], runs: Sequence[str]) -> str:
    told = "; ".join(f"{metrics[key].title} {figure(s.value)}" + (f", holdout {figure(s.holdout)}" if s.holdout is not None else "")
                     for key, s in list(first.items())[:8])
    return f"{len(first)} scores of {' and '.join(runs)}, each on a scale with better to the right: {told}."
