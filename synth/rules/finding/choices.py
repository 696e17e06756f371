"""Groups of yes-and-no columns of which exactly one is set in nearly every row."""

import numpy as np
import pandas as pd

from synth.dataset import Dataset, Kind
from synth.rules.one_hot import OneHot
from synth.rules.rule import BEYOND_CHANCE, EVIDENCE, SUPPORT, Rule


def choices(data: Dataset, rng: np.random.Generator) -> list[Rule]:
    """Groups grown from a column by those that are never set together with what is in it, frequent ones first."""
    marks = {
        name: found
        for name in data.of_kind(Kind.INTEGER, Kind.FLAG, Kind.REAL)
        if (found := _marks(data.table[name])) is not None
    }
    if len(marks) < 2 or len(data) < EVIDENCE:
        return []
    names = sorted(marks, key=lambda name: -marks[name].mean())
    together = np.column_stack([marks[name] for name in names]).astype(np.float64)
    both = together.T @ together
    found, used = [], set()
    for start in range(len(names)):
        group = [start] if start not in used else []
        for other in range(len(names)) if group else ():
            if other not in used and other != start and both[other, group].sum() <= (1 - SUPPORT) * len(data):
                group.append(other)
        if len(group) > 1 and _one_each(together[:, group]):
            used |= set(group)
            chosen = {names[i] for i in group}
            found.append(OneHot(tuple(name for name in data.names if name in chosen)))
    return found


def _marks(values: pd.Series) -> np.ndarray | None:
    """bool (rows,): where set; None for a column that holds anything but 0 and 1, or gaps, or only one of both."""
    if values.dtype.kind not in "iufb" or values.empty or values.isna().any():
        return None
    numbers = values.to_numpy(dtype=float)
    return numbers == 1 if np.isin(numbers, (0, 1)).all() and 0 < numbers.mean() < 1 else None


def _one_each(marks: np.ndarray) -> bool:
    """Whether exactly one is set in nearly all rows, far beyond what independent columns would give."""
    shares, rows = marks.mean(axis=0), len(marks)
    none = np.prod(1 - shares)
    by_chance = rows * (1 - none * float((shares / (1 - shares)).sum()))
    broken = int((marks.sum(axis=1) != 1).sum())
    return broken <= (1 - SUPPORT) * rows and by_chance >= max(EVIDENCE, BEYOND_CHANCE * broken)
