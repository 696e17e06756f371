"""A joint distribution of columns of codes: each depends on a few others, found greedily."""

from dataclasses import dataclass

import numpy as np

from synth.learning.steer import Steer
from synth.progress import Progress, quiet

CANDIDATES = 20
"""Columns looked at as further parents of one: those that tell most about it, each alone."""


@dataclass
class Network:
    """Learns columns of codes and draws rows of them.

    parents: how many a column may have. smoothing: imaginary rows that a cell takes from the cell around it.
    Parents act through their classes (coarser than their codes); what is drawn is as fine as the codes.
    """

    parents: int
    smoothing: float

    def fit(self, codes: dict[str, np.ndarray], classes: dict[str, np.ndarray],
            progress: Progress = quiet) -> "Network":
        """codes: name to int64 (rows,), counted from 0; classes: name to the class of each code, counted from 0."""
        self.class_of_, names = classes, list(codes)
        seen = {name: classes[name][codes[name]] for name in names}
        progress(0.0, "measuring which columns tell of each other")
        told = information(list(seen.values()))
        order = [names[at] for at in spanned(told)]
        self.parents_, self.cells_ = {}, {}
        for i, name in enumerate(order):
            progress(0.2 + 0.8 * i / len(order), f"choosing parents of {name}")
            before = sorted(order[:i], key=lambda other: -told[names.index(name), names.index(other)])[:CANDIDATES]
            candidates = {other: seen[other] for other in before}
            self.parents_[name] = chosen(seen[name], candidates, self.parents, self.smoothing)
            self.cells_[name] = Cells([seen[other] for other in self.parents_[name]], codes[name], self.smoothing)
        return self

    def draw(self, rows: int, rng: np.random.Generator) -> dict[str, np.ndarray]:
        """That many rows of codes, name to int64 (rows,), each column after its parents."""
        codes, seen = {}, {}
        for name, cells in self.cells_.items():
            codes[name] = cells.draw([seen[other] for other in self.parents_[name]], rows, rng)
            seen[name] = self.class_of_[name][codes[name]]
        return codes

    def steered(self, rows: int, rng: np.random.Generator, steer: Steer) -> tuple[dict[str, np.ndarray], dict]:
        """Codes, and values of columns wanted in part; that many rows are begun, and as many kept as steer says."""
        codes, values, seen = {}, {}, {}
        for name, cells in self.cells_.items():
            parents, weight = [seen[other] for other in self.parents_[name]], steer.weight(name)
            if weight is None:
                codes[name] = cells.draw(parents, rows, rng)
            else:
                codes[name], mass = cells.draw_weighted(parents, rows, weight, rng)
                steer.took(name, codes[name], mass)
            seen[name] = self.class_of_[name][codes[name]]
            rows = steer.after(name, rows, rng, codes, values, seen)
            if name == steer.last and steer.keep is None:
                break
        return codes, values


