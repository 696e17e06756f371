"""The rows of a lab: which are of the rare class, which are learned from, and which are only tested on."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from synth.augmenting.plan import FEWEST, Plan
from synth.conditions import Test
from synth.conditions.condition import Value
from synth.dataset import Dataset
from synth.measuring.features import classes, features
from synth.params import params_of
from synth.technique import shelf

HELD = 0.3
"""The share of the real rows, of either class, that each round holds out."""
MOST_ROWS = 50_000


@dataclass(frozen=True, eq=False)
class Cut:
    """One round's rows; rare is the value of the target that counts as positive."""

    train: Dataset
    holdout: Dataset
    rare: Value

    @property
    def where(self) -> Test:
        """The condition under which rows of the rare class are drawn."""
        return Test(self.train.target, "==", (self.rare,))

    def positive(self, data: Dataset) -> np.ndarray:
        """bool per row: whether it is of the rare class."""
        return (data.table[data.target] == self.rare).to_numpy(dtype=bool, na_value=False)

    @cached_property
    def told(self) -> list[str]:
        """The columns to predict from."""
        return [name for name in self.train.modelled if name != self.train.target]

    def matrix(self, data: Dataset) -> np.ndarray:
        """float64, rows x columns to predict from, by the levels of the rows learned from."""
        return features(self.train, data, names=self.told)[0].matrix

    @cached_property
    def categorical(self) -> np.ndarray:
        return features(self.train, self.train.take(np.arange(1)), names=self.told)[0].categorical


def rows_of(data: Dataset, plan: Plan, rng: np.random.Generator) -> tuple[Dataset, Value]:
    """The rows to work on (those with a target; thinned as the plan says; a sample, by class, of a long table), and
    the value of the rare class.

    Raises: ValueError where the target has no classes, does not hold the class, or too few rows have it or have it not.
    """
    rare = level(data, plan.rare)
    known = data.take(np.flatnonzero(data.table[data.target].notna()))
    yes = (known.table[data.target] == rare).to_numpy(dtype=bool, na_value=False)
    if plan.thin and plan.thin < yes.mean():
        kept = round((~yes).sum() * plan.thin / (1 - plan.thin))
        known, yes = _only(known, yes, kept, int((~yes).sum()), rng)
    if len(known) > MOST_ROWS:
        part = MOST_ROWS / len(known)
        known, yes = _only(known, yes, round(yes.sum() * part), round((~yes).sum() * part), rng)
    if min(yes.sum(), (~yes).sum()) < FEWEST:
        raise ValueError(
            f"The lab needs {FEWEST} rows of '{plan.rare}' in '{data.target}' and as many others, for some are "
            "held out to test on; bring more rows or choose another class."
        )
    return known, rare


def cut(data: Dataset, rare: Value, rng: np.random.Generator) -> Cut:
    """A random holdout of HELD of the rare rows and of the others, and the rest to learn from; both in their order."""
    yes = (data.table[data.target] == rare).to_numpy(dtype=bool, na_value=False)
    held = np.zeros(len(data), bool)
    for side in (yes, ~yes):
        at = rng.permutation(np.flatnonzero(side))
        held[at[: round(HELD * len(at))]] = True
    return Cut(data.take(np.flatnonzero(~held)), data.take(np.flatnonzero(held)), rare)


def _only(
    data: Dataset, yes: np.ndarray, of_rare: int, of_others: int, rng: np.random.Generator
) -> tuple[Dataset, np.ndarray]:
    chosen = [rng.permutation(np.flatnonzero(side))[:count] for side, count in ((yes, of_rare), (~yes, of_others))]
    at = np.sort(np.concatenate(chosen))
    return data.take(at), yes[at]


def level(data: Dataset, rare: str) -> Value:
    """The value of the target that is written so. Raises: ValueError where there is none, or no target with classes."""
    if data.target is None:
        raise ValueError("The lab needs a target; choose the column that says which rows are rare.")
    values = data.table[data.target].dropna()
    if not data.column(data.target).kind.modelled or not classes(data.column(data.target).kind, values):
        raise ValueError(
            f"The target '{data.target}' has no classes; choose a category, a flag or a number of few values."
        )
    found = [each for each in pd.unique(values) if str(each) == str(rare)]
    if not found:
        frequent = [str(each) for each, rows in values.value_counts().head(8).items() if rows >= 5]
        raise ValueError(
            f"'{data.target}' holds no '{rare}'; it holds {', '.join(frequent) or 'no class of 5 rows or more'}."
        )
    return found[0].item() if hasattr(found[0], "item") else found[0]


def classed(way: str) -> dict:
    """Parameters by which a technique draws all classes alike, if it can: else most of its rows would go to waste."""
    return {each.name: "balanced" for each in params_of(shelf()[way]) if each.choices and "balanced" in each.choices}
