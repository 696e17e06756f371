"""How rows are drawn towards a condition: columns restricted one after another, and rows weighed by what that took."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.learning.ahead import Ahead
from synth.learning.encoding import Codec
from synth.learning.part import Part
from synth.learning.picking import even, shares
from synth.learning.seen import Seen
from synth.learning.wanted import Wanted


TRIES, TRIED = 8, 2**18
"""Values tried of a row for one that will do, and values tried in all, at most."""


class Uneven(Exception):
    """Rows weigh too differently to be picked from; codes and weights are those of a pilot."""

    def __init__(self, steer: "Steer", codes: dict, rows: int):
        self.steer, self.codes, self.rows = steer, codes, rows


@dataclass
class Steer:
    """parts: the boxes; box (rows,): the one that each row is drawn for, None if there is only one.

    start (rows,): log weights to begin with. seen: what is tested, and whether a row lies in several boxes. After the
    column `last` all is decided: there `keep` rows are picked by weight, no more than have any; None keeps all, and
    draws no further column. enough: what share of `keep` rows must weigh for that, as if equally weighed.

    A row's weight is what of each column's probability was wanted, and 1 / tilt for each tilted one: with them the rows
    are those of the model under the condition.
    Source: Doucet, de Freitas and Gordon, "Sequential Monte Carlo methods in practice" (2001).
    """

    parts: tuple[Part, ...] = (Part(),)
    box: np.ndarray | None = None
    start: np.ndarray | None = None
    seen: Seen | None = None
    last: str | None = None
    keep: int | None = None
    enough: float = 0.0

    def __post_init__(self):
        self.met_, self.even_ = np.zeros(1) if self.start is None else self.start, np.zeros(1)
        self.lean_ = None

    @property
    def wants(self) -> Mapping[str, Wanted]:
        return self.parts[0].wants

    @property
    def tilts(self) -> Mapping[str, np.ndarray]:
        return self.parts[0].tilts

    @property
    def steered(self) -> set[str]:
        """Columns that are restricted, tilted or looked at."""
        named = {name for part in self.parts for each in (part.weights_, part.wants, part.tilts, part.ahead)
                 for name in each}
        return named | (self.seen.columns if self.seen else set())

    @property
    def log_weight(self) -> np.ndarray:
        return self.met_ + self.even_

    def weight(self, name: str) -> np.ndarray | None:
        """(codes,) what the probabilities of the column's codes are multiplied by; None to leave them as they are.

        Of a single box, where nothing is known ahead.
        """
        wanted, self.lean_ = self.parts[0].weights_.get(name), self.tilts.get(name)
        return self.lean_ if wanted is None else wanted if self.lean_ is None else wanted * self.lean_

    def weights(self, name: str, codes: Mapping[str, np.ndarray],
                rows: int) -> tuple[np.ndarray, np.ndarray | None] | None:
        """The same of several, (groups, codes), with the group of each row, (rows,), or None; codes: drawn so far."""
        asked = [(part.weights_.get(name), part.tilts.get(name), part.ahead.get(name)) for part in self.parts]
        if len(asked) == 1 and asked[0][2] is None:
            weight = self.weight(name)
            return None if weight is None else (weight, None)
        kinds = {tuple(map(id, each)): each for each in asked}
        if all(each is None for kind in kinds.values() for each in kind):
            return None
        size = next((each.chances if isinstance(each, Ahead) else each).shape[-1]
                    for kind in kinds.values() for each in kind if each is not None)
        number = {key: i for i, key in enumerate(kinds)}
        kind_of = np.array([number[tuple(map(id, each))] for each in asked])
        of_row = np.zeros(rows, dtype=np.int64) if self.box is None else kind_of[self.box]
        group, weights, leans, begins = np.empty(rows, dtype=np.int64), [], [], 0
        for i, (wanted, tilt, ahead) in enumerate(kinds.values()):
            at, lean = np.flatnonzero(of_row == i), np.ones((1, size)) if tilt is None else tilt[None]
            state = 0
            if ahead is not None:
                lean, state = lean * ahead.chances, ahead.state(codes, at)
            group[at] = begins + state
            weights.append(lean if wanted is None else lean * wanted)
            leans.append(lean)
            begins += len(lean)
        self.lean_ = (np.concatenate(leans), group)
        return np.concatenate(weights), group

    def took(self, name: str, codes: np.ndarray, mass: np.ndarray) -> None:
        """Weighs rows by the mass (rows,) that the column's weighted probabilities added up to.

        What was foreseen counts as asked: a pilot's rows come with it already, and tilts are to add what it lacks.
        """
        with np.errstate(divide="ignore"):
            asked = np.array([name in part.weights_ or name in part.ahead for part in self.parts])
            met, weight = asked[0] if self.box is None else asked[self.box], np.log(mass)
        if self.lean_ is not None:
            lean = self.lean_[0][self.lean_[1], codes] if isinstance(self.lean_, tuple) else self.lean_[codes]
            weight = weight - np.log(lean)
        self.met_ = self.met_ + np.where(met, weight, 0.0)
        self.even_ = self.even_ + np.where(met, 0.0, weight)

    def after(self, name: str, rows: int, rng: np.random.Generator, codes: dict, values: dict, *further: dict) -> int:
        """What follows when a column is drawn: its values tested, rows picked if it was the last; how many there are.

        A column that is wanted in part gets its values after that, so that rows picked twice differ in them.
        """
        if self.seen is not None and name == (self.seen.ready or self.last):
            with np.errstate(divide="ignore"):
                self.met_ = self.met_ + np.log(self._tried(rows, rng, codes, values))
        if name == self.last and self.keep is not None:
            picked = self.pick(rows, rng, codes)
            rows = len(picked)
            for columns in (codes, values, *further):
                for each, drawn in columns.items():
                    columns[each] = [part[picked] for part in drawn] if isinstance(drawn, list) else drawn[picked]
            self.box = None if self.box is None else self.box[picked]
        if name not in values and (want := self._partly(name)) is not None:
            values[name] = self._values(name, want.codec, codes[name], rng)
        return rows

    def _tried(self, rows: int, rng: np.random.Generator, codes: dict, values: dict) -> np.ndarray:
        """What each row counts, (rows,), once it has the values that are looked at.

        Those inside a code are drawn a few times; one that will do is taken, and the row counts by their share.
        Source: Liu, Liang and Wong, "The multiple-try method and local optimization in Metropolis sampling", Journal
        of the American Statistical Association 95 (2000).
        """
        open_ = [name for name in self.seen.valued if name not in values]
        tries = int(np.clip(TRIED // rows, 1, TRIES)) if open_ and self.box is None and self.seen.tests[0] else 1
        again = np.repeat(np.arange(rows), tries)
        drawn = {name: self._values(name, self.seen.codecs[name], codes[name][again], rng) for name in open_}
        given = {name: values[name][again] for name in self.seen.valued if name in values}
        looked = {name: codes[name][again] for name in self.seen.columns if name in codes}
        counts = self.seen.factor(looked, given | drawn, self.box)
        counts = np.broadcast_to(counts, len(again)).reshape(rows, tries)
        taken = np.arange(rows) * tries + (counts + rng.random(counts.shape)).argmax(axis=1)
        values.update({name: each[taken] for name, each in drawn.items()})
        return counts.mean(axis=1)

    def pick(self, rows: int, rng: np.random.Generator, codes: dict | None = None) -> np.ndarray:
        """Positions 0..rows-1 of the rows kept, (keep,), fewer if fewer weigh anything: as often as weights say.

        Raises: Uneven where rows weigh more differently than is enough; Dead where none weighs anything.
        """
        weight = shares(np.broadcast_to(self.log_weight, rows))
        alive = np.count_nonzero(weight)
        if self.enough and 1 / float((weight**2).sum()) < self.enough * self.keep:
            raise Uneven(self, codes, rows)
        return even(weight, min(self.keep, alive) if self.seen else self.keep, rng)

    def levels(self, name: str, codes: np.ndarray, drawn: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Levels of a column as drawn, but where a code is wanted in part one of the wanted levels."""
        for i, part in enumerate(self.parts):
            if name in part.wants and part.wants[name].partly:
                want = part.wants[name]
                at = (want.share[codes] < 1) & (True if self.box is None else self.box == i)
                drawn = np.where(at, want.levels(codes, rng), drawn)
        return drawn

    def _partly(self, name: str) -> Wanted | None:
        """The first that wants part of a code of the column."""
        return next((part.wants[name] for part in self.parts if name in part.wants and part.wants[name].partly), None)

    def _values(self, name: str, codec: Codec, codes: np.ndarray, rng: np.random.Generator):
        """A value for every code, a wanted one where the row's box wants part of the column."""
        wants = [part.wants.get(name) for part in self.parts]
        if self.box is None:
            return codec.decode(codes, rng) if wants[0] is None else wants[0].values(codes, rng)
        kinds = list({id(want): want for want in wants}.values())
        kind = np.array([next(i for i, each in enumerate(kinds) if each is want) for want in wants])[self.box]
        order = np.argsort(kind, kind="stable")
        made = [pd.Series(codec.decode(codes[kind == i], rng) if want is None else want.values(codes[kind == i], rng))
                for i, want in enumerate(kinds) if (kind == i).any()]
        back = np.empty(len(order), dtype=np.int64)
        back[order] = np.arange(len(order))
        together = pd.concat(made, ignore_index=True)
        values = together.take(back)
        return values.to_numpy() if isinstance(values.dtype, np.dtype) else values.array
