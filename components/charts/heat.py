"""Real, synthetic and their difference as three heatmaps: two side by side, the difference below them across the whole width."""

from collections.abc import Sequence

from components.charts.chart import GREY, axes, label, panels

Matrix = Sequence[Sequence[float | None]]


def triptych(x: Sequence[str], y: Sequence[str], matrices: tuple[Matrix, Matrix, Matrix], titles: Sequence[str], *,
             scales: tuple[list, list], low: float, high: float, apart: float, format: str, empty: str, tall: int = 210) -> dict:
    """The figure of three matrices with one row per y and one value per x; the first two share a colour scale.

    scales are theirs and the difference's; low and high the ends of theirs, apart that of the difference to either side; format is d3's, for hover; empty says why a
    cell has no value. Cells without one are grey.
    """
    figure = _layout(titles, tall)
    across, down = unique([label(text, 40) for text in x]), unique([label(text, 40) for text in y])
    data = []
    for i, matrix in enumerate(matrices):
        colours = {"colorscale": scales[0], "zmin": low, "zmax": high} if i < 2 else {"colorscale": scales[1], "zmin": -apart, "zmax": apart}
        what = ("real", "synthetic", "difference")[i]
        data += _heat(i, across, down, matrix, f"{what}: %{{z:{format if i < 2 else '+' + format}}}") | colours,
        holes = [[1 if value is None else None for value in row] for row in matrix]
        if any(1 in row for row in holes):
            data += _heat(i, across, down, holes, empty) | {"colorscale": [[0, GREY], [1, GREY]], "zmin": 0, "zmax": 1},
        few, short = max(1, len(across) // (10 if i < 2 else 24) + 1), 11 if i < 2 else 12
        figure[f"xaxis{i + 1 if i else ''}"] |= {"type": "category", "tickvals": across[::few], "ticktext": [label(t, short) for t in x][::few]}
        figure[f"yaxis{i + 1 if i else ''}"] |= {"type": "category", "tickvals": down, "ticktext": [label(t, 11) for t in y],
                                                 "showgrid": False, "showticklabels": i != 1}
    return {"data": data, "layout": figure}


def unique(labels: Sequence[str]) -> list[str]:
    """The labels, told apart by blanks behind those that repeat: a category axis would take equal ones for one."""
    made: list[str] = []
    for text in labels:
        while text in made:
            text += "\u2009"
        made.append(text)
    return made


def difference(real: Matrix, synthetic: Matrix) -> list[list[float | None]]:
    """synthetic - real, None where either is."""
    return [[None if r is None or s is None else round(s - r, 5) for r, s in zip(*rows)] for rows in zip(real, synthetic)]


def largest(matrix: Matrix) -> float:
    """The largest value regardless of its sign, at least a little, so that it can end a scale."""
    return max([abs(value) for row in matrix for value in row if value is not None] + [1e-3])


def _layout(titles: Sequence[str], tall: int) -> dict:
    figure = panels(titles, across=2, tall=tall, below=[66] * 3, top=4, left=0.0)
    for i, (start, end) in enumerate([(0.2, 0.59), (0.61, 1.0), (0.2, 1.0)]):
        figure[f"xaxis{i + 1 if i else ''}"]["domain"] = [start, end]
        figure["annotations"][i]["x"] = start if i < 2 else 0
    return figure


def _heat(i: int, x: list[str], y: list[str], z: Matrix, text: str) -> dict:
    ax, ay = axes(i)
    return {"type": "heatmap", "x": x, "y": y, "z": z, "xaxis": ax, "yaxis": ay, "showscale": False, "xgap": 1, "ygap": 1,
            "hoverongaps": False, "hovertemplate": f"%{{x}}<br>%{{y}}<br>{text}<extra></extra>"}
