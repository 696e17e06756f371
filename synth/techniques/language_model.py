"""Rows from a language model that is told a schema."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from synth.conditions import Condition, spell
from synth.dataset import Dataset
from synth.params import param
from synth.progress import Progress, quiet
from synth.rules import Rule
from synth.technique import Technique, register

LEAST = 5
"""Rows that must stand behind every figure that is sent."""


@register
class LanguageModel(Technique):
    """Asks an OpenAI-compatible endpoint for rows, in batches, and keeps those that fit the schema guessed from the
    table.

    Sent are column names, families of distributions with their figures, ranges that five rows reach and categories of
    at least five rows; rows only where `examples` says so; and conditions and rules as they are spelled, which are the
    user's own words. Text and id columns are not sent at all, nor are rules about them. Rows are held against
    conditions and rules all the same.

    Source: Borisov, Sessler, Leemann, Pawelczyk and Kasneci, "Language models are realistic tabular data generators",
    ICLR (2023), for rows as text; here nothing is trained, the model only reads a description.
    """

    title = "Language model"
    summary = (
        "Describes the table to a language model that you run or rent, asks for rows in batches, and keeps "
        "those that fit: no real rows are sent unless you set examples above 0."
    )
    when = (
        "For a few hundred rows that make sense to a reader, where the model's server may know column names and "
        "figures of at least five rows; not for statistics, for what it makes up follows what it has read. Needs "
        "LOOKALIKE_LLM and LOOKALIKE_LLM_MODEL."
    )
    family = "neural"
    licence = "that of the model behind your endpoint"
    remote = True
    own_values = True
    look = "Show what would be sent"

    prompt: str = param("", text=4, help="What the table is about, in your words; it is sent as it stands.")
    examples: int = param(
        0,
        low=0,
        high=20,
        help="How many real rows are sent as examples. With 0, the default, none leaves this machine.",
    )
    batch: int = param(40, low=1, high=200, help="Rows asked for in a request.")
    most: int = param(
        1000, low=1, high=100_000, help="Rows that a run may ask for: a guard against a bill you did not want."
    )
    again: int = param(
        3, low=0, high=20, help="How many times more requests may be sent than needed, for rows that do not fit."
    )
    temperature: float = param(1.0, low=0.0, high=2.0, help="How freely the model chooses.")
    price_in: float = param(
        0.0, low=0.0, high=1000.0, help="Price of a million tokens sent, to tell the cost; 0 if it is yours."
    )
    price_out: float = param(0.0, low=0.0, high=1000.0, help="Price of a million tokens received.")
    wait: float = param(120.0, low=1.0, high=3600.0, help="Seconds to wait for an answer.")

    @classmethod
    def unavailable(cls) -> str:
        from synth.inventing.endpoint import NOT_SET, EndpointError, endpoint

        try:
            return "" if endpoint() else NOT_SET
        except EndpointError as problem:
            return str(problem)

    def fit(self, data: Dataset, rng: np.random.Generator, progress: Progress = quiet) -> "LanguageModel":
        self.name_, self.fields_, self.shown_ = data.name, (), []
        if why := self.unavailable():
            raise ValueError(why)
        return super().fit(data, rng, progress)

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        """Raises: ValueError for fewer rows than figures may be told of."""
        from synth.inventing.guess import guess

        if len(data) < 2 * LEAST:
            raise ValueError(
                f"A table of {len(data)} rows is too small to be described without telling of single rows; bring "
                f"{2 * LEAST}."
            )
        fields = []
        for i, column in enumerate(data.columns):
            progress(i / len(data.columns), f"describing {column.name}")
            fields.append(guess(data.table[column.name], column, LEAST))
        self.fields_ = tuple(fields)
        if self.examples:
            chosen = rng.choice(len(data), min(self.examples, len(data)), replace=False)
            self.shown_ = [
                {name: None if pd.isna(value) else value for name, value in row.items()}
                for row in data.table.iloc[np.sort(chosen)].astype(object).to_dict("records")
            ]

    def sample(self, rows: int, rng: np.random.Generator, progress: Progress = quiet, where=None,
               rules=()) -> pd.DataFrame:
        self.progress_, self.told_, self.demands_ = progress, [], self._demands(where, rules)
        return super().sample(rows, rng, progress, where, rules)

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        """Raises: ValueError for more rows than `most`, and where the model does not answer or what it says does not
        fit."""
        from synth.inventing import Table
        from synth.inventing.asking import ask, together
        from synth.inventing.casting import cast_like
        from synth.inventing.endpoint import endpoint

        if rows > self.most:
            raise ValueError(
                f"{rows:,} rows are more than most, {self.most:,}, allows to ask a language model for; take fewer or "
                "raise most."
            )
        model = endpoint()
        if model is None:
            raise ValueError(self.unavailable())
        table, told = ask(
            Table(self.name_, rows, self.fields_),
            self.prompt,
            rows,
            rng,
            model,
            self._terms(),
            self.shown_,
            self.progress_,
            getattr(self, "demands_", ()),
        )
        # A condition may take several draws for one sample; what they cost is told together.
        self.told_.append(told)
        self.notes_ = [f"The language model was asked: {together(self.told_).sentence(self._terms())}."]
        return pd.DataFrame({name: cast_like(table[name], self.empty_[name]) for name in table}, copy=False)

    def _demands(self, where: Condition | None, rules: Sequence[Rule]) -> list[str]:
        """What must hold in every row, spelled, of the columns that are asked for."""
        from synth.rules.spelling import spelling

        asked = [spelling(rule) for rule in rules if not set(rule.columns) & set(self.surrogates_)]
        return [spell(where), *asked] if where else asked

    def _terms(self):
        from synth.inventing.asking import Terms

        return Terms(self.batch, self.again, self.temperature, self.wait, self.price_in, self.price_out)

    def preview(self, data: Dataset) -> list[dict]:
        """One record per column: what is sent of it; the last tells tokens and cost for `batch`,
        100 and `most` rows."""
        from synth.inventing import Table
        from synth.inventing.asking import estimate
        from synth.inventing.rules import rule_of

        self.fields_, self.shown_ = (), []
        self.learn(data.only(data.modelled), np.random.default_rng(0), quiet)
        records = [
            {"column": each.name, "sent": rule.told if (rule := rule_of(each)) else "nothing"} for each in self.fields_
        ]
        records += [{"column": c.name, "sent": "nothing"} for c in data.columns if not c.kind.modelled]
        for rows in sorted({self.batch, 100, self.most}):
            told = estimate(Table(data.name, rows, self.fields_), self.prompt, rows, self._terms(), self.shown_)
            records.append(
                {
                    "column": f"for {rows:,} rows",
                    "sent": f"about {told['requests']:,} requests, {told['tokens_in']:,} tokens sent, "
                    f"{told['tokens_out']:,} received, cost {told['cost']:,.4f}; {len(self.shown_)} real rows",
                }
            )
        return records

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        return 1 + 1e-7 * rows * columns + 0.02 * sampled * columns
