"""Real and synthetic rows in one table."""

import numpy as np
import pandas as pd

from synth.dataset import Dataset


def mixed(real: Dataset, synthetic: Dataset, share: float, rng: np.random.Generator) -> tuple[Dataset, np.ndarray]:
    """As many rows as real ones, in random order; that share of them, to within a row, are the first synthetic ones.

    Then bool per row: whether it is synthetic.

    Raises: ValueError where the share is none, or there are not that many synthetic rows.
    """
    if not 0 <= share <= 1:
        raise ValueError(f"The share of synthetic rows must lie in [0, 1], not {share}.")
    count = round(share * len(real))
    if count > len(synthetic):
        raise ValueError(
            f"{count:,} synthetic rows are needed to be {share:.0%} of {len(real):,}, and there are {len(synthetic):,}."
        )
    return _joined(real.take(rng.permutation(len(real))[count:]), synthetic, count, rng)


def augmented(real: Dataset, synthetic: Dataset, count: int, rng: np.random.Generator) -> tuple[Dataset, np.ndarray]:
    """All real rows and the first `count` synthetic ones, in random order; bool per row: whether it is synthetic."""
    return _joined(real, synthetic, count, rng)


def _joined(real: Dataset, synthetic: Dataset, count: int, rng: np.random.Generator) -> tuple[Dataset, np.ndarray]:
    table = pd.concat([real.table, synthetic.table.iloc[:count]], ignore_index=True)
    for name in real.names:
        if table[name].dtype != real.table[name].dtype:
            table[name] = table[name].astype(real.table[name].dtype)
    order = rng.permutation(len(table))
    return real.with_table(table.iloc[order]), order >= len(real)
