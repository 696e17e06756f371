"""Columns that one or two others settle, as in a table one looks up: the distance of a route, a product's price."""

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import pandas as pd

from synth.dataset import Column, Dataset, Kind
from synth.learning.likeness import EVIDENCE
from synth.learning.relations.axis import Axis, axes
from synth.learning.relations.relation import Found, Relation, free_name, rests

LEVELS, COLUMNS = 1000, 30
"""Values that a source may have, and columns that are looked at, at most."""
NEARLY = 0.97
"""Share of the rows in which a number must be what is usual for its sources; exceptions are learned."""
COARSE, FINE = 24, 100
"""A column of COARSE values at most is drawn early, and others hang on it; it is not given up for a number with more
than FINE, which is drawn late and in bins that would mix its answers."""
OFTEN, MOSTLY = 5, 0.8
"""Rows with the same sources, at least, and the share of the rows that must be among so many: else it is a list."""


@dataclass(frozen=True, eq=False)
class Lookup:
    """values[answers[a, b]] for levels a, b of one or two sources; where a pair was never seen, what is usual for a.

    kept: for a number with exceptions, the column that holds how many steps of its grid it lies above its answer.
    """

    column: str
    by: tuple[str, ...]
    levels: tuple[pd.Index, ...]
    answers: np.ndarray
    values: pd.Series
    axis: Axis | None = None
    kept: str | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        return (*self.by, *([self.kept] if self.kept else []))

    def said(self, table: pd.DataFrame) -> pd.Series:
        """The answer for every row."""
        at = tuple(index.get_indexer(pd.Index(table[source])) for index, source in zip(self.levels, self.by))
        return self.values.take(self.answers[at]).set_axis(table.index)

    def undo(self, table: pd.DataFrame):
        if self.kept is None:
            return self.said(table).array
        steps = np.nan_to_num(self.axis.steps(self.axis.numbers(self.said(table))))
        return self.axis.values(steps + table[self.kept].to_numpy(dtype=np.float64, na_value=np.nan))


def lookups(data: Dataset, rules: list[Relation], rng: np.random.Generator) -> Found | None:
    """The next column that two others settle, or a number that one does; None where there is none."""
    names = [name for name in data.names if name not in rests(rules)][:COLUMNS]
    codes = {name: pd.factorize(data.table[name], use_na_sentinel=False)[0] for name in names}
    sizes = {name: int(code.max()) + 1 for name, code in codes.items()}
    most = min(LEVELS, len(data) // OFTEN)
    sources = sorted((name for name in names if 1 < sizes[name] <= most), key=sizes.get, reverse=True)
    numeric = list(axes(data, rests(rules)))
    targets = [name for name in names if sizes[name] > 2]
    for name in sorted(targets, key=lambda name: (name not in numeric, -sizes[name])):
        others = [other for other in sources if other != name and data.column(other).kind is not Kind.MOMENT
                  and not (data.column(other).kind.numeric and sizes[other] > FINE and sizes[name] <= COARSE)]
        for key in [*((other,) for other in others), *combinations(others, 2)]:
            if _settles([codes[each] for each in key], [sizes[each] for each in key], codes[name], name not in numeric):
                found = _found(_lookup(name, key, data.table, codes, sizes), data)
                # a chain keeps what one column settles exactly, if its values have codes of their own
                kept_anyway = found.column is None and sizes[name] <= COARSE
                if len(key) == 1 and (name not in numeric or kept_anyway or sizes[key[0]] < sizes[name] / 10):
                    break
                return found
    return None


def _settles(keys: list[np.ndarray], sizes: list[int], answer: np.ndarray, exact: bool) -> bool:
    """Whether equal keys have equal answers, mostly in many rows, and chance could not do it."""
    for look in (slice(0, 200), slice(None)):
        _, usual, rows = _cells([key[look] for key in keys], sizes, answer[look])
        same = (usual == answer[look]).mean()
        if same < (1 if exact else NEARLY):
            return False
    diverse = 1 - float(((np.bincount(answer) / len(answer)) ** 2).sum())
    return (len(answer) - len(rows)) * diverse >= EVIDENCE and rows[rows >= OFTEN].sum() >= MOSTLY * len(answer)


def _cells(keys: list[np.ndarray], sizes: list[int], answer: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The cell of each row, the most frequent answer in its cell, and the rows of each cell."""
    _, cell, rows = np.unique(np.ravel_multi_index(keys, sizes), return_inverse=True, return_counts=True)
    width = int(answer.max()) + 1
    both, seen = np.unique(cell * width + answer, return_counts=True)
    usual = np.zeros(len(rows), dtype=np.int64)
    order = np.argsort(seen, kind="stable")
    usual[both[order] // width] = both[order] % width  # the most frequent comes last and stays
    return cell, usual[cell], rows


def _lookup(name: str, key: tuple[str, ...], table: pd.DataFrame, codes: dict, sizes: dict) -> Lookup:
    keys = [codes[each] for each in key]
    _, usual, _ = _cells(keys, [sizes[each] for each in key], codes[name])
    _, alone, _ = _cells(keys[:1], [sizes[key[0]]], codes[name])
    answers = np.zeros([sizes[each] for each in key], dtype=np.int64)
    answers[keys[0]] = alone if len(key) == 1 else alone[:, None]
    answers[tuple(keys)] = usual
    levels = tuple(pd.Index(pd.unique(table[each])) for each in key)
    return Lookup(name, key, levels, answers, pd.Series(pd.unique(table[name]), dtype=table[name].dtype))


def _found(lookup: Lookup, data: Dataset) -> Found:
    """The lookup, with what it leaves over where there are exceptions."""
    values = data.table[lookup.column]
    said = lookup.said(data.table)
    if ((said == values) | (said.isna() & values.isna())).all():
        return Found(lookup)
    axis = Axis(values)
    left = axis.steps(axis.numbers(values)) - np.nan_to_num(axis.steps(axis.numbers(said)))
    kept, whole = free_name(data, f"{lookup.column} (rest)"), axis.step > 0
    column = Column(kept, Kind.INTEGER if whole else Kind.REAL, float(np.isnan(left).mean()))
    rest = pd.Series(left, index=data.table.index).astype("Int64" if whole else "float64")
    return Found(replace(lookup, axis=axis, kept=kept), column, rest)
