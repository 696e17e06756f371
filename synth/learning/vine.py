"""A joint distribution of levels in [0, 1] as trees of pairs: pyvinecopulib with progress, a cancel and plain state."""

import numpy as np

from synth.progress import Progress

CLASSES = 12
"""Classes of either side, at most, in which the tie of a pair is measured."""
FEWEST = 20
"""Rows below which no pair is learned from."""


def vine(levels: np.ndarray, trees: int, width: float, rng: np.random.Generator, progress: Progress) -> str | None:
    """The vine of levels (rows, columns) as JSON; None where there are too few rows or columns for a pair.

    width: of the densities' smoothing, in units of the usual. The library, which chooses the pairs of each tree, asks
    for the tie of each through `information`; there progress is told, so that a cancel is noticed between trees.

    Source: Dissmann, Brechmann, Czado and Kurowicka, "Selecting and estimating regular vine copulae" (2013); Geenens,
    Charpentier and Paindaveine, "Probit transformation for nonparametric kernel estimation of the copula density"
    (2017).
    """
    rows, columns = levels.shape
    if rows < FEWEST or columns < 2:
        return None
    from pyvinecopulib import FitControlsVinecop, Vinecop
    from pyvinecopulib.families import tll

    asked, pairs = 0, columns * (columns - 1) / 2

    def tie(pair: np.ndarray, weights: np.ndarray) -> float:
        nonlocal asked
        asked += 1
        progress(0.95 * (1 - np.exp(-asked / pairs)), "tying pairs of columns")
        return information(pair)

    controls = FitControlsVinecop(family_set=[tll], trunc_lvl=trees, nonparametric_mult=width, num_threads=1,
                                  seeds=_seeds(rng))
    controls.tree_criterion, controls.tree_criterion_function = "custom", tie
    return Vinecop.from_data(np.asfortranarray(levels), controls).to_json()


def drawn(made: str | None, rows: int, columns: int, rng: np.random.Generator) -> np.ndarray:
    """Levels in [0, 1], (rows, columns); independent where there is no vine."""
    if made is None:
        return rng.random((rows, columns))
    from pyvinecopulib import Vinecop

    return Vinecop.from_json(made).sample(rows, seeds=_seeds(rng))


def _seeds(rng: np.random.Generator) -> list[int]:
    return rng.integers(2**31, size=8).tolist()


def information(pair: np.ndarray) -> float:
    """How much two columns of levels (rows, 2) tell of each other, 0..1: mutual information on a correlation's scale.

    Sees ties of any shape, which rank correlation does not. Source: Linfoot, "An informational measure of correlation",
    Information and Control 1 (1957).
    """
    classes = int(np.clip(np.sqrt(len(pair) / 25), 2, CLASSES))
    a, b = np.minimum((pair * classes).astype(np.int64), classes - 1).T
    share = np.bincount(a * classes + b, minlength=classes**2).reshape(classes, classes) / len(pair)
    expected = share.sum(axis=1, keepdims=True) * share.sum(axis=0)
    seen = share > 0
    told = float((share[seen] * np.log(share[seen] / expected[seen])).sum())
    return float(np.sqrt(1 - np.exp(-2 * max(told, 0.0))))
