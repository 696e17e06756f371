"""How strongly columns hang together: real, synthetic and what is between the two."""

from components.charts.chart import DIVERGING, Chart
from components.charts.heat import Scale, clickable, largest, triptych

CLICKABLE = 80
"""Most cells that can be clicked, those furthest off: all of 8 columns, and no more bytes than a chart may have."""


def correlations(correlation: dict) -> Chart:
    """The matrices that `synth.comparison.compare` gives under "correlation" (where that is not None)."""
    names, apart = correlation["names"], largest(correlation["difference"])
    titles = ["<b>Real</b>  -1 blue, +1 orange", "<b>Synthetic</b>  same colours",
              f"<b>Difference</b>  blue too low, orange too high, up to {apart:.2f}"]
    # Two decimals are what hover shows; a third would only weigh.
    matrices = [[[None if value is None else round(value, 2) for value in row] for row in correlation[key]]
                for key in ("real", "synthetic", "difference")]
    drawn = triptych(names, names, matrices, titles,
                     Scale(DIVERGING, -1, 1, ".2f"), Scale(DIVERGING, -apart, apart, "+.2f"), "not defined",
                     tall=min(max(150, 14 * len(names)), 420))
    for axis in ("yaxis", "yaxis2", "yaxis3"):
        drawn["layout"][axis]["autorange"] = "reversed"
    mean = "" if correlation["distance"] is None else f" On average they are {correlation['distance']:.3f} apart."
    alt = (f"Correlations among {len(names)} columns in three matrices: real, synthetic and the difference.{mean} "
           f"Measure: {correlation['measure']}.")
    cells = sorted(((i, j) for i in range(len(names)) for j in range(len(names))),
                   key=lambda at: -abs(correlation["difference"][at[0]][at[1]] or 0))
    cells = cells[:CLICKABLE]
    told = [f"{correlation['difference'][i][j]:+.2f}" if correlation["difference"][i][j] is not None else "not defined"
            for i, j in cells]
    drawn["data"].append(clickable(2, names, names, cells, told))
    targets = {len(drawn["data"]) - 1: [(names[i], names[j]) for i, j in cells]}
    return Chart(drawn, alt, correlation["takeaway"] + mean, _numbers(correlation), targets)


def _numbers(correlation: dict) -> list[dict]:
    names, keys = correlation["names"], ("real", "synthetic", "difference")
    rows = [{"Column": names[j], "With": names[i]} | {key.capitalize(): correlation[key][i][j] for key in keys}
            for i in range(len(names)) for j in range(i)]
    return sorted(rows, key=lambda row: -abs(row["Difference"] or 0))
