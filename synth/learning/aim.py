"""How a model is best drawn towards one box of a condition, found by pilots."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from synth.conditions import Condition, holds
from synth.conditions.boxes import Box
from synth.learning.clock import together
from synth.learning.steer import Dead, Steer, shares
from synth.learning.wanted import Wanted

if TYPE_CHECKING:
    from synth.learning.guided import Guided

PILOT, GROWTH, ROUNDS = 2000, 6, 5
"""Rows of a pilot; how many times as many where none met the condition; and pilots at most."""
EVEN = 0.4
"""Rows that weigh as much as this share of them, equally weighed, are even enough."""
BEGUN = 3.0
"""Rows begun for one that is kept, at most."""
DOUBT, TELLS = 10.0, 0.02
"""Rows of no tendency added to what a pilot says of a column; and what it must say (nats) for the column to be tilted."""
TIMES = 24
"""Times of day, and days, that a moment's test is tried with."""


class Aim:
    """where: the box as one condition. mass: the share of the model's rows in it. tried: rows of pilots."""

    def __init__(self, model: "Guided", where: Condition, box: Box, rng: np.random.Generator):
        self.model, self.where, self.mass, self.tried = model, where, 0.0, 0
        self.wants_, self.tests_, self.tilts_, self.unsure_ = {}, {}, {}, False
        self.even_, self.accepted_ = 1.0, 1.0
        for column, condition in box.items():
            self._take(column, condition)
        if all(want.share.any() for want in self.wants_.values()):
            self._search(rng)

    def rows(self, count: int, rng: np.random.Generator) -> pd.DataFrame:
        """About that many rows of the table, all in the box."""
        keep = int(np.ceil(count / self.accepted_ * 1.02)) + 1
        steer = self._steer(self.tilts_, keep)
        begun = int(keep * np.clip(1.3 / self.even_, 1.0, BEGUN)) if steer.last else keep
        if self.even_ < 0.9:
            begun = max(begun, PILOT)
        try:
            table = self.model.finish(*self.model.draw(begun, rng, steer), rng)
        except Dead:
            return self.model.finish(*self.model.draw(1, rng, Steer()), rng).iloc[:0]
        return table[holds(self.where, table)]

    def _take(self, column: str, condition: Condition) -> None:
        """Sorts the condition of a column into what is wanted of codes, what is tested on the way, and what at the end."""
        model = self.model

        def met(values: pd.Series) -> np.ndarray:
            return holds(condition, pd.DataFrame({column: values}, copy=False))

        if column in model.follows:
            self.tests_[column] = met
        elif column in model.hidden or column not in model.codecs:
            self.unsure_ = True
        elif column in model.clocks:
            self._take_moment(column, met)
        else:
            self.wants_[column] = Wanted(model.codecs[column], met)

    def _take_moment(self, column: str, met) -> None:
        """Days for which some time of day will do, and times for which some day will; the rest is seen at the end."""
        clock = self.model.clocks[column]
        levels = (np.arange(TIMES) + 0.5) / TIMES
        tried = {name: self.model.codecs[name].at(np.concatenate([[1e-9], levels, [1 - 1e-9]])) for name in (column, clock.column)}
        for name, other in ((column, clock.column), (clock.column, column)):
            self.wants_[name] = Wanted(self.model.codecs[name], lambda values, name=name, other=other: _some(
                values, tried[other], lambda each, rest: met(together(pd.DataFrame({name: each, other: rest}), {column: clock})[column])))

    def _steer(self, tilts: Mapping[str, np.ndarray], keep: int | None, whole: bool = False) -> Steer:
        steer = Steer(self.wants_, tilts, self.tests_, self.model.settled, keep=keep)
        last = [name for name in self.model.order if name in steer.steered]
        steer.last = last[-1] if last and not whole else ""
        return steer

    def _search(self, rng: np.random.Generator) -> None:
        """Pilots until rows weigh evenly enough; what the best of them says is kept."""
        count, tilts, best = PILOT, {}, 0.0
        for _ in range(ROUNDS):
            self.tried += count
            seen = self._pilot(count, tilts, rng)
            if seen is None:
                count *= GROWTH
                continue
            codes, even, log_weight, met = seen
            weight = shares(log_weight)
            ratio = 1 / (len(weight) * float((weight**2).sum()))
            accepted = float(weight[met].sum())
            if ratio * accepted > best:
                best, self.tilts_, self.even_, self.accepted_ = ratio * accepted, tilts, ratio, accepted
                self.mass = float(np.exp(log_weight).mean()) * accepted
            if ratio * accepted > EVEN or not codes:
                break
            sizes = {name: self.model.codecs[name].size for name in codes}
            tilts = _tilted(codes, sizes, even, np.where(met, log_weight, -np.inf))
            if not tilts:
                break

    def _pilot(self, count: int, tilts: Mapping[str, np.ndarray], rng: np.random.Generator):
        """Codes of columns that may be tilted, log weights without and with what was wanted, and who meets it at the
        end; None where no row does."""
        steer = self._steer(tilts, None, whole=self.unsure_)
        codes, values = self.model.draw(count, rng, steer)
        even, log_weight = (np.broadcast_to(each, count) for each in (steer.even_, steer.log_weight))
        met = holds(self.where, self.model.finish(codes, values, rng)) if self.unsure_ else np.ones(count, dtype=bool)
        if log_weight[met].max(initial=-np.inf) == -np.inf:
            return None
        fixed = {*steer.weights_, *self.model.lines, *self.model.settled, *self.model.follows}
        return {name: code for name, code in codes.items() if name not in fixed}, even, log_weight, met


def _some(values: pd.Series, others, met) -> np.ndarray:
    """Whether a value will do together with some of the others; each distinct one is tried once."""
    codes, distinct = pd.factorize(values, use_na_sentinel=False)
    distinct = pd.Series(distinct)
    tried = [met(distinct, pd.Series(others).take(np.full(len(distinct), i)).reset_index(drop=True)) for i in range(len(others))]
    return np.logical_or.reduce(tried)[codes]


def _tilted(codes: Mapping[str, np.ndarray], sizes: Mapping[str, int], even: np.ndarray, log_weight: np.ndarray) -> dict[str, np.ndarray]:
    """How much likelier each code of a column has to be drawn for the pilot's rows to be spread as those that count.

    Column after column, each given what those before it already do.
    Source: Rubinstein and Kroese, "The cross-entropy method" (2004).
    """
    aim, have, tilts = shares(log_weight), shares(even), {}
    sure = 1 / float((aim**2).sum())
    for name, code in codes.items():
        there, wanted = (np.bincount(code, each, minlength=sizes[name]) for each in (have, aim))
        seen = there > 0
        ratio = np.ones(len(there))
        ratio[seen] = (sure * wanted[seen] / there[seen] + DOUBT) / (sure + DOUBT)
        if (wanted[seen] * np.log(ratio[seen])).sum() > TELLS:
            tilts[name] = ratio
            have = have * ratio[code]
            have /= have.sum()
    return tilts
