"""Whether drawn rows lie nearer to the rows learned from than to rows never seen."""

import numpy as np

NEIGHBOURS = 3
"""Nearest rows that are looked at for each drawn row; more than one, to be less at the mercy of chance."""
BLOCK = 16


def nearer_share(drawn: np.ndarray, learned: np.ndarray, unseen: np.ndarray, ordered: np.ndarray) -> float:
    """The share, 0..1, of drawn rows' nearest neighbours that were learned from; a half where nothing is remembered.

    All three are (columns, rows) float32, learned and unseen of equal size. Distance adds |a - b| for ordered columns,
    which are to be scaled to 0..1, and for the others 1 where codes differ. Equal distances count by halves.
    """
    both, share = np.hstack([learned, unseen]), []
    half, near = learned.shape[1], min(NEIGHBOURS, learned.shape[1])
    for start in range(0, drawn.shape[1], BLOCK):
        block = drawn[:, start:start + BLOCK, None]
        distance = np.zeros((block.shape[1], both.shape[1]), dtype=np.float32)
        for column, is_ordered in enumerate(ordered):
            distance += np.abs(block[column] - both[column]) if is_ordered else block[column] != both[column]
        edge = np.partition(distance, near - 1, axis=1)[:, near - 1:near]
        inside, at_edge = distance < edge, distance == edge
        left = near - inside.sum(axis=1)
        from_learned = inside[:, :half].sum(axis=1) + left * at_edge[:, :half].sum(axis=1) / at_edge.sum(axis=1)
        share.append(from_learned / near)
    return float(np.concatenate(share).mean())
