"""Bins that real and synthetic rows share: even ones to look at, quantile ones to measure with."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.dataset import Kind
from synth.measuring.edges import calendar, even, rounding, tidy

FEWEST = 5
"""Real rows behind any name, edge or figure that is shown."""


@dataclass(frozen=True)
class Bins:
    """Numeric kinds have edges (n + 1 for n bins), the others levels and an "other"; missing comes last in either.

    labels has one unique entry a bin, "missing" included. Moments are counted in seconds since 1970, UTC. A bin holds
    its lower edge and not its upper; values beyond the outer edges fall into the end bins.
    """

    kind: Kind
    labels: tuple[str, ...]
    edges: tuple[float, ...] = ()
    levels: tuple = ()

    @property
    def size(self) -> int:
        """How many codes there are, missing included."""
        return len(self.labels)


def numbers(values: pd.Series, kind: Kind) -> np.ndarray:
    """The values as float64, NaN where missing; moments as seconds since 1970 (UTC)."""
    if kind is Kind.MOMENT:
        moments = pd.to_datetime(values, errors="coerce", utc=True).dt.tz_localize(None).to_numpy("datetime64[us]")
        return np.where(np.isnat(moments), np.nan, moments.astype("int64") / 1e6)
    return pd.to_numeric(values, errors="coerce").to_numpy(dtype=float, na_value=np.nan)


def bins_of(values: pd.Series, kind: Kind, count: int = 30, top: int = 15) -> Bins:
    """About count even bins with round edges, or the top levels by frequency: for charts.

    Nothing shown hangs on fewer than 5 rows: rarer levels go to "other"; the outer edges are the 5th smallest and 5th
    largest value, or the 0.5 % and 99.5 % quantile if further in, rounded outward. Small tables get fewer bins. A
    number that fills a fifth of the column is a bin by itself.
    """
    if not kind.numeric:
        return _levels(values, kind, top, FEWEST)
    present = np.sort(_present(values, kind))
    if len(present) < FEWEST:
        return _ranges(kind, np.array([0.0, 1.0]), True, True)
    count = min(count, max(4, len(present) // 10))
    reach = min(max(FEWEST - 1, int(0.005 * len(present))), (len(present) - 1) // 2)
    low, high = present[reach], present[-1 - reach]
    edges, unit = calendar(low, high, count) if kind is Kind.MOMENT else (even(low, high, count, kind), "")
    edges = _isolate(edges, _frequent(present, max(0.2, FEWEST / len(present))), kind)
    return _ranges(kind, edges, present[0] < edges[0], present[-1] >= edges[-1], unit)


def quantile_bins(values: pd.Series, kind: Kind, count: int = 10, top: int = 10, rounded: bool = False) -> Bins:
    """Deciles (or count quantiles) with the outer bins open, or the top levels: for measuring.

    A number that fills a bin's share of the column is a bin by itself. With rounded, edges are rounded so that none is
    a real person's value, and levels with fewer than 5 rows go to "other": for what is shown.
    """
    if not kind.numeric:
        return _levels(values, kind, top, FEWEST if rounded else 1)
    present = _present(values, kind)
    if not len(present):
        return _ranges(kind, np.array([-1.0, 0.0, 1.0]), True, True)
    frequent = _frequent(present, max(1 / count, FEWEST / len(present) if rounded else 0))
    rest = present[~np.isin(present, frequent)]
    ranks = np.linspace(0, 1, max(count - len(frequent), 1) + 1)[1:-1]
    cuts = np.unique(np.quantile(rest, ranks, method="closest_observation")) if len(rest) else np.array([])
    if rounded and len(cuts):
        step = rounding(np.ptp(cuts) or abs(cuts[0]), kind)
        cuts = np.unique(tidy(np.floor(cuts / step) * step, step))
    cuts = _isolate(cuts, frequent, kind)
    edges = np.concatenate([cuts[:1] - 1, cuts, cuts[-1:] + 1]) if len(cuts) else np.array([-np.inf, np.inf])
    return _ranges(kind, edges, True, True)


def codes(bins: Bins, values: pd.Series) -> np.ndarray:
    """The bin of every row, as integers in 0..bins.size - 1; the last is missing."""
    if bins.kind.numeric:
        found = numbers(values, bins.kind)
        return np.where(np.isnan(found), bins.size - 1, np.searchsorted(bins.edges[1:-1], found, side="right"))
    positions, distinct = pd.factorize(values)
    known = pd.Index(bins.levels, dtype=object).get_indexer(pd.Index(distinct, dtype=object))
    return np.append(np.where(known < 0, len(bins.levels), known), bins.size - 1)[positions]


def shares(bins: Bins, values: pd.Series) -> np.ndarray:
    """Share of rows in each bin; the last is missing; all 0 without rows."""
    return np.bincount(codes(bins, values), minlength=bins.size) / max(len(values), 1)


def _present(values: pd.Series, kind: Kind) -> np.ndarray:
    found = numbers(values, kind)
    return found[~np.isnan(found)]


def _frequent(present: np.ndarray, share: float) -> np.ndarray:
    distinct, counts = np.unique(present, return_counts=True)
    return distinct[counts >= share * len(present)]


def _isolate(edges: np.ndarray, spikes: np.ndarray, kind: Kind) -> np.ndarray:
    after = spikes + 1 if kind is Kind.INTEGER else np.nextafter(spikes, np.inf)
    cut = np.unique(np.concatenate([edges, spikes, after]))
    # whole numbers beyond 2^53 lie closer than the floats that stand for them
    return cut if len(cut) != 1 else np.append(cut, np.nextafter(cut, np.inf))


def _ranges(kind: Kind, edges: np.ndarray, open_low: bool, open_high: bool, unit: str = "") -> Bins:
    say = (lambda edge: moment(edge, unit)) if kind is Kind.MOMENT else _number
    labels = []
    for low, high in zip(edges[:-1], edges[1:]):
        top = high - 1 if kind is Kind.INTEGER else high
        alone = top <= low or np.nextafter(low, np.inf) == high or kind is Kind.MOMENT
        # a bin right above a number that is a bin by itself starts a hair above it, which nobody wants to read
        start = (edges[len(labels) - 1] if labels and np.nextafter(edges[len(labels) - 1], np.inf) == low and not alone
                 else low)
        labels.append(say(start) if alone else f"{say(start)}{' to ' if start < 0 else '–'}{say(top)}")
    if len(labels) == 1 and open_low:
        return Bins(kind, ("any value", "missing"), edges=tuple(map(float, edges)))
    if open_high:
        labels[-1] = f"{say(edges[-2])} or {'later' if kind is Kind.MOMENT else 'more'}"
    if open_low:
        labels[0] = f"{'before' if kind is Kind.MOMENT else 'under'} {say(edges[1])}"
    return Bins(kind, _unique([*labels, "missing"]), edges=tuple(map(float, edges)))


def _levels(values: pd.Series, kind: Kind, top: int, fewest: int) -> Bins:
    counts = values.value_counts()
    counts = counts[counts >= fewest]
    if kind is Kind.FLAG:
        levels = sorted(counts.index, key=str)
    else:
        levels = sorted(counts.index, key=lambda level: (-counts[level], str(level)))[:top]
    names = [text if len(text) <= 40 else text[:39] + "…" for text in map(str, levels)]
    named = [text if text.strip() else "(empty)" for text in names]
    return Bins(kind, _unique([*named, *(word if word not in named else f"({word})" for word in ("other", "missing"))]),
                levels=tuple(levels))


def _unique(labels: list[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    for i, label in enumerate(labels):
        seen[label] = seen.get(label, 0) + 1
        labels[i] = label if seen[label] == 1 else f"{label} ({seen[label]})"
    return tuple(labels)


def _number(value: float) -> str:
    return f"{value:,.10g}".replace("-0", "0") if value == 0 else f"{value:,.10g}"


def moment(seconds: float, unit: str = "") -> str:
    """Seconds since 1970 as text, to the unit given (s m h D M Y) or to the day if it is midnight."""
    unit = unit or ("D" if seconds % 86400 == 0 else "s")
    unit = "m" if unit == "h" else unit
    return str(np.datetime64(int(np.floor(seconds)), "s").astype(f"datetime64[{unit}]")).replace("T", " ")
