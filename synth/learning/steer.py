"""How rows are drawn towards a condition: columns restricted one after another, and rows weighed by what that took."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from synth.learning.wanted import Wanted


class Dead(Exception):
    """No row can be kept: each has weight 0."""


@dataclass
class Steer:
    """wants: what is wanted of a column's codes. tilts: (codes,) how much likelier codes of other columns are drawn.

    tests: columns that follow from others, and whether their values will do. After the column `last` all is decided:
    there `keep` rows are picked by weight; None keeps all, and draws no further column.

    A row's weight is what of each column's probability was wanted, and 1 / tilt for each tilted one: with them the rows
    are those of the model under the condition.
    Source: Doucet, de Freitas and Gordon, "Sequential Monte Carlo methods in practice" (2001).
    """

    wants: Mapping[str, Wanted] = field(default_factory=dict)
    tilts: Mapping[str, np.ndarray] = field(default_factory=dict)
    tests: Mapping[str, Callable[[pd.Series], np.ndarray]] = field(default_factory=dict)
    settled: Mapping[str, tuple[str, np.ndarray]] = field(default_factory=dict)
    last: str = ""
    keep: int | None = None

    def __post_init__(self):
        self.met_, self.even_ = np.zeros(1), np.zeros(1)
        self.weights_ = {name: want.share for name, want in self.wants.items() if name not in self.settled}
        for name, want in self.wants.items():
            if name in self.settled:
                source, of = self.settled[name]
                self.weights_[source] = self.weights_.get(source, 1.0) * want.share[of]

    @property
    def steered(self) -> set[str]:
        """Columns that are restricted, tilted or tested."""
        return {*self.weights_, *self.wants, *self.tilts, *self.tests}

    @property
    def log_weight(self) -> np.ndarray:
        return self.met_ + self.even_

    def weight(self, name: str) -> np.ndarray | None:
        """(codes,) what the probabilities of the column's codes are multiplied by; None to leave them as they are."""
        wanted, tilt = self.weights_.get(name), self.tilts.get(name)
        return tilt if wanted is None else wanted if tilt is None else wanted * tilt

    def took(self, name: str, codes: np.ndarray, mass: np.ndarray) -> None:
        """Weighs rows by the mass (rows,) that the column's weighted probabilities added up to."""
        with np.errstate(divide="ignore"):
            if name in self.weights_:
                self.met_ = self.met_ + np.log(mass)
            else:
                self.even_ = self.even_ + np.log(mass)
            if name in self.tilts:
                self.even_ = self.even_ - np.log(self.tilts[name][codes])

    def after(self, name: str, rows: int, rng: np.random.Generator, codes: dict, values: dict, *further: dict) -> int:
        """What follows when a column is drawn: its values tested, rows picked if it was the last; how many there are.

        A column that is wanted in part gets its values after that, so that rows picked twice differ in them.
        """
        if name in self.tests:
            with np.errstate(divide="ignore"):
                self.met_ = self.met_ + np.log(self.tests[name](pd.Series(values[name])))
        if name == self.last and self.keep is not None:
            picked, rows = self.pick(rows, rng), self.keep
            for columns in (codes, values, *further):
                for each, drawn in columns.items():
                    columns[each] = [part[picked] for part in drawn] if isinstance(drawn, list) else drawn[picked]
        if name in self.wants and self.wants[name].partly and name not in values:
            values[name] = self.wants[name].values(codes[name], rng)
        return rows

    def pick(self, rows: int, rng: np.random.Generator) -> np.ndarray:
        """Positions 0..rows-1 of the rows kept, (keep,): each as often as its weight says."""
        return even(shares(np.broadcast_to(self.log_weight, rows)), self.keep, rng)


def even(weight: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """That many positions, (count,), in random order: each as often as its weight says, to within one.

    Source: Kitagawa, "Monte Carlo filter and smoother", Journal of Computational and Graphical Statistics 5 (1996).
    """
    below = np.cumsum(weight)
    at = np.searchsorted(below / below[-1], (np.arange(count) + rng.random()) / count)
    return rng.permutation(np.minimum(at, len(weight) - 1))


def shares(log_weight: np.ndarray) -> np.ndarray:
    """Weights that add up to 1. Raises: Dead where all are 0."""
    top = log_weight.max()
    if top == -np.inf:
        raise Dead
    weight = np.exp(log_weight - top)
    return weight / weight.sum()

