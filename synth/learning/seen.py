"""What the columns a condition asks about say of a row, before it is whole."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from synth.conditions import Condition, holds
from synth.conditions.condition import columns_of
from synth.learning.encoding import Codec
from synth.learning.relations.derived import Derived
from synth.learning.wanted import Wanted

Columns = Mapping[str, np.ndarray]


class Seen:
    """wants: for each box what is wanted of columns' codes; tests: its conditions on columns that follow from others.

    where: the whole condition, where lying in a box is not enough. valued: the columns whose values it takes.
    """

    def __init__(self, codecs: Mapping[str, Codec], derived: Derived, wants: Sequence[Mapping[str, Wanted]],
                 tests: Sequence[Mapping[str, Condition]], where: Condition | None = None):
        self.codecs, self.derived, self.wants, self.tests, self.where = codecs, derived, wants, tests, where
        asked = columns_of(where) if where else []
        self.follow_ = [*dict.fromkeys([*(name for each in tests for name in each), *filter(self._follows, asked)])]
        self.plain_ = [name for name in asked if not self._follows(name)]
        partly = {name for each in wants for name, want in each.items() if want.partly} if len(wants) > 1 else set()
        leaves = {leaf for name in self.follow_ for leaf in derived.leaves(name)}
        self.valued = frozenset(leaves | partly | {name for name in self.plain_ if codecs[name].ordered})

    @property
    def ready(self) -> str | None:
        """The column after which all that a single box tests is there; None where it is to be looked at the end."""
        leaves = [name for name in self.derived.order if name in self.valued]
        return leaves[-1] if leaves and len(self.wants) == 1 and self.where is None else None

    @property
    def columns(self) -> set[str]:
        """The drawn columns that it looks at."""
        asked = {name for each in self.wants for name in each}
        return {*self.valued, *asked, *self.plain_}

    def _follows(self, name: str) -> bool:
        return name in self.derived.columns or name in self.derived.clocks

    def factor(self, codes: Columns, values: Mapping, box: np.ndarray | None) -> np.ndarray:
        """What each row counts, (rows,): 0 if it is not met, else 1 over the number of boxes that it lies in.

        A row that lies in several boxes could have come from each, and is kept as if from one.
        Source: Karp, Luby and Madras, "Monte Carlo approximation algorithms for enumeration problems", Journal of
        Algorithms 10 (1989).
        """
        table = self._table(codes, values)
        if len(self.wants) == 1:
            met = self._tested(self.tests[0], table)
        else:
            lies = self._lies(codes, values, table)
            met = lies[box, np.arange(len(box))] / np.maximum(lies.sum(axis=0), 1)
        return met if self.where is None else met * holds(self.where, table)

    def _lies(self, codes: Columns, values: Mapping, table: pd.DataFrame) -> np.ndarray:
        """Whether each row lies in each box, (boxes, rows)."""
        known: dict[int, np.ndarray] = {}
        for each in self.wants:
            for name, want in each.items():
                if id(want) not in known:
                    known[id(want)] = want.meets(codes[name], values.get(name))
        rows = len(next(iter(codes.values())))
        return np.array([np.logical_and.reduce([np.broadcast_to(self._tested(tests, table), rows),
                                                *(known[id(want)] for want in wants.values())])
                         for wants, tests in zip(self.wants, self.tests)])

    def _tested(self, tests: Mapping[str, Condition], table: pd.DataFrame) -> np.ndarray:
        met = np.ones(1, dtype=bool)
        for test in tests.values():
            met = met & holds(test, table)
        return met

    def _table(self, codes: Columns, values: Mapping) -> pd.DataFrame:
        """The columns that are tested."""
        table = self.derived.table(self.follow_, values) if self.follow_ else pd.DataFrame()
        for name in self.plain_:
            table[name] = values[name] if name in values else labels(self.codecs[name], codes[name])
        return table


def labels(codec: Codec, codes: np.ndarray):
    """A category's values, in a form in which each level is compared once."""
    values = codec.decode(codes, None)
    if getattr(values, "dtype", None) != object:
        return values
    return pd.Categorical.from_codes(codes - codec.missing_, codec.known_[int(codec.missing_):])
