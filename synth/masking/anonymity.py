"""k-anonymity: every combination of what may be known of a person stands for at least k rows."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.dataset import Column
from synth.masking.plan import form_of
from synth.progress import Progress, quiet

MEASURED = ("number", "moment")

@dataclass(frozen=True)
class Anonymity:
    """What was found and done. below: rows in classes smaller than k, or of too few target values, before anything was
    done; coarser: rows made coarser for it; suppressed: rows left out; smallest: rows of the smallest class afterwards;
    alike: the share of rows in classes where all have one target value, None without a target of classes."""

    quasi: tuple[str, ...]
    k: int
    rows: int
    below: int = 0
    coarser: int = 0
    suppressed: int = 0
    smallest: int = 0
    alike: float | None = None

    def told(self) -> str:
        """All of it as sentences."""
        if not self.quasi:
            why = "k is 1." if self.k == 1 else "no column was taken for one that others may know."
            return f"k-anonymity was not looked at: {why}"
        lines = f"Of {self.rows:,} rows, {self.below:,} stood out by {', '.join(self.quasi)} (k = {self.k})"
        if self.below:
            lines += f": {self.coarser:,} were changed to look like others and {self.suppressed:,} left out"
        lines += ". "
        lines += f"Now the rarest combination stands for {self.smallest:,} rows"
        lines += "." if self.smallest >= self.k else ": the table is too small for more."
        if self.alike is not None:
            lines += f" For {self.alike:.1%} of rows the combination alone gives the target away."
        return lines


def anonymous(table: pd.DataFrame, columns: Sequence[Column], quasi: Sequence[str], target: str | None, k: int,
              diversity: int = 1, progress: Progress = quiet) -> tuple[pd.DataFrame, Anonymity]:
    """The table with small classes made coarser until each holds k rows and `diversity` values of the target.

    A class is all rows that are alike in `quasi`. Rows of classes that are too small, with those of the smallest others
    where they need company, are cut into groups of at least k along one column after another at its median, gaps
    first; within a group every column takes its middle value, or its most frequent one where values have no order.
    Fewer than k rows in all are left out, unless there are no others.

    Source: Sweeney, "k-anonymity: a model for protecting privacy" (2002), and its Datafly for leaving out what is left;
    LeFevre, DeWitt and Ramakrishnan, "Mondrian multidimensional k-anonymity", ICDE 2006; Domingo-Ferrer and Torra,
    "Ordinal, continuous and heterogeneous k-anonymity through microaggregation" (2005); Machanavajjhala et al.,
    "l-diversity: privacy beyond k-anonymity" (2007), its distinct form.
    """
    quasi, rows = tuple(quasi), len(table)
    if not quasi:
        return table, Anonymity((), k, rows)
    told = {column.name: column for column in columns}
    codes = np.column_stack([_codes(table[name], told[name]) for name in quasi])
    secret = pd.factorize(table[target], use_na_sentinel=False)[0] if target is not None else np.zeros(rows, dtype=int)
    wanted = min(diversity, int(secret.max(initial=-1)) + 1)
    weak, below = _weak(codes, secret, k, wanted)
    if 0 < weak.sum() < k and weak.sum() < rows:
        kept = ~weak
        result = table[kept].reset_index(drop=True)
        return result, _found(codes[kept], secret[kept], quasi, k, rows, below, 0, int(weak.sum()), target)
    recoded, at = codes.copy(), np.flatnonzero(weak)
    ordered = np.array([form_of(table[name]) in MEASURED or bool(told[name].order) for name in quasi])
    for group in _groups(codes, secret, at, k, wanted, progress):
        for j in range(len(quasi)):
            recoded[group, j] = _middle(codes[group, j]) if ordered[j] else np.bincount(codes[group, j]).argmax()
    result = table.copy(deep=False)
    for j, name in enumerate(quasi):
        result[name] = _recoded(table[name], codes[:, j], recoded[:, j])
    moved = int((recoded != codes).any(axis=1).sum())
    return result, _found(recoded, secret, quasi, k, rows, below, moved, 0, target)


def _recoded(values: pd.Series, codes: np.ndarray, wanted: np.ndarray) -> pd.Series:
    """The values of the wanted codes, each taken from a row that has it."""
    present, first = np.unique(codes, return_index=True)
    source = np.where(codes == wanted, np.arange(len(codes)), first[np.searchsorted(present, wanted)])
    return pd.Series(values.array.take(source), index=values.index)


def _codes(values: pd.Series, column: Column) -> np.ndarray:
    """Small whole numbers in the order of the values, by frequency where they have none; 0 where missing."""
    if form_of(values) in MEASURED:
        return pd.factorize(values, sort=True)[0] + 1
    counts = values.value_counts()
    order = [value for value in column.order if value in counts.index] if column.order else []
    order += [value for value in counts.index if value not in set(order)]
    return pd.Index(order, dtype=object).get_indexer(pd.Index(values.astype(object))) + 1


def _classes(codes: np.ndarray) -> np.ndarray:
    """The class of each row, 0 .. classes - 1."""
    found = np.zeros(len(codes), dtype=np.int64)
    for j in range(codes.shape[1]):
        found = np.unique(found * (int(codes[:, j].max(initial=0)) + 1) + codes[:, j], return_inverse=True)[1]
    return found


def _values_in(classes: np.ndarray, secret: np.ndarray) -> np.ndarray:
    """How many values of the target each class holds."""
    pairs = np.unique(np.column_stack([classes, secret]), axis=0)
    return np.bincount(pairs[:, 0])


def _weak(codes: np.ndarray, secret: np.ndarray, k: int, diversity: int) -> tuple[np.ndarray, int]:
    """Which rows are to be grouped anew, shape (rows,), and how many stood in classes too small or too alike."""
    classes = _classes(codes)
    sizes = np.bincount(classes)
    poor = (sizes < k) | (_values_in(classes, secret) < diversity)
    below = int(sizes[poor].sum())
    rest = [each for each in np.argsort(sizes, kind="stable").tolist() if not poor[each]]
    for each in rest:  # company from the smallest of the others, until the target has values enough
        held = poor[classes]
        if not held.any() or len(np.unique(secret[held])) >= diversity:
            break
        poor[each] = True
    return poor[classes], below


def _groups(codes: np.ndarray, secret: np.ndarray, at: np.ndarray, k: int, diversity: int, progress: Progress):
    """The rows at these positions in groups as small as cuts make them, each of k rows and enough target values."""
    spans = np.maximum(codes.max(axis=0, initial=0), 1)
    waiting, done = [at] if len(at) else [], 0
    while waiting:
        rows = waiting.pop()
        sides = _cut(codes[rows], secret[rows], spans, k, diversity) if len(rows) >= 2 * k else None
        if sides is None:
            done += len(rows)
            progress(done / len(at), "grouping rows that stand out")
            yield rows
        else:
            waiting += [rows[sides], rows[~sides]]


def _cut(codes: np.ndarray, secret: np.ndarray, spans: np.ndarray, k: int, diversity: int) -> np.ndarray | None:
    """Which rows go left, shape (rows,), None where no column can be cut; gaps first, then the widest column."""
    def fits(left: np.ndarray) -> bool:
        sides = left, ~left
        return all(side.sum() >= k for side in sides) and (
            diversity < 2 or all(len(np.unique(secret[side])) >= diversity for side in sides))

    for j in range(codes.shape[1]):
        gaps = codes[:, j] == 0
        if gaps.any() and fits(gaps):
            return gaps
    width = np.ptp(codes, axis=0) / spans
    for j in np.argsort(-width, kind="stable"):
        if width[j] == 0:
            return None
        middle = _middle(codes[:, j])
        for left in (codes[:, j] <= middle, codes[:, j] < middle):
            if fits(left):
                return left
    return None


def _middle(codes: np.ndarray) -> int:
    """The lower median, one of the codes."""
    return int(np.partition(codes, (len(codes) - 1) // 2)[(len(codes) - 1) // 2])


def _found(codes, secret, quasi, k, rows, below, coarser, suppressed, target) -> Anonymity:
    classes = _classes(codes)
    sizes = np.bincount(classes)
    alike = float(sizes[_values_in(classes, secret) == 1].sum() / len(codes)) if target is not None else None
    return Anonymity(quasi, k, rows, below, coarser, suppressed, int(sizes.min()), alike)
