"""Hard cases put among the rows of a synthetic table, one a row, each with a tag that says what is hard about it."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import chain, cycle, islice, zip_longest

import numpy as np
import pandas as pd

from synth.dataset import Dataset, Kind
from synth.stress.case import BLOCK, DUPLICATE, EMPTY, KEY, MISSING, Case
from synth.stress.put import put
from synth.stress.values import hard_values

TAG = "stress"
"""The column of tags, where one is asked for."""


@dataclass(frozen=True, eq=False)
class Stressed:
    """data: the table with hard cases in; dtypes are kept, but where a column that knew no missing value now has some.

    tags: per row what is hard about it, None where nothing is. left_out: cases for which there was no row.
    """

    data: Dataset
    tags: pd.Series
    left_out: tuple[str, ...]

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


def stress(data: Dataset, share: float, rng: np.random.Generator, without: Collection[str] = ()) -> Stressed:
    """As many rows as before, of which that share, at least one, are hard cases: of each column in turn.

    without: what is hard about cases that are left out, as `texts.NOT_IN` has it for a file's format. Everything put in
    is made up or stands in this table, so that a synthetic table stays one.
    Raises: ValueError unless 0 < share <= 1, and for a table without rows or columns.
    """
    if not 0 < share <= 1:
        raise ValueError(f"The share of hard cases must lie in (0, 1], not {share}.")
    if not len(data) or not data.columns:
        raise ValueError(f"The table '{data.name}' has no {'columns' if len(data) else 'rows'} to put hard cases in.")
    offered = [case for case in offered_cases(data, rng) if case.what not in without]
    count = max(round(share * len(data)), 1)
    placed = _placed(list(islice(cycle(offered), count)), len(data), rng)
    tags = np.full(len(data), None, dtype=object)
    for at, case in placed.items():
        tags[at] = case.tag
    left = tuple(dict.fromkeys(case.tag for case in offered[count:]))
    return Stressed(data.with_table(put(data, placed, rng)), pd.Series(tags, dtype=object), left)


def offered_cases(data: Dataset, rng: np.random.Generator) -> list[Case]:
    """All cases for the table: of keys, whole rows and each column in turn, so that few rows hold some of each."""
    keys = [Case(KEY, name) for name in data.of_kind(Kind.ID) if len(data) > 1 and data.table[name].notna().any()]
    whole = [Case(MISSING), *([Case(DUPLICATE)] if len(data) > 1 else []), Case(EMPTY), *[Case(MISSING)] * (BLOCK - 1)]
    columns = [
        [Case(what, column.name, value) for what, value in hard_values(data.table[column.name], column).items()]
        for column in data.columns
    ]
    turns = [keys, whole, *([each[i] for i in rng.permutation(len(each))] for each in columns)]
    return [case for case in chain.from_iterable(zip_longest(*turns)) if case]


def _placed(cases: list[Case], rows: int, rng: np.random.Generator) -> dict[int, Case]:
    """The row of each case; those of a block stand below each other."""
    blocks = sum(case.what == MISSING for case in cases)
    starts = BLOCK * rng.permutation(-(-rows // BLOCK))
    run = [at for start in starts for at in range(start, min(start + BLOCK, rows))][:blocks]
    left = rng.permutation(np.setdiff1d(np.arange(rows), run))
    single = [case for case in cases if case.what != MISSING]
    return {int(at): case for at, case in [*((at, Case(MISSING)) for at in run), *zip(left, single)]}
