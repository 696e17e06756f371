"""A few figures as bars below each other, the largest first, each under its own line of words."""

from collections.abc import Sequence

from components.charts.bars import STUB
from components.charts.chart import GREY, REAL, axis, heading, label, layout, trace

ROW, TOP, FOOT = 42, 6, 30
"""Pixels for a bar with its words, above the first and for the scale below the last."""


def ranked(
    words: Sequence[str], values: Sequence[float | None], texts: Sequence[str], end: float, ticks: str, title: str = ""
) -> dict:
    """The figure. values run from 0 to end, None where hidden; texts stand behind the words; ticks is d3's format."""
    rows = len(words)
    bars = trace(
        "bar",
        orientation="h",
        x=[STUB * end if value is None else value for value in values],
        y=list(range(rows)),
        width=0.34,
        marker={
            "color": [GREY if value is None else REAL for value in values],
            "pattern": {"shape": ["/" if value is None else "" for value in values]},
        },
        hover=[f"{label(word, 60)}<br>{label(text, 60)}" for word, text in zip(words, texts)],
    )
    notes = [
        heading(
            f"<b>{label(word, 60)}</b>  {label(text, 30)}",
            0,
            place,
            yref="y",
            yanchor="middle",
            yshift=15,
            font={"size": 12},
        )
        for place, (word, text) in enumerate(zip(words, texts))
    ]
    drawn = layout(
        TOP + ROW * max(rows, 1) + FOOT,
        margin={"l": 4, "r": 8, "t": TOP, "b": FOOT},
        annotations=notes,
        bargap=0,
        xaxis=axis(title and label(title), range=[0, end], tickformat=ticks, nticks=5),
        yaxis=axis(range=[rows - 0.6, -0.8], visible=False),
    )
    return {"data": [bars], "layout": drawn}
