"""How a synthetic table was made, as plain JSON: with the same data it gives the same rows again."""

import json
import time
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from synth.conditions import Condition, check, facts_of, loosely, of_record
from synth.conditions.meeting import meeting
from synth.dataset import Dataset
from synth.progress import Progress, part, quiet
from synth.rules import Rule
from synth.rules import on as rules_on
from synth.rules.enforcing import finished
from synth.rules.unique import Unique
from synth.run import Run
from synth.scenarios import Reach, balances_of, draw_changed, shifts_of
from synth.scenarios.against import against
from synth.scenarios.draw import check_changes
from synth.stress import Asked
from synth.technique import Technique, make

if TYPE_CHECKING:
    from synth.filling import Filled

JUDGED = 10_000
"""Rows without the condition, at most, that a run under a rare one is judged by."""
LEARNED = 0.8
"""The share of a run's progress at which it has learned and begins to draw rows."""


@dataclass(frozen=True)
class Recipe:
    """rows None means as many as were trained on; holdout is a share in [0, 1), cut before fitting.

    missing names, by column, the words that stand for missing there. data is the digest of the dataset as read, before
    kinds, leave_out, target and missing are applied; "" where unknown. conditions: what every row has to meet, as
    `synth.conditions.record` writes it or as it is typed; {} for none. balance and shift: what all rows together are to
    have, as `synth.scenarios.record` writes it. rules: what holds in every row, each as its `record` or as it is typed.
    stress: the hard rows among those written, as `synth.stress.Asked` records them; {} for none. filling: how gaps are
    filled, as `synth.filling.Asked` records it; {} where rows are made.
    """

    technique: str
    params: dict = field(default_factory=dict)
    rows: int | None = None
    seed: int = 0
    holdout: float = 0.0
    target: str | None = None
    kinds: dict[str, str] = field(default_factory=dict)
    leave_out: tuple[str, ...] = ()
    data: str = ""
    missing: dict[str, list[str]] = field(default_factory=dict)
    conditions: dict | str = field(default_factory=dict)
    balance: list[dict] = field(default_factory=list)
    shift: list[dict] = field(default_factory=list)
    rules: list[dict | str] = field(default_factory=list)
    stress: dict = field(default_factory=dict)
    filling: dict = field(default_factory=dict)

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=2, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Recipe":
        """Raises: ValueError where the text is not a recipe."""
        try:
            raw = json.loads(text)
            return cls(**{**raw, "leave_out": tuple(raw.get("leave_out", ()))})
        except (json.JSONDecodeError, TypeError) as error:
            raise ValueError(f"This is not a recipe: {error}.") from None

    def changed(self, **changes) -> "Recipe":
        return replace(self, **changes)

    def make(self) -> Technique:
        return make(self.technique, **self.params)

    def prepare(self, data: Dataset) -> tuple[Dataset, Dataset | None]:
        """Train and holdout, steered as the recipe says; the same rows whatever the seed, so that runs can be compared.

        Raises: ValueError for other data than it was made for.
        """
        if self.data and data.digest != self.data:
            raise ValueError(f"The recipe was made for other data than '{data.name}': the content differs.")
        steered = data.steer(self.kinds, self.leave_out, self.target, self.missing)
        return steered.split(self.holdout, np.random.default_rng(0))

    def where(self, train: Dataset) -> Condition | None:
        """The condition that every row has to meet, held against what is learned from; None without one.

        A recipe without a technique stands for any, of which some make values that were never learned.
        Raises: ValueError with a sentence where it cannot be met.
        """
        if not self.conditions:
            return None
        facts = loosely(train.columns) if not self.technique or type(self.make()).own_values else facts_of(train)
        return check(of_record(self.conditions), facts)

    def compared(self, train: Dataset, holdout: Dataset | None) -> tuple[Dataset, Dataset | None, str]:
        """The real rows that synthetic ones are to be held against, those that meet the condition if they are enough,
        cut to the shares asked for; and sentences that say so, "" where all rows are taken."""
        where = self.where(train)
        *real, told = (train, holdout, "") if where is None else meeting(where, train, holdout)
        if not self.balance and not self.shift:
            return *real, told
        *real, also = against(balances_of(self.balance), bool(self.shift), *real)
        return *real, f"{told} {also}".strip()

    def run(self, data: Dataset, progress: Progress = quiet) -> Run:
        """Splits, learns and samples. Raises: ValueError with a sentence for what does not fit; Cancelled."""
        if self.rows is not None and self.rows < 1:
            raise ValueError(f"rows must be at least 1, not {self.rows}.")
        train, holdout = self.prepare(data)
        where = self.where(train)
        balances, shifts = balances_of(self.balance), shifts_of(self.shift)
        check_changes(balances, shifts, train, where, type(self.make()).own_values)
        rules, hard = rules_on(self.rules, train), Asked.of(self.stress)
        start = time.process_time()
        technique = self.make().fit(train, np.random.default_rng([self.seed, 1]), part(progress, 0.0, LEARNED))
        fitted = time.process_time()
        drawing, rng = part(progress, LEARNED, 1.0), np.random.default_rng([self.seed, 2])
        rows, reach = self.rows or len(train), None
        if balances or shifts:
            table, reach = _changed(technique, rows, rng, balances, shifts, train, drawing, where, rules)
        else:
            table = technique.sample(rows, rng, drawing, where, rules)
        seconds = {"fit": fitted - start, "sample": time.process_time() - fitted}
        *real, told = self.compared(train, holdout)
        notes = (*technique.notes_, *(reach.notes if reach else ()), *([told] if told else []))
        synthetic = train.with_table(table)
        stressed = hard.put(synthetic, self.seed, rules) if hard else None
        rare = where is not None and real[0] is train and not technique.remote
        free = self._unconditional(technique, train, rules) if rare else None
        return Run(self, train, holdout, synthetic, seconds, notes, tuple(real), reach, stressed, free)

    def fill(self, data: Dataset, rows: Dataset | None = None, progress: Progress = quiet) -> "Filled":
        """Learns, and fills the gaps of those rows; without them, those typed into the recipe, else the data's own.

        Raises: ValueError with a sentence for what does not fit; Cancelled.
        """
        from synth.filling.asked import filled_by

        return filled_by(self, data, rows, progress)

    def _unconditional(self, technique: Technique, train: Dataset, rules: tuple[Rule, ...]) -> Dataset:
        """Rows of the model without the condition, for it to be judged by."""
        rng = np.random.default_rng([self.seed, 5])
        return train.with_table(technique.sample(min(len(train), JUDGED), rng, rules=rules))


def _changed(
    technique: Technique,
    rows: int,
    rng: np.random.Generator,
    balances,
    shifts,
    train: Dataset,
    progress: Progress,
    where: Condition | None,
    rules: tuple[Rule, ...],
) -> tuple[pd.DataFrame, Reach]:
    """Balanced and shifted rows that keep the rules, and how they were come by."""
    sample, reaches = partial(technique.sample, rules=[rule for rule in rules if not isinstance(rule, Unique)]), []

    def draw(count: int, rng: np.random.Generator) -> pd.DataFrame:
        table, reach = draw_changed(technique, count, rng, balances, shifts, train, progress, where, sample)
        reaches.append(reach)
        return table

    table = finished(draw, rows, rng, rules, technique.surrogates_, where) if rules else draw(rows, rng)
    return table, reaches[0]
