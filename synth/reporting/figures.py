"""The charts of a report, from what the job has binned: a score on its ruler, a column's shares, correlations."""

from synth.metric import Metric, Score
from synth.reporting.svg import REAL, SYNTHETIC, drawing, element, text

BARS = 16
"""Most bars of a column that are drawn; the table beside it holds them all."""


def ruler(score: Score, metric: Metric) -> str:
    """The score with its interval between the worst (left) and the best (right) of its scale, with its marks."""
    width, middle = 420, 16
    ends = [
        value
        for value in (score.value, score.low, score.high, score.holdout, score.shuffled, score.copy)
        if value is not None
    ]
    start = max(0.0, min([0.9, *(int(10 * (_place(metric, value) - 0.01)) / 10 for value in ends)]))

    def x(value: float) -> float:
        return 8 + (width - 16) * min(max((_place(metric, value) - start) / (1 - start), 0.0), 1.0)

    parts = [element("line", x1=8, x2=width - 8, y1=middle, y2=middle, stroke="#999", stroke_width=2)]
    for value, colour, dash in (
        (score.shuffled, "#777", "2 2"),
        (score.copy, "#777", "5 2"),
        (score.holdout, REAL, "none"),
    ):
        if value is not None:
            parts.append(
                element(
                    "line", x1=x(value), x2=x(value), y1=4, y2=28, stroke=colour, stroke_width=3, stroke_dasharray=dash
                )
            )
    low, high = sorted((x(score.low), x(score.high)))
    parts.append(
        element("rect", x=low, y=middle - 4, width=max(high - low, 1.0), height=8, fill=SYNTHETIC, fill_opacity=0.35)
    )
    at = x(score.value)
    parts.append(
        element(
            "path",
            d=f"M{at:.1f} 8 L{at + 8:.1f} 16 L{at:.1f} 24 L{at - 8:.1f} 16 Z",
            fill="none",
            stroke=SYNTHETIC,
            stroke_width=2.5,
        )
    )
    return drawing(width, 32, parts, f"{metric.title}: {score.value:.3f}, better to the right")


def column(marginal: dict) -> str:
    """One column's shares as bars: real filled, synthetic outlined; fewer than 5 real rows are not drawn."""
    labels = [*marginal["labels"], "missing"][:BARS]
    real = [*marginal["real"], marginal["missing"]["real"]][:BARS]
    made = [*marginal["synthetic"], marginal["missing"]["synthetic"]][:BARS]
    width, height, foot = 440, 190, 70
    most = max([each for each in (*real, *made) if each is not None] + [1e-9])
    step = (width - 20) / len(labels)
    parts = []
    for i, (name, before, after) in enumerate(zip(labels, real, made)):
        left = 10 + i * step
        if before is not None:
            tall = (height - foot) * before / most
            parts.append(
                element("rect", x=left + step * 0.08, y=height - foot - tall, width=step * 0.4, height=tall, fill=REAL)
            )
        tall = (height - foot) * after / most
        parts.append(
            element(
                "rect",
                x=left + step * 0.5,
                y=height - foot - tall,
                width=step * 0.4,
                height=tall,
                fill="none",
                stroke=SYNTHETIC,
                stroke_width=1.6,
                stroke_dasharray="4 2",
            )
        )
        parts.append(
            text(
                0,
                0,
                _short(name),
                font_size=10,
                text_anchor="end",
                fill="currentColor",
                transform=f"translate({left + step / 2 + 3:.1f} {height - foot + 12}) rotate(-40)",
            )
        )
    return drawing(width, height, parts, f"{marginal['name']}: {marginal['takeaway']}")


def correlations(found: dict) -> str:
    """How much each correlation is off: blue where synthetic has less, orange where more, the deeper the more."""
    names, cells = found["names"], found["difference"]
    side, margin = min(26, 600 // max(len(names), 1)), 120
    parts = []
    for i, name in enumerate(names):
        parts.append(
            text(
                margin - 4,
                margin + side * (i + 0.7),
                _short(name),
                font_size=10,
                text_anchor="end",
                fill="currentColor",
            )
        )
        parts.append(
            text(
                0,
                0,
                _short(name),
                font_size=10,
                fill="currentColor",
                transform=f"translate({margin + side * (i + 0.7):.1f} {margin - 4}) rotate(-50)",
            )
        )
        for j, value in enumerate(cells[i]):
            if value is not None:
                parts.append(
                    element(
                        "rect",
                        x=margin + side * j,
                        y=margin + side * i,
                        width=side - 1,
                        height=side - 1,
                        fill=SYNTHETIC if value > 0 else REAL,
                        fill_opacity=min(1.0, abs(value) * 4),
                    )
                )
    whole = margin + side * len(names)
    return drawing(whole + 40, whole + 4, parts, found["takeaway"])


def _place(metric: Metric, value: float) -> float:
    return (value - metric.worst) / (metric.best - metric.worst)


def _short(name: object) -> str:
    line = " ".join(str(name).split())
    return line if len(line) <= 16 else f"{line[:10]}…{line[-5:]}"
