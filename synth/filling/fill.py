"""Rows with gaps, completed several times from what a technique learned."""

import time
from collections.abc import Sequence

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.filling.donors import Donors
from synth.filling.filled import Filled
from synth.filling.fitness import unfit
from synth.filling.gaps import Gaps, gaps_of
from synth.filling.keeping import Keeping
from synth.progress import Progress, part, quiet
from synth.protocols import Fills
from synth.rules import Rule
from synth.technique import Technique

MOST = 20
"""Draws, at most."""
CHANCE = (
    "A gap is filled with what the model draws given the rest of its row and given that a value is there; why it is "
    "missing tells nothing. It is a guess from other rows, no fact about this one."
)


def fill(
    technique: Technique,
    learned: Dataset,
    rows: pd.DataFrame,
    draws: int,
    rng: np.random.Generator,
    progress: Progress = quiet,
    rules: Sequence[Rule] = (),
) -> Filled:
    """The rows with every gap filled, `draws` times over; cells given stay as they are.

    technique: has learned that dataset; rules: held against it. Never is "missing" drawn, however often values were
    missing among the rows learned. What was noticed stands in the notes.
    Raises: ValueError, a sentence, for rows or a technique that do not fit; Cancelled where progress says so.
    """
    check(type(technique), draws)
    start, gaps = time.process_time(), gaps_of(rows, learned)
    engine = technique if isinstance(technique, Fills) else Donors(technique, learned)
    completing = Completing(technique, engine, gaps, learned)
    tables = completing.draws(np.arange(len(gaps.table)), draws, rng, part(progress, 0.0, 0.8 if rules else 0.95))
    broken: dict[str, tuple[list[int], list[int]]] = {}
    if rules:
        tables, broken = Keeping(completing, gaps, rules).kept(tables, rng, part(progress, 0.8, 0.95))
    notes = (*gaps.notes, *completing.notes)
    tables = [_ordered(table, gaps, learned) for table in tables]
    filled = pd.DataFrame(
        {name: ~gaps.given[name] if name in gaps.given else False for name in gaps.order}, index=tables[0].index
    )
    for name in filled:
        filled[name] &= np.logical_and.reduce([table[name].notna().to_numpy() for table in tables])
    progress(1.0, "filled")
    return Filled(
        tuple(tables),
        filled,
        learned,
        (*notes, *_left(tables[0], gaps, rules)),
        broken,
        {"fill": time.process_time() - start},
    )


def check(cls: type[Technique], draws: int) -> None:
    """Raises: ValueError where so many draws cannot be had, or the technique fills no gaps."""
    if not 1 <= draws <= MOST:
        raise ValueError(f"draws must lie in [1, {MOST}], not {draws}.")
    if why := unfit(cls):
        raise ValueError(f"{why} Choose another technique.")


