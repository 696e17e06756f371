"""Rules that the real rows suggest, with how many rows bear them out and how many are exceptions."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.rules.combination import Combination
from synth.rules.expression import IfThen
from synth.rules.finding.choices import choices
from synth.rules.finding.combinations import combinations
from synth.rules.finding.formats import formats
from synth.rules.finding.formulas import formulas
from synth.rules.finding.implications import implications
from synth.rules.finding.orders import orders
from synth.rules.finding.ranges import ranges
from synth.rules.finding.uniques import uniques
from synth.rules.rule import FEWEST, SUPPORT, Rule

ROWS, COLUMNS = 25_000, 60
"""Rows in which rules are looked for, and columns; each rule found is then held against all rows."""
MOST, OF_ONE_KIND = 40, 12
"""Rules that are told, and of one kind, at most."""


@dataclass(frozen=True)
class Found:
    """A rule that holds in a share of the rows it applies to, and how many of these break it."""

    rule: Rule
    support: float
    exceptions: int
    rows: int

    def record(self) -> dict[str, Any]:
        """Plain JSON. Handfuls of rows are not counted out.

        "rows" is None for 1 to 4; "exceptions" is None where either they or the rows that keep the rule are 1 to 4, and
        "support" then is what 4 exceptions would leave, or None.
        """
        told = {
            "rule": self.rule.record(),
            "words": self.rule.words(),
            "rows": self.rows,
            "exceptions": self.exceptions,
            "support": self.support,
        }
        if 0 < self.rows < FEWEST:
            return told | {"rows": None, "exceptions": None, "support": None}
        if 0 < self.exceptions < FEWEST:
            return told | {"exceptions": None, "support": 1 - (FEWEST - 1) / self.rows}
        few = 0 < self.rows - self.exceptions < FEWEST
        return told | {"exceptions": None, "support": None} if few else told


def mine(data: Dataset, rng: np.random.Generator) -> list[Found]:
    """Rules that hold in SUPPORT of the rows they apply to and that chance does not explain; never more than MOST."""
    some = data.take(np.sort(rng.permutation(len(data))[:ROWS])) if len(data) > ROWS else data
    some = some.only(some.names[:COLUMNS])
    found: list[Rule] = []
    for find in (formulas, orders, ranges, uniques, formats, choices, combinations):
        found += find(some, rng)[:OF_ONE_KIND]
    covered = {frozenset(rule.columns) for rule in found if isinstance(rule, Combination)}
    one_of = [rule.columns for rule in found if rule.kind == "one_hot"]
    covered |= {frozenset((a, b)) for names in one_of for a in names for b in names if a != b}
    found += implications(some, rng, covered)[:OF_ONE_KIND]
    told = [counted(rule, data) for rule in found[:MOST]]
    return [each for each in told if each.rows and each.support >= SUPPORT]


def counted(rule: Rule, data: Dataset) -> Found:
    """The rule with its support and exceptions in a dataset."""
    rule = rule.on(data)
    applies, broken = _applies(rule, data.table), rule.broken(data.table)
    rows, exceptions = int(applies.sum()), int(broken.sum())
    return Found(rule, 1 - exceptions / rows if rows else 0.0, exceptions, rows)


def _applies(rule: Rule, table: pd.DataFrame) -> np.ndarray:
    """Where a rule can be broken at all."""
    return rule.applies(table) if isinstance(rule, IfThen) else table[list(rule.columns)].notna().all(axis=1).to_numpy()
