"""How a model is best drawn towards one box of a condition, found by pilots."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from synth.conditions import Condition, holds
from synth.conditions.boxes import Box
from synth.learning.halves import day_may, midnight, time_may
from synth.learning.steer import Dead, Steer, even, shares
from synth.learning.wanted import Met, Wanted

if TYPE_CHECKING:
    from synth.learning.guided import Guided

PILOT, LEAST, GROWTH, ROUNDS = 2000, 500, 6, 5
"""Rows of a pilot, an eighth of those wanted within PILOT and LEAST; how many times as many where none met the
condition; and pilots at most."""
GAIN = 1.2
"""Tilts that do not make rows this many times as even are the last."""
MOST = 2**18
"""Whole rows drawn at a time, at most."""
EVEN = 0.4
"""Rows that weigh as much as this share of them, equally weighed, are even enough."""
BEGUN, SOME, FEW = 2.0, 0.1, 1000
"""Rows begun for one that is kept, at most; but so many that SOME of those kept, up to FEW, begin differently."""
Columns = Mapping[str, np.ndarray]
DOUBT, TELLS, TILTED = 10.0, 0.05, 5
"""Rows of no tendency added to what a pilot says of a column; what it must say (nats) for the column to be tilted; and
columns tilted at most, those of which it says most: each takes about as long again to draw."""


class Aim:
    """where: the box as one condition. mass: the share of the model's rows in it. tried: rows of pilots."""

    def __init__(self, model: "Guided", where: Condition, box: Box, rows: int, rng: np.random.Generator):
        self.model, self.where, self.mass, self.tried = model, where, 0.0, 0
        self.tests_, self.tilts_, self.unsure_, self.even_ = {}, {}, model.whole, 1.0
        asked: dict[str, list[Met]] = {}
        for column, condition in box.items():
            self._take(column, condition, asked)
        self.wants_ = {name: Wanted(model.codecs[name], partial(_all, each)) for name, each in asked.items()}
        if all(want.share.any() for want in self.wants_.values()):
            self._search(int(np.clip(rows / 8, LEAST, PILOT)), rng)

    def rows(self, count: int, rng: np.random.Generator) -> pd.DataFrame:
        """About that many rows of the table, all in the box."""
        if self.unsure_:
            return self._whole(count, rng)
        steer = self._steer(self.tilts_, count + 1)
        begun = int(count * np.clip(1.3 / self.even_, 1.0, BEGUN)) + 1 if steer.last else count + 1
        if self.even_ < 0.9:
            begun = max(begun, PILOT, int(min(count * SOME, FEW) / self.even_))
        try:
            table = self.model.finish(*self.model.draw(begun, rng, steer), rng)
        except Dead:
            return self._none(rng)
        return table[holds(self.where, table)]

    def _whole(self, count: int, rng: np.random.Generator) -> pd.DataFrame:
        """The same where only whole rows show whether they are in the box: no more of them than differ."""
        begun = int(np.clip(count * 1.3 / self.even_, PILOT, MOST))
        steer = self._steer(self.tilts_, None, whole=True)
        table = self.model.finish(*self.model.draw(begun, rng, steer), rng)
        try:
            weight = shares(np.where(holds(self.where, table), np.broadcast_to(steer.log_weight, begun), -np.inf))
        except Dead:
            return self._none(rng)
        return table.iloc[even(weight, min(count, int(1 / float((weight**2).sum())) + 1), rng)]

    def _none(self, rng: np.random.Generator) -> pd.DataFrame:
        """A table of its columns without rows."""
        return self.model.finish(*self.model.draw(1, rng, Steer()), rng).iloc[:0]

    def _take(self, column: str, condition: Condition, asked: dict[str, list[Met]]) -> None:
        """Sorts the condition of a column into what is asked of codes, and tested on the way or at the end."""
        model, met = self.model, partial(_met, column, condition)
        source = model.told.get(column)
        if column in model.follows:
            self.tests_[column] = met
        elif source is not None and source.source in model.clocks:
            asked.setdefault(source.source, []).append(lambda days: met(source.undo(pd.DataFrame(
                {source.source: midnight(days, model.clocks[source.source])}))))
        elif column in model.hidden or column not in model.codecs:
            self.unsure_ = True
        elif column in model.clocks:
            clock = model.clocks[column]
            asked.setdefault(column, []).append(lambda days: day_may(condition, days, clock))
            asked.setdefault(clock.column, []).append(lambda times: time_may(condition, times, clock))
        else:
            asked.setdefault(column, []).append(met)

    def _steer(self, tilts: Mapping[str, np.ndarray], keep: int | None, whole: bool = False) -> Steer:
        steer = Steer(self.wants_, tilts, self.tests_, self.model.settled, keep=keep)
        last = [name for name in self.model.order if name in steer.steered]
        steer.last = last[-1] if last and not whole else ""
        return steer

    def _search(self, count: int, rng: np.random.Generator) -> None:
        """Pilots until rows weigh evenly enough; what the best of them says is kept."""
        tilts = {}
        for _ in range(ROUNDS):
            self.tried += count
            seen = self._pilot(count, tilts, rng)
            if seen is None:
                count *= GROWTH
                continue
            codes, free, log_weight = seen
            weight = shares(log_weight)
            ratio = 1 / (len(weight) * float((weight**2).sum()))
            before = self.even_ * (self.mass > 0)
            if ratio > before:
                self.tilts_, self.even_, self.mass = tilts, ratio, float(np.exp(log_weight).mean())
            if ratio > EVEN or ratio < GAIN * before or not codes:
                break
            tilts = self._tilts(codes, free, log_weight)
            if not tilts:
                break

    def _tilts(self, codes: Columns, free: np.ndarray, log_weight: np.ndarray) -> dict[str, np.ndarray]:
        """Tilts as a pilot tells them; along a line only missing values are told from others."""
        model = self.model
        lines = {name for name in codes if name in model.lines}
        sizes = {name: 2 if name in lines else model.codecs[name].size for name in codes}
        gaps = {name for name in lines if model.codecs[name].missing_}
        codes = {name: np.minimum(code, 1) if name in lines else code for name, code in codes.items()
                 if name not in lines or name in gaps}
        tilts = _tilted(codes, sizes, free, log_weight)
        return {name: ratio[np.minimum(np.arange(model.codecs[name].size), 1)] if name in lines else ratio
                for name, ratio in tilts.items()}

    def _pilot(self, count: int, tilts: Mapping[str, np.ndarray], rng: np.random.Generator):
        """Codes of columns that may be tilted, log weights without and with what was asked; None if all are 0."""
        steer = self._steer(tilts, None, whole=self.unsure_)
        codes, values = self.model.draw(count, rng, steer)
        free, log_weight = (np.broadcast_to(each, count) for each in (steer.even_, steer.log_weight))
        if self.unsure_:
            log_weight = np.where(holds(self.where, self.model.finish(codes, values, rng)), log_weight, -np.inf)
        if log_weight.max() == -np.inf:
            return None
        fixed = {*steer.weights_, *self.model.settled, *self.model.follows}
        return {name: code for name, code in codes.items() if name not in fixed}, free, log_weight


