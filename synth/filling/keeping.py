"""Filled rows that keep rules, as far as the cells given allow it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from synth.filling.gaps import Gaps
from synth.filling.solving import solved
from synth.progress import Progress
from synth.rules import Rule
from synth.rules.enforcing import mended
from synth.rules.formula import Formula
from synth.rules.unique import Unique

if TYPE_CHECKING:
    from synth.filling.fill import Completing

ROUNDS, TRIED = 2, 10
"""How often rows that break a rule are drawn anew as they are, and then with repairs; and rows drawn for each."""


class Keeping:
    """Draws rows that break a rule again, then puts right what can be; cells given are never touched."""

    def __init__(self, completing: "Completing", gaps: Gaps, rules: Sequence[Rule]):
        self.completing, self.gaps, self.rules = completing, gaps, rules
        self.given_ = {rule: self._by_given(rule) for rule in rules}
        self.rowwise_ = [rule for rule in rules if not isinstance(rule, Unique)]

    def kept(
        self, tables: list[pd.DataFrame], rng: np.random.Generator, progress: Progress
    ) -> tuple[list[pd.DataFrame], dict[str, tuple[list[int], list[int]]]]:
        """The tables, and by rule the rows whose given cells break it and those that could not be filled to keep it."""
        for i in range(2 * ROUNDS + 1):
            progress(i / (2 * ROUNDS + 1), "filling rows so that they keep the rules")
            wrong = [np.flatnonzero(self._wrong(table)) for table in tables]
            if not any(map(len, wrong)):
                break
            tables = self._again(tables, wrong, rng, mend=i >= ROUNDS, loose=i == 2 * ROUNDS)
        told = {}
        for rule in self.rules:
            broken = np.logical_or.reduce([rule.broken(table) for table in tables]) & ~self.given_[rule]
            if self.given_[rule].any() or broken.any():
                told[rule.words()] = (np.flatnonzero(self.given_[rule]).tolist(), np.flatnonzero(broken).tolist())
        return tables, told

    def _by_given(self, rule: Rule) -> np.ndarray:
        """bool (rows,): all cells that the rule is about are given, and they break it."""
        return self.gaps.given[list(rule.columns)].all(axis=1).to_numpy() & rule.broken(self.gaps.table)

    def _wrong(self, table: pd.DataFrame) -> np.ndarray:
        """Rows that break a rule which is not broken by what is given alone."""
        return np.logical_or.reduce([rule.broken(table) & ~self.given_[rule] for rule in self.rules])

    def _again(
        self,
        tables: list[pd.DataFrame],
        wrong: list[np.ndarray],
        rng: np.random.Generator,
        mend: bool,
        loose: bool,
    ) -> list[pd.DataFrame]:
        """The tables with other fillings of those rows, where one of some keeps all rules; no two take the same first.

        mend: with the rules' own repairs. loose: gaps that rules are about take any value of their column.
        """
        rows = np.unique(np.concatenate(wrong))
        tried = self.completing.draws(rows, TRIED + len(tables), rng)
        tried = [self._loosened(each, rows, rng) for each in tried] if loose else tried
        tried = [self._mended(each, rows, rng) for each in tried] if mend else tried
        good = [self._good(each, rows) for each in tried]
        made = [table.copy() for table in tables]
        for i, (table, open_) in enumerate(zip(made, wrong)):
            waiting = np.isin(rows, open_)
            for k in range(len(tried)):
                each = (i + k) % len(tried)
                taken = waiting & good[each]
                for name in table if taken.any() else ():
                    table[name] = placed(table[name], rows[taken], tried[each][name][taken])
                waiting &= ~taken
        return made

    def _loosened(self, tried: pd.DataFrame, rows: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
        """The rows with values by their column's shares alone in the gaps that rules are about."""
        for name in dict.fromkeys(name for rule in self.rowwise_ for name in rule.columns):
            gap = ~self.gaps.given[name].to_numpy()[rows]
            if gap.any() and self.completing.learned.column(name).kind.modelled:
                values = self.completing.any_of(name, int(gap.sum()), rng)
                tried = tried.assign(**{name: placed(tried[name], np.flatnonzero(gap)[: len(values)], values)})
        return tried

    def _good(self, tried: pd.DataFrame, rows: np.ndarray) -> np.ndarray:
        bad = np.zeros(len(rows), dtype=bool)
        for rule in self.rowwise_:
            bad |= rule.broken(tried) & ~self.given_[rule][rows]
        return ~bad

    def _mended(self, tried: pd.DataFrame, rows: np.ndarray, rng: np.random.Generator) -> pd.DataFrame:
        """The rows put right: a result that is given is met by one of its sources, all else by rules' own repairs."""
        given = {name: self.gaps.given[name].to_numpy()[rows] for name in tried}
        made = tried
        for rule in self.rowwise_:
            made = solved(rule, made, given, self.completing.learned) if isinstance(rule, Formula) else made
        made = mended(made, self.rowwise_, rng)
        for name in made:
            made = made.assign(**{name: placed(made[name], np.flatnonzero(given[name]), tried[name][given[name]])})
        return made


def placed(values: pd.Series, rows: np.ndarray, put: pd.Series) -> pd.Series:
    """The column with those values at these positions."""
    if not len(rows):
        return values
    made = values.copy()
    if isinstance(made.dtype, pd.CategoricalDtype):
        made = made.cat.add_categories([each for each in put.dropna().unique() if each not in made.cat.categories])
    made.iloc[rows] = put.array if made.dtype == put.dtype else put.astype(made.dtype).array
    return made
