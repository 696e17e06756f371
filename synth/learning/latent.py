"""A joint distribution of columns of codes as a mixture of components within which columns are independent."""

from dataclasses import dataclass

import numpy as np

from synth.learning.steer import Steer
from synth.progress import Progress, part, quiet

HELD = 0.2
"""Share of rows that the number of components is chosen on."""
STEPS = 40
"""Steps of expectation-maximisation after each doubling, at most."""
GAIN = 1e-4
"""Nats a row that a step must gain to be followed by another."""
FIRST = 10
"""Steps in any case: halves that are nearly equal part slowly at first."""
NOISE = 2.0
"""How far, in nats, the two halves of a component are moved apart at random."""


@dataclass
class Latent:
    """Learns columns of codes and draws rows of them.

    components: how many; 0 doubles them, each split in two, up to `most`, as long as rows held out become likelier.
    smoothing: imaginary rows of the whole table in each component. Shares of codes come out as they are in the table
    whatever the number of components.

    Source: McLachlan and Peel, "Finite mixture models" (2000); Dempster, Laird and Rubin, "Maximum likelihood from
    incomplete data via the EM algorithm" (1977); Smyth, "Model selection for probabilistic clustering using
    cross-validated likelihood" (2000).
    """

    components: int
    most: int
    smoothing: float

    def fit(self, codes: dict[str, np.ndarray], rng: np.random.Generator, progress: Progress = quiet) -> "Latent":
        """codes: name to int64 (rows,), counted from 0."""
        self.sizes_ = {name: int(code.max()) + 1 for name, code in codes.items()}
        hot = _hot(list(codes.values()), list(self.sizes_.values()))
        self.whole_ = np.asarray(hot.mean(axis=0)).ravel()  # (cells,), every column's shares one after another
        held = rng.permutation(hot.shape[0]) < hot.shape[0] * HELD
        searching = not self.components and held.any() and not held.all()
        learned, unseen = (hot[~held], hot[held]) if searching else (hot, hot)
        aim = self.components or self.most
        levels, best, made = int(np.ceil(np.log2(aim))) + 1, -np.inf, (np.ones(1), np.log(self.whole_)[:, None])
        for level in range(levels):
            made = self._settled(learned, *made, part(progress, level / (levels + 1), (level + 1) / (levels + 1)))
            likelihood = _expected(unseen, *made)[1]
            if searching and likelihood <= best:
                break
            best, self.weight_, self.log_share_ = likelihood, *made
            if len(made[0]) >= aim or (not searching and not self.components):
                break
            made = _halved(*made, aim, rng)
        if searching:
            again = part(progress, levels / (levels + 1), 1.0)
            self.weight_, self.log_share_ = self._settled(hot, self.weight_, self.log_share_, again)
        return self

    def draw(self, rows: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        """That many rows of codes, name to int64 (rows,)."""
        ends = np.cumsum(self.weight_)
        component = np.searchsorted(ends / ends[-1], rng.permutation((np.arange(rows) + rng.random(rows)) / rows))
        component = np.minimum(component, len(ends) - 1)
        codes, start = {}, 0
        for name, size in self.sizes_.items():
            below = np.cumsum(np.exp(self.log_share_[start:start + size].T), axis=1)  # (components, size)
            below = below / below[:, -1:] + np.arange(len(ends))[:, None]
            at = np.searchsorted(below.ravel(), component + rng.random(rows), side="right")
            codes[name], start = np.clip(at - component * size, 0, size - 1), start + size
        return codes

    def steered(self, rows: int, rng: np.random.Generator, steer: Steer) -> tuple[dict[str, np.ndarray], dict]:
        """Codes, and values of columns wanted in part: a component is drawn by how much of it is wanted,
        then its codes."""
        whole, cells, start = self.weight_ / self.weight_.sum(), {}, 0
        for name, size in self.sizes_.items():
            share = np.exp(self.log_share_[start:start + size].T)  # (components, size)
            share, weight, start = share / share.sum(axis=1, keepdims=True), steer.weight(name), start + size
            cells[name] = share if weight is None else share * weight[:size]
            whole = whole if weight is None else whole * cells[name].sum(axis=1)
        component = drawn(np.broadcast_to(whole, (1, len(whole))), np.zeros(rows, dtype=np.int64), rng)
        codes, values = {name: drawn(share, component, rng) for name, share in cells.items()}, {}
        with np.errstate(divide="ignore"):
            steer.met_ = steer.met_ + np.log(whole.sum())
        for name, tilt in steer.tilts.items():
            steer.even_ = steer.even_ - np.log(tilt[codes[name]])
        for name in cells:
            rows = steer.after(name, rows, rng, codes, values)
        return codes, values

    def _settled(self, hot, weight: np.ndarray, log_share: np.ndarray, progress: Progress):
        """Weights (components,) and log shares (cells, components) after steps of expectation-maximisation."""
        before = -np.inf
        for step in range(STEPS):
            progress(step / STEPS, f"fitting {len(weight)} components")
            belongs, likelihood = _expected(hot, weight, log_share)
            rows = belongs.sum(axis=0)
            count = hot.T @ belongs + self.smoothing * self.whole_[:, None]
            weight = (rows + self.smoothing) / (rows + self.smoothing).sum()
            log_share = np.log(count / (rows + self.smoothing))
            if step >= FIRST and likelihood - before < GAIN * hot.shape[0]:
                break
            before = likelihood
        return weight, log_share


def drawn(share: np.ndarray, component: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A code for each row by the shares (components, size) of its component, which need not add up to 1."""
    size, below = share.shape[1], np.cumsum(share, axis=1)
    below = below / np.maximum(below[:, -1:], 1e-300) + np.arange(len(share))[:, None]
    at = np.searchsorted(below.ravel(), component + rng.random(len(component)), side="right")
    return np.clip(at - component * size, 0, size - 1)


def _hot(codes: list[np.ndarray], sizes: list[int]):
    """Ones where a row has a code, sparse (rows, cells)."""
    from scipy.sparse import csr_array

    rows, start = len(codes[0]), np.concatenate([[0], np.cumsum(sizes)])
    cells = np.stack([code + at for code, at in zip(codes, start)], axis=1).ravel()
    pointer = np.arange(0, len(cells) + 1, len(codes))
    return csr_array((np.ones(len(cells), dtype=np.float32), cells, pointer), shape=(rows, start[-1]))


def _expected(hot, weight: np.ndarray, log_share: np.ndarray) -> tuple[np.ndarray, float]:
    """How far each row belongs to each component, (rows, components), and the log likelihood of all rows."""
    log = hot @ log_share.astype(np.float32) + np.log(weight).astype(np.float32)
    top = log.max(axis=1, keepdims=True)
    share = np.exp(log - top)
    total = share.sum(axis=1, keepdims=True)
    return share / total, float((top + np.log(total)).sum(dtype=np.float64))


def _halved(weight: np.ndarray, log_share: np.ndarray, most: int, rng: np.random.Generator):
    """Components split in two, the largest first, until there are twice as many, or `most`; halves differ by chance."""
    split = np.argsort(-weight)[:most - len(weight)]
    moved = rng.normal(0, NOISE / 2, (len(log_share), len(split)))
    weight = np.concatenate([weight, weight[split] / 2])
    weight[split] /= 2
    other = log_share[:, split] - moved
    log_share = log_share.copy()
    log_share[:, split] += moved
    return weight, np.concatenate([log_share, other], axis=1)
