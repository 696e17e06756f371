"""What time the moments of a table cover, and where nothing happened."""

from collections.abc import Sequence

from components.charts.bars import key, panel
from components.charts.chart import Chart, label, panels, rounded


def coverage(found: Sequence[dict]) -> Chart:
    """A panel per record of `synth.profiling.coverage.coverage`, of which there must be one."""
    hidden = any(None in each["shares"] for each in found)
    drawn = panels(
        [f"<b>{label(each['name'], 22)}</b>  by {each['unit']}" for each in found], 1, 110, top=28 if hidden else 4
    ) | {"bargap": 0.08, "hovermode": "x"}
    traces = key([], hidden)[1:]
    for i, each in enumerate(found):
        column = {"labels": each["labels"], "edges": [*each["labels"], ""]}
        made, axes = panel(i, column, [*each["shares"], 0], [])
        traces += made
        for side, extra in axes.items():
            drawn[f"{side}axis{i + 1 if i else ''}"] |= extra
    numbers = [
        {"Column": each["name"], "From": text, "Share of rows %": rounded(share)}
        for each in found
        for text, share in zip(each["labels"], each["shares"])
    ]
    return Chart({"data": traces, "layout": drawn}, _alt(found), " ".join(map(_told, found)), numbers)


def _told(each: dict) -> str:
    told = f"'{each['name']}' runs from {each['first']} to {each['last']}"
    if not each["gaps"]:
        return f"{told}, without a longer gap." if each["empty"] < 0.5 else f"{told}, most of it without any row."
    first = each["gaps"][0]
    return f"{told}; no row falls between {first['first']} and {first['last']}, {first['units']} bars."


def _alt(found: Sequence[dict]) -> str:
    told = "; ".join(f"{each['name']} from {each['first']} to {each['last']}" for each in found)
    return f"Share of rows through time in {len(found)} column{'s' * (len(found) != 1)}, as bars: {told}."
