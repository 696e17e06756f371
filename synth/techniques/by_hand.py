"""Rows from a schema: every column from a field of its own."""

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.params import param
from synth.progress import Progress, quiet
from synth.technique import Technique, register


@register
class ByHand(Technique):
    """Draws every column by the schema given, and by one guessed from the table where the schema leaves a column out.

    Guessed: a family of distributions for numbers, inside of what at least five rows reach; shares of categories with
    at least five rows. Columns of the schema may look at each other (formulas); guessed ones hang together in no way.

    Source: Johnson, Kotz and Balakrishnan, "Continuous univariate distributions" (1994),
    for the families of distributions.
    """

    title = "By hand"
    summary = ("Fills every column by rules written by hand: distributions, made-up names, formulas, patterns; "
               "guessed where none is given.")
    when = (
        "When few facts about each column may be used, or you know the rules yourself; it knows nothing of how columns "
        "hang together beyond the formulas you write."
    )
    family = "baseline"
    own_values = True

    schema: str = param(
        "",
        text=8,
        help="JSON of a schema, as the tab By hand saves it; columns that it leaves out, "
        "all of them if this is empty, are guessed from the table.",
    )

    def __post_init__(self):
        super().__post_init__()
        self.given_ = self._given()

    def _given(self):
        """The table of the schema given, None without one. Raises: ValueError naming the parameter."""
        from synth.inventing import Schema, SchemaError

        if not self.schema.strip():
            return None
        try:
            return Schema.from_json(self.schema).table()
        except SchemaError as problem:
            raise ValueError(f"schema cannot be followed: {problem}") from None

    def fit(self, data: Dataset, rng: np.random.Generator, progress: Progress = quiet) -> "ByHand":
        self.guessed_ = ()
        super().fit(data, rng, progress)
        named = {each.name for each in self.given_.columns if not each.hidden} if self.given_ else set()
        self.surrogates_ = {name: each for name, each in self.surrogates_.items() if name not in named}
        return self

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        from synth.inventing.guess import guess

        named = {each.name for each in self.given_.columns} if self.given_ else set()
        guessed = []
        for i, column in enumerate(data.columns):
            progress(i / len(data.columns), f"looking at {column.name}")
            if column.name not in named:
                guessed.append(guess(data.table[column.name], column))
        self.guessed_ = tuple(guessed)

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        """Raises: ValueError naming the column where the schema's values do not fit the table's."""
        from synth.inventing import Schema, Table, write
        from synth.inventing.casting import cast_like

        columns = (*(self.given_.columns if self.given_ else ()), *self.guessed_)
        table = write(
            Schema((Table(self.given_.name if self.given_ else "table", rows, columns),)), rng
        ).tables.popitem()[1]
        return pd.DataFrame(
            {name: cast_like(table[name], self.empty_[name]) for name in self.empty_ if name in table}, copy=False
        )

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        return 0.1 + 0.01 * columns + 1e-7 * sampled * columns
