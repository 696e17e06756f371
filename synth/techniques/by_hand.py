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

    Guessed: a family of distributions for numbers, inside of what at least five rows reach; shares of categories with at
    least five rows. Columns of the schema may look at each other (formulas); guessed ones hang together in no way.

    Source: Johnson, Kotz and Balakrishnan, "Continuous univariate distributions" (1994), for the families of distributions.
    """

    title = "By hand"
    summary = "Fills every column by rules written by hand: distributions, made-up names, formulas, patterns; guessed where none is given."
    when = ("When few facts about each column may be used, or you know the rules yourself; it knows nothing of how columns hang together "
            "beyond the formulas you write.")
    family = "baseline"

    schema: str = param("", text=8, help="JSON of a schema, as the tab By hand saves it; columns that it leaves out, "
                        "all of them if this is empty, are guessed from the table.")

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

        columns = (*(self.given_.columns if self.given_ else ()), *self.guessed_)
        table = write(Schema((Table(self.given_.name if self.given_ else "table", rows, columns),)), rng).tables.popitem()[1]
        return pd.DataFrame({name: self._cast(name, table[name]) for name in self.empty_ if name in table}, copy=False)

    def _cast(self, name: str, values: pd.Series) -> pd.Series:
        """The values as the column of the table has them."""
        dtype = self.empty_[name].dtype
        zone = getattr(dtype, "tz", None)
        try:
            if zone is not None:
                moments = pd.DatetimeIndex(values).tz_localize(zone, ambiguous=np.ones(len(values), bool), nonexistent="shift_forward")
                return pd.Series(moments.as_unit(dtype.unit))
            if values.dtype == object and dtype == "category" and self.empty_[name].cat.categories.dtype != object:
                return values.map({str(each): each for each in self.empty_[name].cat.categories}).astype(dtype)
            return values.astype(dtype)
        except (ValueError, TypeError, OverflowError):
            raise ValueError(f"Column '{name}': the schema's values cannot be stored as {dtype}, as the table has them; "
                             "choose another field for it.") from None

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        return 0.1 + 0.01 * columns + 1e-7 * sampled * columns
