"""Which columns hang together most."""

import numpy as np

from synth.dataset import Dataset, Kind
from synth.measuring.association import MEASURE, association
from synth.profiling.sample import ROWS, first_of, sampled

COLUMNS = 40
"""Columns that are paired; the time grows with its square."""
SHOWN = 10
WEAK = 0.1


def pairs(dataset: Dataset, distinct: dict[str, int]) -> dict | None:
    """pairs (records of columns, value, measure; the 10 strongest first), measure, columns, of, rows; None for fewer
    than 2.

    Looked for among the first 40 columns that are learned and vary (columns, of them), the target among them, in at
    most 20,000 rows. distinct tells how many different values each column has.
    """
    varied = [name for name in dataset.modelled if distinct[name] > 1]
    names = first_of(varied, COLUMNS, dataset.target)
    if len(names) < 2:
        return None
    some = sampled(dataset, names)
    matrix = association(some, some.names)
    left, right = np.tril_indices(len(names), -1)
    values = np.nan_to_num(matrix[left, right])
    order = [k for k in np.argsort(-np.abs(values), kind="stable")[:SHOWN] if abs(values[k]) >= WEAK]
    kinds = {c.name: c.kind for c in some.columns}
    found = [(some.names[right[k]], some.names[left[k]], float(values[k])) for k in order]
    return {
        "measure": MEASURE,
        "columns": len(names),
        "of": len(varied),
        "rows": min(len(dataset), ROWS),
        "pairs": [
            {"columns": [a, b], "value": round(value, 3), "measure": _measure(kinds[a], kinds[b])}
            for a, b, value in found
        ],
    }


def _measure(one: Kind, other: Kind) -> str:
    if one.numeric and other.numeric:
        return "Spearman's rank correlation"
    return "correlation ratio" if one.numeric or other.numeric else "Cramér's V"
