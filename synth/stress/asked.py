"""Hard rows as a recipe asks for them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from synth.dataset import Dataset
from synth.rules import Rule
from synth.stress.stress import Stressed, check_share, stress

STREAM = 6
"""Which of a seed's streams of random numbers hard rows are drawn from."""


@dataclass(frozen=True)
class Asked:
    """share: of rows that are hard, in (0, 1]; tags: whether a last column says what is hard about a row; without: what
    is hard about cases that are left out, as `texts.NOT_IN` has it for a file's format.

    Raises: ValueError with a sentence.
    """

    share: float
    tags: bool = False
    without: tuple[str, ...] = ()

    def __post_init__(self):
        check_share(self.share)
        if not isinstance(self.tags, bool) or not all(isinstance(each, str) for each in self.without):
            raise ValueError("Stress rows take tags as true or false, and without as a list of texts.")

    @classmethod
    def of(cls, raw: object) -> "Asked | None":
        """Of its record; None for {}. Raises: ValueError with a sentence."""
        if not raw and isinstance(raw, dict):
            return None
        known = {"share", "tags", "without"}
        if not isinstance(raw, Mapping) or "share" not in raw or set(raw) - known:
            raise ValueError(f"'stress' of a recipe is {{'share', 'tags', 'without'}}, not {raw!r:.80}.")
        return cls(raw["share"], raw.get("tags", False), tuple(raw.get("without", ())))

    def record(self) -> dict:
        """Plain JSON; `of` undoes it."""
        left = {"without": list(self.without)} if self.without else {}
        return {"share": self.share, "tags": self.tags, **left}

    def put(self, synthetic: Dataset, seed: int, rules: Sequence[Rule] = ()) -> Stressed:
        """The table with hard rows in, the same ones for the same seed; rules as `stress` takes them."""
        return stress(synthetic, self.share, np.random.default_rng([seed, STREAM]), self.without, rules, self.tags)
