"""How strongly columns hang together: real, synthetic and what is between the two."""

from components.charts.chart import DIVERGING, Chart
from components.charts.heat import largest, triptych


def correlations(correlation: dict) -> Chart:
    """The matrices that `synth.comparison.compare` gives under "correlation" (where that is not None)."""
    names, apart = correlation["names"], largest(correlation["difference"])
    titles = ["<b>Real</b>  -1 blue, +1 orange", "<b>Synthetic</b>  same colours",
              f"<b>Difference</b>  blue too low, orange too high, up to {apart:.2f}"]
    tall = min(max(150, 14 * len(names)), 420)
    figure = triptych(names, names, (correlation["real"], correlation["synthetic"], correlation["difference"]), titles,
                      scales=(DIVERGING, DIVERGING), low=-1, high=1, apart=apart, format=".2f", empty="not defined", tall=tall)
    for axis in ("yaxis", "yaxis2", "yaxis3"):
        figure["layout"][axis]["autorange"] = "reversed"
    distance = correlation["distance"]
    mean = "" if distance is None else f" On average they are {distance:.3f} apart."
    alt = (f"Correlations among {len(names)} columns in three matrices: real, synthetic and the difference.{mean} "
           f"Measure: {correlation['measure']}.")
    return Chart(figure, alt, correlation["takeaway"] + mean, _numbers(correlation))


def _numbers(correlation: dict) -> list[dict]:
    names = correlation["names"]
    cells = [(i, j) for i in range(len(names)) for j in range(i)]
    rows = [{"Column": names[j], "With": names[i]} | {title: correlation[key][i][j] for title, key in
            (("Real", "real"), ("Synthetic", "synthetic"), ("Difference", "difference"))} for i, j in cells]
    return sorted(rows, key=lambda row: -abs(row["Difference"] or 0))
