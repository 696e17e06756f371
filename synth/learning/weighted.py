"""Draws from trees and lines whose codes are weighted, with the mass that the weights leave of each row's chances."""

from collections.abc import Iterator

import numpy as np

from synth.learning.residual import Residual
from synth.learning.tree import ConditionalTree, risen

ROWS = 2**14
"""Rows drawn from a line at a time: each takes memory for every stretch of wanted levels."""


def from_tree(tree: ConditionalTree, inputs: np.ndarray, weight: np.ndarray, rng: np.random.Generator,
              group: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Codes (rows,), drawn with their probabilities times weight (codes,), and what those add up to in each row.

    With group (rows,), weight (groups, codes) has a row for each group of rows.
    """
    code, rows, first, last = _runs(tree)
    below = _below_runs(np.atleast_2d(weight), code, rows)
    nodes, leaf = len(tree.size_), tree.leaf(inputs)
    within = np.zeros(len(leaf), dtype=np.int64) if group is None else group * nodes
    low, high = below[:, first], below[:, last]
    share, mass = _masses(tree, low, high)
    stay = np.where(mass > 0, tree.keep_ * share / np.maximum(mass, 1e-300), 1.0).ravel()
    node = tree.climbed(leaf, stay, rng, within) + within
    by_node, rising = risen(node, mass.size, rng)  # targets rise, for a search that jumps about is slow
    rows, start = np.bincount(node, minlength=mass.size), len(code) * np.arange(len(below))[:, None]
    low, high, first, last = (np.repeat(each, rows) for each in (low, high, first + start, last + start - 1))
    wanted = np.minimum(low + rising * (high - low), np.nextafter(high, 0))
    at = np.searchsorted(below[:, 1:].ravel(), wanted, side="right")
    codes = np.empty(len(node), dtype=tree.codes_.dtype)
    codes[by_node] = np.tile(code, len(below))[np.clip(at, first, last)]
    return codes, mass.ravel()[leaf + within]


def _runs(tree: ConditionalTree) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Rows of a tree with the same code and leaf taken together: their code and number; for each node the first of them
    and the one after its last. Looked for once a tree."""
    if not hasattr(tree, "runs_"):
        begins = np.ones(len(tree.codes_) + 1, dtype=bool)
        begins[1:-1] = tree.codes_[1:] != tree.codes_[:-1]
        begins[tree.first_] = True
        starts = np.flatnonzero(begins)
        tree.runs_ = (tree.codes_[starts[:-1]], np.diff(starts), np.searchsorted(starts, tree.first_),
                      np.searchsorted(starts, tree.first_ + tree.size_))
    return tree.runs_


def _below_runs(weight: np.ndarray, code: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Weights of the runs added up, (groups, runs + 1), each group's from where the last one's end."""
    below = np.zeros((len(weight), len(code) + 1))
    np.cumsum(weight[:, code] * rows, axis=1, out=below[:, 1:])
    below += (np.cumsum(below[:, -1]) - below[:, -1])[:, None]
    return below


def _masses(tree: ConditionalTree, low: np.ndarray, high: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(groups, nodes) each: the weight of a node's rows, and of what is drawn there, ancestors and all."""
    share = (high - low) / tree.size_
    mass = share.copy()
    for node in range(1, len(tree.size_)):
        mass[:, node] = tree.keep_[node] * share[:, node] + (1 - tree.keep_[node]) * mass[:, tree.parent_[node]]
    return share, mass


def from_line(tree: ConditionalTree, residual: Residual, inputs: np.ndarray, expected: np.ndarray, weight: np.ndarray,
              ends: np.ndarray, rng: np.random.Generator,
              group: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """Levels (rows,), NaN where missing, drawn with weight (codes,), and the mass of each row.

    ends (codes without that of missing values + 1,): the levels between which each code lies. With group (rows,),
    weight (groups, codes) has a row for each group of rows.
    """
    gone = weight.shape[-1] - len(ends) + 1
    node = tree.climbed(tree.leaf(inputs), tree.keep_, rng)
    missing, below = _below(tree, residual)
    level, mass = np.empty(len(node)), np.empty(len(node))
    for rows, each in _stretches_of(group, weight, len(node)):
        bounds, heights = _pieces(each[gone:], ends)
        cuts, at, line = residual.total(bounds), node[rows], expected[rows]
        # (pieces, rows)
        low, high = (np.array([_at(residual, below, at, cut - line) for cut in ends]) for ends in cuts.T)
        missed = (each[0] if gone else 0.0) * missing[None, at]
        masses = np.vstack([heights[:, None] * np.maximum(high - low, 0), missed])
        level[rows], mass[rows] = _one(residual, below, at, line, bounds, low, high, masses, rng)
    return level, mass


def _stretches_of(group: np.ndarray | None, weight: np.ndarray, rows: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Positions of up to ROWS rows of a group, and the group's weight (codes,)."""
    by_group = [np.arange(rows)]
    if group is not None:
        ends = np.cumsum(np.bincount(group, minlength=len(weight)))
        by_group = np.split(np.argsort(group, kind="stable"), ends[:-1])
    for positions, each in zip(by_group, np.atleast_2d(weight)):
        for start in range(0, len(positions), ROWS):
            yield positions[start:start + ROWS], each


def _one(residual: Residual, below: np.ndarray, node: np.ndarray, expected: np.ndarray, bounds: np.ndarray,
         low: np.ndarray, high: np.ndarray, masses: np.ndarray,
         rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """A level for each row from one of the stretches by their masses, the last of which is that of missing values."""
    whole, rows, last = np.cumsum(masses, axis=0), np.arange(len(node)), len(masses) - 1
    piece = np.minimum((whole <= rng.random(len(node)) * whole[-1]).sum(axis=0), last)
    taken = np.minimum(piece, last - 1)
    share = low[taken, rows] + rng.random(len(node)) * np.maximum(high[taken, rows] - low[taken, rows], 0)
    level = residual.share(expected + _rest(residual, below, node, share))
    lowest, highest = bounds[taken].T
    return np.where(piece == last, np.nan, np.clip(level, lowest, np.nextafter(highest, 0))), whole[-1]


def _pieces(weight: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Stretches of levels (pieces, 2) with the same weight above 0, and that weight;
    one without weight if there is none."""
    first = np.flatnonzero(np.diff(weight, prepend=-1.0))
    after = np.append(first[1:], len(weight))
    kept = weight[first] > 0
    bounds = np.stack([ends[first], ends[after]], axis=1)[kept]
    return (bounds, weight[first][kept]) if len(bounds) else (np.zeros((1, 2)), np.zeros(1))


def _below(tree: ConditionalTree, residual: Residual) -> tuple[np.ndarray, np.ndarray]:
    """For each node the share of its rows that are missing, and those below each edge of what is left over."""
    bins = len(residual.edges_) - 1 + residual.missing_
    counts = np.zeros((len(tree.size_), bins))
    leaf = np.flatnonzero(tree.leaves)
    rows = np.repeat(leaf, tree.size_[leaf])
    np.add.at(counts, (rows, tree.codes_), 1.0)
    for node in range(len(counts) - 1, 0, -1):
        counts[tree.parent_[node]] += counts[node]
    counts /= tree.size_[:, None]
    missing = counts[:, 0] if residual.missing_ else np.zeros(len(counts))
    return missing, np.pad(np.cumsum(counts[:, residual.missing_:], axis=1), ((0, 0), (1, 0)))


def _at(residual: Residual, below: np.ndarray, node: np.ndarray, rest: np.ndarray) -> np.ndarray:
    """The share of the node's rows with less left over than `rest`, (rows,)."""
    edges = residual.edges_
    at = np.clip(np.searchsorted(edges, rest, side="right") - 1, 0, len(edges) - 2)
    width = np.maximum(edges[at + 1] - edges[at], 1e-12)
    within = np.clip((rest - edges[at]) / width, 0.0, 1.0)
    low = below[node, at]
    return low + within * (below[node, at + 1] - low)


def _rest(residual: Residual, below: np.ndarray, node: np.ndarray, share: np.ndarray) -> np.ndarray:
    """What is left over below which that share of the node's rows lies; undoes `_at`."""
    nodes, edges = below.shape
    lifted = (below + 2.0 * np.arange(nodes)[:, None]).ravel()
    at = np.searchsorted(lifted, share + 2.0 * node, side="right") - 1 - node * edges
    at = np.clip(at, 0, edges - 2)
    low, high = below[node, at], below[node, at + 1]
    within = np.clip((share - low) / np.maximum(high - low, 1e-12), 0.0, 1.0)
    return residual.edges_[at] + within * (residual.edges_[at + 1] - residual.edges_[at])
