"""Levels of a category placed by what they go with, and columns that another one settles."""

import numpy as np

EVIDENCE = 50
"""Rows that would contradict one column's settling another if the two were independent."""
LOOKED_AT, FEW = 2000, 10
"""Rows and, about, classes in which columns are looked at to see which tell of which."""


def crossed(codes: np.ndarray, others: np.ndarray) -> np.ndarray:
    """How many rows hold each pair of codes, (codes, others)."""
    size, width = int(codes.max()) + 1, int(others.max()) + 1
    return np.bincount(codes * width + others, minlength=size * width).reshape(size, width).astype(float)


def placed(counts: np.ndarray, axes: int, doubt: float = 0.0) -> np.ndarray:
    """Up to that many coordinates for each row of counts, (axes, rows): rows with like shares lie close.

    The first axes of correspondence analysis, the most telling first; at least one, all 0 where nothing tells. doubt:
    rows spread like all others that are added to each.
    Source: Greenacre, "Theory and applications of correspondence analysis" (1984).
    """
    counts = counts + doubt * counts.sum(axis=0, keepdims=True) / counts.sum()
    row, column = counts.sum(axis=1, keepdims=True), counts.sum(axis=0, keepdims=True)
    expected = np.maximum(row * column / counts.sum(), 1e-9)
    left, strength, _ = np.linalg.svd((counts - expected) / np.sqrt(expected), full_matrices=False)
    kept = max(int((strength[:axes] > 1e-6 * np.sqrt(counts.sum())).sum()), 1)
    return (left[:, :kept] * (strength[:kept] > 0) / np.sqrt(np.maximum(row, 1e-9))).T


def settled(codes: dict[str, np.ndarray]) -> dict[str, tuple[str, np.ndarray]]:
    """Columns that another one settles: name to that column and to the code for each of its codes.

    Only where chance could not do it: if the column were independent, about EVIDENCE rows would contradict.
    """
    sizes = {name: int(code.max()) + 1 for name, code in codes.items()}
    free, found = [], {}
    for name in sorted(codes, key=lambda name: -sizes[name]):
        for source in sorted(free, key=sizes.get):
            of = _function(codes[source], codes[name], sizes[source])
            if of is not None:
                found[name] = (source, of)
                break
        else:
            free.append(name)
    return found


def _function(source: np.ndarray, target: np.ndarray, size: int) -> np.ndarray | None:
    """The target for each code of source, None if source does not settle it; a few rows refute most pairs at once."""
    for look in (slice(0, 1000), slice(None)):
        of = np.zeros(size, dtype=np.int64)
        of[source[look]] = target[look]
        if not np.array_equal(of[source[look]], target[look]):
            return None
    diverse = 1 - float(((np.bincount(target) / len(target)) ** 2).sum())
    return of if (len(source) - len(np.unique(source))) * diverse >= EVIDENCE else None


def telling(codes: dict[str, np.ndarray], order: list[str], most: int) -> dict[str, list[str]]:
    """For each column the `most` of those before it in the order that tell most about it, in that order.

    Measured as mutual information of coarse codes on LOOKED_AT rows, in bits, without what chance would give.
    Source: Cover and Thomas, "Elements of information theory" (2006), chapter 2.
    """
    if len(order) <= most + 1:
        return {name: order[:i] for i, name in enumerate(order)}
    coarse = {name: _coarse(codes[name]) for name in order}
    told = {}
    for i, name in enumerate(order):
        known = {other: _shared(coarse[name], coarse[other]) for other in order[:i]}
        kept = set(sorted(known, key=known.get, reverse=True)[:most])
        told[name] = [other for other in order[:i] if other in kept]
    return told


def _coarse(codes: np.ndarray) -> np.ndarray:
    """About FEW classes of the first LOOKED_AT rows: frequent codes for themselves, the rest by their order."""
    looked = codes[:LOOKED_AT]
    share = np.bincount(looked, minlength=int(looked.max()) + 1) / len(looked)
    middle = np.cumsum(share) - share / 2
    coarse = np.where(share >= 1 / FEW, FEW + np.arange(len(share)), (middle * FEW).astype(int))
    return np.unique(coarse[looked], return_inverse=True)[1]


def _shared(left: np.ndarray, right: np.ndarray) -> float:
    """Mutual information in bits, less the (rows - 1)(columns - 1) / 2n nats that independent columns show."""
    counts = crossed(left, right)
    share = counts / counts.sum()
    expected = share.sum(axis=1, keepdims=True) * share.sum(axis=0, keepdims=True)
    there = share > 0
    chance = (counts.shape[0] - 1) * (counts.shape[1] - 1) / (2 * counts.sum() * np.log(2))
    return float((share[there] * np.log2(share[there] / expected[there])).sum() - chance)
