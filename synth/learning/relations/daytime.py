"""Times of day written as hours and minutes in one number (1730), learned as minutes, and what follows from them."""

from dataclasses import dataclass
from itertools import permutations, product

import numpy as np
import pandas as pd

from synth.dataset import Column, Dataset, Kind
from synth.learning.relations.axis import axes
from synth.learning.relations.formula import Formula, found
from synth.learning.relations.relation import Found, Relation, rests

DAY = 1440.0
"""Minutes."""
SEEN, LATEST = 60, 1000
"""Different values that such a column must hold, and what the largest must exceed: else it may be any number."""


@dataclass(frozen=True, eq=False)
class Daytime:
    """Minutes since midnight, to be written as hours * 100 + minutes."""

    column: str
    dtype: object

    @property
    def sources(self) -> tuple[str, ...]:
        return (self.column,)

    def undo(self, table: pd.DataFrame):
        minutes = table[self.column]
        return (minutes // 60 * 100 + minutes % 60).astype(self.dtype)


def daytimes(data: Dataset, rules: list[Relation], rng: np.random.Generator) -> Found | None:
    """The next column of numbers in 0..2400 whose last two digits never reach 60; None where there is none."""
    for name in data.of_kind(Kind.INTEGER, Kind.REAL):
        values = data.table[name]
        if name in _clocks(rules) or not _told(values.dropna()):
            continue
        minutes = values // 100 * 60 + values % 100
        return Found(Daytime(name, values.dtype), Column(name, Kind.INTEGER, data.column(name).missing), minutes)
    return None


def turns(data: Dataset, rules: list[Relation], rng: np.random.Generator) -> Found | None:
    """The next time of day that another one and some minutes give, whatever the day; None where there is none."""
    if not _clocks(rules):
        return None
    made = axes(data, rests(rules))
    clocks = [name for name in made if name in _clocks(rules)]
    delays = [name for name in made if name not in clocks and not made[name].moment]
    for (name, other), delay in product(permutations(clocks, 2), delays):
        taken = {each: made[each] for each in (name, other, delay)}
        formula = Formula(name, {other: 1.0, delay: 1.0}, 0.0, taken, around=DAY)
        if formula.holds(data):
            return found(formula, data)
    return None


def _clocks(rules: list[Relation]) -> list[str]:
    return [rule.column for rule in rules if isinstance(rule, Daytime)]


def _told(values: pd.Series) -> bool:
    if values.dtype.kind not in "iuf" or not len(values):
        return False
    numbers = np.unique(values.to_numpy(dtype=float))
    within = 0 <= numbers[0] and LATEST < numbers[-1] <= 2400 and (numbers == np.rint(numbers)).all()
    return bool(within and len(numbers) >= SEEN and (numbers % 100 < 60).all())
