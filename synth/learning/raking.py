"""A column's ties to others, put back where the leaves of a tree have lost them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from synth.learning.likeness import crossed
from synth.learning.ordering import stretches
from synth.learning.tree import ConditionalTree

MOST, COMBINED, WEIGHTS = 6, 16_384, 2**22
"""Ties put back at most; combinations of their groups, each of which weighs draws in its own way; and weights, one for
each code in each combination, which are kept in memory."""
GROUPS = 12
"""Groups at most that a column is cut into: a number in stretches, besides missing values; a category in its most
frequent levels and the rest."""
CLASSES = 10
"""Classes in which a number's ties are put back: few, so that each holds rows enough to say how many belong there."""
LEAST = 100
"""Rows that a group holds, at least, for its draws to be weighed: those of a rarer one would be ruled by few rows."""
SURE = 3.0
"""Standard deviations above what chance gives that a likelihood ratio must lie, before caution."""
ROUNDS = 10
"""Rounds of proportional fitting; more change nothing that the shrinking does not."""
STRONGEST = 30.0
"""The furthest that a code's chances are multiplied or divided for a tie."""

Codes = Mapping[str, np.ndarray]


@dataclass(frozen=True)
class Tie:
    """column: the other one. of: the group of each of its codes. weights: (groups, codes) of the column drawn."""

    column: str
    of: np.ndarray
    weights: np.ndarray


@dataclass(frozen=True)
class Rake:
    """The ties put back, the first lost most; a row's group is the combination of its groups in each."""

    ties: tuple[Tie, ...]

    @cached_property
    def weights(self) -> np.ndarray:
        """What a code's chances are multiplied by in each group of rows, (groups, codes)."""
        whole = np.ones((1, self.ties[0].weights.shape[1]))
        for tie in self.ties:
            whole = (whole[:, None] * tie.weights).reshape(-1, whole.shape[1])
        return whole

    def group(self, codes: Codes) -> np.ndarray:
        """The group of each row, (rows,)."""
        group = np.int64(0)
        for tie in self.ties:
            group = group * len(tie.weights) + tie.of[codes[tie.column]]
        return group


@dataclass(frozen=True)
class _Lost:
    """A tie that is lost: groups of the other column's codes, those of rows,
    and rows of each class aimed at in each."""

    column: str
    of: np.ndarray
    group: np.ndarray
    aim: np.ndarray


