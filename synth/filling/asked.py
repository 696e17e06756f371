"""How a recipe says that gaps are to be filled, and what then comes out."""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.filling.fill import check, fill
from synth.filling.filled import Filled
from synth.progress import Progress, part
from synth.rules import on

if TYPE_CHECKING:
    from synth.recipe import Recipe

DRAWS = 5
"""Draws where nothing is said: few, yet enough to see where they differ."""
LEARNED = 0.5
"""The share of the progress at which it has learned."""


@dataclass(frozen=True)
class Asked:
    """draws: completed tables. typed: rows typed by hand, a record each; () where they come from a table."""

    draws: int = DRAWS
    typed: tuple[dict, ...] = ()

    @classmethod
    def of(cls, raw: dict) -> "Asked":
        """Raises: ValueError for a word it does not know."""
        unknown = set(raw) - {"draws", "typed"}
        if unknown:
            raise ValueError(f"Filling has no '{sorted(unknown)[0]}'; it has draws and typed.")
        return cls(int(raw.get("draws", DRAWS)), tuple(raw.get("typed", ())))

    def to_record(self) -> dict:
        return {word: value for word, value in (asdict(self) | {"typed": list(self.typed)}).items() if value}


def filled_by(recipe: "Recipe", data: Dataset, rows: Dataset | None, progress: Progress) -> Filled:
    """The rows filled as the recipe says. Raises: ValueError with a sentence; Cancelled."""
    asked = Asked.of(recipe.filling)
    technique = recipe.make()
    check(type(technique), asked.draws)
    train, _ = recipe.prepare(data)
    rules = on(recipe.rules, train)
    table = _rows(recipe, data, rows, asked, train.names)
    technique.fit(train, np.random.default_rng([recipe.seed, 1]), part(progress, 0.0, LEARNED))
    rng = np.random.default_rng([recipe.seed, 7])
    return fill(technique, train, table, asked.draws, rng, part(progress, LEARNED, 1.0), rules)


def _rows(recipe: "Recipe", data: Dataset, rows: Dataset | None, asked: Asked, names: list[str]) -> pd.DataFrame:
    """The rows to fill, with the words that stand for missing taken out as in the data."""
    if rows is None and asked.typed:
        further = [name for row in asked.typed for name in row if name not in names]
        return pd.DataFrame(list(asked.typed), columns=[*names, *dict.fromkeys(further)])
    if rows is None:
        return data.steer(recipe.kinds, recipe.leave_out, recipe.target, recipe.missing).table
    words = {name: listed for name, listed in recipe.missing.items() if name in rows.names}
    return rows.steer(missing=words).table