class Completing:
    """Draws whole tables for some of the rows: what is given, what the engine draws, and made-up texts and ids."""

    def __init__(self, technique: Technique, engine: Fills, gaps: Gaps, learned: Dataset):
        self.technique, self.engine, self.gaps, self.learned = technique, engine, gaps, learned
        self.shares_ = 0

    def draws(
        self, rows: np.ndarray, draws: int, rng: np.random.Generator, progress: Progress = quiet
    ) -> list[pd.DataFrame]:
        """That many tables of the rows at these positions."""
        gapped = np.isin(rows, self.gaps.rows)
        seen = self.gaps.seen.iloc[rows[gapped]].reset_index(drop=True)
        drawn = self.engine.fill_rows(seen, draws, rng, progress) if len(seen) else [seen] * draws
        return [self._table(rows, gapped, each, rng) for each in drawn]

    @property
    def notes(self) -> list[str]:
        told = [CHANCE] if self.gaps.given.eq(False).to_numpy().any() else ["There was no gap to fill."]
        told += getattr(self.engine, "notes", [])
        if self.shares_:
            told.append(
                f"{self.shares_:,} values were tried, over all draws, that come from their column's shares alone: the "
                "model gave none, or none that keeps the rules."
            )
        return told

    def _table(
        self, rows: np.ndarray, gapped: np.ndarray, drawn: pd.DataFrame, rng: np.random.Generator
    ) -> pd.DataFrame:
        """All columns learned, given cells as given."""
        table = self.gaps.table.iloc[rows].reset_index(drop=True)
        for column in self.learned.columns:
            gap = table[column.name].isna().to_numpy()
            if not gap.any():
                continue
            put = (
                self._made_up(column.name, rows, gap, rng)
                if not column.kind.modelled
                else pd.Series(drawn[column.name].reset_index(drop=True)[gap[gapped]])
            )
            put = self._known(column.name, put, rng) if column.kind.modelled else put
            table[column.name] = filled_in(table[column.name], gap, put)
        return table

    def any_of(self, name: str, count: int, rng: np.random.Generator) -> pd.Series:
        """That many values of a column by its shares; none where there is none."""
        known = self.learned.table[name].dropna()
        self.shares_ += count if len(known) else 0
        return known.iloc[rng.integers(len(known), size=count)] if len(known) else known

    def _known(self, name: str, values: pd.Series, rng: np.random.Generator) -> pd.Series:
        """Where nothing was drawn, a value of the column by its shares, if there is any."""
        gone = values.isna().to_numpy()
        put = self.any_of(name, int(gone.sum()), rng) if gone.any() else values.iloc[:0]
        return filled_in(values.reset_index(drop=True), gone, put) if len(put) else values

    def _made_up(self, name: str, rows: np.ndarray, gap: np.ndarray, rng: np.random.Generator) -> pd.Series:
        """Made-up values for gaps of text and ids, none that is given."""
        surrogate, given = self.technique.surrogates_[name], self.gaps.table[name].dropna()
        made = surrogate.draw(int(gap.sum()), rng).reset_index(drop=True)
        wrong = (made.isna() | made.isin(given)).to_numpy()
        if wrong.any():
            fresh = surrogate.different(2 * int(wrong.sum()) + len(given) + 20, rng)
            fresh = fresh[~fresh.isin(given)]
            put = np.flatnonzero(wrong)[: len(fresh)]
            made.iloc[put] = fresh.iloc[: len(put)].array
        return made


def filled_in(values: pd.Series, gap: np.ndarray, put: pd.Series) -> pd.Series:
    """The column with those values in its gaps, in its dtype where they fit it."""
    made = values.copy()
    if isinstance(values.dtype, pd.CategoricalDtype):
        new = [each for each in pd.unique(put.dropna().astype(object)) if each not in values.cat.categories]
        made = made.cat.add_categories(new)
    made.iloc[np.flatnonzero(gap)] = put.astype(made.dtype).array
    return made


def _ordered(table: pd.DataFrame, gaps: Gaps, learned: Dataset) -> pd.DataFrame:
    """Columns as in the rows, with those never learned; dtypes as learned, where nothing is missing any more."""
    made = {}
    for name in gaps.order:
        values = table[name] if name in table else gaps.further[name]
        dtype = learned.table[name].dtype if name in table else values.dtype
        plain = isinstance(dtype, np.dtype) and dtype.kind in "iub" and not values.isna().any()
        made[name] = values.astype(dtype) if plain else values
    return pd.DataFrame(made)


def _left(table: pd.DataFrame, gaps: Gaps, rules: Sequence[Rule]) -> list[str]:
    """Why cells stay missing."""
    told = []
    for name in gaps.table:
        gone = int(table[name].isna().sum())
        if gone:
            why = (
                "a rule asks for it"
                if any(name in rule.columns for rule in rules)
                else "no value of it was ever learned"
            )
            told.append(f"Column '{name}' stays missing in {gone:,} row{'' if gone == 1 else 's'}: {why}.")
    return told
