"""Rows planted in the table that a technique learns from: do they come out again?"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.dataset import Dataset, Kind
from synth.measuring.binning import numbers
from synth.measuring.interval import wilson
from synth.progress import Progress, part, quiet
from synth.technique import Technique

DEPTHS = ("one value", "two values in one row", "half of the row", "the whole row")
"""How much of one canary stands in one drawn row: of its own values, those that no other row has;
at last of all columns."""


@dataclass(frozen=True)
class Emission:
    """How many of `canaries` came out in one depth of detail: of those planted, and of as many never planted."""

    depth: str
    canaries: int
    planted: int
    control: int

    @property
    def interval(self) -> tuple[float, float]:
        """Of the share of planted ones that come out, 95 %."""
        return wilson(self.planted / self.canaries, self.canaries)

    @property
    def beyond_control(self) -> bool:
        """Whether more come out than the control's interval allows."""
        return self.planted / self.canaries > wilson(self.control / self.canaries, self.canaries)[1]


def canaries(technique: Callable[[], Technique], data: Dataset, rng: np.random.Generator, count: int = 10,
             repeats: int = 3, progress: Progress = quiet) -> list[Emission]:
    """By depth, how many of count x repeats planted rows come out, in as many rows as were learned from,
    beside the control.

    A canary has in every number a value beyond all others, its own, and in every free category a level of its own; the
    other columns are those of a random row. Each repeat plants count of them, learns with a fresh technique, and draws;
    as many others, made alike and kept back, are the control. The depths are DEPTHS.
    Raises: ValueError where no column can hold a value of its own, or the technique refuses the table; Cancelled.
    Source: Carlini et al., "The secret sharer: evaluating and testing unintended memorization in neural networks"
    (2019).
    """
    found = np.zeros((2, len(DEPTHS)), dtype=int)
    for i in range(repeats):
        rows, own = made_up(data, 2 * count, rng)
        planted = data.with_table(
            pd.concat([data.table, rows.iloc[:count]], ignore_index=True).astype(data.table.dtypes))
        stage = part(progress, i / repeats, (i + 1) / repeats)
        learned = technique().fit(planted, rng, stage)
        drawn = data.with_table(learned.sample(len(planted), rng))
        for side in (0, 1):
            found[side] += emitted(drawn, rows.iloc[side * count:(side + 1) * count], own)
    progress(1.0, "counted what came out")
    return [Emission(depth, count * repeats, int(planted), int(control))
            for depth, planted, control in zip(DEPTHS, *found)]


def made_up(data: Dataset, count: int, rng: np.random.Generator) -> tuple[pd.DataFrame, list[str]]:
    """That many canaries, and the names of the columns in which each has a value that no other row has."""
    own = [name for name in data.modelled if _spread(data, name)]
    if not own:
        raise ValueError(f"No column of '{data.name}' can hold a value that no other row has; add one of numbers or "
                         "categories.")
    base = data.table.iloc[rng.integers(0, len(data), count)].reset_index(drop=True)
    values = {name: _beyond(data, name, count, rng) if name in own else base[name] for name in data.names}
    return pd.DataFrame(values), own


def emitted(drawn: Dataset, rows: pd.DataFrame, own: list[str]) -> np.ndarray:
    """How many of the canaries come out at each of DEPTHS."""
    alike = {name: _plain(drawn.table[name], drawn, name)[:, None] == _plain(rows[name], drawn, name)[None]
             for name in drawn.modelled}
    most = np.sum([alike[name] for name in own], axis=0).max(axis=0)
    whole = np.all(list(alike.values()), axis=0).any(axis=0)
    return np.array([(most >= 1).sum(), (most >= 2).sum(), (most >= max(len(own) / 2, 2)).sum(), whole.sum()])


def _spread(data: Dataset, name: str) -> bool:
    """Whether a column can hold a value of its own: numbers that vary,
    and categories without a fixed list of levels."""
    values, kind = data.table[name], data.column(name).kind
    if kind.numeric:
        return bool(values.nunique() > 1)
    return kind is Kind.CATEGORY and not isinstance(values.dtype, pd.CategoricalDtype) and values.notna().any()


def _beyond(data: Dataset, name: str, count: int, rng: np.random.Generator) -> pd.Series:
    """Values of the column's own dtype and decimals, all different, above its largest by up to its range."""
    values, kind = data.table[name], data.column(name).kind
    if not kind.numeric:
        return pd.Series([f"canary {number}" for number in rng.choice(10**9, count, replace=False)],
                         dtype=object).astype(values.dtype)
    order, high, reach = pd.Series(rng.permutation(count) + 1), values.max(), values.max() - values.min()
    if kind is Kind.MOMENT:
        return (high + order * max(reach / count, pd.Timedelta(1, "s"))).dt.floor("s").astype(values.dtype)
    if pd.api.types.is_integer_dtype(values.dtype):
        return (int(high) + order * max(int(reach) // count, 1)).astype(values.dtype)
    places = next((places for places in range(7) if (values.dropna().round(places) == values.dropna()).all()), 9)
    return (float(high) + order * max(float(reach) / count, 10.0**-places)).round(places).astype(values.dtype)


def _plain(values: pd.Series, like: Dataset, name: str) -> np.ndarray:
    """Comparable cells: numbers as float64, the rest as text; missing ones are alike."""
    kind = like.column(name).kind
    if kind.numeric:
        return np.nan_to_num(numbers(values, kind), nan=1e300)
    return values.astype(object).where(values.notna(), "\0").astype(str).to_numpy()
