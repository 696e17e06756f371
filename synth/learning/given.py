"""Rows with gaps as a chain of columns knows them: which cells are given, and what rules decide."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from synth.learning.clock import Clock
from synth.learning.encoding import Codec
from synth.learning.halves import midnight
from synth.learning.relations.daytime import Daytime
from synth.learning.relations.formula import Formula
from synth.learning.relations.function import WITHIN
from synth.learning.relations.inverse import solved
from synth.learning.relations.lookup import Lookup
from synth.learning.relations.relation import Relation

Columns = dict[str, np.ndarray]


@dataclass
class Given:
    """there: per column of the chain whether each cell is given, bool (rows,). values: the columns, of which cells not
    given mean nothing. codes: int64 (rows,), 0 where not given. results: columns that rules give, and where they are
    given.

    decided: by column the rules whose result is given in rows where this is the last of their sources that is not.
    """

    there: Columns
    values: dict[str, pd.Series]
    codes: Columns
    results: dict[str, tuple[pd.Series, np.ndarray]] = field(default_factory=dict)
    decided: dict[str, list[tuple[Relation, np.ndarray]]] = field(default_factory=dict)

    def at(self, rows: np.ndarray) -> "Given":
        """The same at these positions, which may repeat."""
        return Given(
            {name: each[rows] for name, each in self.there.items()},
            {name: each.take(rows).reset_index(drop=True) for name, each in self.values.items()},
            {name: each[rows] for name, each in self.codes.items()},
            {
                name: (each.take(rows).reset_index(drop=True), there[rows])
                for name, (each, there) in self.results.items()
            },
            {name: [(rule, at[rows]) for rule, at in each] for name, each in self.decided.items()},
        )


@dataclass(frozen=True)
class Model:
    """A chain's columns: how they are coded, in which order they are drawn, and the rules and clocks behind them."""

    codecs: Mapping[str, Codec]
    order: Sequence[str]
    last: Mapping[str, int]
    clocks: Mapping[str, Clock]
    rules: Sequence[Relation]

    def coded(self, name: str, values: pd.Series) -> np.ndarray:
        """Codes, none higher than those learned: on part of a table a value may have one that was not."""
        return np.minimum(self.codecs[name].codes(values), self.last[name])

    def whole(self, name: str, values: pd.Series) -> pd.Series:
        """A column as rules know it: a moment that is learned as a day and a time of day is that day's midnight."""
        return midnight(values, self.clocks[name]) if name in self.clocks else values

    def tied(self, rule: Relation) -> bool:
        """Whether what the rule gives says something of columns as they are drawn."""
        if isinstance(rule, Daytime) or not set(rule.sources) <= set(self.order):
            return False
        moments = set(rule.sources) & set(self.clocks)
        return not moments or (rule.days if isinstance(rule, Formula) else getattr(rule, "part", "") not in WITHIN)

    def given(self, rows: pd.DataFrame) -> Given:
        """The rows' cells as columns of the chain; a rest that follows from what is given is given too."""
        table = {name: rows[name].reset_index(drop=True) for name in rows}
        for rule in self.rules:
            if isinstance(rule, Daytime):
                table[rule.column] = table[rule.column] // 100 * 60 + table[rule.column] % 100
        results = {r.column: (table[r.column], table[r.column].notna().to_numpy()) for r in self.rules if self.tied(r)}
        for name, clock in self.clocks.items():
            table[name], table[clock.column] = _halves(table[name], clock)
        there, values, codes = {}, {}, {}
        for name in self.order:
            values[name] = table.get(name, pd.Series(np.full(len(rows), np.nan)))
            there[name] = values[name].notna().to_numpy()
            codes[name] = self._codes(name, values[name], there[name])
        found = Given(there, values, codes, results)
        for rule in self.rules:
            if rule.column in results:
                self._decide(found, rule)
        return found

    def _codes(self, name: str, values: pd.Series, there: np.ndarray) -> np.ndarray:
        codes = np.zeros(len(values), dtype=np.int64)
        if there.any():
            codes[there] = self.coded(name, values[there])
        return codes

    def _decide(self, given: Given, rule: Relation) -> None:
        """Where the rule's result is given: puts in the rest if that alone is not, else notes which source is last."""
        result, known = given.results[rule.column]
        sources = sorted(rule.sources, key=self.order.index)
        kept = getattr(rule, "kept", None)
        others = np.logical_and.reduce([given.there[each] for each in sources if each != kept])
        if kept is not None and (known & others).any():
            at = np.flatnonzero(known & others)
            table = pd.DataFrame({each: self.whole(each, given.values[each][at]) for each in sources if each != kept})
            rest = solved(rule, kept, table, result[at], self)
            values = pd.Series(np.full(len(known), np.nan))
            values[at] = np.asarray(rest, dtype=float)
            given.values[kept] = values.astype("Int64") if (values.dropna() % 1 == 0).all() else values
            given.there[kept] = values.notna().to_numpy()
            given.codes[kept] = self._codes(kept, given.values[kept], given.there[kept])
        gaps = np.array([~given.there[each] for each in sources])
        where = known & gaps.any(axis=0)
        last = len(sources) - 1 - gaps[::-1].argmax(axis=0)
        for i, name in enumerate(sources):
            if (where & (last == i)).any():
                given.decided.setdefault(name, []).append((rule, where & (last == i)))
        if isinstance(rule, Lookup) and kept is not None:
            self._hint(given, rule, where, last, sources)

    def _hint(self, given: Given, rule: Lookup, where: np.ndarray, last: np.ndarray, sources: list[str]) -> None:
        """Where the rest comes last, the answer still tells which of the sources before it is likely."""
        rest = where & (np.array(sources)[last] == rule.kept)
        by = [each for each in sources if each != rule.kept]
        gaps = np.array([~given.there[each] for each in by])
        latest = len(by) - 1 - gaps[::-1].argmax(axis=0)
        for i, name in enumerate(by):
            if (rest & gaps.any(axis=0) & (latest == i)).any():
                given.decided.setdefault(name, []).append((rule, rest & gaps.any(axis=0) & (latest == i)))


def _halves(values: pd.Series, clock: Clock) -> tuple[pd.Series, pd.Series]:
    """A moment's day and its time of day, both missing where it is."""
    points, present = clock.grid.points(values)
    days, times = np.divmod(points, clock.day)
    return tuple(pd.Series(each).astype("Int64").where(present) for each in (days, times))


def put(drawn: pd.Series, there: np.ndarray, given: pd.Series) -> pd.Series:
    """What was drawn, with what is given in its place."""
    if not there.any():
        return drawn
    made = drawn.copy()
    made.iloc[np.flatnonzero(there)] = given[there].astype(made.dtype).array
    return made
