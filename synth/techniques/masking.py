"""Real rows under masks: pseudonyms, coarser values, k-anonymity."""

from dataclasses import replace

import numpy as np
import pandas as pd

from synth.dataset import Dataset, Kind
from synth.masking.action import plain
from synth.masking.draw import Deck
from synth.masking.examples import examples
from synth.masking.plan import Step, plan_of
from synth.masking.quasi import quasi_of
from synth.masking.secret import named_key, run_key
from synth.params import param
from synth.progress import Progress, part, quiet
from synth.technique import Technique, register

ROWS = ("Each masked row comes once before any comes twice; keys that were unique stay so in copies. Rows kept from "
        "learning are not masked: keep none to mask the whole table.")


@register
class Masking(Technique):
    """Masks the real rows column by column, then makes rows coarser that still stand out.

    Each column gets an action by its kind and by the personal data it seems to hold: pseudonyms that follow from a
    key, so that equal values stay equal; ranges and periods that stand for at least k rows; prefixes; 'other' for
    rare values; made-up text. Then combinations of what others may know (quasi-identifiers) are made coarser until
    each stands for k rows. Rows come in random order, each once before any comes twice.

    Source: Sweeney, "k-anonymity: a model for protecting privacy", International Journal of Uncertainty, Fuzziness and
    Knowledge-Based Systems 10 (2002); LeFevre, DeWitt and Ramakrishnan, "Mondrian multidimensional k-anonymity", ICDE
    2006; Machanavajjhala et al., "l-diversity", ACM Transactions on Knowledge Discovery from Data 1 (2007); NIST SP
    800-38G (2016) for pseudonyms of the same form.
    """

    title = "Masked rows"
    summary = "Keeps the real rows but masks each column by pseudonyms, ranges and periods, until k rows look alike."
    when = ("For test systems that need real structure and keys that still join; not for sharing widely, since each "
            "row still stands for one real person, columns outside the quasi-identifiers can single it out, and the "
            "closest-record scores will say so.")
    family = "masking"
    shareable = False
    own_values = True
    holdout = 0.0
    look = "Show what it would do to this table"

    k: int = param(5, low=1, high=1000, help="Rows that every combination of quasi-identifiers, every range and "
                   "every category must stand for; 1 switches it off.")
    diversity: int = param(1, low=1, high=20, help="Values of the target that each such group must hold "
                           "(l-diversity), so that belonging to it does not give the target away; 1 asks for none.")
    steps: int = param(20, low=2, high=1000, help="Steps that a number is told in, each of equal shares of the rows.")
    quasi: str = param("", text=1, help="Columns that others may know of a person, separated by commas; empty finds "
                       "them by name (age, sex, postal code ...), else takes those of few values.")
    join_key: str = param("", text=1, help="A name for the key of pseudonyms. Tables masked here under the same name "
                          "join; whoever may mask under that name can tell who is who. Empty takes a key for this "
                          "run alone.")
    plan: str = param("", text=5, help='What to do to single columns, as JSON: {"age": {"action": "range", "width": '
                      '10}, "name": "suppress"}. Actions: keep, pseudonym, hash, range, period, prefix, other, shift, '
                      'noise, invent, suppress.')

    def fit(self, data: Dataset, rng: np.random.Generator, progress: Progress = quiet) -> "Masking":
        """Masks the table. Columns to be invented go to surrogates as text does; all others are masked, keys too.

        Raises: ValueError as ever, and for a plan that does not fit the table.
        """
        if len(data) and data.columns:
            self.plan_ = plan_of(data, self.plan, self.steps)
            quasi = quasi_of(data, self.plan_, self.quasi)
            self.key_ = named_key(self.join_key.strip()) if self.join_key.strip() else run_key(data, rng)
            self.quasi_, self.columns_ = quasi, data.columns
            if self.diversity > 1 and data.target is None:
                raise ValueError(f"diversity {self.diversity} needs a target; choose one, or set diversity to 1.")
            data = _handed(data, self.plan_)
        super().fit(data, rng, progress)
        if any(name not in self.surrogates_ for name in self.empty_):
            self.empty_ = self.empty_.assign(**{name: values.iloc[:0] for name, values in self.deck_.table.items()})
        return self

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        steps = [step for step in self.plan_ if step.column in data.names]
        columns = {column.name: column for column in self.columns_}
        data = replace(data, columns=tuple(columns[name] for name in data.names))
        self.deck_ = Deck(data, steps, self.quasi_, self.k, self.diversity, self.key_, rng, part(progress, 0.0, 0.99))
        self.notes_ = [self.deck_.anonymity.told()]
        progress(0.99, self.notes_[0])

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        return self.deck_.draw(rows, rng)

    def preview(self, data: Dataset) -> list[dict]:
        """One record per column: the action, why, and values before and after, made up where they are personal; the
        last two say what k-anonymity takes and how rows are drawn."""
        masked = replace(self).fit(data, np.random.default_rng(0))
        told = " ".join(masked.notes_)
        records = [{"column": step.column, "action": step.told(), "why": step.why,
                    "others_may_know_it": step.column in masked.quasi_,
                    **examples(data, step, self.k, masked.key_)} for step in masked.plan_]
        return [*records, {"column": "all together", "action": f"k-anonymity (k {self.k})", "why": told},
                {"column": "rows", "action": "random order", "why": ROWS}]

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        return 0.3 + (1.2e-6 * columns + 3.5e-5) * rows + 3e-8 * sampled * columns + 4e-5 * max(sampled - rows, 0)


def _handed(data: Dataset, plan: list[Step]) -> Dataset:
    """The data as `Technique.fit` takes it: what is to be invented as text, for surrogates; all else as modelled."""
    invented = [step.column for step in plan if step.action == "invent"]
    columns = tuple(replace(column, kind=Kind.TEXT if column.name in invented else
                            column.kind if column.kind.modelled else Kind.CATEGORY) for column in data.columns)
    table = data.table.copy(deep=False)
    for name in invented:
        table[name] = plain(table[name])
    return replace(data, table=table, columns=columns)