def _met(column: str, condition: Condition, values) -> np.ndarray:
    return holds(condition, pd.DataFrame({column: values}, copy=False))


def _all(met: list[Met], values: pd.Series) -> np.ndarray:
    return np.logical_and.reduce([each(values) for each in met])


def _tilted(codes: Columns, sizes: Mapping[str, int], free: np.ndarray, log_weight: np.ndarray) -> dict[str, np.ndarray]:
    """How much likelier each code of a column has to be drawn for the pilot's rows to be spread as those that count.

    Column after column, each given what those before it already do.
    Source: Rubinstein and Kroese, "The cross-entropy method" (2004).
    """
    aim, have = shares(log_weight), shares(free)
    sure, tilts = 1 / float((aim**2).sum()), {}
    told = {name: _told(code, sizes[name], aim, have, sure)[1] for name, code in codes.items()}
    telling = set(sorted(told, key=told.get, reverse=True)[:TILTED])
    for name, code in codes.items():
        ratio, says = _told(code, sizes[name], aim, have, sure) if name in telling else (None, 0.0)
        if says > TELLS:
            tilts[name] = ratio
            have = have * ratio[code]
            have /= have.sum()
    return tilts


def _told(code: np.ndarray, size: int, aim: np.ndarray, have: np.ndarray, sure: float) -> tuple[np.ndarray, float]:
    """How much more often each code (size,) stands in rows as they are aimed at, and what that says, in nats."""
    there, wanted = (np.bincount(code, each, minlength=size) for each in (have, aim))
    ratio = np.ones(size)
    seen = there > 0
    ratio[seen] = (sure * wanted[seen] / there[seen] + DOUBT) / (sure + DOUBT)
    return ratio, float((wanted[seen] * np.log(ratio[seen])).sum())
