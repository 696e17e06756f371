"""How a model is best drawn towards the boxes of a condition, found by pilots."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from synth.conditions import Condition, holds
from synth.conditions.boxes import Box
from synth.learning.asking import Asked, asked, foreseen
from synth.learning.open import Open
from synth.learning.part import Part
from synth.learning.picking import Dead, allotted, even, evenness, shares
from synth.learning.seen import Seen
from synth.learning.steer import Steer, Uneven
from synth.learning.tilted import tilted
from synth.learning.wanted import Wanted

if TYPE_CHECKING:
    from synth.learning.guided import Guided

PILOT, LEAST, EACH, GROWTH, ROUNDS = 2000, 500, 25, 6, 5
"""Rows of a pilot within PILOT and LEAST, but EACH for a box at least; how many times as many where none met the
condition; and pilots at most."""
ALONE, OTHERS = 1 / 16, 1 / 8
"""Rows of a pilot, as a share of those wanted; and where it also says how many of them come from this aim."""
OUTRIGHT = 4000
"""Where fewer rows are wanted the first draw is its own pilot: it is kept if its rows weigh evenly enough."""
LEVEL = 0.6
"""The same of rows for several boxes, which pay for tilts in each."""
GAIN = 1.2
"""Tilts that do not make rows this many times as even are the last."""
MOST = 2**18
"""Whole rows drawn at a time, at most."""
EVEN, PASSABLE, SURE = 0.4, 0.4, 0.9
"""Rows that weigh as much as this share of them, equally weighed, are even enough; those drawn already will do where
they weigh as much as this share of those to be kept; and what is as good as equal."""
FIRST, SPARED = 1.3, 1500
"""Rows begun for one that is kept where nothing is known yet; and SPARED more at most, which hardly take longer."""
BEGUN, SOME, FEW = 1.6, 0.1, 1000
"""The same at most where it is known; but so many that SOME of those kept, up to FEW, begin differently."""
MANY = 8
"""Where there are more boxes than MANY, it is first looked whether enough rows meet the condition anyway."""
DEARER = 1.5
"""How many times as long a row takes that is drawn towards boxes."""
BROAD = 0.5
"""What boxes cover, added up, from which rows are drawn without them and looked at."""


class Aim:
    """where: the boxes as one condition. mass: the share of the model's rows that meet it. tried: rows of pilots."""

    def __init__(self, model: "Guided", where: Condition, boxes: list[Box], exact: bool, rows: int,
                 rng: np.random.Generator, alone: bool = True):
        """alone: whether no other aim has to be held against this one, so that its mass need not be known."""
        self.model, self.where, self.mass, self.tried, self.even_, self.alive_ = model, where, 0.0, 0, 1.0, 1.0
        self.known_, self.whole_, self.parts_, self.open_ = False, model.whole, (), Open(model, where)
        if not all(map(len, boxes)) or len(boxes) > MANY:
            if self._opened(rows, 1.0, rng):
                return
            if not all(map(len, boxes)):
                self._towards([Asked()], False, np.ones(1), rows, rng)
                return self._search(LEAST, rng)
        known: dict[tuple, Wanted] = {}
        found = [each for box in boxes if not (each := asked(model, box, known)).never]
        self.whole_ |= any(each.unsure for each in found)
        guess = np.array([each.guess for each in found])
        if not found:
            self.parts_ = ()
            return
        if 1 < len(found) <= MANY and guess.sum() > BROAD and self._opened(rows, min(float(guess.sum()), 1.0), rng):
            return
        self._towards(found, exact, guess, rows, rng)
        part = ALONE if alone else OTHERS
        count = int(np.clip(rows * part, max(LEAST, EACH * len(self.parts_)), max(PILOT, EACH * len(self.parts_))))
        if rows > OUTRIGHT or self.whole_ or not alone:
            self._search(count, rng)

    def rows(self, count: int, rng: np.random.Generator) -> pd.DataFrame:
        """About that many rows of the table, all of which meet the condition; none where it is never met."""
        if self.open_.share:
            return self.open_.rows(count, rng)
        if not self.parts_:
            return self._none(rng)
        if self.whole_:
            return self._whole(count, rng)
        try:
            return self._drawn(count, rng)
        except (Uneven, Dead) as pilot:
            if self.known_:
                return self._none(rng)
            if isinstance(pilot, Uneven) and not self.parts_[0].tilts and (found := self._told(pilot)):
                self.parts_, self.tried = found, self.tried + pilot.rows
                return self.rows(count, rng)
            self._search(int(np.clip(count, LEAST, PILOT)), rng, pilot if isinstance(pilot, Uneven) else None)
        return self._none(rng) if not self.mass else self.rows(count, rng)

    def _opened(self, rows: int, guess: float, rng: np.random.Generator) -> bool:
        """Whether so many rows meet the condition anyway that they are drawn without it."""
        self.tried += self.open_.tried(rows, guess, PILOT if rows > OUTRIGHT else None, rng)
        self.mass = self.open_.share
        return bool(self.mass)

    def _drawn(self, count: int, rng: np.random.Generator) -> pd.DataFrame:
        begun = int(min(count * np.clip(self.even_**-2, 1.0, BEGUN) / self.alive_, MOST)) + 1
        if self.known_ and self.even_ < SURE:
            begun = max(begun, int(min(count * SOME, FEW) / self.even_))
        if not self.known_:
            begun = max(int(FIRST * count) + min(count, SPARED), LEAST)
        steer = self._steer(begun, count + 1, rng)
        steer.enough = 0.0 if self.known_ else PASSABLE
        begun = begun if steer.last is not None else count + 1
        table = self.model.finish(*self.model.draw(begun, rng, steer), rng)
        if not self.known_:
            self._weighed(steer, begun)
        return table[holds(self.where, table)]

    def _whole(self, count: int, rng: np.random.Generator) -> pd.DataFrame:
        """The same where only whole rows show whether they meet it: no more of them than differ."""
        begun = int(np.clip(count * 1.3 / (self.even_ * self.alive_), PILOT, MOST))
        steer = self._steer(begun, None, rng, whole=True)
        table = self.model.finish(*self.model.draw(begun, rng, steer), rng)
        try:
            weight = shares(np.where(holds(self.where, table), np.broadcast_to(steer.log_weight, begun), -np.inf))
        except Dead:
            return self._none(rng)
        return table.iloc[even(weight, min(count, int(1 / float((weight**2).sum())) + 1), rng)]

    def _none(self, rng: np.random.Generator) -> pd.DataFrame:
        """A table of its columns without rows."""
        return self.model.finish(*self.model.draw(1, rng, Steer()), rng).iloc[:0]

    def _towards(self, found: list[Asked], exact: bool, guess: np.ndarray, rows: int, rng: np.random.Generator) -> None:
        """What to draw towards, and what to look at on the way."""
        model, budget = self.model, rows // len(found)
        self.parts_ = tuple(Part(each.wants, {}, foreseen(model, each, budget, rng), model.settled) for each in found)
        self.share_ = guess / guess.sum() / 2 + 1 / (2 * len(found)) if len(found) > 1 else np.ones(1)
        self.seen_ = None
        if not self.whole_ and (len(found) > 1 or not exact or any(each.tests for each in found)):
            self.seen_ = Seen(model.codecs, model.derived, [each.wants for each in found],
                              [each.tests for each in found], None if exact else self.where)

    def _steer(self, rows: int, keep: int | None, rng: np.random.Generator, whole: bool = False) -> Steer:
        box = start = None
        if len(self.parts_) > 1:
            counts = np.maximum(np.diff(np.rint(np.cumsum(np.append(0.0, self.share_)) * rows)), 0).astype(np.int64)
            box = rng.permutation(np.repeat(np.arange(len(counts)), counts))
            start = -np.log(counts[box] / rows)
        steer = Steer(self.parts_, box, start, self.seen_, keep=keep)
        last = [name for name in self.model.order if name in steer.steered]
        steer.last = last[-1] if last and not whole else None
        return steer

    def _search(self, count: int, rng: np.random.Generator, pilot: Uneven | None = None) -> None:
        """Pilots until rows weigh evenly enough; what the best of them says is kept."""
        self.known_ = True
        for _ in range(ROUNDS):
            pilot = pilot or self._pilot(count, rng)
            self.tried += pilot.rows
            try:
                found = self._told(pilot)
            except Dead:
                count, pilot = count * GROWTH, None
                continue
            before = self.even_ * self.alive_ * (self.mass > 0)
            ratio = float(np.prod(evenness(np.broadcast_to(pilot.steer.log_weight, pilot.rows))))
            if ratio > before:
                best = self.parts_
                self._weighed(pilot.steer, pilot.rows)
            if len(self.parts_) > 1:
                return self._shared(pilot.steer, found and partial(self._again, found, count, rng))
            if ratio > EVEN or ratio < GAIN * before or found is None:
                break
            self.parts_, pilot = found, None
        if self.mass:
            self.parts_ = best

    def _shared(self, steer: Steer, again: Callable[[], Steer | None] | None = None) -> None:
        """Divides rows among boxes as a pilot says, or gives boxes up where that is no better.

        again: draws a pilot with tilts, which is taken if its rows weigh more evenly.
        """
        self._divided(steer)
        if again and self.even_ * self.alive_ < LEVEL:
            before = self.parts_, self.share_, self.even_, self.alive_, self.mass
            if (steer := again()) is not None:
                self._divided(steer)
            if steer is None or self.even_ * self.alive_ < GAIN * before[2] * before[3]:
                self.parts_, self.share_, self.even_, self.alive_, self.mass = before
        if self.mass * DEARER > self.even_ * self.alive_:
            self.open_.share = self.mass

    def _divided(self, steer: Steer) -> None:
        weight = np.exp(steer.log_weight - steer.start)
        self.share_, self.even_, self.alive_ = allotted(steer.box, weight, len(self.parts_))

    def _again(self, found: tuple[Part, ...], count: int, rng: np.random.Generator) -> Steer | None:
        """A pilot of those parts; None where no row of it meets the condition."""
        self.parts_ = found
        pilot = self._pilot(count, rng)
        self.tried += pilot.rows
        try:
            self._weighed(pilot.steer, pilot.rows)
        except Dead:
            return None
        return pilot.steer

    def _pilot(self, count: int, rng: np.random.Generator) -> Uneven:
        steer = self._steer(count, None, rng, whole=self.whole_)
        codes, values = self.model.draw(count, rng, steer)
        if self.whole_:
            met = holds(self.where, self.model.finish(codes, values, rng))
            steer.met_ = np.where(met, np.broadcast_to(steer.met_, count), -np.inf)
        return Uneven(steer, codes, count)

    def _told(self, pilot: Uneven) -> tuple[Part, ...] | None:
        return tilted(self.parts_, pilot, self.model, self.whole_)

    def _weighed(self, steer: Steer, rows: int) -> None:
        """Takes over what the weights of some rows say."""
        log_weight = np.broadcast_to(steer.log_weight, rows)
        self.known_, (self.even_, self.alive_) = True, evenness(log_weight)
        self.mass = float(np.exp(log_weight).mean())
