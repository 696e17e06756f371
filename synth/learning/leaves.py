"""How many rows a leaf must hold for drawn rows to lie no nearer to rows learned from than to unseen ones."""

from collections.abc import Callable, Mapping

import numpy as np

from synth.learning.chain import Chain
from synth.learning.encoding import Codec
from synth.learning.nearness import nearer_share
from synth.progress import Progress

USUAL, WIDE, SHARE = 25, 200, 1 / 32
"""The least leaf floor to choose from is that share of the rows, but no less than USUAL and no more than WIDE; USUAL is
taken for tables of less than FEW rows, where an inner holdout tells nothing."""
TIMES = (1, 2, 4)
"""Leaf floors to choose from, in units of the least."""
FEW, HALF, DRAWN = 400, 4000, 2000
"""HALF: rows at most on either side of the inner holdout; DRAWN: rows drawn to be held against them."""
TOLERANCE, SPREAD = 0.015, 0.4
"""How far above that of shuffled columns, which is a half but in small tables, the share of neighbours that were
learned from may lie: the few rows of the inner holdout are remembered better than the whole table (on the census: 0.513
there, 0.509 on the whole), and chance adds SPREAD / sqrt(rows learned)."""

Columns = Mapping[str, np.ndarray]


def least(rows: int) -> int:
    """The least leaf floor to choose from, for a table of that many rows."""
    return min(max(int(rows * SHARE), USUAL), WIDE)


def chosen(codes: Columns, scored: Columns, codecs: Mapping[str, Codec], chain: Callable[[int], Chain],
           rng: np.random.Generator, progress: Progress) -> int:
    """The least leaf floor whose rows are no nearer to the half of the table that is learned than to the other.

    The values of each column alone lie nearer to those learned from; larger leaves cannot help that, so rows of
    shuffled columns say what is near. chain: a chain, not yet fitted, for each floor.
    """
    rows = len(next(iter(codes.values())))
    mixed = rng.permutation(rows)[:2 * HALF]
    halves = [tuple({name: values[at] for name, values in columns.items()} for columns in (codes, scored))
              for at in np.array_split(mixed, 2)]
    seed, floors = rng.integers(2**32), [least(rows) * times for times in TIMES]
    both, alone = (halves, halves[::-1]), [_shuffled(learned[0], rng) for learned in halves]
    usual = np.mean([_nearer(drawn, *pair, codecs) for drawn, pair in zip(alone, both)])
    most = max(usual, 0.5) + TOLERANCE + SPREAD / np.sqrt(len(mixed) / 2)
    for i, leaf in enumerate(floors[:-1]):
        progress(i / len(floors), f"trying leaves of {leaf} rows")
        near = [_nearer(_drawn(chain(leaf), pair[0], np.random.default_rng(seed)), *pair, codecs) for pair in both]
        if np.mean(near) <= most:
            return leaf
    return floors[-1]


def _drawn(chain: Chain, learned: tuple[Columns, Columns], rng: np.random.Generator) -> Columns:
    return chain.fit(learned[0], rng, scored=learned[1]).draw(DRAWN, rng)[0]


def _shuffled(codes: Columns, rng: np.random.Generator) -> Columns:
    """Each column's codes by themselves, in rows that have nothing to do with those of the others."""
    return {name: rng.choice(code, DRAWN) for name, code in codes.items()}


def _nearer(drawn: Columns, learned: tuple[Columns, Columns], unseen: tuple[Columns, Columns],
            codecs: Mapping[str, Codec]) -> float:
    """The share of drawn rows' neighbours that were learned from."""
    ordered = np.array([made.ordered for made in codecs.values()])
    return nearer_share(*(_scaled(codes, codecs) for codes in (drawn, learned[0], unseen[0])), ordered)


def _scaled(codes: Columns, codecs: Mapping[str, Codec]) -> np.ndarray:
    """Codes as (columns, rows) float32, those of ordered columns as shares of rows below, 0..1."""
    return np.array([(np.cumsum(made.shares) - made.shares / 2)[codes[name]] if made.ordered else codes[name]
                     for name, made in codecs.items()], dtype=np.float32)
