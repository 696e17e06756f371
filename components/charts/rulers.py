"""Scores on their rulers: the value and its interval between what shuffled columns (for privacy, a copy) and what real
unseen rows score."""

from collections.abc import Mapping, Sequence

from components.charts.chart import GREY, REAL, STYLES, Chart, Style, axis, heading, label, layout, legend_entry, trace
from synth.metric import Metric, Score
from synth.verdict import tells

ROW, TOP, FOOT = 54, 34, 26
"""Pixels for a score, for the legend above the first and for the foot below the last."""
BEYOND = 0.03
"""How far beyond the ends of a ruler anything is drawn, as a share of it."""
HOLDOUT = {"symbol": "line-ns-open", "size": 16, "color": REAL, "line": {"width": 3}}
SHUFFLED = {"symbol": "x-thin-open", "size": 10, "color": "#888888", "line": {"width": 2}}
COPY = {"symbol": "hash-open", "size": 11, "color": "#882255", "line": {"width": 2}}
MARKS = {"holdout": ("a real holdout", HOLDOUT), "shuffled": ("shuffled columns", SHUFFLED),
         "copy": ("an exact copy", COPY)}
"""A score's field -> what it is of, and how it is drawn."""


def rulers(runs: Mapping[str, Sequence[Score]], metrics: Mapping[str, Metric]) -> Chart:
    """One row per metric, best to the right, for the whole-table scores of one to four runs by name.

    The marks of the ruler are those of the first run that has the score. A score that cannot tell its marks apart is
    drawn in grey. metrics is what `synth.metric.metrics` gives.
    """
    scores = {name: {s.metric: s for s in each if not s.about and s.metric in metrics} for name, each in runs.items()}
    first = {key: next(each[key] for each in scores.values() if key in each)
             for key in metrics if any(key in each for each in scores.values())}
    start, traces = _start(scores, metrics), []
    for place, (key, score) in enumerate(first.items()):
        traces += _ruler(metrics[key], score, place, start)
    for shift, style, (name, each) in zip(_shifts(len(scores)), STYLES, scores.items()):
        placed = {place + shift: each[key] for place, key in enumerate(first) if key in each}
        traces += _run(name, style, placed, metrics)
    drawn = _layout([_title(metrics[key], score, len(runs)) for key, score in first.items()], start)
    numbers = [_numbers(name, each[key], metrics[key]) for name, each in scores.items() for key in first if key in each]
    return Chart({"data": _legend(list(runs), first) + traces, "layout": drawn}, _alt(first, metrics, list(runs)),
                 _takeaway(scores, list(first), metrics), numbers)


def position(metric: Metric, value: float) -> float:
    """Where a value lies from worst (0) to best (1), a little beyond at most."""
    return min(max((value - metric.worst) / (metric.best - metric.worst), -BEYOND), 1 + BEYOND)


def figure(value: float) -> str:
    """A score's value with three decimals, or as many as it takes."""
    return f"{value:.3f}" if abs(value) >= 0.0005 or value == 0 else f"{value:.1g}"


def interval(score: Score) -> str:
    """"0.620 (0.600 to 0.640)", without the brackets where there is no interval."""
    told = f" ({figure(score.low)} to {figure(score.high)})" if score.low < score.high else ""
    return figure(score.value) + told


def _start(scores: Mapping[str, Mapping[str, Score]], metrics: Mapping[str, Metric]) -> float:
    """The left end of the rulers: the tenth below all that is drawn, so that what is close can be told apart."""
    drawn = [position(metrics[key], value) for each in scores.values() for key, s in each.items()
             for value in (s.value, s.low, s.high, *(getattr(s, mark) for mark in MARKS)) if value is not None]
    return max(0.0, min([0.9, *(int(10 * (place - 0.01)) / 10 for place in drawn)]))


def _shifts(runs: int) -> list[float]:
    """How far from the ruler each run is drawn, so that they do not cover each other."""
    return [0.13 * (i - (runs - 1) / 2) for i in range(runs)]


def _ruler(metric: Metric, score: Score, place: int, start: float) -> list[dict]:
    traces = [_line([start, 1], [place, place], {"color": "rgba(128,128,128,0.4)", "width": 2})]
    for field, (what, drawn) in reversed(MARKS.items()):
        value = getattr(score, field)
        if value is not None:
            traces.append(trace("scatter", mode="markers", x=[position(metric, value)], y=[place], marker=drawn,
                                hover=[f"{what}: {figure(value)}"]))
    return traces


