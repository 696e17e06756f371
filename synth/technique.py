"""What a way of making synthetic rows is, and the shelf of all that are registered."""

import importlib
import pkgutil
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

import numpy as np
import pandas as pd

from synth.conditions import Condition, check, holds, loosely
from synth.conditions.rejection import Acceptance, rejected
from synth.dataset import Dataset
from synth.params import check_params, params_of
from synth.progress import Progress, quiet
from synth.protocols import Steered
from synth.rules import Rule
from synth.rules.enforcing import kept, refilled

_shelf: dict[str, type["Technique"]] = {}


class Technique:
    """Learns a table and samples rows that look like it.

    A subclass is a dataclass whose fields are declared with `param`; it fills in the class variables below, `learn`,
    `draw` and `seconds`. Its docstring ends in a `Source:` line. Files of techniques import nothing heavier than
    pandas at module level, so that the screen can list the shelf.
    """

    title: ClassVar[str]
    summary: ClassVar[str]
    """What it does, in one sentence."""
    when: ClassVar[str]
    """When to use it and when not, in one sentence."""
    family: ClassVar[str]
    """baseline, statistics, trees, neural, augmentation or masking."""
    licence: ClassVar[str] = "Apache-2.0 (ours)"
    shareable: ClassVar[bool] = True
    """False where real rows, or rows right beside them, come out: for one's own use only,
    and recommended for nothing else."""
    needs_target: ClassVar[bool] = False
    """True where `learn` refuses a table without a target that has classes."""
    remote: ClassVar[bool] = False
    """True where another machine is asked, which may cost money: never run unless named."""
    own_values: ClassVar[bool] = False
    """True where values come out that were never learned, so that a condition may ask for any."""
    holdout: ClassVar[float] = 0.2
    """The share of rows, in [0, 1), that a form proposes to keep from learning."""
    look: ClassVar[str] = "Show what it would learn from this table"
    """What a technique that can preview offers on its button."""
    notes_: list[str]
    """What is to be known of this very run, in sentences; after `fit`, and anew after each `sample`."""

    def __post_init__(self):
        check_params(self)

    @classmethod
    def key(cls) -> str:
        """The name in recipes and on the command line: the class name in snake case."""
        return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", cls.__name__).lower()

    @classmethod
    def source(cls) -> str:
        """Where the method is published: the `Source:` part of the docstring, as one line."""
        return " ".join((cls.__doc__ or "").partition("Source:")[2].split())

    @classmethod
    def unavailable(cls) -> str:
        """Why it cannot be used here, in a sentence; "" where it can."""
        return ""

    def fit(self, data: Dataset, rng: np.random.Generator, progress: Progress = quiet) -> Self:
        """Learns the table. Text and id columns are never modelled: surrogates stand in for them.

        Raises: ValueError for a table without rows or columns; Cancelled where progress says so.
        """
        from synth.columns.surrogate import Surrogate

        if not len(data) or not data.columns:
            raise ValueError(f"The table '{data.name}' has no {'columns' if len(data) else 'rows'}; there is "
                             "nothing to learn.")
        progress(0.0, "reading the columns")
        modelled = data.only(data.modelled)
        self.notes_, self.known_ = [], loosely(data.columns)
        self.empty_ = data.table.iloc[:0]
        self.surrogates_ = {c.name: Surrogate(data.table[c.name], c) for c in data.columns if not c.kind.modelled}
        if modelled.columns:
            self.learn(modelled, rng, progress)
        progress(1.0, "learned")
        return self

    def sample(self, rows: int, rng: np.random.Generator, progress: Progress = quiet,
               where: Condition | None = None, rules: Sequence[Rule] = ()) -> pd.DataFrame:
        """Exactly that many new rows, with the columns, order and dtypes of the table learned; all meet the condition
        and keep the rules, which were held against the table learned (`synth.rules.on`).

        Raises: ValueError for fewer than one row, and where rows that meet the condition or keep the rules cannot be
        had; Cancelled where progress says so.
        """
        if rows < 1:
            raise ValueError(f"rows must be at least 1, not {rows}.")
        where = where and check(where, self.known_)
        progress(0.0, "drawing rows")
        modelled = [name for name in self.empty_ if name not in self.surrogates_]
        made_up = [rule for rule in rules if set(rule.columns) & set(self.surrogates_)]
        within = [rule for rule in rules if rule not in made_up]
        drawn = self._kept(rows, rng, where, within, progress) if modelled else pd.DataFrame(index=range(rows))
        parts = {name: self.surrogates_[name].draw(rows, rng) if name in self.surrogates_ else drawn[name]
                 for name in self.empty_}
        table = self.typed(pd.DataFrame({name: _bare(pd.Series(values)) for name, values in parts.items()}, copy=False))
        table = refilled(table, self.surrogates_, made_up, rng) if made_up else table
        progress(1.0, "drawn")
        return table

    def typed(self, table: pd.DataFrame) -> pd.DataFrame:
        """A drawn table with the dtypes of the one learned."""
        for name in self.empty_.columns.intersection(table.columns):
            if table[name].dtype != self.empty_[name].dtype:
                table[name] = table[name].astype(self.empty_[name].dtype)
        return table

    def _kept(self, rows: int, rng: np.random.Generator, where: Condition | None, rules: Sequence[Rule],
              progress: Progress) -> pd.DataFrame:
        if not rules:
            return self._drawn(rows, rng, where, progress)
        return kept(lambda count, rng: self.typed(self._drawn(count, rng, where, progress)), rows, rng, rules, where,
                    progress,
                    self.remote)

    def _drawn(self, rows: int, rng: np.random.Generator, where: Condition | None, progress: Progress) -> pd.DataFrame:
        if where is None:
            return self.draw(rows, rng)
        if isinstance(self, Steered):
            return self.draw_where(rows, rng, where, progress)
        return rejected(lambda count, rng: self.typed(self.draw(count, rng)), rows, rng, where, progress, self.remote)

    def acceptance(self, where: Condition, rng: np.random.Generator, rows: int = 2000) -> Acceptance:
        """How many of some unconditional rows, once it has learned, meet a condition:
        what drawing under it comes from."""
        return Acceptance(rows, int(holds(check(where, self.known_), self.typed(self.draw(rows, rng))).sum()))

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        """Learns the columns of data, all of them of a modelled kind; learned state ends in `_`."""
        raise NotImplementedError

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        """New rows for the columns learned; dtypes are put right by `sample`."""
        raise NotImplementedError

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        """A rough estimate of CPU seconds to fit rows x columns and sample that many rows."""
        raise NotImplementedError


