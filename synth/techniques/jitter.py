"""Real rows with a little noise on every value."""

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.learning.places import places
from synth.learning.rows import stratified
from synth.params import param
from synth.progress import Progress
from synth.technique import Technique, register


@register
class Jitter(Technique):
    """Draws real rows, moves each number by a share of its column's spread and swaps some categories.

    Numbers are moved as normal scores, so that columns keep their distribution, spikes and bounds included. The target
    and what is missing stay as they are.

    Source: Bishop, "Training with noise is equivalent to Tikhonov regularization", Neural Computation 7 (1995); Xie et
    al., "Data noising as smoothing in neural network language models" (2017), for the swaps.
    """

    title = "Jittered rows"
    summary = "Takes real rows, moves every number a little and swaps some categories; the target stays as it is."
    when = ("For your own model training, to make a model less sure of single values; not for sharing, since each row "
            "is a real one in thin disguise.")
    family = "augmentation"
    shareable = False

    noise: float = param(0.2, low=0.0, high=1.0, help="How far numbers move, as a share of their column's spread; 1 "
                         "draws them anew.")
    swaps: float = param(0.05, low=0.0, high=1.0, help="Share of categories that are drawn anew, by the "
                         "shares of the column.")

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        others = data.only([name for name in data.names if name != data.target])
        self.target_ = data.table[[data.target] if data.target else []]
        self.places_ = places(others, rng) if others.columns else None

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        at, real = stratified(len(self.target_), rows, rng), self.places_
        kept = {name: values.array.take(at) for name, values in self.target_.items()}
        if real is None:
            return pd.DataFrame(kept)
        level = {name: self._moved(each[at], rng) for name, each in real.level.items()}
        code = {name: self._swapped(each, at, rng) for name, each in real.code.items()}
        return real.table(level, code, rng).assign(**kept)

    def _moved(self, level: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Levels moved as normal scores that keep their variance."""
        from scipy.special import ndtr, ndtri

        return ndtr(np.sqrt(1 - self.noise**2) * ndtri(level) + self.noise * rng.standard_normal(len(level)))

    def _swapped(self, code: np.ndarray, at: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        anew = rng.random(len(at)) < self.swaps
        return np.where(anew, code[rng.integers(len(code), size=len(at))], code[at])

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        return 0.1 + 2e-7 * rows * columns + 1e-7 * sampled * columns
