"""What a link says of one column: the chance of a value that is given, and values drawn where none is."""

from dataclasses import dataclass

import numpy as np

from synth.learning.encoding import Codec
from synth.learning.link import Link

SPARE = 1e-3
"""Share of the rows that a leaf is taken to say nothing of, so that a value it never saw does not rule all else out."""
HALF = 0.005
"""Half of the stretch of rows, as a share of them, in which a given number is looked for along a line."""
NONE = 1e-300


@dataclass(frozen=True)
class Tilt:
    """How much likelier codes are drawn: (ids, codes), and which of these hold for each row, (rows,)."""

    of: np.ndarray
    id: np.ndarray

    def and_(self, other: "Tilt") -> "Tilt":
        pairs, id = np.unique(self.id * len(other.of) + other.id, return_inverse=True)
        return Tilt(self.of[pairs // len(other.of)] * other.of[pairs % len(other.of)], id)


class Chances:
    """Chances of a column's codes, given that its value is there: code 0 is left out where it stands for missing."""

    def __init__(self, link: Link, codec: Codec):
        self.link, self.codec, self.line = link, codec, link.residual
        self.gone_ = int(getattr(self.line or codec, "missing_", False))
        size = codec.size if self.line is None else len(self.line.edges_) - 1 + self.gone_
        self.share_ = link.tree.shares(np.arange(size))
        self.share_[:, : self.gone_] = 0
        none = self.share_.sum(axis=1) <= 0
        self.share_[none] = self.share_[0]
        self.share_ /= np.maximum(self.share_.sum(axis=1, keepdims=True), NONE)

    @property
    def void(self) -> bool:
        """Whether no value was ever there."""
        return not self.share_[0].any()

    def draw(
        self, codes: dict, lines: dict, rows: int, rng: np.random.Generator, tilt: Tilt | None = None
    ) -> tuple[np.ndarray, np.ndarray | None, np.ndarray]:
        """Codes (rows,), levels instead where the link has a line, else None; and the log weight that tilts took."""
        leaf, group, expected = self.link.seen(codes, lines, rows)
        if self.line is not None:
            code, _ = self._drawn(leaf, None, None, rng)
            return code, self.line.levels(code, expected, rng), np.zeros(rows)
        code, mass = self._drawn(leaf, group, tilt, rng)
        if tilt is None:
            return code, None, np.zeros(rows)
        return code, None, np.log(np.maximum(mass, NONE)) - np.log(np.maximum(tilt.of[tilt.id, code], NONE))

    def weigh(self, codes: dict, lines: dict, rows: int, given: np.ndarray, levels: np.ndarray | None) -> np.ndarray:
        """The log chance (rows,) of the codes given; of levels, where the link has a line."""
        leaf, group, expected = self.link.seen(codes, lines, rows)
        if self.line is not None:
            return np.log(self._along(leaf, expected, levels))
        chance = self.share_[leaf, given]
        if group is not None:
            weights = self.link.rake.weights
            cells, at = np.unique(leaf * len(weights) + group, return_inverse=True)
            whole = np.einsum("ij,ij->i", self.share_[cells // len(weights)], weights[cells % len(weights)])
            chance = chance * weights[group, given] / np.maximum(whole[at], NONE)
        return np.log((1 - SPARE) * chance + SPARE * np.maximum(self.share_[0, given], 1 / (10 * self.codec.size)))

    def _drawn(
        self, leaf: np.ndarray, group: np.ndarray | None, tilt: Tilt | None, rng: np.random.Generator
    ) -> tuple[np.ndarray, np.ndarray]:
        """Codes, and what the tilted chances add up to: cells of leaf, group and tilt are worked out once each."""
        groups = 1 if group is None else len(self.link.rake.weights)
        key = leaf if group is None else leaf * groups + group
        key = key if tilt is None else key * len(tilt.of) + tilt.id
        cells, at = np.unique(key, return_inverse=True)
        tilts = 1 if tilt is None else len(tilt.of)
        chance = self.share_[cells // tilts // groups]
        if group is not None:
            chance = chance * self.link.rake.weights[cells // tilts % groups]
            chance /= np.maximum(chance.sum(axis=1, keepdims=True), NONE)
        chance = chance if tilt is None else chance * tilt.of[cells % tilts]
        below = np.cumsum(chance, axis=1)
        mass = below[:, -1].copy()
        below = below / np.maximum(mass, NONE)[:, None] + 2.0 * np.arange(len(cells))[:, None]
        drawn = np.searchsorted(below.ravel(), np.minimum(rng.random(len(at)), 1 - 1e-9) + 2.0 * at, side="right")
        return np.clip(drawn - at * chance.shape[1], self.gone_, chance.shape[1] - 1), mass[at]

    def _along(self, leaf: np.ndarray, expected: np.ndarray, levels: np.ndarray) -> np.ndarray:
        """The chance of a stretch of levels round each given one."""
        low, high = np.clip(levels - HALF, 0, 1), np.clip(levels + HALF, 0, 1)
        below = np.pad(np.cumsum(self.share_[:, self.gone_ :], axis=1), ((0, 0), (1, 0)))
        ends = [self._below(below, leaf, self.line.total(end) - expected) for end in (low, high)]
        return (1 - SPARE) * np.maximum(ends[1] - ends[0], 0) + SPARE * (high - low)

    def _below(self, below: np.ndarray, leaf: np.ndarray, rest: np.ndarray) -> np.ndarray:
        """The share of a leaf's rows with less left over than `rest`."""
        edges = self.line.edges_
        at = np.clip(np.searchsorted(edges, rest, side="right") - 1, 0, len(edges) - 2)
        within = np.clip((rest - edges[at]) / np.maximum(edges[at + 1] - edges[at], 1e-12), 0.0, 1.0)
        return below[leaf, at] + within * (below[leaf, at + 1] - below[leaf, at])