def _bare(values: pd.Series):
    """Its values without the index; numpy's as such, for pandas' wrapper of them looks through every cell for missing
    ones."""
    return values.to_numpy() if isinstance(values.dtype, np.dtype) else values.array


def register(cls: type[Technique]) -> type[Technique]:
    """Puts a technique on the shelf, as a dataclass. Raises: TypeError if its name is taken or it says too little."""
    cls = dataclass(cls)
    missing = [word for word in ("title", "summary", "when", "family") if not getattr(cls, word, "")]
    if missing or not cls.source():
        raise TypeError(f"{cls.__name__} lacks {', '.join(missing) or 'a Source: line in its docstring'}.")
    if _shelf.setdefault(cls.key(), cls) is not cls:
        raise TypeError(f"Two techniques are called {cls.key()}.")
    return cls


def shelf() -> dict[str, type[Technique]]:
    """Every registered technique by its key: trees, statistics, neural, augmentation, masking, baseline;
    by title within a family."""
    import synth.techniques

    for module in pkgutil.iter_modules(synth.techniques.__path__):
        importlib.import_module(f"synth.techniques.{module.name}")
    order = ["trees", "statistics", "neural", "augmentation", "masking", "baseline"]
    return dict(sorted(_shelf.items(), key=lambda item: (order.index(item[1].family), item[1].title)))


def make(key: str, **params) -> Technique:
    """A technique with its parameters. Raises: ValueError for an unknown technique, parameter or value."""
    cls = shelf().get(key)
    if cls is None:
        raise ValueError(f"There is no technique '{key}'; choose one of {', '.join(shelf())}.")
    known = [p.name for p in params_of(cls)]
    unknown = [name for name in params if name not in known]
    if unknown:
        raise ValueError(f"{key} has no parameter '{unknown[0]}'; it has {', '.join(known) or 'none'}.")
    return cls(**params)
