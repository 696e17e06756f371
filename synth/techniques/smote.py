"""Rows between real ones of the same class."""

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.learning.encoding import EXACT, codec
from synth.learning.oversampling import between
from synth.learning.places import places
from synth.params import param
from synth.progress import Progress
from synth.technique import Technique, register


@register
class Smote(Technique):
    """Draws each class of the target by putting rows between a real one and one of its neighbours in that class.

    Numbers lie part of the way (in ranks, so that no column's scale outweighs another's), categories are those of most
    neighbours. A class of a single row is that row again.

    Source: Chawla, Bowyer, Hall and Kegelmeyer, "SMOTE: synthetic minority over-sampling technique", Journal of
    Artificial Intelligence Research 16 (2002); Lemaitre, Nogueira and Aridas, imbalanced-learn (2017).
    """

    title = "SMOTE"
    summary = ("Puts new rows between real rows of the same class of the target; rare classes can be made as frequent "
               "as others.")
    when = ("For your own model training where a class is rare, and a target is chosen; not for sharing, since each "
            "row stands between two real ones.")
    family = "augmentation"
    licence = "Apache-2.0 (ours), on imbalanced-learn (MIT)"
    shareable = False
    needs_target = True

    classes: str = param("as they are", choices=("as they are", "balanced"), help="How frequent the classes of the "
                         "target are among the rows drawn: as in the table, or all alike.")
    neighbours: int = param(5, low=1, high=100, help="How many of the nearest rows of the class may be the other side.")

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        self.target_ = _classed(data)
        self.codec_ = codec(data.table[self.target_], data.column(self.target_), len(data))
        self.class_ = self.codec_.codes(data.table[self.target_])
        progress(0.2, "placing the rows")
        others = data.only([name for name in data.names if name != self.target_])
        self.places_ = places(others, rng) if others.columns else None

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        wanted = _shared(self._shares(), rows)
        classes = np.repeat(np.arange(len(wanted)), wanted)
        table = pd.DataFrame({self.target_: self.codec_.decode(classes, rng)})
        if self.places_ is not None:
            made = [between(self.places_, np.flatnonzero(self.class_ == each), count, self.neighbours, rng)
                    for each, count in enumerate(wanted) if count]
            level, code = ({name: np.concatenate([part[side][name] for part in made]) for name in made[0][side]}
                           for side in (0, 1))
            table = self.places_.table(level, code, rng).assign(**{self.target_: table[self.target_].array})
        return table.take(rng.permutation(rows)).reset_index(drop=True)

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        return 0.3 + 2e-6 * rows * columns + 6e-6 * sampled * columns

    def _shares(self) -> np.ndarray:
        return self.codec_.shares if self.classes == "as they are" else np.full(self.codec_.size, 1 / self.codec_.size)


def _classed(data: Dataset) -> str:
    """The target, which must have classes. Raises: ValueError where there is none, or it is a number of many values."""
    if data.target is None:
        raise ValueError("SMOTE needs a target whose classes it draws; choose a category or a flag, or take mixup.")
    distinct = data.table[data.target].nunique()
    if data.column(data.target).kind.numeric and distinct > EXACT:
        raise ValueError(f"SMOTE needs a target with classes, and '{data.target}' is a number of {distinct} values; "
                         "choose a category or a flag, or take mixup.")
    return data.target


def _shared(shares: np.ndarray, rows: int) -> np.ndarray:
    """How many of the rows each class gets: its share, to within one; what is left goes to the largest remainders."""
    whole = np.floor(shares * rows).astype(np.int64)
    left = np.argsort(whole - shares * rows, kind="stable")[:rows - whole.sum()]
    whole[left] += 1
    return whole
