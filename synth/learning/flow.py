"""A network that turns noise into rows of scores and classes, little by little."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

WAVES = 16
"""Frequencies by which the network is told the time."""
SPREAD = 1.3
"""Distance of a class from the origin: the further, the earlier on the way from noise a class is settled."""
WIDEST = 24
"""Classes of a column up to which each has a direction of its own; of more, directions are drawn at random."""
BLOCK = 4096


class Flow(nn.Module):
    """Velocities of scores and log odds of classes, given a row between noise and data, and the time 0..1 of it.

    Classes stand as points in space: x = (1 - t) noise + t data for them too. Their velocity follows from the share
    the network gives each class, so that a class is learned by cross-entropy, as it should,
    and a score by least squares.

    Source: Lipman et al., "Flow matching for generative modeling" (2023); Eijkelboom et al., "Variational flow matching
    for graph generation" (2024); Kotelnikov et al., "TabDDPM" (2023), for the network.
    """

    def __init__(self, numbers: int, shares: list[np.ndarray], width: int, layers: int):
        """shares: of every class, (size,) for each column of classes; the network starts from them."""
        super().__init__()
        self.numbers, self.sizes = numbers, [len(each) for each in shares]
        sizes = self.sizes
        wide = [min(size, WIDEST) for size in sizes]
        for i, (size, length) in enumerate(zip(sizes, wide)):
            points = torch.eye(size) if size <= WIDEST else F.normalize(torch.randn(size, length), dim=1)
            self.register_buffer(f"points{i}", SPREAD * (points - points.mean(0)))
        self.parts = [numbers, *wide]
        self.enter = nn.Linear(sum(self.parts) + 2 * WAVES, width)
        self.hidden = nn.ModuleList(nn.Linear(width, width) for _ in range(layers))
        self.leave = nn.Linear(width, numbers + sum(sizes))
        nn.init.zeros_(self.leave.weight)
        start = np.concatenate([np.zeros(numbers), *(np.log(np.maximum(each, 1e-9)) for each in shares)])
        self.leave.bias.data = torch.tensor(start, dtype=torch.float32)
        self.register_buffer("waves", torch.pi * torch.arange(1, WAVES + 1) / 2)

    @property
    def work(self) -> int:
        """Multiplications for one row."""
        return sum(weight.numel() for weight in self.parameters())

    def points(self, i: int) -> torch.Tensor:
        return getattr(self, f"points{i}")  # (sizes[i], wide[i])

    def forward(self, x: torch.Tensor, t: torch.Tensor) -> tuple[torch.Tensor, list[torch.Tensor]]:
        """x (rows, wide), t (rows, 1) -> velocities (rows, numbers) and log odds, (rows,
        size) for each class column."""
        angle = t * self.waves  # (rows, WAVES)
        h = F.silu(self.enter(torch.cat([x, angle.sin(), angle.cos()], dim=1)))  # (rows, width)
        for layer in self.hidden:
            h = h + F.silu(layer(h))
        velocity, *odds = self.leave(h).split([self.numbers, *self.sizes], dim=1)
        return velocity, odds

    def place(self, scores: torch.Tensor, classes: torch.Tensor) -> torch.Tensor:
        """Rows as points, (rows, wide)."""
        return torch.cat([scores, *(self.points(i)[classes[:, i]] for i in range(len(self.sizes)))], dim=1)

    def loss(self, scores: torch.Tensor, counts: torch.Tensor, classes: torch.Tensor) -> torch.Tensor:
        """Squared error of velocities, where scores count, plus cross-entropy of classes; a mean over rows."""
        data = self.place(scores, classes)
        noise = torch.randn_like(data)
        rows = len(data)
        t = ((torch.randperm(rows) + torch.rand(rows)) / rows)[:, None]  # spread evenly: less chance in the gradient
        velocity, odds = self((1 - t) * noise + t * data, t)
        error = (velocity - (data - noise)[:, :self.numbers]) ** 2
        total = (error * counts).sum(1).mean()
        return total + sum(F.cross_entropy(each, classes[:, i]) for i, each in enumerate(odds))

    @torch.no_grad()
    def draw(self, rows: int, steps: int) -> tuple[np.ndarray, np.ndarray]:
        """Scores float32 (rows, numbers) and classes int64 (rows, classes), by that many steps from noise."""
        drawn = [self._block(min(BLOCK, rows - start), steps) for start in range(0, rows, BLOCK)]
        return tuple(np.concatenate(part) for part in zip(*drawn))

    def _block(self, rows: int, steps: int) -> tuple[np.ndarray, np.ndarray]:
        x = torch.randn(rows, sum(self.parts))
        for step in range(steps):
            t = torch.full((rows, 1), step / steps)
            velocity, odds = self(x, t)
            expected = [each.softmax(1) @ self.points(i) for i, each in enumerate(odds)]  # (rows, wide[i])
            towards = (torch.cat(expected, 1) - x[:, self.numbers:]) / (1 - step / steps) if odds else x[
                :, self.numbers:]
            x = x + torch.cat([velocity, towards], dim=1) / steps
        classes = [torch.multinomial(each.softmax(1), 1)[:, 0] for each in odds]
        picked = torch.stack(classes, 1) if classes else torch.zeros(rows, 0, dtype=torch.int64)
        return x[:, :self.numbers].numpy(), picked.numpy()
