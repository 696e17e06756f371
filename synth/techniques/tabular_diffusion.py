"""Rows made from noise, step by step, by a network of our own."""

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.learning.coding import coded
from synth.learning.scores import Scores, split
from synth.params import param
from synth.progress import Progress, part
from synth.technique import Technique, register


@register
class TabularDiffusion(Technique):
    """Learns in which direction noise has to move to become a row, and moves fresh noise that way.

    Numbers become normal scores, their frequent values and gaps classes of their own; classes become points in space.
    Training keeps the average of the weights with which rows held out fare best. Drawn scores count by rank, so that
    columns keep their distributions; values are drawn inside fine bins.

    Source: Lipman et al., "Flow matching for generative modeling" (2023), https://arxiv.org/abs/2210.02747; Eijkelboom
    et al., "Variational flow matching" (2024), https://arxiv.org/abs/2406.04843; Kotelnikov et al., "TabDDPM" (2023).
    """

    title = "Tabular diffusion"
    summary = "A neural network learns to turn noise into rows, little by little."
    when = ("For tables of many numbers that bend together, from some thousand rows on, where half a minute does not "
            "matter; not for a thousand rows or fewer, which it begins to remember.")
    family = "neural"

    seconds_of_training: float = param(20.0, low=0.1, high=36_000.0, fast=0.5, help="How long to train at most, in CPU "
                                       "seconds of an ordinary core.")
    epochs: int = param(200, low=1, high=10_000, fast=5, help="How often the network sees the whole table at most.")
    patience: int = param(10, low=1, high=1000, help="Looks at held-out rows without gain until training stops; there "
                          "are 40 in a full training.")
    width: int = param(384, low=8, high=4096, fast=16, help="Width of a hidden layer.")
    layers: int = param(3, low=1, high=12, fast=1, help="Hidden layers.")
    steps: int = param(25, low=2, high=1000, fast=5, help="Steps from noise to a row.")
    learning_rate: float = param(2e-3, low=1e-6, high=0.1, help="Step size of the training.")
    batch_size: int = param(512, low=8, high=65_536, help="Rows in each training step.")
    bins: int = param(200, low=4, high=1000, help="Quantile bins for a number.")

    def learn(self, data: Dataset, rng: np.random.Generator, progress: Progress) -> None:
        progress(0.0, "loading torch")
        from synth.learning.flow import Flow
        from synth.learning.training import plan, seeded, train
        import torch

        self.coding_, codes = coded(data, self.bins, rng)
        self.scores_ = Scores({name: split(made) for name, made in self.coding_.free.items()})
        told = [torch.from_numpy(each) for each in self.scores_.tell(codes, rng)]
        shares = [np.bincount(each) / len(data) for each in told[2].numpy().T]
        self.flow_ = None
        if not shares and not self.scores_.numbers:
            return
        with seeded(rng):
            flow = Flow(len(self.scores_.numbers), shares, self.width, self.layers)
            made = plan(len(data), self.epochs, self.seconds_of_training, self.batch_size, flow.work,
                        self.learning_rate, self.patience)
            self.flow_ = train(flow, lambda model, rows: model.loss(*(each[rows] for each in told)), len(data), made,
                               part(progress, 0.02, 1.0))

    def draw(self, rows: int, rng: np.random.Generator) -> pd.DataFrame:
        from synth.learning.training import seeded

        scores, classes = np.zeros((rows, 0), dtype=np.float32), np.zeros((rows, 0), dtype=np.int64)
        if self.flow_ is not None:
            with seeded(rng):
                scores, classes = self.flow_.draw(rows, self.steps)
        return self.coding_.decode(self.scores_.codes(scores, classes), rng)

    def seconds(self, rows: int, columns: int, sampled: int) -> float:
        weights = 16 * columns * self.width + self.layers * self.width**2
        steps = self.epochs * rows / self.batch_size
        trained = min(steps * 3e-3 + 3 * self.epochs * rows * weights / 4e10, self.seconds_of_training)
        return 2 + trained + 1e-6 * columns * rows + self.steps * sampled * (weights / 4e10 + 3e-7 * columns)
