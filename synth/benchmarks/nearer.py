"""Whether synthetic rows lie farther from real ones than as many unseen real rows do, by column and pair of columns."""

from dataclasses import dataclass

import numpy as np

from synth.dataset import Dataset
from synth.measuring.binning import codes, quantile_bins
from synth.measuring.similarity import pairs_of

DRAWS, SURE = 300, 0.95
"""Bootstrap samples, and how surely all intervals hold together."""


@dataclass(frozen=True)
class Part:
    """names: one column or two. made, held: total variation from the rows learned from, 0..1, of synthetic and of
    unseen rows, as many of either. farther: made - held, with the interval low to high. surprise: farther in standard
    errors."""

    names: tuple[str, ...]
    made: float
    held: float
    low: float
    high: float
    surprise: float

    @property
    def farther(self) -> float:
        return self.made - self.held

    @property
    def clearly(self) -> bool:
        """Whether synthetic rows lie farther off by more than chance, all parts looked at together."""
        return self.low > 0


def parts(train: Dataset, holdout: Dataset, synthetic: Dataset, given: str, rng: np.random.Generator) -> list[Part]:
    """Of every column but `given`, and every pair (of more than 500, every k-th), on deciles or top levels of train.

    Rows of both are drawn again and again for standard errors; intervals hold together, for they are as many of these
    to either side as the part that errs most exceeds in 5 of 100 draws.
    Source: Efron & Tibshirani, "An Introduction to the Bootstrap" (1993), ch. 6; Romano & Wolf, "Stepwise multiple
    testing as formalized data snooping", Econometrica 73 (2005), for the largest of all.
    """
    names = [name for name in train.modelled if name != given]
    wanted = [(name,) for name in names] + (pairs_of(names) if len(names) > 1 else [])
    rows = min(len(holdout), len(synthetic))
    tables = [train, *(data.take(rng.choice(len(data), rows, replace=False)) for data in (synthetic, holdout))]
    bins = {name: quantile_bins(train.table[name], train.column(name).kind) for name in names}
    coded = [{name: codes(bins[name], data.table[name]) for name in names} for data in tables]
    cells = [[_joint(each, names, bins) for names in wanted] for each in coded]
    sizes = [int(np.prod([bins[name].size for name in names])) for names in wanted]
    real = [np.bincount(each, minlength=size) / len(train) for each, size in zip(cells[0], sizes)]
    made, held = (_distances(each, real, slice(None)) for each in cells[1:])
    drawn = np.array([_distances(cells[1], real, rng.integers(rows, size=rows)) -
                      _distances(cells[2], real, rng.integers(rows, size=rows)) for _ in range(DRAWS)])
    error = np.maximum(drawn.std(axis=0), 1e-12)
    times = float(np.quantile((np.abs(drawn - drawn.mean(axis=0)) / error).max(axis=1), SURE))
    farther = made - held
    return [Part(*each) for each in zip(wanted, made.tolist(), held.tolist(), (farther - times * error).tolist(),
                                        (farther + times * error).tolist(), (farther / error).tolist())]


def _joint(coded: dict, names: tuple[str, ...], bins: dict) -> np.ndarray:
    """The joint bin of every row."""
    joint = np.zeros(len(coded[names[0]]), dtype=np.int64)
    for name in names:
        joint = joint * bins[name].size + coded[name]
    return joint


def _distances(cells: list[np.ndarray], real: list[np.ndarray], rows) -> np.ndarray:
    """Total variation of every part's rows from the real shares."""
    return np.array([np.abs(np.bincount(each[rows], minlength=len(share)) / len(each) - share).sum() / 2
                     for each, share in zip(cells, real)])
