"""What time a column of moments covers, and where nothing happened."""

import numpy as np
import pandas as pd

from synth.dataset import Dataset, Kind
from synth.measuring.binning import FEWEST, numbers

COLUMNS = 5
"""Columns of moments that are looked at."""
BARS = 150
_UNITS = (("h", "hour"), ("D", "day"), ("W", "week"), ("M", "month"), ("Y", "year"))


def coverage(dataset: Dataset) -> list[dict]:
    """A record per column of moments: name, unit, labels, shares, first, last, gaps, empty.

    A share per unit of time, None where it stands for 1 to 4 rows; first and last are the outermost units that 5 rows
    have reached. gaps: the longest stretches of units without any row, as first, last and units, the longest first.
    empty: the share of units without a row.
    """
    found = [_covered(name, dataset.table[name]) for name in dataset.of_kind(Kind.MOMENT)[:COLUMNS]]
    return [each for each in found if each]


def _covered(name: str, values: pd.Series) -> dict | None:
    present = numbers(values, Kind.MOMENT)
    present = np.sort(present[~np.isnan(present)])
    if len(present) < 10 * FEWEST or present[FEWEST - 1] == present[-FEWEST]:
        return None
    unit, word, years, places = _units(present)
    low, high = places[FEWEST - 1], places[-FEWEST]
    counts = np.bincount(places[(places >= low) & (places <= high)] - low)
    labels = [_label(int(low + k) * years, unit) for k in range(len(counts))]
    gaps = _gaps(counts == 0)
    return {
        "name": name,
        "unit": word,
        "labels": labels,
        "first": labels[0],
        "last": labels[-1],
        "shares": [None if 0 < n < FEWEST else round(int(n) / len(values), 6) for n in counts],
        "gaps": [{"first": labels[a], "last": labels[b], "units": b - a + 1} for a, b in gaps],
        "empty": round(float((counts == 0).mean()), 4),
    }


def _units(present: np.ndarray) -> tuple[str, str, int, np.ndarray]:
    """The finest unit that gives at most 150 bars from the 5th to the 5th last: numpy's letter, its word, how many
    years it takes, and the unit that every moment is in, counted from 1970."""
    stamps = np.floor(present).astype("int64").astype("datetime64[s]")
    for unit, word in _UNITS:
        places = stamps.astype(f"datetime64[{unit}]").astype("int64")
        span = int(places[-FEWEST] - places[FEWEST - 1]) + 1
        if span <= BARS:
            return unit, word, 1, places
    years = -(-(span + 1) // BARS)
    return unit, f"{years} years", years, places // years


def _label(place: int, unit: str) -> str:
    start = np.datetime64(place, unit)
    return str(start.astype("datetime64[D]") if unit == "W" else start).replace("T", " ") + (
        ":00" if unit == "h" else ""
    )


def _gaps(empty: np.ndarray, most: int = 5) -> list[tuple[int, int]]:
    """First and last place of the longest runs of at least two empty units, where units are mostly not empty."""
    if empty.mean() > 0.5:
        return []
    turns = np.flatnonzero(np.diff(np.concatenate([[0], empty.astype(np.int8), [0]])))
    runs = [(int(a), int(b) - 1) for a, b in zip(turns[::2], turns[1::2]) if b - a >= 2]
    return sorted(runs, key=lambda run: run[0] - run[1])[:most]
