"""Where values are missing: how much of each column, and which columns together."""

from components.charts.chart import REAL, Chart, axis, label, layout, percent, rounded, trace
from components.charts.heat import unique
from components.text import shorten

MOST = 14
"""Columns in the figure, those with the most gaps; the others are among the numbers."""
BARS, ROW, TOP, FOOT = 110, 22, 8, 84
FAINT = "rgba(128,128,128,0.18)"


def gaps(found: dict) -> Chart:
    """Bars of missing shares over a grid of patterns, as `synth.profiling.gaps.gaps` gives them (where not None)."""
    names, shares = found["columns"][:MOST], found["shares"][:MOST]
    patterns = [each for each in found["patterns"] if any(k < len(names) for k in each["missing"])]
    across = unique([label(name, 40) for name in names])
    data = [
        trace(
            "bar",
            x=across,
            y=shares,
            marker={"color": REAL},
            hover=[f"{label(name, 40)}<br>missing: {percent(share)}" for name, share in zip(names, shares)],
        )
    ]
    if patterns:
        data.append(_grid(across, patterns))
    alt = (
        f"Share of missing values in {len(names)} columns as bars, and {len(patterns)} patterns of columns that are "
        f"missing together. {'; '.join(f'{name} {percent(share)}' for name, share in list(zip(names, shares))[:8])}."
    )
    return Chart(
        {"data": data, "layout": _layout(across, names, shares, patterns)}, alt, _takeaway(found), _numbers(found)
    )


def _grid(across: list[str], patterns: list[dict]) -> dict:
    cells = [[1 if k in each["missing"] else 0 for k in range(len(across))] for each in patterns]
    texts = [
        [
            f"{name}<br>{'missing' if cell else 'there'} in this pattern: {percent(each['share'])} of rows"
            for name, cell in zip(across, row)
        ]
        for row, each in zip(cells, patterns)
    ]
    return trace(
        "heatmap",
        1,
        x=across,
        y=list(range(len(patterns))),
        z=cells,
        zmin=0,
        zmax=1,
        showscale=False,
        xgap=2,
        ygap=2,
        colorscale=[[0, FAINT], [1, REAL]],
        hovertext=texts,
        hoverinfo="text",
    ) | {"xaxis": "x"}


def _layout(across: list[str], names: list[str], shares: list[float], patterns: list[dict]) -> dict:
    grid = ROW * len(patterns)
    height = TOP + BARS + 14 * bool(patterns) + grid + FOOT
    drawn = layout(height, margin={"l": 62, "r": 8, "t": TOP, "b": FOOT}, bargap=0.25)
    inner, top = height - TOP - FOOT, 1.12 * max(shares)
    drawn["xaxis"] = axis(
        type="category",
        tickvals=across,
        ticktext=[label(name, 13) for name in names],
        showgrid=False,
        anchor="y2" if patterns else "y",
    )
    drawn["yaxis"] = axis(
        domain=[1 - BARS / inner, 1], range=[0, top], tickformat=".0%" if top > 0.04 else ".1%", nticks=4
    )
    if patterns:
        drawn["yaxis2"] = axis(
            domain=[0, grid / inner],
            range=[len(patterns) - 0.5, -0.5],
            showgrid=False,
            anchor="x",
            tickvals=list(range(len(patterns))),
            ticktext=[percent(each["share"]) for each in patterns],
        )
    return drawn


def _takeaway(found: dict) -> str:
    complete = f"{percent(found['complete'])} of the rows have" if found["complete"] else "Hardly any row has"
    told = [f"{complete} no gap.", *(_tie(*tie) for tie in _alike(found["tied"])[:3])]
    told += [f"{_listed(names)} are always missing together." for names in found["together"][:2]]
    if len(found["columns"][:MOST]) < found["of"]:
        told.append(f"Shown are the {len(found['columns'][:MOST])} columns with the most gaps of {found['of']:,}.")
    return " ".join(told)


def _alike(tied: list[dict]) -> list[tuple[list[str], dict]]:
    """Ties of which the same is to be said, with their columns; the strongest first."""
    found: dict[tuple, tuple[list[str], dict]] = {}
    for tie in tied:
        found.setdefault((tie["other"], tie["where"], tie["inside"], tie["outside"]), ([], tie))[0].append(
            tie["column"]
        )
    return list(found.values())


def _tie(columns: list[str], tie: dict) -> str:
    what, where = (
        f"{_listed(columns)} {'is' if len(columns) == 1 else 'are'}",
        f"where '{tie['other']}' is {tie['where']}",
    )
    inside, outside = tie["inside"], tie["outside"]
    if inside >= 0.995:
        only = ", and only there" if outside == 0 else ""
        return f"{what} {'always' if inside == 1 else 'nearly always'} missing {where}{only}."
    if outside == 0:
        return f"{what} missing only {where} ({percent(inside)})."
    return (
        f"{what} missing {inside / outside:.0f} times as often {where} ({percent(inside)} against {percent(outside)})."
    )


def _listed(names: list[str]) -> str:
    quoted = [f"'{shorten(name, 40)}'" for name in names[:4]]
    if len(names) > 4:
        return f"{', '.join(quoted)} and {len(names) - 4} more"
    return " and ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


def _numbers(found: dict) -> list[dict]:
    alone = [
        {"Missing": name, "Share of rows %": rounded(share)} for name, share in zip(found["columns"], found["shares"])
    ]
    together = [
        {
            "Missing": "exactly: " + ", ".join(found["columns"][k] for k in each["missing"]),
            "Share of rows %": rounded(each["share"]),
        }
        for each in found["patterns"]
    ]
    return alone + together
