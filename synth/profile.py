"""What a table holds, as plain JSON for the Data page: columns, their spread, and what to mind."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.measuring.binning import FEWEST, bins_of, moment, numbers, shares
from synth.cautions import cautions
from synth.dataset import Column, Dataset, Kind


@dataclass(frozen=True)
class Levels:
    """A column's values counted: codes per row (-1 missing) in order of first appearance, the values, their counts."""

    codes: np.ndarray
    values: pd.Index
    counts: np.ndarray

    @classmethod
    def of(cls, values: pd.Series) -> "Levels":
        codes, distinct = pd.factorize(values)
        return cls(codes, pd.Index(distinct), np.bincount(codes[codes >= 0], minlength=len(distinct)))


def profile(dataset: Dataset) -> dict:
    """rows, target, columns (name, kind, pii, missing, distinct, summary, bins) and warnings (column, level, sentence).

    bins holds labels (one a bin), edges (None unless numeric) and shares, one a label and a last one for missing; a
    share that stands for 1 to 4 rows is None, an "other" without rows is left out. Text and id columns have bins None:
    their values are never shown.
    """
    levels = {column.name: Levels.of(dataset.table[column.name]) for column in dataset.columns}
    columns = [{"name": column.name, "kind": column.kind.value, "pii": column.pii, "missing": column.missing,
                "distinct": len(levels[column.name].values), "bins": _bins(dataset.table[column.name], column),
                "summary": _summary(dataset.table[column.name], column, levels[column.name])}
               for column in dataset.columns]
    return {"rows": len(dataset), "target": dataset.target, "columns": columns, "warnings": cautions(dataset, levels)}


def _bins(values: pd.Series, column: Column) -> dict | None:
    if not column.kind.modelled:
        return None
    bins = bins_of(values, column.kind)
    rows = np.round(shares(bins, values) * len(values)).astype(int).tolist()
    labels = list(bins.labels[:-1])
    if not column.kind.numeric and len(labels) > 1 and not rows[-2]:
        del labels[-1], rows[-2]
    return {"labels": labels, "edges": list(bins.edges) if column.kind.numeric else None,
            "shares": [None if 0 < n < FEWEST else n / max(len(values), 1) for n in rows]}


def _summary(values: pd.Series, column: Column, levels: Levels) -> str:
    """In words, and without naming a value that fewer than five rows have, or an extreme that fewer than five reach."""
    if not len(levels.values):
        return "no values"
    if column.kind.numeric:
        return _range(values, column.kind)
    if column.kind.modelled:
        return _most_frequent(levels)
    alike = "all different" if len(levels.values) == levels.counts.sum() else f"{len(levels.values):,} different values"
    if column.kind is Kind.ID or column.pii:
        return alike
    lengths = pd.Series(levels.values).astype(str).str.len()
    return f"{alike}, {lengths.quantile(0.05):.0f} to {lengths.quantile(0.95):.0f} characters long"


def _range(values: pd.Series, kind: Kind) -> str:
    present = numbers(values, kind)
    present = np.sort(present[~np.isnan(present)])
    if len(present) < 2 * FEWEST:
        return f"{len(present)} value{'' if len(present) == 1 else 's'}"
    low, high = present[FEWEST - 1], present[-FEWEST]
    lower, upper = np.quantile(present, [0.25, 0.75], method="closest_observation")
    if low == high:
        return f"nearly always {_said(low, kind)}"
    return f"{_said(low, kind)} to {_said(high, kind)}, half between {_said(lower, kind)} and {_said(upper, kind)}"


def _said(value: float, kind: Kind) -> str:
    if kind is Kind.MOMENT:
        return moment(value, "D")
    return f"{value:.0f}" if kind is Kind.INTEGER else f"{value:.5g}"


def _most_frequent(levels: Levels) -> str:
    """The values of a column of two, else the most frequent one."""
    order = np.argsort(-levels.counts, kind="stable")
    total = levels.counts.sum()
    said = [
        f"{str(levels.values[i])[:40]} {levels.counts[i] / total:.1%}" for i in order[:3] if levels.counts[i] >= FEWEST
    ]
    if len(order) == 1:
        return f"always {str(levels.values[0])[:40]}" if total >= FEWEST else "1 value"
    if len(order) <= 3 and len(said) == len(order):
        return ", ".join(said)
    return f"{len(order):,} values" + (f", most often {said[0]}" if said else "")
