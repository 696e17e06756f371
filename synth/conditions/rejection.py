"""Rows that meet a condition by drawing until enough of them do: for techniques that cannot be steered."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.conditions.condition import Condition
from synth.conditions.holds import holds
from synth.conditions.spell import spell
from synth.progress import Progress, quiet

PILOT, BLOCK = 500, 2**18
"""Rows drawn first, to see how many meet the condition; and rows drawn together at most."""
MOST, TIMES = 200_000, 20
"""Rows drawn in all before it is given up: MOST, and TIMES as many as are wanted."""
DEAR = 20
"""As many as are wanted so many times at most, where each row costs."""
SPARE, GROWTH = 1.1, 4
"""Rows drawn beyond what should do, and how many times as many as so far are drawn next at most."""
HOPE = 3
"""Rows that may yet have met it where none did: if they were as rare as that, they would be missed in 1 of 20 cases."""

Draw = Callable[[int, np.random.Generator], pd.DataFrame]


@dataclass(frozen=True)
class Acceptance:
    """How many of the rows drawn met a condition."""

    drawn: int
    met: int

    @property
    def share(self) -> float:
        return self.met / self.drawn

    def told(self, where: Condition) -> str:
        return f"Of {self.drawn:,} rows drawn {format(self.met, ',') if self.met else 'none'} met '{spell(where)}'"


def rejected(draw: Draw, rows: int, rng: np.random.Generator, where: Condition, progress: Progress = quiet,
             dear: bool = False) -> pd.DataFrame:
    """Exactly that many rows of `draw` that all meet the condition; dear: where each row drawn costs, draw few.

    All come out of the last draw where that has enough, for some techniques let no row come twice within one.
    Raises: ValueError where too few rows meet it.
    """
    most = DEAR * rows if dear else MOST + TIMES * rows
    kept, seen, ask = [], Acceptance(0, 0), rows if dear else PILOT
    while True:
        table = draw(ask, rng)
        met = holds(where, table)
        seen = Acceptance(seen.drawn + ask, seen.met + int(met.sum()))
        kept = [table[met]] if met.sum() >= rows else [*kept, table[met]]
        short = rows - sum(map(len, kept))
        if short <= 0:
            return pd.concat(kept, ignore_index=True).iloc[:rows]
        left = most - seen.drawn
        if left < 1 or (seen.met + HOPE) * left < short * seen.drawn:
            raise ValueError(f"{seen.told(where)}, too few to make {rows:,} such rows; loosen the condition, "
                             "ask for fewer rows, or take a technique that draws towards conditions, such as "
                             "sequential trees.")
        progress(1 - short / rows, f"{seen.met:,} of {seen.drawn:,} rows drawn meet the condition")
        wanted = SPARE * rows * seen.drawn / max(seen.met, 1) + 10
        ask = int(min(wanted, GROWTH * seen.drawn, BLOCK, left))
