"""Tables that can be compared at all, and the same rows of both where all would take too long."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from synth.dataset import Dataset
from synth.metric import Skip


def comparable(*tables: Dataset) -> None:
    """Raises: Skip where there is no column to compare, or no row."""
    if not tables[0].modelled:
        raise Skip("The table holds only text and identifiers, which are not compared.")
    if not all(map(len, tables)):
        raise Skip("A table without rows cannot be compared.")


def sampled(train: Dataset, synthetic: Dataset, rows: int, rng: np.random.Generator) -> Iterator[Dataset]:
    """Both cut to at most that many rows; at the same positions if they are equally long, so that a copy stays one."""
    comparable(train, synthetic)
    seed = rng.integers(2**63)
    for data in (train, synthetic):
        chosen = np.random.default_rng(seed).choice(len(data), min(rows, len(data)), replace=False)
        yield data if len(data) <= rows else replace(data, table=data.table.iloc[np.sort(chosen)])
