"""A whole table as columns of small whole numbers, and back."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.learning.clock import Clock, apart, together
from synth.learning.encoding import Codec, codec
from synth.learning.guided import Guided
from synth.learning.likeness import settled


@dataclass(frozen=True)
class Coding:
    """How to read codes as a table again; holds no row of it.

    settled: columns that another one settles (a code and its label), name to that one and to the code for each of its
    codes; they are not among the codes and follow when codes are read.
    """

    codecs: dict[str, Codec]
    settled: dict[str, tuple[str, np.ndarray]]
    clocks: dict[str, Clock]

    @property
    def free(self) -> dict[str, Codec]:
        """The codecs of the columns that are not settled by another, in the order of the table."""
        return {name: made for name, made in self.codecs.items() if name not in self.settled}

    def decode(self, codes: dict[str, np.ndarray], rng: np.random.Generator) -> pd.DataFrame:
        """A value inside its bin for every code; codes are those of the free columns."""
        return self.finish(codes, {}, rng)

    def finish(self, codes: dict[str, np.ndarray], values: dict, rng: np.random.Generator) -> pd.DataFrame:
        """The same, where some columns have values already."""
        return self.table({name: values[name] if name in values else made.decode(codes[name], rng)
                           for name, made in self.free.items()}, rng)

    def guided(self, draw, order: Sequence[str], typed, whole: bool = False) -> Guided:
        """What draws codes of the free columns in that order, as something that can be drawn towards a condition."""
        return Guided(self.codecs, order, draw, lambda *drawn: typed(self.finish(*drawn)), self.settled, self.clocks,
                      whole=whole)

    def table(self, values: dict[str, np.ndarray], rng: np.random.Generator) -> pd.DataFrame:
        """Values of the free columns as a table, with the columns that they settle."""
        codes = {source: self.codecs[source].codes(pd.Series(values[source])) for source, _ in self.settled.values()}
        follow = {name: self.codecs[name].decode(of[codes[source]], rng) for name, (source, of) in self.settled.items()}
        return together(pd.DataFrame({name: (values | follow)[name] for name in self.codecs}, copy=False), self.clocks)


def coded(data: Dataset, bins: int, rng: np.random.Generator) -> tuple[Coding, dict[str, np.ndarray]]:
    """The coding of a table, and the codes of its free columns, name to int64 (rows,).

    Moments come apart into a day and a time of day.
    """
    data, clocks = apart(data, rng)
    codecs = {c.name: codec(data.table[c.name], c, bins) for c in data.columns}
    codes = {name: made.codes(data.table[name]) for name, made in codecs.items()}
    coding = Coding(codecs, settled(codes), clocks)
    return coding, {name: codes[name] for name in coding.free}