def rake(tree: ConditionalTree, leaf: np.ndarray, name: str, before: Sequence[str], codes: Codes,
         ordered: frozenset[str], classes: np.ndarray, caution: float, target: str | None) -> Rake | None:
    """How draws from the tree are weighed for ties that it has lost; None where it has lost none.

    A tree asks for one cut at a time and stops where none is sure: what a column hangs on a little everywhere is lost.
    How many rows of each class go with each group of another column is known better than how they lie in leaves, and no
    single row decides it. So the leaves' shares are multiplied, group by group and class by class, until drawn rows
    agree with these counts; for the tie lost most, then for the next given those before. A tie is lost if its
    likelihood ratio exceeds caution * (f + SURE * sqrt(2 f)), chance giving f degrees of freedom with a variance of
    2 f; what chance explains of that is not put back. If the target's tie is lost it comes first.

    leaf, classes: of each row, (rows,); a number with many classes is cut anew.
    Source: Deming and Stephan, "On a least squares adjustment of a sampled frequency table", Annals of Mathematical
    Statistics 11 (1940); Wilks, "The large-sample distribution of the likelihood ratio", Annals of Mathematical
    Statistics 9 (1938); James and Stein, "Estimation with quadratic loss" (1961), for the share put back.
    """
    of = _classes(codes[name], classes, name in ordered)
    known, classes = tree.shares(of), of[codes[name]]
    pivots = {other: _groups(codes[other], other in ordered) for other in before}
    found, weights, cell, chances = [], [], leaf, known
    while len(found) < MOST:
        room = min(COMBINED, WEIGHTS // len(of)) // np.prod([len(each.aim) for each in found], dtype=int)
        fit = {other: groups for other, groups in pivots.items() if groups.max() < room}
        lost = _most_lost(fit, codes, cell, chances, classes, caution, None if found else target)
        if lost is None:
            break
        found.append(lost)
        del pivots[lost.column]
        first, cell = np.unique(cell * len(lost.aim) + lost.group, return_index=True, return_inverse=True)[1:]
        weights, chances = _fitted(known[leaf[first]], np.bincount(cell), [each.group[first] for each in found],
                                   [each.aim for each in found])
    ties = tuple(Tie(each.column, each.of, weight[:, of]) for each, weight in zip(found, weights))
    return Rake(ties) if ties else None


def _most_lost(pivots: Codes, codes: Codes, cell: np.ndarray, chances: np.ndarray, classes: np.ndarray, caution: float,
               target: str | None) -> _Lost | None:
    """The tie that is lost most surely, or that to the target where it is lost; chances: (cells, classes) as drawn."""
    best, found = 0.0, None
    for other, groups in pivots.items():
        group = groups[codes[other]]
        aim, gain = _lost(crossed(group, cell), chances, crossed(group, classes), caution)
        if gain > 0 and (other == target or gain > best):
            best, found = np.inf if other == target else gain, _Lost(other, groups, group, aim)
    return found


def _lost(rows: np.ndarray, chances: np.ndarray, seen: np.ndarray, caution: float) -> tuple[np.ndarray, float]:
    """Rows of each class aimed at in each group, and by how much the likelihood ratio exceeds what it must.

    rows: of each cell in each group; seen: of each class.
    """
    drawn = rows @ chances[:rows.shape[1]]
    counts = np.zeros_like(drawn)
    counts[:, :seen.shape[1]] = seen
    there, ratio = counts > 0, np.zeros_like(counts)
    ratio[there] = 2 * counts[there] * np.log(counts[there] / np.maximum(drawn[there], 1e-300))
    firm, free = counts.sum(axis=1) >= LEAST, chances.shape[1] - 1
    each = np.where(firm, ratio.sum(axis=1), 0.0)
    kept = np.maximum(1 - free / np.maximum(each, 1e-9), 0.0)[:, None]
    chance = free * (int(firm.sum()) - 1)
    least = caution * (chance + SURE * np.sqrt(2 * chance)) if chance > 0 else np.inf
    return kept * counts + (1 - kept) * drawn, float(each.sum()) - least


def _fitted(known: np.ndarray, rows: np.ndarray, groups: list[np.ndarray],
            aims: list[np.ndarray]) -> tuple[list[np.ndarray], np.ndarray]:
    """The weights (groups, classes) of each tie with which drawn rows meet all aims, and the cells' chances then.

    known: (cells, classes) chances without weights; rows, and each tie's groups: of the cells.
    """
    weights = [np.ones_like(aim) for aim in aims]
    chances = known
    for _ in range(ROUNDS):
        for group, aim, weight in zip(groups, aims, weights):
            mass = chances * rows[:, None]
            drawn = np.column_stack([np.bincount(group, each, minlength=len(aim)) for each in mass.T])
            step = np.divide(aim, drawn, out=np.ones_like(drawn), where=drawn > 0)
            weight[:] = np.clip(weight * step, 1 / STRONGEST, STRONGEST)
            chances = known.copy()
            for g, w in zip(groups, weights):
                chances *= w[g]
            chances /= np.maximum(chances.sum(axis=1, keepdims=True), 1e-300)
    return weights, chances


def _classes(codes: np.ndarray, classes: np.ndarray, ordered: bool) -> np.ndarray:
    """The class of each code, (codes,)."""
    share = np.bincount(codes) / len(codes)
    if ordered and len(share) > CLASSES:
        return _apart(share, CLASSES)
    of = np.zeros(len(share), dtype=np.int64)
    of[codes] = classes
    return of


def _groups(codes: np.ndarray, ordered: bool) -> np.ndarray:
    """The group of each code, (codes,)."""
    rows = np.bincount(codes)
    if len(rows) <= GROUPS:
        return np.arange(len(rows))
    if ordered:
        return _apart(rows / len(codes), GROUPS)
    groups = np.full(len(rows), GROUPS - 1)
    groups[np.argsort(-rows, kind="stable")[:GROUPS - 1]] = np.arange(GROUPS - 1)
    return groups


def _apart(share: np.ndarray, classes: int) -> np.ndarray:
    """Codes in stretches of about equal shares but for the first, which may stand for missing values."""
    stretch = stretches(share, classes) + 1
    stretch[0] = 0
    return np.unique(stretch, return_inverse=True)[1]
