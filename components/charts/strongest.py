"""The pairs of columns that hang together most."""

from components.charts.chart import Chart
from components.charts.ranked import ranked
from components.text import shorten


def strongest(found: dict) -> Chart:
    """Bars of what `synth.profiling.pairs.pairs` gives (where that is not None)."""
    pairs = found["pairs"]
    words = [" – ".join(shorten(name, 24) for name in each["columns"]) for each in pairs]
    texts = [
        f"{each['value']:+.2f}" if each["measure"].startswith("Spearman") else f"{each['value']:.2f}" for each in pairs
    ]
    figure = ranked(
        words or ["no pair hangs together"],
        [abs(each["value"]) for each in pairs] or [0],
        texts or ["under 0.10"],
        1,
        ".1f",
    )
    numbers = [
        {
            "Column": each["columns"][0],
            "With": each["columns"][1],
            "Strength": each["value"],
            "Measure": each["measure"],
        }
        for each in pairs
    ] or [{"Column": "none", "With": "", "Strength": None, "Measure": ""}]
    alt = (
        f"The {len(pairs)} pairs of columns that hang together most, as bars from 0 to 1: "
        f"{'; '.join(f'{word} {text}' for word, text in list(zip(words, texts))[:5]) or 'none above 0.1'}."
    )
    return Chart(figure, alt, _takeaway(found, words, texts), numbers)


def _takeaway(found: dict, words: list[str], texts: list[str]) -> str:
    told = f"Strongest is {words[0]}, {texts[0]}." if words else "No two columns hang together noticeably."
    if found["columns"] < found["of"]:
        told += f" Looked at are {found['columns']} of {found['of']:,} columns."
    return told + (f" From {found['rows']:,} rows drawn at random." if found["rows"] == 20_000 else "")
