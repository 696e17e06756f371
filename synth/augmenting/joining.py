"""The table that a lab found worth training on: real rows and synthetic ones, told apart."""

from dataclasses import replace

import numpy as np

from synth.augmenting.cut import classed, level
from synth.augmenting.mixing import augmented, mixed
from synth.augmenting.plan import Plan
from synth.conditions import Test
from synth.dataset import Column, Dataset, Kind
from synth.progress import Progress, quiet
from synth.rules import on as rules_on
from synth.technique import make

MADE = "synthetic"
"""The column that says which rows of a joined table were made."""


def joined(
    data: Dataset, plan: Plan, way: str, added: int, rng: np.random.Generator, progress: Progress = quiet
) -> Dataset:
    """Real and synthetic rows, and as the last column which are which: a mixed table where the plan names a share, else
    all real rows and `added` of the rare class. The rows made keep the plan's rules; the real ones are as they are.

    Raises: ValueError with a sentence where such rows cannot be had; Cancelled.
    """
    rules = rules_on(plan.rules, data)
    technique = make(way, **({} if plan.share else classed(way))).fit(data, rng, progress)
    where = None if plan.share else Test(data.target, "==", (level(data, plan.rare),))
    count = max(round(plan.share * len(data)), 1) if plan.share else added
    made = data.with_table(technique.sample(count, rng, progress, where, rules))
    both, synthetic = mixed(data, made, plan.share, rng) if plan.share else augmented(data, made, count, rng)
    name = next(
        word for word in (MADE, *(f"{MADE}_{i}" for i in range(2, len(data.names) + 3))) if word not in data.names
    )
    return replace(both, table=both.table.assign(**{name: synthetic}), columns=(*both.columns, Column(name, Kind.FLAG)))
