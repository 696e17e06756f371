"""Columns one by one: what share of the rows has which value, real against synthetic."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from components.charts.bars import key, panel
from components.charts.chart import STYLES, Chart, label, panels


SERIES = 32
"""Most series in one figure, real ones included: more would weigh over 50 kB and be slow to draw."""


def most(runs: int) -> int:
    """How many columns one figure shows of so many runs; the next ones are asked for with `skip`."""
    return SERIES // (1 + runs)


def marginals(columns: Sequence[dict], skip: int = 0, first: int | None = None, across: int = 2) -> Chart:
    """Small multiples of these columns, as `synth.comparison.compare` gives them under "marginals" (worst first)."""
    return marginals_of_runs({"Synthetic": columns}, first, skip, across)


def marginal(column: dict) -> Chart:
    """A close-up of one column."""
    return _chart({"Synthetic": [column]}, [column], across=1, tall=300, ticks=8)


def marginals_of_runs(runs: Mapping[str, Sequence[dict]], first: int | None = None, skip: int = 0, across: int = 2) -> Chart:
    """The same for one to four runs over the same data, by name: the first columns after those skipped, `most` at most.

    Columns are those of the first run, those where any run is furthest off first; real shares are the first run's too.
    A run whose bins of a column differ, because it was trained on other rows, is left out of that panel and said so.
    """
    columns = next(iter(runs.values()))
    worst = {c["name"]: max(other["distance"] for cs in runs.values() if (other := _find(cs, c["name"]))) for c in columns}
    ordered = sorted(columns, key=lambda c: -worst[c["name"]])
    shown = ordered[skip:skip + min(first or len(columns), most(len(runs)))]
    chart = _chart(runs, shown, across, tall=140, ticks=4)
    if len(shown) == len(columns) or (first and len(shown) == first):
        return chart
    where = f"Shown are columns {skip + 1} to {skip + len(shown)} of {len(columns)}, those furthest off first."
    return replace(chart, takeaway=f"{chart.takeaway} {where}")


def _chart(runs: Mapping[str, Sequence[dict]], columns: Sequence[dict], across: int, tall: int, ticks: int) -> Chart:
    figure = panels([_title(c, runs) for c in columns], across, tall, [22 if c["edges"] else 66 for c in columns])
    styles, traces, numbers = dict(zip(runs, STYLES)), [], []
    for i, column in enumerate(columns):
        found = {name: _aligned(column, _find(cs, column["name"])) for name, cs in runs.items()}
        drawn = [(styles[name], name, shares) for name, shares in found.items() if shares is not None]
        real = [*column["real"], column["missing"]["real"]]
        made, extra = panel(i, column, real, drawn, ticks)
        traces += made
        for axis, more in extra.items():
            figure[f"{axis}axis{i + 1 if i else ''}"] |= more
        numbers += _numbers(column, real, {name: shares for _, name, shares in drawn})
    legend = key([(styles[name], name) for name in runs], any(None in c["real"] or c["missing"]["real"] is None for c in columns),
                 dashed=any(c["edges"] for c in columns))
    figure |= {"barmode": "group", "bargap": 0.12, "hovermode": "x"}
    return Chart({"data": legend + traces, "layout": figure}, _alt(runs, columns), _takeaway(columns, len(runs)), numbers)


def _find(columns: Sequence[dict], name: str) -> dict | None:
    return next((c for c in columns if c["name"] == name), None)


def _aligned(column: dict, other: dict | None) -> list[float] | None:
    """The synthetic shares of another run in the order of this column's labels, missing last; None if cut elsewhere."""
    if other is None or (column["edges"] is not None and other["edges"] != column["edges"]):
        return None
    shares = dict(zip(other["labels"], other["synthetic"]))
    if column["edges"] is None and not set(shares) <= {*column["labels"], "other"}:
        return None
    return [*(shares.get(text, 0.0) for text in column["labels"]), other["missing"]["synthetic"]]


def _title(column: dict, runs: Mapping[str, Sequence[dict]]) -> str:
    if len(runs) == 1:
        return f"<b>{label(column['name'], 15)}</b>  {100 * column['distance']:.1f} % off"
    left_out = sum(_aligned(column, _find(cs, column["name"])) is None for cs in runs.values())
    return f"<b>{label(column['name'], 18)}</b>" + (f"  {left_out} run{'s' * (left_out > 1)} binned differently" if left_out else "")


def _numbers(column: dict, real: Sequence[float | None], shares: Mapping[str, Sequence[float]]) -> list[dict]:
    rows = []
    for k, text in enumerate([*column["labels"], "missing"]):
        rows.append({"Column": column["name"], "Value": text, "Real %": _percent(real[k])}
                    | {f"{name} %": _percent(each[k]) for name, each in shares.items()})
    return rows


def _percent(share: float | None) -> float | None:
    return None if share is None else round(100 * share, 3)


def _takeaway(columns: Sequence[dict], runs: int) -> str:
    if not columns:
        return "There is no column to compare."
    worst = columns[0]
    if runs > 1:
        return f"'{worst['name']}' is where the runs are furthest from the real rows."
    return f"Furthest off is '{worst['name']}'. {worst['takeaway']}" if len(columns) > 1 else worst["takeaway"]


def _alt(runs: Mapping[str, Sequence[dict]], columns: Sequence[dict]) -> str:
    worst = ", ".join(f"{c['name']} {100 * c['distance']:.1f} %" for c in columns[:3])
    return (f"Share of rows per value in {len(columns)} column{'s' * (len(columns) != 1)}: real as filled bars, "
            f"{' and '.join(runs)} as dashed lines or outlined bars. Share of rows that would have to move: {worst}.")
