"""Everything the charts of Compare show, binned, as plain JSON.

`compare` gives a dict; all shares are 0..1 of all rows of a table, missing ones included:

    rows         {"train": int, "synthetic": int}
    marginals    one per modelled column, largest distance first:
                 {"name", "kind", "labels": [str] one a bin, unique, "edges": [number, or ISO text for moments] one more
                 than labels, null for category-like columns, "real": [share or null], "synthetic": [share],
                 "missing": {"real": share or null, "synthetic": share}, "distance": total variation 0..1,
                 "asked": whether it differs because it is meant to; such columns come last
                 "takeaway": sentence, "summary": [{"statistic": str, "real", "synthetic": number, text or null}]}
                 A frequent number is a bin of no width; draw bars by label, in the order given.
    pairs        largest distance first; names are two columns, distance and takeaway as above, and by "form":
                 "heatmap" (both numeric or both not): "x", "y": labels of names[0], names[1]; "real", "synthetic":
                 one row per y label, one share (or null) per x label.
                 "quantiles" (names[0] numeric, names[1] not): "levels": labels of names[1]; "real", "synthetic": one
                 [q10, q25, q50, q75, q90] or null per level, numbers or ISO text; "real_shares", "synthetic_shares":
                 share (or null) of rows per level.
    correlation  {"names", "measure": text, "real", "synthetic", "difference" (synthetic - real): square matrices with
                 null where undefined, "distance": mean absolute difference, "takeaway"}, null with fewer than 2 columns
    left_out     sentences on what is not in here

null for a real share means that 1 to 4 real rows are behind it: it is hidden. Quantiles of real rows need 20 rows in
the group and are rounded. Level names, and the ends of ranges, stand for at least 5 real rows (see `binning.bins_of`).
"""

from collections.abc import Collection
from itertools import combinations

import numpy as np
import pandas as pd

from synth.measuring.association import MEASURE, association
from synth.measuring.binning import Bins, bins_of, codes, numbers, quantile_bins
from synth.measuring.shown import as_json, hidden, joint, plain, used
from synth.dataset import Dataset, Kind
from synth.progress import Progress, part, quiet
from synth.takeaway import of_bars, of_cells, of_correlations, of_medians

PAIRED, PAIRS, CORRELATED, MARGINALS = 24, 120, 40, 300
"""Most columns paired, pairs kept, columns correlated, and marginals kept."""
ROWS = 50_000
"""Rows that quantiles and correlations are taken from; all shares use all rows."""
_QUANTILES = [0.1, 0.25, 0.5, 0.75, 0.9]
_GROUP = 20


def compare(train: Dataset, synthetic: Dataset, progress: Progress = quiet, asked: Collection[str] = ()) -> dict:
    """Marginals, pairs and correlations of both tables, as the module's docstring says; what hangs on the columns
    asked, which differ because they are meant to, comes last. Raises: Cancelled."""
    names = train.modelled
    marginals = []
    for i, name in enumerate(names):
        progress(0.4 * i / len(names), f"comparing '{name}'")
        marginals.append(_marginal(train, synthetic, name))
    for each in marginals:
        each["asked"] = each["name"] in asked
    marginals.sort(key=lambda m: (m["asked"], -m["distance"]))
    pairs = _pairs(train, synthetic, _first(train, PAIRED), part(progress, 0.4, 0.9))
    pairs.sort(key=lambda pair: bool({*asked} & {*pair["names"]}))
    progress(0.9, "comparing correlations")
    correlation = _correlation(_sample(train), _sample(synthetic), _first(train, CORRELATED))
    progress(1.0, "compared")
    return {"rows": {"train": len(train), "synthetic": len(synthetic)}, "marginals": marginals[:MARGINALS],
            "pairs": pairs[:PAIRS], "correlation": correlation, "left_out": _left_out(train, len(pairs))}


def _first(train: Dataset, most: int) -> list[str]:
    """The first columns in table order, the target among them."""
    names = train.modelled
    kept = set(sorted(names, key=lambda name: name != train.target)[:most])
    return [name for name in names if name in kept]


def _sample(data: Dataset) -> Dataset:
    """At most ROWS rows, always the same ones: a chart must not change when it is drawn again."""
    if len(data) <= ROWS:
        return data
    return data.take(np.sort(np.random.default_rng(0).choice(len(data), ROWS, replace=False)))


def _left_out(train: Dataset, pairs: int) -> list[str]:
    names, surrogates = train.modelled, [name for name in train.names if name not in train.modelled]
    told = [
        (surrogates, f"Identifiers and free text are not compared: {', '.join(map(repr, surrogates))}."),
        (len(names) > MARGINALS, f"Of {len(names)} columns, the {MARGINALS} that differ most are shown."),
        (len(names) > PAIRED, f"Pairs are taken among the first {PAIRED} of {len(names)} columns and the target."),
        (pairs > PAIRS, f"Of {pairs} pairs, the {PAIRS} that differ most are shown."),
        (len(names) > CORRELATED, f"Correlations are taken among the first {CORRELATED} of {len(names)} columns."),
    ]
    return [sentence for applies, sentence in told if applies]


def _marginal(train: Dataset, synthetic: Dataset, name: str) -> dict:
    kind = train.column(name).kind
    bins = bins_of(train.table[name], kind)
    found = [codes(bins, data.table[name]) for data in (train, synthetic)]
    counts, real, made = joint(*found, bins.size)
    distance, few = np.abs(real - made).sum() / 2, hidden(counts)
    shown = [i for i in range(bins.size - 1) if kind.numeric or i < bins.size - 2 or real[i] or made[i]]
    known = np.where(few, np.nan, real)
    edges = None
    if kind.numeric and bins.size > 2:
        edges = [as_json(edge, kind) for edge in bins.edges]
    return {"name": name, "kind": kind.value, "labels": [bins.labels[i] for i in shown], "edges": edges,
            "real": plain(known[shown]), "synthetic": plain(made[shown]),
            "missing": {"real": plain(known[-1:])[0], "synthetic": plain(made[-1:])[0]},
            "distance": round(float(distance), 5), "takeaway": of_bars(known, made, bins.labels),
            "summary": _summary(train, synthetic, name)}