def _run(name: str, style: Style, placed: Mapping[float, Score], metrics: Mapping[str, Metric]) -> list[dict]:
    colours = [style.colour if tells(s, metrics[s.metric]) else GREY for s in placed.values()]
    ends = [[position(metrics[s.metric], end) for end in (s.low, s.high)] for s in placed.values()]
    lines = []
    for colour in dict.fromkeys(colours):
        mine = [(place, *both) for place, both, own in zip(placed, ends, colours) if own == colour]
        lines.append(_line([end for _, low, high in mine for end in (low, high, None)],
                           [y for place, *_ in mine for y in (place, place, None)], {"color": colour, "width": 5})
                     | {"opacity": 0.5})
    points = trace("scatter", mode="markers", x=[position(metrics[s.metric], s.value) for s in placed.values()],
                   y=list(placed), marker={"symbol": style.symbol, "size": 11, "color": colours},
                   hover=[f"{label(name)}: {figure(s.value)}<br>95 % interval {figure(s.low)} to {figure(s.high)}"
                          for s in placed.values()])
    return [*lines, points]


def _line(x: list, y: list, line: dict) -> dict:
    return trace("scatter", mode="lines", x=x, y=y, line=line, hoverinfo="skip")


def _title(metric: Metric, score: Score, runs: int) -> str:
    if not tells(score, metric):
        return f"<i>{label(metric.title, 44)}  cannot tell good from bad here</i>"
    return f"<b>{label(metric.title, 44)}</b>" + (f"  {interval(score)}" if runs == 1 else "")


def _legend(runs: Sequence[str], first: Mapping[str, Score]) -> list[dict]:
    marks = {label(name): {"symbol": s.symbol, "size": 11, "color": s.colour} for name, s in zip(runs, STYLES)}
    named = {"holdout": "Real holdout", "shuffled": "Shuffled columns", "copy": "Exact copy"}
    marks |= {named[field]: drawn for field, (_, drawn) in MARKS.items()
              if any(getattr(s, field) is not None for s in first.values())}
    return [legend_entry(name, mode="markers", marker=marker) for name, marker in marks.items()]


def _layout(titles: Sequence[str], start: float) -> dict:
    rows = max(len(titles), 1)
    notes = [heading(text, 0, place, yref="y", yanchor="middle", yshift=21) for place, text in enumerate(titles)]
    notes.append(heading("better →", 1, 0, xanchor="right", yanchor="top", font={"size": 11}))
    return layout(TOP + ROW * rows + FOOT, margin={"l": 8, "r": 8, "t": TOP, "b": FOOT}, annotations=notes,
                  xaxis=axis(range=[start - BEYOND, 1 + BEYOND + 0.01], showgrid=False, showticklabels=False, ticks=""),
                  yaxis=axis(range=[rows - 0.5, -0.72], visible=False))


def _reaches(score: Score, metric: Metric) -> bool:
    """Whether the better end of the interval is at least as good as the holdout."""
    return position(metric, score.holdout) <= max(position(metric, score.low), position(metric, score.high))


def _takeaway(scores: Mapping[str, Mapping[str, Score]], keys: Sequence[str], metrics: Mapping[str, Metric]) -> str:
    if not keys:
        return "There is no score to show."
    if len(scores) > 1:
        best = [_best(scores, metrics[key]) for key in keys]
        name = max(scores, key=best.count)
        return f"'{name}' has the best value in {best.count(name)} of {len(keys)} scores."
    marked = [s for s in next(iter(scores.values())).values() if s.holdout is not None]
    if not marked:
        return "Without a real holdout there is no mark for what is within reach."
    counted = [s for s in marked if tells(s, metrics[s.metric])]
    good, mute = sum(_reaches(s, metrics[s.metric]) for s in counted), len(marked) - len(counted)
    return (f"{good} of {len(counted)} scores come up to a real holdout's, within their interval."
            + (f" {mute} cannot tell good from bad on this table and {'is' if mute == 1 else 'are'} "
               "not counted." if mute else ""))


def _best(scores: Mapping[str, Mapping[str, Score]], metric: Metric) -> str:
    measured = [name for name in scores if metric.key in scores[name]]
    return max(measured, key=lambda name: position(metric, scores[name][metric.key].value))


def _numbers(run: str, score: Score, metric: Metric) -> dict:
    return {"Run": run, "Score": metric.title, "Value": score.value, "Low": score.low, "High": score.high,
            "Real holdout": score.holdout, "Shuffled columns": score.shuffled, "Exact copy": score.copy,
            "Tells good from bad": "yes" if tells(score, metric) else "no", "Best": metric.best, "Worst": metric.worst}


def _alt(first: Mapping[str, Score], metrics: Mapping[str, Metric], runs: Sequence[str]) -> str:
    told = [f"{metrics[key].title} {figure(s.value)}" + ("" if s.holdout is None else f", holdout {figure(s.holdout)}")
            for key, s in list(first.items())[:8]]
    whose = " and ".join(runs)
    return f"{len(first)} scores of {whose}, each on a scale with better to the right: {'; '.join(told)}."
