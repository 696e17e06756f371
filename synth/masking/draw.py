"""The masked rows, and rows drawn from them."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.masking.action import Setting, mask_of, renamed
from synth.masking.anonymity import anonymous
from synth.masking.cipher import Cipher
from synth.masking.plan import Step
from synth.progress import Progress, part

TRIES = 20
"""Times that another pseudonym is sought for a copy of a row."""


class Deck:
    """Masked rows in no order; holds no real ones. Keys that were unique stay unique in copies of a row."""

    def __init__(self, data: Dataset, steps: list[Step], quasi: tuple[str, ...], k: int, diversity: int, key: bytes,
                 rng: np.random.Generator, progress: Progress):
        masked, self.again_ = {}, {}
        for done, step in enumerate(steps):
            stage = part(progress, 0.7 * done / len(steps), 0.7 * (done + 1) / len(steps))
            stage(0.0, "masking the columns")
            values, column = data.table[step.column], data.column(step.column)
            masked[step.column] = mask_of(step, column, values, Setting(k, Cipher(key), rng, stage))(values, data.table)
            if step.action in ("pseudonym", "hash") and _is_key(masked[step.column]):
                self.again_[step.column] = _again(step, column, pd.Series(dtype=values.dtype), key)
        table, target = pd.DataFrame(masked), data.target
        classes = target is not None and (not data.column(target).kind.numeric or table[target].nunique() <= 20)
        self.table, self.anonymity = anonymous(table, data.columns, quasi if k > 1 or diversity > 1 else (),
                                               target if classes else None, k, diversity, part(progress, 0.7, 1.0))

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        """Every row equally often, but for one, in random order."""
        whole, rest = divmod(rows, len(self.table))
        at = np.concatenate([np.tile(np.arange(len(self.table)), whole), rng.permutation(len(self.table))[:rest]])
        copy = np.concatenate([np.repeat(np.arange(whole), len(self.table)), np.full(rest, whole)])
        order = rng.permutation(rows)
        at, copy = at[order], copy[order]
        drawn = {name: pd.Series(values.array.take(at)) for name, values in self.table.items()}
        for name, turn in self.again_.items() if whole and rows > len(self.table) else ():
            drawn[name] = _unlike(drawn[name], copy, turn)
        return pd.DataFrame(drawn)


def _is_key(values: pd.Series) -> bool:
    """Whether no value comes twice. Categories never are keys: their type lists the values that there may be."""
    return len(values) > 1 and values.dropna().is_unique and not isinstance(values.dtype, pd.CategoricalDtype)


def _again(step: Step, column, empty: pd.Series, key: bytes) -> Callable:
    """What turns a pseudonym into that of a copy of its row: another for every turn."""
    def turn(value, copy: int):
        return renamed(step, column, empty, Cipher(Cipher(key).digest(str(copy), "copy")))(value)
    return turn


def _unlike(values: pd.Series, copy: np.ndarray, turn: Callable) -> pd.Series:
    """The values, those of copies replaced by ones that are nowhere else; missing ones stay."""
    made, used = values.tolist(), set(values.tolist())
    for row in np.flatnonzero((copy > 0) & values.notna().to_numpy()).tolist():
        for tried in range(TRIES):
            fresh = turn(made[row], int(copy[row]) + tried * 1_000_003)
            if fresh not in used:
                break
        used.add(fresh)
        made[row] = fresh
    return pd.Series(made, dtype=object).astype(values.dtype)