def _summary(train: Dataset, synthetic: Dataset, name: str) -> list[dict]:
    kind = train.column(name).kind
    if not kind.numeric:
        distinct = [int(data.table[name].nunique()) for data in (train, synthetic)]
        return [{"statistic": "Distinct values", "real": distinct[0], "synthetic": distinct[1]}]
    both = [found[~np.isnan(found)] for found in (numbers(data.table[name], kind) for data in (train, synthetic))]
    figures = {"Mean": np.mean, "Standard deviation": np.std, "Median": np.median}
    if kind is Kind.MOMENT:
        del figures["Standard deviation"]
    told = [[as_json(figure(x), kind) if len(x) >= _GROUP else None for x in both] for figure in figures.values()]
    return [{"statistic": title, "real": real, "synthetic": made} for title, (real, made) in zip(figures, told)]


def _pairs(train: Dataset, synthetic: Dataset, names: list[str], progress: Progress) -> list[dict]:
    bins = {name: quantile_bins(train.table[name], train.column(name).kind, 8, 7, rounded=True) for name in names}
    found = [{name: codes(bins[name], data.table[name]) for name in names} for data in (train, synthetic)]
    few = [_sample(train), _sample(synthetic)]
    measured = {n: [pd.Series(numbers(d.table[n], b.kind)) for d in few] for n, b in bins.items() if b.kind.numeric}
    grouped = {n: [codes(b, d.table[n]) for d in few] for n, b in bins.items() if not b.kind.numeric}
    pairs, made = list(combinations(names, 2)), []
    for i, (a, b) in enumerate(pairs):
        progress(i / len(pairs), f"comparing '{a}' with '{b}'")
        if b in measured and a not in measured:
            a, b = b, a
        counts = joint(*(each[b] * bins[a].size + each[a] for each in found), bins[a].size * bins[b].size)
        grids = [each.reshape(bins[b].size, bins[a].size) for each in counts]
        pair = {"names": [a, b], "distance": round(float(np.abs(grids[1] - grids[2]).sum() / 2), 5)}
        form = (_quantiles(measured[a], grouped[b], grids, bins[a], bins[b]) if b not in measured and a in measured
                else None)
        made.append(pair | (form or {"form": "heatmap"} | _heatmap(grids, bins[a], bins[b])))
        if "takeaway" not in made[-1] or not made[-1]["takeaway"]:
            known = np.where(hidden(grids[0]), np.nan, grids[1])
            made[-1]["takeaway"] = of_cells(known, grids[2], bins[a].labels, bins[b].labels)
    return sorted(made, key=lambda pair: -pair["distance"])


def _heatmap(grids: list[np.ndarray], x: Bins, y: Bins) -> dict:
    counts, real, made = grids
    columns, rows = used(x, (real + made).sum(0)), used(y, (real + made).sum(1))
    cells = np.ix_(rows, columns)
    return {"x": [x.labels[i] for i in columns], "y": [y.labels[i] for i in rows],
            "real": [plain(row) for row in np.where(hidden(counts), np.nan, real)[cells]],
            "synthetic": [plain(row) for row in made[cells]]}


def _quantiles(measured: list[pd.Series], grouped: list[np.ndarray], grids: list[np.ndarray], x: Bins, y: Bins) -> dict:
    counts, real, made = (grid.sum(1) for grid in grids)
    levels = used(y, real + made)
    tables = [_by_level(values, groups, levels) for values, groups in zip(measured, grouped)]
    spread = float(np.nanstd(measured[0])) if measured[0].notna().any() else 0.0
    takeaway = of_medians(tables[0][:, 2], tables[1][:, 2], spread, x.kind, [y.labels[i] for i in levels])
    rounded = [[None if np.isnan(row).any() else [as_json(v, x.kind) for v in row] for row in table]
               for table in tables]
    return {"form": "quantiles", "levels": [y.labels[i] for i in levels], "real": rounded[0], "synthetic": rounded[1],
            "real_shares": plain(np.where(hidden(counts), np.nan, real)[levels]),
            "synthetic_shares": plain(made[levels]), "takeaway": takeaway}


def _by_level(values: pd.Series, groups: np.ndarray, levels: list[int]) -> np.ndarray:
    """Five quantiles per level, NaN for levels with fewer than 20 values."""
    table = np.full((len(levels), len(_QUANTILES)), np.nan)
    present = values.notna().to_numpy()
    for i, level in enumerate(levels):
        inside = values.to_numpy()[(groups == level) & present]
        if len(inside) >= _GROUP:
            table[i] = np.quantile(inside, _QUANTILES)
    return table


def _correlation(train: Dataset, synthetic: Dataset, names: list[str]) -> dict | None:
    if len(names) < 2:
        return None
    real, made = association(train, names), association(synthetic, names)
    matrices = {"real": real, "synthetic": made, "difference": made - real}
    between = np.abs(made - real)[np.triu_indices(len(names), 1)]
    distance = None if np.isnan(between).all() else round(float(np.nanmean(between)), 5)
    return {"names": names, "measure": MEASURE, "distance": distance,
            "takeaway": of_correlations(real, made, names)} | {
        name: [plain(row, 3) for row in matrix] for name, matrix in matrices.items()}
