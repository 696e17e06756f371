"""How the real columns are spread, before anything synthetic exists."""

from collections.abc import Sequence

from components.charts.bars import key, panel
from components.charts.chart import Chart, label, panels, rounded

MOST = 16
"""Most columns in one figure; the next ones are asked for with `skip`."""


def distributions(columns: Sequence[dict], skip: int = 0, across: int = 2) -> Chart:
    """Small multiples of the columns that `synth.profile.profile` gives, in their order; text and ids have none."""
    spread = spread_of(columns)
    shown = spread[skip:skip + MOST]
    hidden = any(None in c["bins"]["shares"] for c in shown)
    drawn = panels([f"<b>{label(c['name'], 22)}</b>" for c in shown], across, 120,
                   [26 if c["bins"]["edges"] else 70 for c in shown], top=28 if hidden or not shown else 4)
    drawn |= {"bargap": 0.12, "hovermode": "x"}
    legend = key([], hidden)
    traces, numbers = legend[1:] if shown else legend, []
    for i, column in enumerate(shown):
        bins, shares = _cut(column), [share if share is None else round(share, 5) for share in column["bins"]["shares"]]
        made, axes = panel(i, bins, shares, [])
        traces += made
        for axis, more in axes.items():
            drawn[f"{axis}axis{i + 1 if i else ''}"] |= more
        numbers += [{"Column": column["name"], "Value": text, "Share of rows %": rounded(share)}
                    for text, share in zip([*bins["labels"], "missing"], shares)]
    return Chart({"data": traces, "layout": drawn}, _alt(shown), _takeaway(columns, spread, shown, skip), numbers)


def spread_of(columns: Sequence[dict]) -> list[dict]:
    """The columns that have bars."""
    return [c for c in columns if c["bins"]]


def _cut(column: dict) -> dict:
    """Labels and edges as `panel` takes them: a moment's edges are the words of the bins that begin there."""
    bins = column["bins"]
    return bins | {"edges": [*bins["labels"], ""]} if column["kind"] == "moment" and bins["edges"] else bins


def _takeaway(columns: Sequence[dict], spread: Sequence[dict], shown: Sequence[dict], skip: int) -> str:
    told = []
    if len(shown) < len(spread):
        told.append(f"Shown are columns {skip + 1} to {skip + len(shown)} of {len(spread)}.")
    named = [f"'{c['name']}'" for c in columns if c["kind"] in ("text", "id")]
    if len(spread) + len(named) < len(columns):
        rest = len(columns) - len(spread) - len(named)
        which = "column at the end has" if rest == 1 else "columns at the end have"
        told.append(f"{rest:,} {which} no bars: too many to look at.")
    if named:
        more = f" and {len(named) - 5:,} more" if len(named) > 5 else ""
        told.append(f"{', '.join(named[:5])}{more}: text or identifiers, whose values are never shown.")
    gaps = max(shown, key=lambda c: c["missing"], default=None)
    if gaps and gaps["missing"]:
        told.append(f"'{gaps['name']}' has the most missing values: {100 * gaps['missing']:.1f} %.")
    return " ".join(told)


def _alt(shown: Sequence[dict]) -> str:
    told = "; ".join(f"{c['name']}: {c['summary']}" for c in shown[:8])
    return f"Share of rows per value in {len(shown)} column{'s' * (len(shown) != 1)}, as bars. {told}."
