"""How many rows a leaf must hold for drawn rows to lie no nearer to rows learned from than to unseen ones."""

from collections.abc import Callable, Mapping

import numpy as np

from synth.learning.chain import Chain
from synth.learning.encoding import Codec
from synth.learning.nearness import nearer_share
from synth.progress import Progress

LEAVES = (100, 200, 400)
"""Leaf floors to choose from."""
USUAL = 25
"""For tables of less than FEW rows, where an inner holdout tells nothing."""
FEW, HALF, DRAWN = 400, 4000, 2000
"""HALF: rows at most on either side of the inner holdout; DRAWN: rows drawn to be held against them."""
TOLERANCE = 0.02
"""How far above a half the share of neighbours that were learned from may lie: chance gives 0.006, and the few rows of
the inner holdout are remembered better than the whole table (on the census: 0.513 there, 0.509 on the whole)."""

Columns = Mapping[str, np.ndarray]


def chosen(codes: Columns, scored: Columns, codecs: Mapping[str, Codec], chain: Callable[[int], Chain],
           rng: np.random.Generator, progress: Progress) -> int:
    """The least leaf floor whose rows are no nearer to the half of the table that is learned than to the other.

    chain: a chain, not yet fitted, for each floor.
    """
    mixed = rng.permutation(len(next(iter(codes.values()))))[:2 * HALF]
    halves = [tuple({name: values[at] for name, values in columns.items()} for columns in (codes, scored))
              for at in np.array_split(mixed, 2)]
    seed = rng.integers(2**32)
    for i, leaf in enumerate(LEAVES[:-1]):
        progress(i / len(LEAVES), f"trying leaves of {leaf} rows")
        near = [_nearer(chain(leaf), *pair, codecs, np.random.default_rng(seed)) for pair in (halves, halves[::-1])]
        if np.mean(near) <= 0.5 + TOLERANCE:
            return leaf
    return LEAVES[-1]


def _nearer(chain: Chain, learned: tuple[Columns, Columns], unseen: tuple[Columns, Columns],
            codecs: Mapping[str, Codec], rng: np.random.Generator) -> float:
    """The share of drawn rows' neighbours that were learned from."""
    drawn, _ = chain.fit(learned[0], rng, scored=learned[1]).draw(DRAWN, rng)
    ordered = np.array([made.ordered for made in codecs.values()])
    return nearer_share(*(_scaled(codes, codecs) for codes in (drawn, learned[0], unseen[0])), ordered)


def _scaled(codes: Columns, codecs: Mapping[str, Codec]) -> np.ndarray:
    """Codes as (columns, rows) float32, those of ordered columns as shares of rows below, 0..1."""
    return np.array([(np.cumsum(made.shares) - made.shares / 2)[codes[name]] if made.ordered else codes[name]
                     for name, made in codecs.items()], dtype=np.float32)
