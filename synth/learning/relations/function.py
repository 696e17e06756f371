"""Columns that are a function of one other: weekday and month of a date, a class of a number, a label of a code."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.dataset import Dataset, Kind
from synth.learning.likeness import EVIDENCE
from synth.learning.relations.relation import Found, Relation, rests

PARTS: dict[str, Callable[[pd.Series], pd.Series]] = {
    "year": lambda values: values.dt.year, "quarter": lambda values: values.dt.quarter,
    "month": lambda values: values.dt.month, "day": lambda values: values.dt.day,
    "weekday": lambda values: values.dt.weekday, "hour": lambda values: values.dt.hour,
    "minute": lambda values: values.dt.minute, "year and month": lambda values: values.dt.year * 12 + values.dt.month,
    "date": lambda values: values.dt.normalize(), "value": lambda values: values}
"""What is asked of a moment, the coarsest first; of a number, only itself."""
WITHIN = ("hour", "minute", "value")
"""Parts that a day alone does not tell."""
MOST = 200
"""Values at most that a column may have to be taken for a function; a finer one is rather a code itself."""

RUN = 4
"""Values in a row, on average, that must have the same answer for the next to be told by it."""


@dataclass(frozen=True, eq=False)
class Function:
    """The column's value for each key, that of the next key below where one was never seen; gap: if missing."""

    column: str
    source: str
    part: str
    keys: np.ndarray
    values: pd.Series
    gap: object

    @property
    def sources(self) -> tuple[str, ...]:
        return (self.source,)

    def undo(self, table: pd.DataFrame):
        keys = PARTS[self.part](table[self.source])
        there = keys.notna().to_numpy()
        at = np.zeros(len(keys), dtype=np.int64)
        at[there] = np.maximum(np.searchsorted(self.keys, _keys(keys[there]), side="right") - 1, 0)
        values = self.values.take(at).set_axis(table.index)
        return (values if there.all() else values.where(there, self.gap)).array


def functions(data: Dataset, rules: list[Relation], rng: np.random.Generator) -> Found | None:
    """The next column with few values that one number, moment or part of a moment settles; None where there is none."""
    without = rests(rules)
    sources = [name for name in data.of_kind(Kind.INTEGER, Kind.REAL, Kind.MOMENT)
               if name not in without and data.table[name].nunique() > MOST and data.table[name].dtype.kind in "iufM"]
    answers = {name: pd.factorize(data.table[name], use_na_sentinel=False)[0]
               for name in data.names if name not in without}
    for source in sources:
        values = data.table[source]
        for part in PARTS if values.dtype.kind == "M" else ("value",):
            keys = pd.factorize(PARTS[part](values), use_na_sentinel=False)[0]
            for name, answer in answers.items():
                if name != source and 1 < answer.max() + 1 <= MOST and _settles(keys, answer) and (
                        part != "value" or _steps(values, answer)):
                    return Found(_function(name, source, part, data.table))
    return None


def _settles(keys: np.ndarray, answer: np.ndarray) -> bool:
    """Whether equal keys have equal answers, in enough rows that chance could not do it."""
    for look in (slice(0, 500), slice(None)):
        of = np.zeros(keys.max() + 1, dtype=np.int64)
        of[keys[look]] = answer[look]
        if not np.array_equal(of[keys[look]], answer[look]):
            return False
    diverse = 1 - float(((np.bincount(answer) / len(answer)) ** 2).sum())
    return (len(keys) - len(of)) * diverse >= EVIDENCE


def _steps(values: pd.Series, answer: np.ndarray) -> bool:
    """Whether the answer changes seldom as values rise, so that it can be told for values never seen."""
    sorted_ = answer[np.argsort(values.to_numpy(), kind="stable")]
    return (np.diff(sorted_) != 0).sum() * RUN <= values.nunique()


def _function(name: str, source: str, part: str, table: pd.DataFrame) -> Function:
    keys = PARTS[part](table[source])
    first = ~keys.duplicated() & keys.notna()
    order = np.argsort(_keys(keys[first]), kind="stable")
    gaps = table[name][keys.isna()]
    values = table[name][first].iloc[order].reset_index(drop=True)
    return Function(name, source, part, _keys(keys[first])[order], values, gaps.iloc[0] if len(gaps) else None)


def _keys(keys: pd.Series) -> np.ndarray:
    """Keys in an order that searching goes by."""
    return keys.dt.tz_localize(None).to_numpy() if keys.dtype.kind == "M" else keys.to_numpy(dtype=np.float64)
