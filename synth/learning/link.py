"""One column given those before it: a tree alone, or a line through normal scores and a tree on what it leaves over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from synth.learning.cells import from_cells
from synth.learning.likeness import crossed, placed
from synth.learning.raking import Rake, rake
from synth.learning.regression import Line, line
from synth.learning.residual import Residual
from synth.learning.tree import ConditionalTree, bits
from synth.learning.weighted import from_line, from_tree

AXES = 3
"""Coordinates in which a tree sees the levels of a category."""
DOUBT = 20.0
"""Rows of no tendency added to each level of a category, so that a rare one is not placed by the few rows it has."""
CLASSES = 24
"""Classes that steer the growth of a tree; what its leaves draw may be finer."""
ROWS = 25
"""Rows for each class, at least, so that few rows are not told apart by many classes."""
EXPLAINED = 0.1
"""Share of a number's variance that a line must explain to be tried beside a tree alone."""
STEPS = 16
"""Steps in a unit of what a line expects, in which a tree sees it: fewer places to look for a cut."""
LEAST = 30
"""Rows with a number, at least, for a line."""

Codes = Mapping[str, np.ndarray]
Terms = Mapping[str, list[np.ndarray]]
Grow = Callable[[np.ndarray, np.ndarray, np.ndarray], ConditionalTree]
"""A tree from inputs, classes and codes."""


@dataclass(frozen=True)
class Link:
    """before: the columns seen. places: coordinates of their codes, (axes, codes); None where a code is one itself.

    rake: what puts back ties that the tree has lost, where it has; only without a line.
    """

    before: tuple[str, ...]
    places: Mapping[str, np.ndarray | None]
    tree: ConditionalTree
    residual: Residual | None = None
    rake: Rake | None = None

    def draw(self, codes: Codes, terms: Terms, rows: int,
             rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray | None]:
        """Codes drawn; where the line is used, those of what it leaves over, and the column's levels (NaN: missing)."""
        if self.rake is not None:
            return self._raked(codes, rows, rng)[0], None
        if self.residual is None:
            return self.tree.draw(_inputs(self.places, codes, rows), rng), None
        expected = self.residual.line.at(_flat(self.before, terms))
        rest = self.tree.draw(_inputs(self.places, codes, rows, expected), rng)
        return rest, self.residual.levels(rest, expected, rng)

    def seen(self, codes: Codes, terms: Terms, rows: int) -> tuple[np.ndarray, np.ndarray | None, np.ndarray | None]:
        """The leaf of each row, its group where ties are put back, and what the line expects of it, if there is one."""
        expected = None if self.residual is None else self.residual.line.at(_flat(self.before, terms))
        leaf = self.tree.leaf(_inputs(self.places, codes, rows, expected))
        return leaf, None if self.rake is None else self.rake.group(codes), expected

    def draw_weighted(self, codes: Codes, terms: Terms, rows: int, weight: np.ndarray, ends: np.ndarray,
                      rng: np.random.Generator,
                      group: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray, bool]:
        """Codes, or levels where the line is used, drawn with weight (codes,); the mass of each row; whether levels.

        With group (rows,), weight (groups, codes) has a row for each group of rows.
        """
        if self.rake is not None:
            return *self._raked(codes, rows, rng, np.atleast_2d(weight), 0 if group is None else group), False
        if self.residual is None:
            return *from_tree(self.tree, _inputs(self.places, codes, rows), weight, rng, group), False
        expected = self.residual.line.at(_flat(self.before, terms))
        inputs = _inputs(self.places, codes, rows, expected)
        return *from_line(self.tree, self.residual, inputs, expected, weight, ends, rng, group), True

    @cached_property
    def _chances(self) -> np.ndarray:
        """Of each code in each node of the tree, before ties are put back."""
        return self.tree.shares(np.arange(self.rake.weights.shape[1]))

    def _raked(self, codes: Codes, rows: int, rng: np.random.Generator, wanted: np.ndarray | None = None,
               of: np.ndarray | int = 0) -> tuple[np.ndarray, np.ndarray]:
        leaf = self.tree.leaf(_inputs(self.places, codes, rows))
        return from_cells(self._chances, self.rake.weights, leaf, self.rake.group(codes), rng, wanted, of)


def link(name: str, before: list[str], codes: Codes, terms: Terms, scored: np.ndarray | None, finer: list[np.ndarray],
         ordered: frozenset[str], grow: Grow, rng: np.random.Generator, along: bool | None = None,
         caution: float = 1.0, target: str | None = None) -> Link:
    """The column's link to those before, with a line where that takes fewer bits than a tree alone.

    scored: the column's normal scores, if it is a number. finer: for each column that it settles, the code of each of
    its codes. ordered: columns whose codes stand in order. along: whether to use a line, if that is known beforehand.
    caution: how surely a tie must be lost to be put back, 1 as Akaike says. target: whose tie comes before others.
    """
    classes = _classes(codes[name], finer)
    places = {other: None if other in ordered else
              placed(crossed(codes[other], classes), AXES, DOUBT).astype(np.float32) for other in before}
    laid, expected = (None, None) if along is False else _laid(_flat(before, terms), scored)
    residual = None if laid is None else Residual(laid, expected, scored, rng)
    if residual is None or not along:
        inputs = _inputs(places, codes, len(classes))
        alone = grow(inputs, classes, codes[name])
        told = alone.bits_ + bits(codes[name]) - bits(classes)
        if residual is None or residual.bits(codes[name], expected) >= told:
            put = rake(alone, alone.leaf(inputs), name, before, codes, ordered, classes, caution, target)
            return Link(tuple(before), places, alone, rake=put)
    rest = residual.codes(scored, expected)
    tree = grow(_inputs(places, codes, len(rest), expected), _classes(rest, []), rest)
    return Link(tuple(before), places, tree, residual)


def _laid(flat: list[np.ndarray], scored: np.ndarray | None) -> tuple[Line | None, np.ndarray | None]:
    """The line to a number's scores and what it says of each row; None where there is none or it says too little."""
    if scored is None or not flat or (~np.isnan(scored)).sum() < LEAST:
        return None, None
    laid, expected = line(flat, scored)
    return (laid, expected) if laid.explained > EXPLAINED else (None, None)


def _flat(before: tuple[str, ...] | list[str], terms: Terms) -> list[np.ndarray]:
    return [each for other in before for each in terms.get(other, ())]


def _classes(codes: np.ndarray, finer: list[np.ndarray]) -> np.ndarray:
    """Frequent codes as they are, others gathered with neighbours, apart where a column settled by it differs."""
    share = np.bincount(codes) / len(codes)
    most = min(CLASSES, max(len(codes) // ROWS, 2))
    middle = np.cumsum(share) - share / 2
    coarse = np.where(share >= 1 / most, most + np.arange(len(share)), (middle * most).astype(int))
    for of in finer:
        if of.max() < CLASSES:
            coarse = np.unique(coarse * CLASSES + of, return_inverse=True)[1]
    return np.unique(coarse, return_inverse=True)[1][codes]


def _inputs(places: Mapping[str, np.ndarray | None], codes: Codes, rows: int,
            expected: np.ndarray | None = None) -> np.ndarray:
    """What the tree sees of the columns before, and the line's expectation if there is one, (rows, inputs) float32."""
    seen = [each for other, place in places.items()
            for each in ([codes[other]] if place is None else [axis[codes[other]] for axis in place])]
    seen += [] if expected is None else [np.rint(expected * STEPS)]
    inputs = np.empty((len(seen), rows), dtype=np.float32)
    for k, each in enumerate(seen):
        inputs[k] = each
    return inputs.T
