"""Columns one by one: what share of the rows has which value, real against synthetic."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from components.charts.bars import key, panel
from components.charts.chart import STYLES, Chart, label, panels, rounded

SERIES = 24
"""Most series in one figure, real ones included: more would weigh over 50 kB and be slow to draw."""
Columns = Sequence[dict]
"""What `synth.comparison.compare` gives under "marginals"."""


def most(runs: int) -> int:
    """How many columns one figure shows of so many runs; the next ones are asked for with `skip`."""
    return SERIES // (1 + runs)


def marginals(columns: Columns, skip: int = 0, first: int | None = None, across: int = 2) -> Chart:
    """Small multiples of columns, worst first."""
    return marginals_of_runs({"Synthetic": columns}, first, skip, across)


def marginal(column: dict) -> Chart:
    """A close-up of one column."""
    return _chart({"Synthetic": [column]}, [column], across=1, tall=300, ticks=8)


def marginals_of_runs(runs: Mapping[str, Columns], first: int | None = None, skip: int = 0, across: int = 2) -> Chart:
    """The same for one to four runs over the same data, by name: the first columns after those skipped, `most` at most.

    Columns are those of the first run: those where any run is furthest off first, those asked to be so last. Real
    shares are the first run's too.
    A run whose bins of a column differ, because it was trained on other rows, is left out of that panel and said so.
    """
    columns = next(iter(runs.values()))
    ordered = sorted(columns, key=lambda c: (c.get("asked", False), -_worst(runs, c["name"])))
    shown = ordered[skip:skip + min(first or len(columns), most(len(runs)))]
    chart = _chart(runs, shown, across, tall=140, ticks=4)
    if len(shown) in (len(columns), first):
        return chart
    where = f"Shown are columns {skip + 1} to {skip + len(shown)} of {len(columns)}, those furthest off first."
    return replace(chart, takeaway=f"{chart.takeaway} {where}")


def _chart(runs: Mapping[str, Columns], columns: Columns, across: int, tall: int, ticks: int) -> Chart:
    drawn = panels([_title(c, runs) for c in columns], across, tall, [26 if c["edges"] else 70 for c in columns])
    drawn |= {"barmode": "group", "bargap": 0.12, "hovermode": "x"}
    styles, traces, numbers, owners = dict(zip(runs, STYLES)), [], [], []
    for i, column in enumerate(columns):
        real = [*column["real"], column["missing"]["real"]]
        found = {name: _aligned(column, _find(each, column["name"])) for name, each in runs.items()}
        synthetic = [(styles[name], name, shares) for name, shares in found.items() if shares is not None]
        made, axes = panel(i, column, real, synthetic, ticks)
        traces += made
        owners += [(column["name"],)] * len(made)
        for axis, more in axes.items():
            drawn[f"{axis}axis{i + 1 if i else ''}"] |= more
        numbers += _numbers(column, real, found)
    hidden = any(None in (*c["real"], c["missing"]["real"]) for c in columns)
    legend = key([(styles[name], name) for name in runs], hidden, dashed=any(c["edges"] for c in columns))
    takeaway = _takeaway(columns, len(runs))
    targets = {len(legend) + i: owner for i, owner in enumerate(owners)}
    return Chart({"data": legend + traces, "layout": drawn}, _alt(runs, columns), takeaway, numbers, targets)


def _worst(runs: Mapping[str, Columns], name: str) -> float:
    return max(column["distance"] for each in runs.values() if (column := _find(each, name)))


def _find(columns: Columns, name: str) -> dict | None:
    return next((c for c in columns if c["name"] == name), None)


def _aligned(column: dict, other: dict | None) -> list[float] | None:
    """The synthetic shares of another run in the order of this column's labels, missing last; None if cut elsewhere."""
    if other is None or other["edges"] != column["edges"]:
        return None
    shares = dict(zip(other["labels"], other["synthetic"]))
    if not set(shares) <= {*column["labels"], "other"}:
        return None
    return [*(shares.get(text, 0.0) for text in column["labels"]), other["missing"]["synthetic"]]


def _title(column: dict, runs: Mapping[str, Columns]) -> str:
    if len(runs) == 1:
        off = "as asked" if column.get("asked") else f"{100 * column['distance']:.1f} % off"
        return f"<b>{label(column['name'], 15)}</b>  {off}"
    out = sum(_aligned(column, _find(each, column["name"])) is None for each in runs.values())
    return f"<b>{label(column['name'], 18)}</b>" + (f"  {out} run{'s' * (out > 1)} binned differently" if out else "")


def _numbers(column: dict, real: Sequence[float | None], found: Mapping[str, Sequence[float] | None]) -> list[dict]:
    return [{"Column": column["name"], "Value": text, "Real %": rounded(real[k])}
            | {f"{name} %": None if shares is None else rounded(shares[k]) for name, shares in found.items()}
            for k, text in enumerate([*column["labels"], "missing"])]


def _takeaway(columns: Columns, runs: int) -> str:
    if not columns:
        return "There is no column to compare."
    if runs > 1:
        return f"'{columns[0]['name']}' is where the runs are furthest from the real rows."
    told = columns[0]["takeaway"]
    return f"Furthest off is '{columns[0]['name']}'. {told}" if len(columns) > 1 else told


def _alt(runs: Mapping[str, Columns], columns: Columns) -> str:
    worst = ", ".join(f"{c['name']} {100 * c['distance']:.1f} %" for c in columns[:3])
    return (f"Share of rows per value in {len(columns)} column{'s' * (len(columns) != 1)}: real as filled bars, "
            f"{' and '.join(runs)} as dashed lines or outlined bars. Share of rows that would have to move: {worst}.")
