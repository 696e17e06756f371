"""Real, synthetic and their difference as three heatmaps: two side by side, the difference in full width below them."""

from collections.abc import Sequence
from dataclasses import dataclass

from components.charts.chart import GREY, label, panels, trace

Matrix = Sequence[Sequence[float | None]]


@dataclass(frozen=True)
class Scale:
    """A colour scale between two values; format is d3's, for hover."""

    colours: list
    low: float
    high: float
    format: str

    @property
    def marks(self) -> dict:
        return {"colorscale": self.colours, "zmin": self.low, "zmax": self.high}


def triptych(x: Sequence[str], y: Sequence[str], matrices: Sequence[Matrix], titles: Sequence[str], shared: Scale,
             apart: Scale, empty: str, tall: int = 210) -> dict:
    """The figure of three matrices with a row per y and a value per x: real and synthetic share a scale.

    empty says why a cell has no value; such cells are grey. titles are headings, escaped.
    """
    drawn, data = _layout(titles, tall), []
    across, down = unique([label(text, 40) for text in x]), unique([label(text, 40) for text in y])
    parts = zip(("real", "synthetic", "difference"), matrices, (shared, shared, apart))
    for i, (what, matrix, scale) in enumerate(parts):
        data.append(_heat(i, across, down, matrix, f"{what}: %{{z:{scale.format}}}") | scale.marks)
        holes = [[1 if value is None else None for value in row] for row in matrix]
        if any(1 in row for row in holes):
            data.append(_heat(i, across, down, holes, empty) | Scale([[0, GREY], [1, GREY]], 0, 1, "").marks)
        every = len(across) // (24 if i == 2 else 10) + 1
        drawn[f"xaxis{i + 1 if i else ''}"] |= {"type": "category", "tickvals": across[::every],
                                                "ticktext": [label(text, 11) for text in x[::every]]}
        drawn[f"yaxis{i + 1 if i else ''}"] |= {"type": "category", "tickvals": down, "showgrid": False,
                                                "ticktext": [label(text, 11) for text in y], "showticklabels": i != 1}
    return {"data": data, "layout": drawn}


def clickable(i: int, x: Sequence[str], y: Sequence[str], cells: Sequence[tuple[int, int]],
              told: Sequence[str]) -> dict:
    """Unseen marks on cells, each (row, column), of the i-th matrix: a heatmap itself does not notice clicks. told is
    what each says on hover, in the heatmap's place; a mark that says nothing is not clicked either."""
    across, down = unique([label(text, 40) for text in x]), unique([label(text, 40) for text in y])
    unseen = {"marker": {"opacity": 0}}
    return trace("scatter", i, mode="markers", x=[across[column] for _, column in cells],
                 y=[down[row] for row, _ in cells],
                 marker={"opacity": 0, "size": 14}, hovertext=list(told), hoverinfo="x+y+text",
                 selected=unseen, unselected=unseen)


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
    return [[None if None in (r, s) else round(s - r, 5) for r, s in zip(*rows)] for rows in zip(real, synthetic)]


def largest(matrix: Matrix) -> float:
    """The largest value regardless of its sign, at least a little, so that it can end a scale."""
    return max([abs(value) for row in matrix for value in row if value is not None] + [1e-3])


def _layout(titles: Sequence[str], tall: int) -> dict:
    drawn = panels(titles, tall=tall, below=[80, 80, 66], top=4)
    for i, (start, end) in enumerate([(0.2, 0.59), (0.61, 1.0), (0.2, 1.0)]):
        drawn[f"xaxis{i + 1 if i else ''}"]["domain"] = [start, end]
        drawn["annotations"][i]["x"] = 0 if i == 2 else start
    return drawn


def _heat(i: int, x: list[str], y: list[str], z: Matrix, text: str) -> dict:
    return trace("heatmap", i, x=x, y=y, z=z, showscale=False, xgap=1, ygap=1, hoverongaps=False,
                 hovertemplate=f"%{{x}}<br>%{{y}}<br>{text}<extra></extra>")
