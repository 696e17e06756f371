"""Columns of codes as normal scores and classes, and back: what a flow of noise into rows works on."""

from dataclasses import dataclass

import numpy as np

from synth.learning.encoding import EXACT, Codec

FREQUENT = 0.04
"""Share of rows from which a code of a number (a spike, or missing) becomes a class beside its score."""
EDGE = 1e-6


@dataclass(frozen=True)
class Split:
    """How one column is told: classes, and where it has a score the codes that lie along it with the shares below them.

    class_of: class of each code, (size,); where along is not None, the last class is "somewhere along the score".
    """

    class_of: np.ndarray
    classes: int
    along: np.ndarray | None
    below: np.ndarray | None


def split(made: Codec) -> Split:
    """A class for every code; but numbers of many values have a score, and classes for their frequent codes only."""
    frequent = made.shares >= FREQUENT
    if not made.ordered or made.size <= EXACT or (~frequent).sum() <= EXACT // 2:
        return Split(np.arange(made.size), made.size, None, None)
    class_of = np.where(frequent, np.cumsum(frequent) - 1, frequent.sum())
    along = np.flatnonzero(~frequent)
    below = np.concatenate([[0.0], np.cumsum(made.shares[along])])
    return Split(class_of, int(frequent.sum()) + 1, along, below / below[-1])


@dataclass(frozen=True)
class Scores:
    """The columns' splits, in their order."""

    splits: dict[str, Split]

    @property
    def numbers(self) -> list[str]:
        """Columns with a score."""
        return [name for name, part in self.splits.items() if part.along is not None]

    @property
    def classes(self) -> list[str]:
        """Columns with two classes or more."""
        return [name for name, part in self.splits.items() if part.classes > 1]

    def tell(self, codes: dict[str, np.ndarray], rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Normal scores float32 (rows, numbers), where they count bool (rows, numbers), and classes int64 (rows,
        classes).

        Inside its code a score lies anywhere; where a class stands for the value, it is noise.
        """
        from scipy.special import ndtri

        rows = len(next(iter(codes.values())))
        scores = rng.standard_normal((rows, len(self.numbers)), dtype=np.float32)
        counts = np.zeros(scores.shape, dtype=bool)
        for i, name in enumerate(self.numbers):
            part = self.splits[name]
            counts[:, i] = here = part.class_of[codes[name]] == part.classes - 1
            at = np.searchsorted(part.along, codes[name][here])
            level = part.below[at] + rng.random(len(at)) * (part.below[at + 1] - part.below[at])
            scores[here, i] = ndtri(np.clip(level, EDGE, 1 - EDGE))
        told = [self.splits[name].class_of[codes[name]] for name in self.classes]
        return scores, counts, np.stack(told, axis=1) if told else np.zeros((rows, 0), dtype=np.int64)

    def codes(self, scores: np.ndarray, classes: np.ndarray) -> dict[str, np.ndarray]:
        """Codes for scores and classes of the shapes that `tell` gives, name to int64 (rows,).

        Scores count by their rank alone, so that along them every code comes out as often as it did in the table.
        """
        codes, rows = {}, len(scores)
        told = dict(zip(self.classes, classes.T))
        number = dict(zip(self.numbers, scores.T))
        for name, part in self.splits.items():
            own = told.get(name, np.zeros(rows, dtype=np.int64))
            if part.along is None:
                codes[name] = own
                continue
            first = np.full(part.classes, part.along[0])
            first[part.class_of] = np.arange(len(part.class_of))
            codes[name] = first[own]
            here = own == part.classes - 1
            rank = np.argsort(np.argsort(number[name][here], kind="stable"))
            at = np.searchsorted(part.below, (rank + 0.5) / max(len(rank), 1), side="right") - 1
            codes[name][here] = part.along[np.clip(at, 0, len(part.along) - 1)]
        return codes
