"""Which real rows a drawn table stands on."""

import numpy as np


def stratified(learned: int, drawn: int, rng: np.random.Generator) -> np.ndarray:
    """That many positions 0..learned-1 in random order, (drawn,): each as often as any other, to within one."""
    whole, rest = divmod(drawn, learned)
    positions = np.concatenate([np.tile(np.arange(learned), whole), rng.permutation(learned)[:rest]])
    return rng.permutation(positions)
