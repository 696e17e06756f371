"""Rows of a model of codes under a condition: pilots find how to draw towards it, then rows are drawn and picked."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from synth.conditions import And, Condition, holds, spell
from synth.conditions.boxes import boxes
from synth.conditions.rejection import Acceptance, rejected
from synth.learning.aim import Aim
from synth.learning.clock import Clock
from synth.learning.encoding import Codec
from synth.learning.relations.derived import Derived
from synth.learning.steer import Steer
from synth.progress import Progress

BLOCK, MOST, TIMES = 2**17, 400_000, 50
"""Rows kept from one draw at most; and rows finished before it is given up, MOST and TIMES as many as are wanted."""
SPARE = 1.05
APART, TOGETHER = 16, 256
"""Boxes that a condition is taken apart into, at most, each drawn for by itself, and all at a time."""

Drawn = tuple[dict[str, np.ndarray], dict]


@dataclass
class Guided:
    """A model that draws column after column, as far as drawing towards a condition needs to know it.

    codecs: of every column it draws. order: in which they are drawn. lines: those whose codes cannot be tilted.
    derived: columns that follow from those drawn. whole: whether rows can be picked only when they are whole. boxed:
    whether rows can be drawn for several boxes at a time. draw: rows begun -> codes and values, as steer says. finish:
    these as a table.
    """

    codecs: Mapping[str, Codec]
    order: Sequence[str]
    draw: Callable[[int, np.random.Generator, Steer], Drawn]
    finish: Callable[[dict, dict, np.random.Generator], pd.DataFrame]
    settled: Mapping[str, tuple[str, np.ndarray]] = field(default_factory=dict)
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    lines: frozenset[str] = frozenset()
    derived: Derived = field(default_factory=lambda: Derived((), {}, ()))
    whole: bool = False
    boxed: bool = False

    def rows_where(self, rows: int, rng: np.random.Generator, where: Condition, progress: Progress) -> pd.DataFrame:
        """Exactly that many rows, all of which meet the condition. Raises: ValueError where too few can be had."""
        found, exact = boxes(where, TOGETHER if self.boxed else APART)
        if not exact and not self.boxed:
            return rejected(self._plain, rows, rng, where, progress)
        if self.boxed:
            return self._gathered(rows, rng, where, [Aim(self, where, found, exact, rows, rng)], np.ones(1), progress)
        aims = []
        for i, box in enumerate(found):
            progress(0.2 * i / len(found), "looking for rows that meet the condition")
            aims.append(Aim(self, And(tuple(box.values())), [box], True, rows, rng, len(found) == 1))
        mass = np.array([aim.mass or (len(found) == 1) for aim in aims], dtype=float)
        if not mass.any():
            raise ValueError(_none(where, aims))
        return self._gathered(rows, rng, where, aims, mass / mass.sum(), progress)

    def _plain(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        """Rows under no condition."""
        return self.finish(*self.draw(rows, rng, Steer()), rng)

    def _gathered(self, rows: int, rng: np.random.Generator, where: Condition, aims: list[Aim], share: np.ndarray,
                  progress: Progress) -> pd.DataFrame:
        """Rows from each box by its share; one that lies in several could come from each and is kept as if from one.

        Source: Karp, Luby and Madras, "Monte Carlo approximation algorithms for enumeration problems", Journal of
        Algorithms 10 (1989).
        """
        kept, made, met = [], 0, 0
        while met < rows:
            wanted = min((rows - met) * SPARE * (made + 20) / (met + 20) + 5, BLOCK)
            counts = rng.multinomial(int(np.ceil(wanted)), share)
            parts = [aim.rows(int(count), rng) for aim, count in zip(aims, counts) if count]
            drawn = pd.concat(parts, ignore_index=True)
            if not any(aim.mass for aim in aims):
                raise ValueError(_none(where, aims))
            made += int(counts.sum())
            if len(aims) > 1:
                times = np.sum([holds(aim.where, drawn) for aim in aims], axis=0)
                drawn = drawn[rng.random(len(drawn)) * times < 1]
            kept.append(drawn)
            met += len(drawn)
            progress(min(0.2 + 0.8 * met / rows, 0.99), f"{min(met, rows):,} rows meet the condition")
            if met < rows and made > MOST + TIMES * rows:
                raise ValueError(f"{Acceptance(made, met).told(where)}, drawn towards it; loosen it or ask for less.")
        table = pd.concat(kept, ignore_index=True)
        picked = rng.permutation(len(table))[:rows] if len(aims) > 1 else slice(rows)
        return table.iloc[picked].reset_index(drop=True)


def _none(where: Condition, aims: list[Aim]) -> str:
    """Why there are no rows."""
    tried = sum(aim.tried for aim in aims)
    seen = f"{Acceptance(tried, 0).told(where)}, even drawn towards it" if tried else ""
    return (seen or f"No row can meet '{spell(where)}'") + "; loosen the condition."
