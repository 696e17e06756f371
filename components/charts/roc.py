"""How well a model tells synthetic rows from real ones, and by which columns."""

from components.charts.chart import STYLES, Chart, axis, layout, legend_entry, trace
from components.charts.ranked import ranked
from components.text import shorten

SYNTHETIC = STYLES[0].colour


def roc(found: dict) -> Chart:
    """The curve of what `synth.closer.roc.roc` gives, above the diagonal of mere guessing."""
    guess = {"mode": "lines", "line": {"color": "#888888", "width": 2, "dash": "2px,3px"}}
    curve = {"mode": "lines", "line": {"color": SYNTHETIC, "width": 2.5}}
    data = [legend_entry("Guessing", **guess), legend_entry("The model", **curve),
            trace("scatter", x=[0, 1], y=[0, 1], hoverinfo="skip", **guess),
            trace("scatter", x=found["real"], y=found["synthetic"], fill="tonexty", fillcolor="rgba(213,94,0,0.12)",
                  hover=[f"{100 * y:.0f} % found out<br>at {100 * x:.0f} % false alarms"
                         for x, y in zip(found["real"], found["synthetic"])], **curve)]
    drawn = layout(360, margin={"l": 58, "r": 12, "t": 34, "b": 48},
                   xaxis=axis("real rows taken for synthetic", range=[0, 1], tickformat=".0%", nticks=5, showgrid=True),
                   yaxis=axis("synthetic rows found out", range=[0, 1.01], tickformat=".0%", nticks=5, showgrid=True))
    numbers = [{"Real rows taken for synthetic %": round(100 * x, 1), "Synthetic rows found out %": round(100 * y, 1)}
               for x, y in zip(found["real"], found["synthetic"])]
    return Chart({"data": data, "layout": drawn}, _alt(found), _takeaway(found["auc"]), numbers)


def leaned(found: dict) -> Chart:
    """Bars of the columns by which that model knows; of which there must be one."""
    columns = found["leaned"]
    words = [shorten(each["column"], 28) for each in columns]
    texts = [f"{each['lost']:.3f}" for each in columns]
    lost = [each["lost"] for each in columns]
    figure = ranked(words, lost, texts, 1.05 * lost[0], ".2f", "AUC lost without it")
    alt = f"The columns by which a model knows synthetic rows, by the AUC it loses where they are shuffled: " \
          f"{'; '.join(f'{word} {text}' for word, text in zip(words, texts))}."
    return Chart(figure, alt, f"It knows them by {_listed(words[:3])} most of all.",
                 [{"Column": each["column"], "AUC lost": each["lost"]} for each in columns])


def _listed(words: list[str]) -> str:
    quoted = [f"'{word}'" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _takeaway(auc: dict) -> str:
    told = f"AUC {auc['value']:.3f} ({auc['low']:.3f} to {auc['high']:.3f}; 0.5 is guessing)"
    if auc["low"] <= 0.5:
        return f"A model cannot tell real from synthetic rows: {told}."
    right = f"{100 * auc['value']:.0f} times in 100"
    return f"Shown a real and a synthetic row, a model picks the synthetic one {right}: {told}."


def _alt(found: dict) -> str:
    half = next((y for x, y in zip(found["real"], found["synthetic"]) if x >= 0.1), 1.0)
    return (f"Curve of how many synthetic rows a model finds out as it takes more real rows for synthetic: "
            f"{100 * half:.0f} % at 10 % false alarms, against 10 % by guessing. From {found['rows']:,} "
            "rows of either.")
