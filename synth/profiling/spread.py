"""How one column is spread: bars for a chart, and a line of words."""

import numpy as np
import pandas as pd

from synth.dataset import Column, Kind
from synth.measuring.binning import FEWEST, bins_of, moment, numbers, shares
from synth.measuring.features import classes
from synth.profiling.levels import Levels

NAMED = 200
"""Levels of a column, at most, that a person may choose from."""


def bars(values: pd.Series, column: Column) -> dict | None:
    """labels (one a bin), edges (None unless numeric) and shares, one a label and a last one for missing.

    A share that stands for 1 to 4 rows is None, an "other" without rows is left out. None for text and ids.
    """
    if not column.kind.modelled:
        return None
    bins = bins_of(values, column.kind)
    rows = np.round(shares(bins, values) * len(values)).astype(int).tolist()
    labels = list(bins.labels[:-1])
    if not column.kind.numeric and len(labels) > 1 and not rows[-2]:
        del labels[-1], rows[-2]
    return {
        "labels": labels,
        "edges": list(bins.edges) if column.kind.numeric else None,
        "shares": [None if 0 < n < FEWEST else round(n / max(len(values), 1), 7) for n in rows],
    }


def few(levels: Levels, kind: Kind, rows: int) -> dict[str, float] | None:
    """Of whole numbers so few that they are classes the share of rows of each that 5 rows or more have;
    None of all else."""
    if kind is not Kind.INTEGER or not classes(kind, pd.Series(levels.values)):
        return None
    return {str(value): round(int(n) / rows, 7) for value, n in zip(levels.values, levels.counts) if n >= FEWEST}


def named(levels: Levels, kind: Kind) -> list[str]:
    """Of categories or flags the levels that 5 rows or more have, at most NAMED, the most frequent first."""
    if kind.numeric or not kind.modelled:
        return []
    order = np.argsort(-levels.counts, kind="stable")[:NAMED]
    return [str(levels.values[i]) for i in order if levels.counts[i] >= FEWEST]


def ordered(values: pd.Series, kind: Kind) -> np.ndarray:
    """The numbers of a numeric column that are there, from small to large; none of any other kind."""
    found = numbers(values, kind) if kind.numeric else np.array([])
    return np.sort(found[~np.isnan(found)])


def summary(column: Column, levels: Levels, present: np.ndarray) -> str:
    """In words, and without naming a value that fewer than five rows have, or an extreme that fewer than five reach;
    present is `ordered`."""
    if not len(levels.values):
        return "no values"
    if column.kind.numeric:
        return _range(present, column.kind)
    if column.kind.modelled:
        return _most_frequent(levels)
    alike = "all different" if len(levels.values) == levels.counts.sum() else f"{len(levels.values):,} different values"
    if column.kind is Kind.ID or column.pii:
        return alike
    lengths = pd.Series(levels.values).astype(str).str.len()
    return f"{alike}, {lengths.quantile(0.05):.0f} to {lengths.quantile(0.95):.0f} characters long"


def _range(present: np.ndarray, kind: Kind) -> str:
    if len(present) < 2 * FEWEST:
        return f"{len(present)} value{'' if len(present) == 1 else 's'}"
    low, high = present[FEWEST - 1], present[-FEWEST]
    lower, upper = np.quantile(present, [0.25, 0.75], method="closest_observation")
    if low == high:
        return f"nearly always {said(low, kind)}"
    return f"{said(low, kind)} to {said(high, kind)}, half between {said(lower, kind)} and {said(upper, kind)}"


def said(value: float, kind: Kind) -> str:
    """A number of that kind in words."""
    if kind is Kind.MOMENT:
        return moment(value, "D")
    return f"{value:.0f}" if kind is Kind.INTEGER else f"{value:.5g}"


def _most_frequent(levels: Levels) -> str:
    """The values of a column of two or three, else the most frequent one."""
    order = np.argsort(-levels.counts, kind="stable")
    total = levels.counts.sum()
    told = [
        f"{str(levels.values[i])[:40]} {levels.counts[i] / total:.1%}" for i in order[:3] if levels.counts[i] >= FEWEST
    ]
    if len(order) == 1:
        return f"always {str(levels.values[0])[:40]}" if total >= FEWEST else "1 value"
    if len(order) <= 3 and len(told) == len(order):
        return ", ".join(told)
    return f"{len(order):,} values" + (f", most often {told[0]}" if told else "")
