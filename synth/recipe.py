"""How a synthetic table was made, as plain JSON: with the same data it gives the same rows again."""

import json
import time
from dataclasses import asdict, dataclass, field, replace

import numpy as np
import pandas as pd

from synth.conditions import Condition, check, facts_of, loosely, of_record
from synth.dataset import Dataset
from synth.progress import Progress, part, quiet
from synth.technique import Technique, make

LEARNED = 0.8
"""The share of a run's progress at which it has learned and begins to draw rows."""


@dataclass(frozen=True)
class Recipe:
    """rows None means as many as were trained on; holdout is a share in [0, 1), cut before fitting.

    missing names, by column, the words that stand for missing there. data is the digest of the dataset as read, before
    kinds, leave_out, target and missing are applied; "" where unknown. conditions: what every row has to meet, as
    `synth.conditions.record` writes it or as it is typed; {} for none.
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

        Raises: ValueError with a sentence where it cannot be met.
        """
        if not self.conditions:
            return None
        facts = loosely(train.columns) if type(self.make()).own_values else facts_of(train)
        return check(of_record(self.conditions), facts)

    def run(self, data: Dataset, progress: Progress = quiet) -> "Run":
        """Splits, learns and samples. Raises: ValueError with a sentence for what does not fit; Cancelled."""
        if self.rows is not None and self.rows < 1:
            raise ValueError(f"rows must be at least 1, not {self.rows}.")
        train, holdout = self.prepare(data)
        where = self.where(train)
        start = time.process_time()
        technique = self.make().fit(train, np.random.default_rng([self.seed, 1]), part(progress, 0.0, LEARNED))
        fitted = time.process_time()
        drawing, rng = part(progress, LEARNED, 1.0), np.random.default_rng([self.seed, 2])
        table = technique.sample(self.rows or len(train), rng, drawing, where)
        seconds = {"fit": fitted - start, "sample": time.process_time() - fitted}
        return Run(self, train, holdout, train.with_table(table), seconds, tuple(technique.notes_))


@dataclass(frozen=True, eq=False)
class Run:
    """What a recipe gave; seconds are CPU seconds of "fit" and "sample", notes what the technique says of it, in sentences."""

    recipe: Recipe
    train: Dataset
    holdout: Dataset | None
    synthetic: Dataset
    seconds: dict[str, float]
    notes: tuple[str, ...] = ()

    @property
    def table(self) -> pd.DataFrame:
        return self.synthetic.table
