"""A small GPT over rows: each column's code is a token, and every token is foretold by those before it."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

BLOCK = 2048
"""Rows that are drawn together."""
WAVES = 8
"""Frequencies in which an ordered code's level is told, so that codes that lie close begin alike."""
FAINT = 0.02


class Layer(nn.Module):
    """Causal self-attention, then two linear maps; each added to what came in."""

    def __init__(self, width: int, heads: int):
        super().__init__()
        self.heads = heads
        self.before, self.between = nn.LayerNorm(width), nn.LayerNorm(width)
        self.ask = nn.Linear(width, 3 * width, bias=False)
        self.tell = nn.Linear(width, width, bias=False)
        self.widen, self.narrow = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        nn.init.zeros_(self.tell.weight)
        nn.init.zeros_(self.narrow.weight)

    def forward(self, x: torch.Tensor, past: list | None = None) -> torch.Tensor:
        """x (rows, tokens, width) -> the same shape; past, keys and values of earlier tokens, grows by those of x."""
        rows, tokens, width = x.shape
        asked = self.ask(self.before(x)).view(rows, tokens, 3, self.heads, width // self.heads)
        query, key, value = asked.permute(2, 0, 3, 1, 4)  # each (rows, heads, tokens, width / heads)
        if past is not None:
            past.append((key, value))
            key, value = (torch.cat(each, dim=2) for each in zip(*past))
        mixed = F.scaled_dot_product_attention(query, key, value, is_causal=past is None)
        x = x + self.tell(mixed.transpose(1, 2).reshape(rows, tokens, width))
        return x + self.narrow(F.relu(self.widen(self.between(x))))


class RowGPT(nn.Module):
    """Log odds of every column's codes, given the codes of the columns before it.

    Token i stands at place i; the first place holds a token of its own, "a row begins". The head starts at each
    column's shares, so that untrained it draws independent columns.

    Source: Radford et al., "Improving language understanding by generative pre-training" (2018); Karpathy, nanoGPT;
    Borisov et al., "Language models are realistic tabular data generators" (2023), for rows as sentences.
    """

    def __init__(self, shares: list[np.ndarray], ordered: list[bool], width: int, layers: int, heads: int):
        """shares: of every code, (size,) for each column; ordered: whether its codes lie along a line."""
        super().__init__()
        self.sizes = [len(each) for each in shares]
        self.start = np.concatenate([[0], np.cumsum(self.sizes)]).tolist()
        self.code = nn.Embedding.from_pretrained(_begun(shares, ordered, width), freeze=False)
        self.place = nn.Parameter(torch.randn(len(shares), width) * FAINT)
        self.layers = nn.ModuleList(Layer(width, heads) for _ in range(layers))
        self.after = nn.LayerNorm(width)
        self.head = nn.Linear(width, self.start[-1])
        self.head.weight.data = self.code.weight.data * FAINT
        self.head.bias.data = torch.tensor(np.log(np.maximum(np.concatenate(shares), 1e-9)), dtype=torch.float32)

    @property
    def work(self) -> int:
        """Multiplications for one row, doubled: attention and what lies between the linear maps take as long again."""
        return 2 * len(self.sizes) * sum(p.numel() for p in self.layers.parameters()) + self.head.weight.numel()

    def loss(self, codes: torch.Tensor) -> torch.Tensor:
        """Nats a row, as a mean; codes int64 (rows, columns)."""
        # (rows, columns - 1, width)
        before = self.code(codes[:, :-1] + torch.tensor(self.start[:-2], dtype=torch.int64))
        x = F.pad(before, (0, 0, 1, 0)) + self.place  # (rows, columns, width)
        for layer in self.layers:
            x = layer(x)
        tokens = self.after(x).unbind(1)  # each (rows, width)
        return sum(F.cross_entropy(F.linear(token, *head), code)
                   for token, head, code in zip(tokens, self._heads(), codes.T))

    def _heads(self) -> list[tuple[torch.Tensor, torch.Tensor]]:
        """Weights (size, width) and biases (size,) that turn a token into log odds, for each column."""
        return list(zip(self.head.weight.split(self.sizes), self.head.bias.split(self.sizes)))

    @torch.no_grad()
    def draw(self, rows: int, temperature: float) -> np.ndarray:
        """Codes int64 (rows, columns); a temperature below 1 keeps to what is likely."""
        return self.draw_weighted(rows, temperature, [None] * len(self.sizes))[0]

    @torch.no_grad()
    def draw_weighted(self, rows: int, temperature: float,
                      weights: list[np.ndarray | None]) -> tuple[np.ndarray, np.ndarray]:
        """Codes drawn with their probabilities times weights (size,) of their column, and what those add up to, both
        (rows, columns); None leaves a column as it is."""
        given = [None if each is None else torch.as_tensor(each, dtype=torch.float32) for each in weights]
        blocks = [self._block(min(BLOCK, rows - start), temperature, given) for start in range(0, rows, BLOCK)]
        return tuple(np.concatenate(each) for each in zip(*blocks))

    def _block(self, rows: int, temperature: float,
               weights: list[torch.Tensor | None]) -> tuple[np.ndarray, np.ndarray]:
        past = [[] for _ in self.layers]
        drawn, masses, x = [], [], torch.zeros(rows, 1, self.place.shape[1])
        for i, head in enumerate(self._heads()):
            x = x + self.place[i]
            for layer, kept in zip(self.layers, past):
                x = layer(x, kept)
            share = (F.linear(self.after(x[:, 0]), *head) / temperature).softmax(1)
            share = share if weights[i] is None else share * weights[i]
            masses.append(share.sum(1))
            drawn.append(_pick(share / masses[-1][:, None].clamp(min=1e-30)))
            x = self.code(drawn[-1] + self.start[i])[:, None]
        return torch.stack(drawn, dim=1).numpy(), torch.stack(masses, dim=1).numpy()


def _pick(share: torch.Tensor) -> torch.Tensor:
    """A code for each row of shares (rows, size); levels are spread evenly over rows, which takes chance out."""
    rows = len(share)
    level = ((torch.randperm(rows) + torch.rand(rows)) / rows)[:, None]
    return (share.cumsum(1) < level).sum(1).clamp(max=share.shape[1] - 1)


def _begun(shares: list[np.ndarray], ordered: list[bool], width: int) -> torch.Tensor:
    """What the codes of all columns begin as, (codes, width): chance, and where ordered, waves of their level."""
    begun = []
    for share, is_ordered in zip(shares, ordered):
        drawn = torch.randn(len(share), width)
        if is_ordered:
            level = torch.tensor(np.cumsum(share) - share / 2, dtype=torch.float32)[:, None]
            angle = torch.pi * level * torch.arange(1, WAVES + 1)
            waves = torch.cat([angle.sin(), angle.cos()], dim=1)  # (size, 2 WAVES)
            drawn = 0.2 * drawn + waves @ torch.randn(2 * WAVES, width) / WAVES**0.5
        begun.append(drawn)
    return torch.cat(begun)