class Cells:
    """One column given classes of its parents, as rows sorted by them: every cell of every depth is a range of rows.

    A draw starts in the cell of all parents and stays there with probability size / (size + smoothing), else it climbs
    to the cell without the last parent and asks again; where it stops it takes the code of a row of that cell. That is
    a Dirichlet prior around the cell above, cell by cell, without ever writing a table of probabilities.
    """

    def __init__(self, parents: list[np.ndarray], codes: np.ndarray, smoothing: float):
        order = np.lexsort([codes, *reversed(parents)])
        self.codes_, self.smoothing_ = codes[order], smoothing
        self.widths_ = [int(each.max()) + 1 for each in parents]
        self.keys_, self.first_, self.size_ = [], [np.zeros(1, dtype=np.int64)], [np.array([len(codes)])]
        cell = np.zeros(len(codes), dtype=np.int64)
        for each, width in zip(parents, self.widths_):
            keys, first, cell, size = np.unique(cell * width + each[order], return_index=True, return_inverse=True,
                                                return_counts=True)
            self.keys_.append(keys)
            self.first_.append(first)
            self.size_.append(size)

    def draw(self, parents: list[np.ndarray], rows: int, rng: np.random.Generator) -> np.ndarray:
        """A code for each row of parents' classes, each (rows,)."""
        at = np.zeros(rows, dtype=np.int64)
        first, size = self.first_[0][at], self.size_[0][at]
        known = np.ones(rows, dtype=bool)
        # From the outermost cell inwards: a draw that stops somewhere is overruled by one that stops deeper.
        for depth, each in enumerate(parents):
            key = at * self.widths_[depth] + each
            at = np.minimum(np.searchsorted(self.keys_[depth], key), len(self.keys_[depth]) - 1)
            known &= self.keys_[depth][at] == key
            inner = self.size_[depth + 1][at]
            kept = known & (rng.random(rows) * (inner + self.smoothing_) < inner)
            first, size = np.where(kept, self.first_[depth + 1][at], first), np.where(kept, inner, size)
        return self.codes_[first + (rng.random(rows) * size).astype(np.int64)]

    def draw_weighted(self, parents: list[np.ndarray], rows: int, weight: np.ndarray,
                      rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Codes drawn with their probabilities times weight (codes,), and what those add up to in each row."""
        below = np.append(0.0, np.cumsum(weight[self.codes_]))
        at, known = np.zeros(rows, dtype=np.int64), np.ones(rows, dtype=bool)
        first, size = self.first_[0][at], self.size_[0][at]
        mass = np.full(rows, below[-1] / len(self.codes_))
        for depth, each in enumerate(parents):
            key = at * self.widths_[depth] + each
            at = np.minimum(np.searchsorted(self.keys_[depth], key), len(self.keys_[depth]) - 1)
            known &= self.keys_[depth][at] == key
            begin, inner = self.first_[depth + 1][at], self.size_[depth + 1][at]
            stays = known * inner / (inner + self.smoothing_)
            here = stays * (below[begin + inner] - below[begin]) / inner
            mass = here + (1 - stays) * mass
            kept = rng.random(rows) * mass < here
            first, size = np.where(kept, begin, first), np.where(kept, inner, size)
        high = below[first + size]
        target = np.minimum(below[first] + rng.random(rows) * (high - below[first]), np.nextafter(high, 0))
        rising = np.argsort(target)  # a search that jumps about is slow
        place = np.empty(rows, dtype=np.int64)
        place[rising] = np.searchsorted(below, target[rising], side="right") - 1
        return self.codes_[np.clip(place, first, first + size - 1)], mass


def information(seen: list[np.ndarray]) -> np.ndarray:
    """Mutual information of each pair of columns of classes, in nats, less what chance gives: (columns, columns).

    The Miller-Madow term, so that columns of many classes do not seem to tell more than they do.
    """
    told = np.zeros((len(seen), len(seen)))
    entropy = [_entropy(each) for each in seen]
    for i, a in enumerate(seen):
        for j in range(i):
            joint = _entropy(a * (seen[j].max() + 1) + seen[j])
            told[i, j] = told[j, i] = entropy[i] + entropy[j] - joint
    return told


def _entropy(cell: np.ndarray) -> float:
    count = np.bincount(cell)
    share = count[count > 0] / len(cell)
    return float(-(share * np.log(share)).sum() + (len(share) - 1) / (2 * len(cell)))


def spanned(told: np.ndarray) -> list[int]:
    """Columns in the order in which a maximum spanning tree grows, from the one that tells most of all others.

    Source: Chow and Liu, "Approximating discrete probability distributions with dependence trees" (1968); Prim (1957).
    """
    order, best = [int(told.sum(axis=1).argmax())], told[told.sum(axis=1).argmax()].copy()
    while len(order) < len(told):
        best[order] = -np.inf
        order.append(int(best.argmax()))
        best = np.maximum(best, told[order[-1]])
    return order


def chosen(target: np.ndarray, candidates: dict[str, np.ndarray], most: int, smoothing: float) -> list[str]:
    """Up to that many candidates, each the one that shortens the description of the target most, while any does.

    The length is that of every row's class given the others' (one left out), in the cells as they are drawn from: a
    cell too fine for its rows makes it longer, so that no further price on parameters is needed.
    Source: Stone, "Cross-validatory choice and assessment of statistical predictions" (1974).
    """
    parents, cell, share = [], np.zeros(len(target), dtype=np.int64), np.bincount(target)[target] / len(target)
    while len(parents) < most and len(parents) < len(candidates):
        trials = {}
        for name, each in candidates.items():
            if name not in parents:
                finer = np.unique(cell * (each.max() + 1) + each, return_inverse=True)[1]
                trials[name] = finer, left_out(target, finer, share, smoothing)
        best = max(trials, key=lambda name: np.log(trials[name][1]).sum())
        if np.log(trials[best][1]).sum() <= np.log(share).sum():
            break
        (cell, share), parents = trials[best], [*parents, best]
    return parents


def left_out(target: np.ndarray, cell: np.ndarray, around: np.ndarray, smoothing: float) -> np.ndarray:
    """The probability, (rows,), of each row's class given the others of its cell; around: that of the cell above."""
    same, count = np.unique(cell * (int(target.max()) + 1) + target, return_inverse=True, return_counts=True)[1:]
    return (count[same] - 1 + smoothing * around) / (np.bincount(cell)[cell] - 1 + smoothing)
