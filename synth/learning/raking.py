"""A column's tie to one other, put back where the leaves of a tree have lost it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from synth.learning.likeness import crossed
from synth.learning.ordering import stretches
from synth.learning.tree import ConditionalTree

GROUPS = 12
"""Groups that a number is cut into, besides missing values; a category with more levels is none to rake towards."""
CLASSES = 10
"""Classes in which a number's ties are put back: few, so that each holds rows enough to say how many belong there."""
LEAST = 100
"""Rows that each group of a pivot holds, at least: a rare one would be ruled by the few rows it has."""
ROUNDS = 10
"""Rounds of proportional fitting; more change nothing that the shrinking does not."""
STRONGEST = 30.0
"""The furthest that a code's chances are multiplied or divided."""

Codes = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Rake:
    """column: the other one. of: the group of each of its codes. weights: (groups, codes) of the column drawn."""

    column: str
    of: np.ndarray
    weights: np.ndarray

    def group(self, codes: Codes) -> np.ndarray:
        """The group of each row, (rows,)."""
        return self.of[codes[self.column]]


def rake(tree: ConditionalTree, leaf: np.ndarray, name: str, before: Sequence[str], codes: Codes,
         ordered: frozenset[str], classes: np.ndarray, caution: float, target: str | None) -> Rake | None:
    """How draws from the tree are weighed for a tie that it has lost; None where it has lost none.

    A tree on few rows stops before all that a column hangs on was asked for: what it did not split on is lost. How many
    rows of each class go with each group of another column is known better than how they lie in leaves, and no single
    row decides it. So the leaves' shares are multiplied, group by group and class by class, until drawn rows agree with
    these counts. A tie is lost if its likelihood ratio exceeds 2 * caution for each degree of freedom, Akaike's price
    at 1; what chance explains of that is not put back. The target's tie comes first, else the one lost most.

    leaf, classes: of each row, (rows,); a number with many classes is cut anew.
    Source: Deming and Stephan, "On a least squares adjustment of a sampled frequency table", Annals of Mathematical
    Statistics 11 (1940); Akaike, "A new look at the statistical model identification" (1974); James and Stein,
    "Estimation with quadratic loss" (1961), for the share put back.
    """
    of = _classes(codes[name], classes, name in ordered)
    known, classes = tree.shares(of), of[codes[name]]
    best, found = 0.0, None
    for other in before:
        groups = _groups(codes[other], other in ordered)
        if not groups.any() or np.bincount(groups[codes[other]]).min() < LEAST:
            continue
        aim, rows, gain = _lost(known, leaf, groups[codes[other]], classes, caution)
        if gain > 0 and (other == target or gain > best):
            best, found = np.inf if other == target else gain, (other, groups, aim, rows)
    return None if found is None else Rake(*found[:2], _fitted(known, *found[2:])[:, of])


def _lost(known: np.ndarray, leaf: np.ndarray, group: np.ndarray, classes: np.ndarray,
          caution: float) -> tuple[np.ndarray, np.ndarray, float]:
    """Rows of each class aimed at in each group, those of each leaf in each group, and how surely the tie is lost.

    Shapes (groups, classes) and (groups, nodes); the last is above 0 where it is.
    """
    groups, nodes = int(group.max()) + 1, len(known)
    rows = np.bincount(group * nodes + leaf, minlength=groups * nodes).reshape(groups, nodes).astype(float)
    drawn, counts = rows @ known, np.zeros((groups, known.shape[1]))
    seen = crossed(group, classes)
    counts[:, :seen.shape[1]] = seen
    there = counts > 0
    ratio = np.zeros_like(counts)
    ratio[there] = 2 * counts[there] * np.log(counts[there] / drawn[there])
    each, free = ratio.sum(axis=1), known.shape[1] - 1
    kept = np.maximum(1 - free / np.maximum(each, 1e-9), 0.0)
    aim = kept[:, None] * counts + (1 - kept[:, None]) * drawn
    return aim, rows, float(each.sum()) - 2 * caution * (groups - 1) * free


def _fitted(known: np.ndarray, aim: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """The weights, (groups, classes), with which drawn rows meet what is aimed at."""
    weights = np.ones_like(aim)
    for _ in range(ROUNDS):
        for k, weight in enumerate(weights):
            drawn = known * weight
            drawn = rows[k] @ (drawn / np.maximum(drawn.sum(axis=1, keepdims=True), 1e-300))
            step = np.divide(aim[k], drawn, out=np.ones_like(drawn), where=drawn > 0)
            weights[k] = np.clip(weight * step, 1 / STRONGEST, STRONGEST)
    return weights


def _classes(codes: np.ndarray, classes: np.ndarray, ordered: bool) -> np.ndarray:
    """The class of each code, (codes,)."""
    share = np.bincount(codes) / len(codes)
    if ordered and len(share) > CLASSES:
        return _apart(share, CLASSES)
    of = np.zeros(len(share), dtype=np.int64)
    of[codes] = classes
    return of


def _groups(codes: np.ndarray, ordered: bool) -> np.ndarray:
    """The group of each code, (codes,); all in one where a category has too many."""
    share = np.bincount(codes) / len(codes)
    if len(share) <= GROUPS:
        return np.arange(len(share))
    return _apart(share, GROUPS) if ordered else np.zeros(len(share), np.int64)


def _apart(share: np.ndarray, classes: int) -> np.ndarray:
    """Codes in stretches of about equal shares but for the first, which may stand for missing values."""
    stretch = stretches(share, classes) + 1
    stretch[0] = 0
    return np.unique(stretch, return_inverse=True)[1]
