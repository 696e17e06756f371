"""Where rows lie: both tables on one plane, as the contours of how densely it is populated."""

import numpy as np

from synth.closer.encoded import Feature, encoded
from synth.dataset import Dataset
from synth.measuring.binning import FEWEST
from synth.measuring.boosted import one_thread
from synth.metric import Skip
from synth.progress import Progress

ROWS, FEW, SIDE = 50_000, 50, (8, 40)
"""Most rows of either table, the fewest, and the fewest and most cells along a side."""
LOADED, NAMED = 0.4, 3
"""The correlation with an axis, as a share of the largest, that something is named from, and most named at an end."""


def landscape(train: Dataset, synthetic: Dataset, rng: np.random.Generator, progress: Progress) -> dict:
    """{"x", "y": middles of cells, "real", "synthetic": matrices, a row per y, "explained": two shares of the variance,
    "axes": [words, words], "shared", "chance": shares, "rows": {"real", "synthetic"}}.

    A cell holds the share of rows that lie in cells denser than it, 0 at the summit and 1 where nothing is: the contour
    at 0.5 holds the half of the rows that lie closest together. Cells with 1 to 4 real rows count as empty before
    smoothing. shared: 1 - total variation of both tables over the cells before it; chance: what that would be for two
    samples of real rows, as many as there are. axes says what each axis goes from and to. The plane is that of the
    first two principal components of train. Raises: Skip, Cancelled.
    Source: Pagès, "Multiple Factor Analysis by Example Using R" (2014), ch. 3, for numbers and levels on one scale;
    Hyndman, "Computing and graphing highest density regions" (1996).
    """
    if min(len(train), len(synthetic)) < FEW:
        raise Skip(f"A map needs at least {FEW} rows of either table.")
    real, made = (data.take(rng.permutation(len(data))[:ROWS]) for data in (train, synthetic))
    features, (points, points_made) = encoded(real, real, made)
    if len(features) < 2:
        raise Skip("A map needs two columns that differ between rows and are not text or ids.")
    progress(0.4, "drawing the map of all rows")
    places, explained, loads = _plane(points, points_made)
    side = int(np.clip(np.sqrt(len(real) / 15), *SIDE))
    edges = [np.linspace(*np.quantile(axis, [0.002, 0.998]), side + 1) for axis in places[0].T]
    edges = [each if each[0] < each[-1] else np.linspace(each[0] - 1, each[0] + 1, side + 1) for each in edges]
    counts = [_counted(each, edges) for each in places]
    shown = np.where(counts[0] < FEWEST, 0, counts[0])
    return {"x": _middles(edges[0]), "y": _middles(edges[1]), "real": _heights(shown), "synthetic": _heights(counts[1]),
            "explained": [round(float(each), 4) for each in explained],
            "axes": [_said(features, load) for load in loads],
            "shared": round(_shared(*counts), 4), "chance": round(_by_chance(*counts, rng), 4),
            "rows": {"real": len(real), "synthetic": len(made)}}


def _plane(real: np.ndarray, made: np.ndarray) -> tuple[list[np.ndarray], np.ndarray, np.ndarray]:
    """Both tables on the two axes; the shares of variance explained; each feature's correlation with either axis."""
    from sklearn.decomposition import PCA

    with one_thread():
        model = PCA(2, svd_solver="covariance_eigh").fit(real)
        places = [model.transform(each) for each in (real, made)]
    loads = model.components_ * np.sqrt(model.explained_variance_)[:, None] / np.maximum(real.std(axis=0), 1e-12)
    return places, model.explained_variance_ratio_, loads


def _counted(places: np.ndarray, edges: list[np.ndarray]) -> np.ndarray:
    """Rows per cell, a line per y; rows beyond the edges count in the outermost cells."""
    inside = [np.clip(axis, each[0], each[-1]) for axis, each in zip(places.T, edges)]
    return np.histogram2d(*inside, bins=edges)[0].T


def _heights(counts: np.ndarray) -> list[list[float]]:
    """The share of rows in denser cells, after smoothing over the neighbouring ones."""
    from scipy.ndimage import gaussian_filter

    smooth = gaussian_filter(counts.astype(float), 0.8, mode="constant")
    dense = (smooth / max(smooth.sum(), 1e-300)).round(12)
    levels, place = np.unique(dense, return_inverse=True)
    held = np.bincount(place.ravel(), dense.ravel(), len(levels))
    above = held[::-1].cumsum()[::-1] - held
    return np.where(dense > 0, above[place].reshape(dense.shape), 1.0).round(3).tolist()


def _shared(real: np.ndarray, made: np.ndarray) -> float:
    return float(1 - np.abs(real / real.sum() - made / made.sum()).sum() / 2)


def _by_chance(real: np.ndarray, made: np.ndarray, rng: np.random.Generator, draws: int = 20) -> float:
    """The mean share of cells that two samples share, drawn from the cells of real rows, as large as the two tables."""
    sizes, shares = (int(real.sum()), int(made.sum())), (real / real.sum()).ravel()
    return float(np.mean([_shared(*(rng.multinomial(size, shares) for size in sizes)) for _ in range(draws)]))


def _middles(edges: np.ndarray) -> list[float]:
    return ((edges[:-1] + edges[1:]) / 2).round(3).tolist()


def _said(features: list[Feature], loads: np.ndarray) -> str:
    """What lies at either end of an axis: "from low age and job cook to high age"."""
    least = LOADED * np.abs(loads).max()
    ends = []
    for side in (-1, 1):
        named = [features[i].said(side * loads[i]) for i in np.argsort(-np.abs(loads), kind="stable")
                 if abs(loads[i]) >= least and (side * loads[i] > 0 or features[i].level is None)]
        ends.append(", ".join(named[:NAMED]) or "all others")
    return f"from {ends[0]} to {ends[1]}"
