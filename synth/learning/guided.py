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
from synth.learning.relations.function import Function
from synth.learning.steer import Steer
from synth.progress import Progress

BLOCK, MOST, TIMES = 2**17, 400_000, 50
"""Rows kept from one draw at most; and rows finished before it is given up, MOST and TIMES as many as are wanted."""
SPARE = 1.05

Drawn = tuple[dict[str, np.ndarray], dict]


@dataclass
class Guided:
    """A model that draws column after column, as far as drawing towards a condition needs to know it.

    codecs: of every column it draws. order: in which they are drawn. lines: those whose codes cannot be tilted.
    follows: columns that a rule gives as soon as their sources are there. hidden: columns of the table that are put
    together only when a row is whole; told: those of them that the day of a moment tells. whole: whether rows can be
    picked only when they are whole. draw: rows begun -> codes and values, as steer says. finish: these as a table.
    """

    codecs: Mapping[str, Codec]
    order: Sequence[str]
    draw: Callable[[int, np.random.Generator, Steer], Drawn]
    finish: Callable[[dict, dict, np.random.Generator], pd.DataFrame]
    settled: Mapping[str, tuple[str, np.ndarray]] = field(default_factory=dict)
    clocks: Mapping[str, Clock] = field(default_factory=dict)
    lines: frozenset[str] = frozenset()
    follows: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    told: Mapping[str, Function] = field(default_factory=dict)
    whole: bool = False

    def rows_where(self, rows: int, rng: np.random.Generator, where: Condition, progress: Progress) -> pd.DataFrame:
        """Exactly that many rows, all of which meet the condition. Raises: ValueError where too few can be had."""
        found = boxes(where)
        if found is None:
            return rejected(self._plain, rows, rng, where, progress)
        aims = []
        for i, box in enumerate(found):
            progress(0.2 * i / len(found), "looking for rows that meet the condition")
            aims.append(Aim(self, And(tuple(box.values())), box, rows, rng))
        mass = np.array([aim.mass for aim in aims])
        if not mass.any():
            tried = sum(aim.tried for aim in aims)
            seen = f"{Acceptance(tried, 0).told(where)}, even drawn towards it" if tried else ""
            raise ValueError((seen or f"No row can meet '{spell(where)}'") + "; loosen the condition.")
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
