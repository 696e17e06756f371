"""A small GPT of our own that writes rows, column after column."""

import numpy as np
import pandas as pd

from synth.conditions import Condition
from synth.dataset import Dataset
from synth.learning.coding import coded
from synth.learning.steer import Steer
from synth.params import param
from synth.progress import Progress, part
from synth.technique import Technique, register

HEADS = 4


@register
class TabularGPT(Technique):
    """Foretells each column's value from those before it with a transformer, and draws what it foretells.

    A row is a sentence whose words are the columns' codes, every column with a vocabulary of its own; numbers are
    quantile bins, drawn inside finer ones. Columns of few values come first unless told otherwise. Training keeps the
    average of the weights with which rows held out fare best.

    Source: Radford et al., "Improving language understanding by generative pre-training" (2018); Karpathy, "nanoGPT",
    https://github.com/karpathy/nanoGPT; Borisov et al., "Language models are realistic tabular data generators" (2023).
    """

    title = "Tabular GPT"
    summary = "A small transformer reads rows as sentences and writes new ones, column after column."
    when = ("For tables of many categories that hang together across columns, from some thousand rows on, where half a "
            "minute does not matter; not for a thousand rows or fewer, which it begins to remember.")
    family = "neural"

    seconds_of_training: float = param(18.0, low=0.1, high=36_000.0, fast=0.5, help="How long to train at most, in CPU "
                                       "seconds of an ordinary core.")
    epochs: int = param(100, low=1, high=10_000, fast=3, help="How often the network sees the whole table at most.")
    patience: int = param(10, low=1, high=1000, help="Looks at held-out rows without gain until training stops; there "
                          "are 40 in a full training.")
    width: int = param(64, choices=(16, 32, 64, 96, 128, 192, 256, 384), fast=16,
                       help="Numbers that stand for a token.")
    layers: int = param(2, low=1, high=12, fast=1, help="Layers of attention.")
    order: str = param("few first", choices=("few first", "many first", "as it stands"),
                       help="Which columns come first: "
                       "those of few values, those of many, or the table's first.")
    temperature: float = param(1.0, low=0.1, high=3.0, help="Below 1 keeps to what is likely, above 1 to what is rare.")
    learning_rate: float = param(6e-3, low=1e-6, high=0.1, help="Step size of the training.")
    batch_size: int = param(128, low=8, high=65_536, help="Rows in each training step.")
    bins: int = param(100, low=4, high=1000, help="Quantile bins for a number.")

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        progress(0.0, "loading torch")
        from synth.learning.training import plan, seeded, train
        from synth.learning.transformer import RowGPT
        import torch

        self.coding_, codes = coded(data, self.bins, rng)
        free, sign = self.coding_.free, {"few first": 1, "many first": -1, "as it stands": 0}[self.order]
        self.order_ = sorted(free, key=lambda name: sign * free[name].size)
        rows = torch.from_numpy(np.stack([codes[name] for name in self.order_], axis=1))  # (rows, columns)
        with seeded(rng):
            network = RowGPT([free[name].shares for name in self.order_], [free[name].ordered for name in self.order_],
                             self.width, self.layers, HEADS)
            made = plan(len(data), self.epochs, self.seconds_of_training, self.batch_size, network.work,
                        self.learning_rate, self.patience)
            self.gpt_ = train(network, lambda model, at: model.loss(rows[at]), len(data), made,
                              part(progress, 0.02, 1.0))

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        from synth.learning.training import seeded

        with seeded(rng):
            codes = self.gpt_.draw(rows, self.temperature)
        return self.coding_.decode(dict(zip(self.order_, codes.T)), rng)

    def draw_where(self, rows: int, rng: np.random.Generator, where: Condition, progress: Progress) -> pd.DataFrame:
        return self.coding_.guided(self._steered, self.order_, self.typed,
                                   whole=True).rows_where(rows, rng, where, progress)

    def _steered(self, rows: int, rng: np.random.Generator, steer: Steer) -> tuple[dict[str, np.ndarray], dict]:
        """Codes, each column's probabilities weighted as steer says, and values of columns wanted in part."""
        from synth.learning.training import seeded

        weights = [steer.weight(name) for name in self.order_]
        with seeded(rng):
            codes, masses = self.gpt_.draw_weighted(rows, self.temperature, weights)
        made, values = dict(zip(self.order_, codes.T)), {}
        for name, weight, mass in zip(self.order_, weights, masses.T):
            if weight is not None:
                steer.took(name, made[name], mass.astype(float))
            steer.after(name, rows, rng, made, values)
        return made, values

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        work = columns * self.layers * 12 * self.width**2 + 50 * columns * self.width
        steps = self.epochs * rows / self.batch_size
        trained = min(steps * 3e-3 + 3 * self.epochs * rows * work / 4e10, self.seconds_of_training)
        return 2 + trained + 1e-6 * columns * rows + sampled * work / 1e10
