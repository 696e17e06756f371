"""How likely a column that follows from several will do, as soon as the first of them are drawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from synth.learning.encoding import Codec

DRAWN = 4
"""Values drawn for each code in each state, at least."""
LEAST, MOST, EACH = 2**11, 2**16, 3
"""Values drawn for one column in all, EACH for every row that is wanted within LEAST and MOST."""
NEXT, NEVER = 0.1, 1e-3
"""What a code's chance is at least, as a share of its neighbour's, and in any case: the draws may have missed one."""
TELLS = 0.1
"""How much of what chances differ by has to be theirs, not that of the few draws: so much of it is kept."""
Values = dict[str, np.ndarray]


@dataclass(frozen=True)
class Ahead:
    """chances (states, codes): that a row will do, by what is drawn before it and its own code.

    parts: for each column before it that counts the part of each of its codes, (codes,), as a number in mixed base.
    """

    chances: np.ndarray
    parts: Mapping[str, np.ndarray]

    def state(self, codes: Mapping[str, np.ndarray], at: np.ndarray) -> np.ndarray:
        """The state of the rows at those positions."""
        state = np.zeros(len(at), dtype=np.int64)
        for name, part in self.parts.items():
            state += part[codes[name][at]]
        return state


def aheads(leaves: Sequence[str], codecs: Mapping[str, Codec], met: Callable[[Values], np.ndarray], rows: int,
           rng: np.random.Generator) -> dict[str, Ahead]:
    """For each column that tells something, by drawing values: met says of values of all leaves whether they will do.

    Columns not drawn yet are taken as if they had nothing to do with the others: that makes the chances rough, which
    costs rows but bends nothing, for each row is weighed by them.
    Source: Guarniero, Johansen and Lee, "The iterated auxiliary particle filter", Journal of the American Statistical
    Association 112 (2017), for looking ahead; James and Stein, "Estimation with quadratic loss" (1961), for what is
    kept of few draws.
    """
    found = {}
    for i, name in enumerate(leaves):
        size = codecs[name].size
        cells = int(np.clip(EACH * rows, LEAST, MOST)) // DRAWN
        parts, shares = _parts(leaves[:i], codecs, max(cells // size, 1))
        states = int(np.prod([len(each) for each in shares.values()]))
        draws = max(DRAWN, LEAST // (states * size))
        chances = _chances(leaves, name, codecs, shares, (states, size, draws), met, rng)
        usual = float(chances.mean())
        noise = float((chances * (1 - chances)).mean()) / (draws - 1)
        kept = 1 - noise / max(float(chances.var()), 1e-9)
        if kept < TELLS or float(chances.var()) < noise * (1 + 2 * np.sqrt(2 / chances.size)):  # or it may be chance
            continue
        chances = usual + kept * (chances - usual)
        if codecs[name].ordered:
            there = chances[:, int(codecs[name].missing_):]  # a view: missing values are nobody's neighbours
            beside = np.maximum(np.pad(there, ((0, 0), (1, 0)))[:, :-1], np.pad(there, ((0, 0), (0, 1)))[:, 1:])
            np.maximum(there, NEXT * beside, out=there)
        found[name] = Ahead(np.maximum(chances, NEVER), parts)
    return found


def _parts(before: Sequence[str], codecs: Mapping[str, Codec], most: int) -> tuple[dict, dict]:
    """The part of each code of columns before, those of ordered ones in stretches; and where each part's shares end."""
    parts, shares, base = {}, {}, 1
    for left, name in zip(range(len(before), 0, -1), before):
        made, width = codecs[name], int((most // base) ** (1 / left))
        below = np.cumsum(made.shares) - made.shares
        if made.size <= width:
            part = np.arange(made.size)
        elif made.ordered and width > 1:
            part = np.unique(np.floor((below + made.shares / 2) * width), return_inverse=True)[1]
        else:
            continue
        parts[name], shares[name] = part * base, np.bincount(part, made.shares)
        base *= int(part.max()) + 1
    return parts, shares


def _chances(leaves: Sequence[str], name: str, codecs: Mapping[str, Codec], shares: Mapping[str, np.ndarray],
             shape: tuple[int, int, int], met: Callable[[Values], np.ndarray], rng: np.random.Generator) -> np.ndarray:
    """The share of draws that will do for each state and code, (states, codes); shape: also how many draws."""
    state, code, _ = (each.ravel() for each in np.indices(shape))
    values = {}
    for leaf in leaves:
        within, ends = rng.random(len(state)), np.cumsum(codecs[leaf].shares)
        if leaf == name:
            drawn = code
        else:
            if leaf in shares:
                part, state = state % len(shares[leaf]), state // len(shares[leaf])
                high = np.cumsum(shares[leaf])
                within = high[part] - within * shares[leaf][part]
            drawn = np.minimum(np.searchsorted(ends, within * ends[-1], side="right"), len(ends) - 1)
        values[leaf] = codecs[leaf].decode(drawn, rng)
    return met(values).reshape(shape).mean(axis=2)
