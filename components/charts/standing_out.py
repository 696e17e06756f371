"""Who stands out: how many rows are alone in what others may know of them."""

from components.charts.chart import HIDDEN, Chart, percent, rounded
from components.charts.ranked import ranked
from components.text import shorten


def standing_out(found: dict) -> Chart:
    """Bars of what `synth.profiling.standing_out.standing_out` gives (where that is not None)."""
    sets = found["sets"]
    words = [", ".join(shorten(name, 18) for name in each["columns"]) for each in sets]
    texts = [percent(each["alone"]) for each in sets]
    end = max([each["alone"] or 0 for each in sets] + [0.001]) * 1.05
    figure = ranked(
        words or ["nobody stands out"],
        [each["alone"] for each in sets] or [0],
        texts or ["0.0 %"],
        end,
        ".0%" if end > 0.04 else ".1%",
        "share of rows that are alone",
    )
    numbers = [
        {
            "Columns": ", ".join(each["columns"]),
            "Alone %": rounded(each["alone"]),
            "Shared by fewer than 5 rows %": rounded(each["few"]),
        }
        for each in sets
    ] or [{"Columns": "none", "Alone %": 0, "Shared by fewer than 5 rows %": 0}]
    alt = (
        f"Share of rows that nobody else equals, for {len(sets)} combinations of columns, as bars: "
        f"{'; '.join(f'{word} {text}' for word, text in list(zip(words, texts))[:5]) or 'none'}."
    )
    return Chart(figure, alt, _takeaway(sets, words, found), numbers)


def _takeaway(sets: list[dict], words: list[str], found: dict) -> str:
    among = (
        f" Combined were {', '.join(shorten(name, 40) for name in found['columns'])}; which row it is, is not shown."
    )
    if not sets:
        return f"At least five rows share each combination of two or three columns.{among}"
    if sets[0]["alone"] is None or not sets[0]["alone"]:
        how_many = HIDDEN.partition(":")[0].capitalize() if sets[0]["alone"] is None else "No rows"
        return f"{how_many} are alone in their combination of {words[0]}.{among}"
    return f"{percent(sets[0]['alone'])} of the rows are alone in their combination of {words[0]}.{among}"
