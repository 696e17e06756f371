"""Both tables on one map: where rows lie close together, as contours."""

from components.charts.chart import REAL, STYLES, Chart, axis, layout, legend_entry, trace

LEVELS = (0.1, 0.3, 0.5, 0.7, 0.9)
"""The share of rows that each contour holds, from the summit down."""
_CONTOURS = {"start": LEVELS[0], "end": LEVELS[-1], "size": 0.2}
_DEEP = [[z, f"rgba(0,114,178,{alpha})"] for z, alpha in ((0, 0), (0.05, 0), (0.15, 0.22), (1, 0.22))]
"""Clear outside, and everywhere else alike: Plotly fills each contour on top of those around it, which deepens it."""


def density_map(found: dict) -> Chart:
    """What `synth.closer.landscape.landscape` gives: real rows as filled contours, synthetic ones as dashed lines."""
    places = {"x": found["x"], "y": found["y"], "zmin": 0, "zmax": 1, "showscale": False, "hoverinfo": "skip",
              "autocontour": False}
    dashes = {"color": STYLES[0].colour, "width": 2, "dash": STYLES[0].dash}
    data = [legend_entry("Real", mode="markers", marker={"symbol": "square", "size": 12, "color": REAL}),
            legend_entry("Synthetic", mode="lines", line=dashes),
            trace("contour", z=_upward(found["real"]), colorscale=_DEEP, contours=_CONTOURS | {"coloring": "fill"},
                  line={"width": 0}, **places),
            trace("contour", z=_upward(found["synthetic"]), contours=_CONTOURS | {"coloring": "none"}, line=dashes,
                  **places)]
    across, up = (axis(f"{name}: {100 * share:.0f} % of all differences", showticklabels=False, showgrid=False,
                       ticks="")
                  for name, share in zip(("across", "up"), found["explained"]))
    drawn = layout(420, margin={"l": 28, "r": 8, "t": 34, "b": 34}, xaxis=across, yaxis=up)
    parts = [_part(found, level) for level in LEVELS]
    return Chart({"data": data, "layout": drawn}, _alt(found), _takeaway(found), parts)


def _upward(heights: list[list[float]]) -> list[list[float]]:
    """1 at the summit: contours are filled from low to high."""
    return [[round(1 - height, 3) for height in row] for row in heights]


def _part(found: dict, level: float) -> dict:
    """How much of the map the rows that lie closest together take, in either table and in both at once."""
    inside = [[[height < level for height in row] for row in found[name]] for name in ("real", "synthetic")]
    cells = len(found["x"]) * len(found["y"])
    real, made, both = (sum(map(sum, each)) / cells for each in
                        (*inside, [[a and b for a, b in zip(*rows)] for rows in zip(*inside)]))
    return {"Densest rows %": round(100 * level), "Part of the map, real %": round(100 * real, 1),
            "Part of the map, synthetic %": round(100 * made, 1), "Part of the map, both %": round(100 * both, 1)}


def _takeaway(found: dict) -> str:
    return (f"{100 * found['shared']:.0f} % of the rows lie in the same places in both tables; of two samples "
            f"of real rows it would be {100 * found['chance']:.0f} %. "
            f"Across, rows go {found['axes'][0]}; up, {found['axes'][1]}.")


def _alt(found: dict) -> str:
    return ("Contour map of all rows on the two directions in which real rows differ most, real filled, synthetic "
            "dashed; lines hold the densest 10, 30, 50, 70 and 90 % of rows. " + _takeaway(found))
