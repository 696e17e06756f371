"""Where values are missing: which columns together, and whether that hangs on other values."""

from collections import defaultdict

import numpy as np

from synth.dataset import Dataset, Kind
from synth.measuring.association import cramers_v
from synth.measuring.binning import FEWEST, Bins, moment
from synth.profiling.sample import binned, first_of, sampled

COLUMNS = 30
"""Columns with gaps that are looked at, those with the most first."""
OTHERS = 60
"""Columns that gaps are held against."""
PATTERNS = 12
SCARCE = 25
"""Rows a value must have, and rows missing and not missing, before a tie is told."""


def gaps(dataset: Dataset) -> dict | None:
    """columns, shares, of (how many columns have gaps), complete, patterns, together and tied; None without gaps.

    Columns without any value are left out: nothing hangs on where those are missing.
    complete: the share of rows without any gap in these columns. patterns: records of missing (positions in columns)
    and share, the most frequent first, none that fewer than 5 rows have. together: lists of columns that are missing in
    exactly the same rows. tied: records as `_tie` gives them, the strongest first.
    """
    gappy = sorted((c for c in dataset.columns if 0 < c.missing < 1), key=lambda c: -c.missing)
    if not gappy:
        return None
    names = [c.name for c in gappy[:COLUMNS]]
    masks = {name: dataset.table[name].isna().to_numpy() for name in names}
    kinds, counts = np.unique(
        sum(mask.astype(np.int64) << i for i, mask in enumerate(masks.values())), return_counts=True
    )
    order = [i for i in np.argsort(-counts, kind="stable") if kinds[i] and counts[i] >= FEWEST][:PATTERNS]
    complete = int(counts[kinds == 0].sum())
    return {
        "columns": names,
        "shares": [round(c.missing, 5) for c in gappy[:COLUMNS]],
        "of": len(gappy),
        "complete": None if 0 < complete < FEWEST else round(complete / len(dataset), 5),
        "patterns": [
            {
                "missing": [k for k in range(len(names)) if kinds[i] >> k & 1],
                "share": round(int(counts[i]) / len(dataset), 5),
            }
            for i in order
        ],
        "together": _together(masks),
        "tied": _tied(dataset, names),
    }


def _together(masks: dict[str, np.ndarray]) -> list[list[str]]:
    alike = defaultdict(list)
    for name, mask in masks.items():
        if mask.sum() >= FEWEST and not mask.all():
            alike[np.packbits(mask).tobytes()].append(name)
    return [names for names in alike.values() if len(names) > 1]


def _tied(dataset: Dataset, names: list[str]) -> list[dict]:
    """The strongest tie of each column's gaps to the values of another column, where there is one worth telling."""
    others = first_of(dataset.modelled, OTHERS, dataset.target)
    some = sampled(dataset, [*dict.fromkeys([*names, *others])])
    coded = {name: binned(some, name) for name in others}
    found = [_strongest(name, some.table[name].isna().to_numpy(), coded) for name in names]
    return sorted((tie for tie in found if tie), key=lambda tie: -tie["strength"])


def _strongest(name: str, mask: np.ndarray, coded: dict[str, tuple[Bins, np.ndarray]]) -> dict | None:
    if min(mask.sum(), (~mask).sum()) < SCARCE:
        return None
    strengths = {other: cramers_v(mask.astype(np.int64), found) for other, (_, found) in coded.items() if other != name}
    strengths = {other: v for other, v in strengths.items() if v >= 0.1}
    for other in sorted(strengths, key=lambda other: -strengths[other]):
        if tie := _tie(name, mask, other, *coded[other]):
            return tie | {"strength": round(strengths[other], 3)}
    return None


def _tie(name: str, mask: np.ndarray, other: str, bins: Bins, found: np.ndarray) -> dict | None:
    """column, other, where (a value or range of the other, in words), inside and outside (the shares missing there).

    None unless missing at least twice as often inside. A share that stands for 1 to 4 rows counts as 0.
    """
    known = found >= 0
    rows = np.bincount(found[known], minlength=bins.size)
    missing = np.bincount(found[known & mask], minlength=bins.size)
    inside = np.where((rows >= SCARCE) & (missing >= FEWEST), missing / np.maximum(rows, 1), 0)
    beyond = np.maximum(rows.sum() - rows, 1)
    outside = np.where(missing.sum() - missing >= FEWEST, (missing.sum() - missing) / beyond, 0)
    named = np.arange(bins.size) < (len(bins.labels) - 1 if bins.kind.numeric else len(bins.levels))
    gain = np.where(named & (inside >= 2 * outside) & (rows < rows.sum()), (inside - outside) * np.sqrt(rows), 0)
    best = int(gain.argmax())
    if gain[best] <= 0:
        return None
    return {
        "column": name,
        "other": other,
        "where": where(bins, best),
        "inside": round(float(inside[best]), 4),
        "outside": round(float(outside[best]), 4),
    }


def where(bins: Bins, k: int) -> str:
    """The k-th bin after "where 'x' is"."""
    if bins.kind is not Kind.MOMENT or len(bins.labels) < 3:
        return bins.labels[k]
    low, high = (moment(edge) for edge in bins.edges[k : k + 2])
    if k == 0:
        return f"before {high}"
    return f"{low} or later" if k == len(bins.labels) - 2 else f"from {low} to before {high}"
