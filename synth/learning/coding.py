"""A whole table as columns of small whole numbers, and back."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.learning.clock import Clock, apart, together
from synth.learning.encoding import Codec, codec


@dataclass(frozen=True)
class Coding:
    """How to read codes as a table again; holds no row of it."""

    codecs: dict[str, Codec]
    clocks: dict[str, Clock]

    @property
    def ordered(self) -> frozenset[str]:
        """Names of the columns whose codes stand in the order of their values."""
        return frozenset(name for name, made in self.codecs.items() if made.ordered)

    def decode(self, codes: dict[str, np.ndarray], rng: np.random.Generator) -> pd.DataFrame:
        """A value inside its bin for every code."""
        columns = {name: made.decode(codes[name], rng) for name, made in self.codecs.items()}
        return together(pd.DataFrame(columns, copy=False), self.clocks)


def coded(data: Dataset, bins: int, rng: np.random.Generator) -> tuple[Coding, dict[str, np.ndarray]]:
    """The coding of a table and its codes, name to int64 (rows,); moments come apart into day and time of day."""
    data, clocks = apart(data, rng)
    codecs = {c.name: codec(data.table[c.name], c, bins) for c in data.columns}
    return Coding(codecs, clocks), {name: made.codes(data.table[name]) for name, made in codecs.items()}
