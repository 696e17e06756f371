"""Could every value have stood in the real table?"""

import re

import numpy as np
import pandas as pd

from synth.dataset import Column, Dataset
from synth.measuring.binning import numbers
from synth.measuring.comparable import sampled
from synth.measuring.interval import wilson_again
from synth.metric import Score, Skip, metric

ROWS = 200_000
"""Most rows of either table."""
FORMS, REGULAR = 100, 0.95
"""A column of texts has formats if so many of them cover so large a share of its real rows; else it is free text."""
_DIGITS, _LETTERS, _BLANKS = re.compile(r"\d+"), re.compile(r"[^\W\d_]+"), re.compile(r"\s+")


@metric(title="Validity", question="Could every value have stood in the real table?", family="fidelity", best=1.0,
        worst=0.0, margin=0.05, source="Share of cells within the real range, whole where whole, of a known level "
                                       "or format, not missing where none is; up to 200,000 rows",
        says="{:.2%} of values are valid", cost=0.06)
def validity(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """The mean over columns first, then the columns; text and ids, where the synthetic table has any,
    by their format."""
    real, made = sampled(train, synthetic, ROWS, rng)
    shares = {}
    for column in train.columns:
        if column.name in made.names:
            fit = valid(column, real.table[column.name], made.table[column.name])
            shares |= {} if fit is None else {column.name: float(fit.mean())}
    if not shares:
        raise Skip("No column of the real table holds values or formats to be held to.")
    whole = float(np.mean(list(shares.values())))
    return [validity.score(whole, *wilson_again(whole, len(made))),
            *(validity.score(share, *wilson_again(share, len(made)), (name,)) for name, share in shares.items())]


def valid(column: Column, real: pd.Series, made: pd.Series) -> np.ndarray | None:
    """Per synthetic row whether its value could be a real one; None where the real column holds nothing to go by."""
    gap = made.isna().to_numpy()
    if real.isna().all():
        return None
    if column.kind.numeric:
        fits = _in_range(numbers(real, column.kind), numbers(made, column.kind))
    elif column.kind.modelled:
        fits = _known(real, made)
    elif (fits := _formed(real, made)) is None:
        return None
    return np.where(gap, bool(real.isna().any()), fits)


def form(text: str) -> str:
    """The text's format: a run of letters is one a, one of digits a 9, one of blanks a blank; the rest stays."""
    return _BLANKS.sub(" ", _LETTERS.sub("a", _DIGITS.sub("9", text)))


def _in_range(real: np.ndarray, made: np.ndarray) -> np.ndarray:
    real = real[~np.isnan(real)]
    whole = (real == np.floor(real)).all()
    return (made >= real.min()) & (made <= real.max()) & ((made == np.floor(made)) | (not whole))


def _known(real: pd.Series, made: pd.Series) -> np.ndarray:
    positions, distinct = pd.factorize(made)
    known = pd.Index(real.dropna().unique(), dtype=object).get_indexer(pd.Index(distinct, dtype=object)) >= 0
    return np.append(known, False)[positions]


def _formed(real: pd.Series, made: pd.Series) -> np.ndarray | None:
    """None for free text. Only the most frequent formats are known, so that a slip of one row is no licence."""
    counts = real.dropna().astype(str).map(form).value_counts()
    usual = counts.index[:FORMS]
    if counts.iloc[:FORMS].sum() < REGULAR * counts.sum():
        return None
    return made.astype(str).map(form).isin(usual).to_numpy()
