"""What a recipe gave."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from synth.conditions import columns_of, of_record
from synth.dataset import Dataset
from synth.scenarios import Reach

if TYPE_CHECKING:
    from synth.recipe import Recipe
    from synth.stress import Stressed


@dataclass(frozen=True, eq=False)
class Run:
    """What a recipe gave; seconds are CPU seconds of "fit" and "sample", notes what the technique says of it, in
    sentences.

    real: the rows of train, and of holdout, that the synthetic ones are to be held against. reach: how the balance and
    the shifts were met, None without any. stressed: the synthetic rows with hard ones among them, None where none are
    asked for; synthetic, which is what scores look at, has none. unconditional: rows of the same model without the
    condition, where too few real ones meet it to judge the synthetic ones by, None elsewhere.
    """

    recipe: "Recipe"
    train: Dataset
    holdout: Dataset | None
    synthetic: Dataset
    seconds: dict[str, float]
    notes: tuple[str, ...] = ()
    real: tuple[Dataset, Dataset | None] = (None, None)
    reach: Reach | None = None
    stressed: "Stressed | None" = None
    unconditional: Dataset | None = None

    def __post_init__(self):
        if self.real[0] is None:
            object.__setattr__(self, "real", (self.train, self.holdout))

    @property
    def judged(self) -> Dataset:
        """The rows by which it is told how well the real ones were learned."""
        return self.synthetic if self.unconditional is None else self.unconditional

    @property
    def asked(self) -> frozenset[str]:
        """Columns that differ from those of the real rows beside them because the condition says so."""
        return frozenset() if self.unconditional is None else frozenset(columns_of(of_record(self.recipe.conditions)))

    @property
    def table(self) -> pd.DataFrame:
        """The rows to write: with the hard ones, and what is hard about them, where the recipe says so."""
        return self.stressed.table if self.stressed else self.synthetic.table
