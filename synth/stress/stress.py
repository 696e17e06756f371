"""Hard cases put among the rows of a synthetic table, one a row, each with a tag that says what is hard about it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import chain, cycle, islice, zip_longest

import numpy as np
import pandas as pd

from synth.dataset import Dataset, Kind
from synth.rules import Rule
from synth.rules.unique import Unique
from synth.stress.case import BLOCK, BREAKS, DUPLICATE, EMPTY, KEY, MISSING, Case
from synth.stress.keeping import astray, keeping
from synth.stress.put import emptied, put, written
from synth.stress.values import hard_values

TAG = "stress"
"""The column of tags, where one is asked for."""


@dataclass(frozen=True, eq=False)
class Stressed:
    """data: the table with hard cases in; dtypes are kept, but where a column that knew no missing value now has some.

    tags: per row what is hard about it, None where nothing is. left_out: cases for which there was no row; barred:
    those that would break a rule by the way. told: whether the tags are to stand in the table that is written.
    """

    data: Dataset
    tags: pd.Series
    left_out: tuple[str, ...]
    barred: tuple[str, ...] = ()
    told: bool = False

    @property
    def table(self) -> pd.DataFrame:
        """The table that is written."""
        return self.tagged() if self.told else self.data.table

    @property
    def counts(self) -> dict[str, int]:
        """Rows by what is hard about them, without the column."""
        return dict(Counter(tag.partition(":")[0] for tag in self.tags.dropna()))

    def tagged(self) -> pd.DataFrame:
        """The table with its tags as the last column."""
        name = next(
            word
            for word in (TAG, *(f"{TAG}_{i}" for i in range(2, len(self.data.names) + 3)))
            if word not in self.data.names
        )
        return self.data.table.assign(**{name: self.tags})


def stress(
    data: Dataset,
    share: float,
    rng: np.random.Generator,
    without: Collection[str] = (),
    rules: Sequence[Rule] = (),
    told: bool = False,
) -> Stressed:
    """As many rows as before, of which that share, at least one, are hard cases: of each column in turn.

    without: what is hard about cases that are left out, as `texts.NOT_IN` has it for a file's format. rules, which data
    keeps and which were held against the real table, are kept but in rows that break one on purpose, one a row.
    Everything put in is made up or stands in this table, so that a synthetic table stays one.
    Raises: ValueError unless 0 < share <= 1, and for a table without rows or columns.
    """
    check_share(share)
    if not len(data) or not data.columns:
        raise ValueError(f"The table '{data.name}' has no {'columns' if len(data) else 'rows'} to put hard cases in.")
    offered = [case for case in offered_cases(data, rng, rules) if case.what not in without]
    count = max(round(share * len(data)), 1)
    placed = _placed(list(islice(cycle(offered), count)), len(data), rng)
    if rules:
        table, placed = _ruled(data, placed, rules, rng)
    else:
        table = emptied(put(data, placed, rng), placed, rng)
    tags = np.full(len(data), None, dtype=object)
    for at, case in placed.items():
        tags[at] = case.tag
    absent = {case.tag: None for case in offered if case.tag not in set(tags)}
    tried = {case.tag for case in offered[:count]}
    left, barred = ([tag for tag in absent if (tag in tried) is each] for each in (False, True))
    return Stressed(data.with_table(table), pd.Series(tags, dtype=object), tuple(left), tuple(barred), told)


def check_share(share: float) -> None:
    """Raises: ValueError unless it lies in (0, 1]."""
    if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 < share <= 1:
        raise ValueError(f"The share of hard cases must lie in (0, 1], not {share}.")


def offered_cases(data: Dataset, rng: np.random.Generator, rules: Sequence[Rule] = ()) -> list[Case]:
    """All cases for the table: of keys, whole rows, rules and each column in turn, so that few rows hold some of each.

    What repeats a key that never repeats is the case that breaks this rule, and no other.
    """
    once = [rule for rule in rules if isinstance(rule, Unique)]
    alone = {rule.columns[0] for rule in once if len(rule.columns) == 1}
    several = len(data) > 1
    keys = [
        Case(KEY, name)
        for name in data.of_kind(Kind.ID)
        if several and name not in alone and data.table[name].notna().any()
    ]
    twice = [Case(DUPLICATE)] if several and not once else []
    whole = [Case(MISSING), *twice, Case(EMPTY), *[Case(MISSING)] * (BLOCK - 1)]
    breaks = [Case(BREAKS, rule=rule) for rule in rules]
    columns = [
        [Case(what, column.name, value) for what, value in hard_values(data.table[column.name], column).items()]
        for column in data.columns
    ]
    turns = [keys, whole, breaks, *([each[i] for i in rng.permutation(len(each))] for each in columns)]
    return [case for case in chain.from_iterable(zip_longest(*turns)) if case]


def _ruled(
    data: Dataset, placed: dict[int, Case], rules: Sequence[Rule], rng: np.random.Generator
) -> tuple[pd.DataFrame, dict[int, Case]]:
    """The table with the cases in, and those that stand: rows that break a rule by the way are as they were before."""
    whole = {at: case for at, case in placed.items() if not case.single and case.what != BREAKS}
    table, placed = keeping(data, put(data, whole, rng), placed, rules, rng)
    table = emptied(table, placed, rng)
    back = astray(table, placed, rules)
    if back:
        part = data.table.iloc[back]
        table = written(table, back, part.astype({name: table[name].dtype for name in table}))
    return table, {at: case for at, case in placed.items() if at not in set(back)}


def _placed(cases: list[Case], rows: int, rng: np.random.Generator) -> dict[int, Case]:
    """The row of each case; those of a block stand below each other."""
    blocks = sum(case.what == MISSING for case in cases)
    starts = BLOCK * rng.permutation(-(-rows // BLOCK))
    run = [at for start in starts for at in range(start, min(start + BLOCK, rows))][:blocks]
    left = rng.permutation(np.setdiff1d(np.arange(rows), run))
    single = [case for case in cases if case.what != MISSING]
    return {int(at): case for at, case in [*((at, Case(MISSING)) for at in run), *zip(left, single)]}
