"""The effects of columns on a target, by a regression on real and one on synthetic rows."""

from dataclasses import dataclass

import numpy as np

from synth.dataset import Dataset, Kind
from synth.measuring.binning import FEWEST, Bins, codes, numbers, quantile_bins
from synth.measuring.features import classes
from synth.measuring.interval import Z
from synth.measuring.outcomes import outcomes
from synth.questions.answer import EFFECT, Answer, Estimate, Finding, shortened

TERMS, LEVELS, ROWS = 60, 8, 200_000
"""Most terms of a regression, most levels of a category that are a term each, most rows that a regression is fitted
to."""
STEPS, STEEP = 30, 15.0
"""Of a logistic regression: most steps, and the effect (of a term's unit, in logits) beyond which it has none that is
finite."""


@dataclass(frozen=True)
class _Term:
    """A number, per standard deviation of the real rows (spread); or a level of a category (code), against the most
    frequent."""

    name: str
    column: str
    middle: float = 0.0
    spread: float = 1.0
    bins: Bins | None = None
    code: int = -1

    def of(self, data: Dataset) -> np.ndarray:
        """float64 per row, NaN where missing."""
        kind, values = data.column(self.column).kind, data.table[self.column]
        if self.bins is None:
            return (numbers(values, kind) - self.middle) / self.spread
        found = codes(self.bins, values)
        return np.where(found == self.bins.size - 1, np.nan, found == self.code)


def effects(train: Dataset, synthetic: Dataset, target: str, on: list[str]) -> Answer:
    """A finding for each term: of numbers the change of the target for a standard deviation more (of the real rows),
    of levels against the most frequent one, all else being equal. A target of two classes is regressed by logits.

    Rows with anything missing are left out. Intervals are the sandwich's, right also where spreads differ.
    Source: Greene, "Econometric Analysis" (2018), ch. 4 and 17; White, "A heteroskedasticity-consistent covariance
    matrix estimator" (1980).
    Raises: ValueError, with a sentence, for a target or columns that cannot be used, or too few rows.
    """
    if target in on:
        raise ValueError(f"'{target}' cannot explain itself; leave it out of the columns that explain.")
    terms = [term for name in on for term in _terms(train, name)]
    if not 0 < len(terms) <= TERMS:
        raise ValueError(f"The columns chosen give {len(terms)} terms; a regression needs 1 to {TERMS}. Choose others.")
    logits, named, *values = _targets(train, synthetic, target)
    fitted = [
        _fitted(terms, data, each, logits, what)
        for data, each, what in zip((train, synthetic), values, ("real", "synthetic"))
    ]
    findings = tuple(
        Finding((term.name,), named, real, made, EFFECT)
        for term, real, made in zip(terms, *fitted)
        if real is not None or made is not None
    )
    return Answer(
        f"What moves {'whether ' * (' is ' in named)}{named}",
        ("term",),
        findings,
        0,
        _notes(terms, logits, named),
        "effect",
    )


def _terms(train: Dataset, name: str) -> list[_Term]:
    kind, values = train.column(name).kind, train.table[name]
    if not kind.modelled:
        raise ValueError(f"'{name}' is {kind}, which is made up anew in every synthetic table; choose another column.")
    if kind.numeric:
        known = numbers(values, kind)
        known = known[~np.isnan(known)]
        if len(known) < FEWEST or np.ptp(known) == 0 or not np.isfinite(spread := float(known.std())):
            return []
        told = f"{spread / 86400:,.3g} days" if kind is Kind.MOMENT else f"{spread:,.3g}"
        return [_Term(f"{name} (+{told})", name, float(known.mean()), spread)]
    bins = quantile_bins(values, kind, top=LEVELS, rounded=True)
    counts = np.bincount(codes(bins, values), minlength=bins.size)[:-1]
    first = int(counts.argmax())
    return [
        _Term(f"{name} = {bins.labels[code]}", name, bins=bins, code=code)
        for code in range(len(counts))
        if code != first and counts[code] >= FEWEST
    ]


def _targets(train: Dataset, synthetic: Dataset, target: str) -> tuple[bool, str, np.ndarray, np.ndarray]:
    """Whether it is a class, what is explained, and a number per row of both tables, NaN where missing."""
    kind, values = train.column(target).kind, train.table[target]
    if not kind.modelled or kind is Kind.MOMENT:
        raise ValueError(
            f"'{target}' is {kind}, which a regression cannot explain; choose a number, a flag or two classes."
        )
    if not classes(kind, values) or (kind is Kind.INTEGER and values.nunique() > 2):
        return False, target, *(numbers(data.table[target], kind) for data in (train, synthetic))
    found = outcomes(Dataset(train.name, train.table, train.columns, target), train, synthetic)
    if len(found) != 1:
        raise ValueError(
            f"'{target}' has {values.nunique()} classes; a regression explains two with {FEWEST} rows each. "
            "Group by it instead."
        )
    return True, *found[0]


def _fitted(terms: list[_Term], data: Dataset, target: np.ndarray, logits: bool, what: str) -> list[Estimate | None]:
    """By term, None where it does not vary. Raises: ValueError where no line goes through these rows."""
    matrix = np.column_stack([np.ones(len(data)), *(term.of(data) for term in terms)])
    there = ~np.isnan(matrix).any(axis=1) & ~np.isnan(target)
    every = -(-int(there.sum()) // ROWS) or 1
    matrix, target = matrix[there][::every], target[there][::every]
    varies = np.r_[
        True,
        [
            bool(min((column != 0).sum(), (column != column[0]).sum()) >= FEWEST) if len(column) else False
            for column in matrix.T[1:]
        ],
    ]
    if (
        len(matrix) < varies.sum() + FEWEST
        or (logits and min(target.sum(), (1 - target).sum()) < FEWEST)
        or not varies[1:].any()
    ):
        raise ValueError(
            f"Only {len(matrix):,} {what} rows have values in all columns chosen, which is too few, or they are all "
            "alike; choose fewer columns or others."
        )
    weights, variance = _logistic(matrix[:, varies], target) if logits else _least_squares(matrix[:, varies], target)
    found: list[Estimate | None] = [None] * matrix.shape[1]
    for place, weight, error in zip(np.flatnonzero(varies), weights, np.sqrt(np.maximum(np.diag(variance), 0))):
        if not logits or abs(weight) < STEEP:
            found[place] = Estimate(
                *(shortened(float(each)) for each in (weight, weight - Z * error, weight + Z * error))
            )
    return found[1:]


def _least_squares(matrix: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The weights and their covariance."""
    inverse = np.linalg.pinv(matrix.T @ matrix)
    weights = inverse @ (matrix.T @ target)
    scored = matrix * (target - matrix @ weights)[:, None]
    return weights, inverse @ (scored.T @ scored) @ inverse * len(matrix) / (len(matrix) - matrix.shape[1])


def _logistic(matrix: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The weights and their covariance, by Newton's steps."""
    weights = np.zeros(matrix.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ weights, -30, 30)))
        inverse = np.linalg.pinv(matrix.T @ (matrix * np.maximum(chance * (1 - chance), 1e-9)[:, None]))
        step = np.clip(inverse @ (matrix.T @ (target - chance)), -2, 2)
        weights = weights + step
        if np.abs(step).max() < 1e-8:
            break
    scored = matrix * (target - chance)[:, None]
    return weights, inverse @ (scored.T @ scored) @ inverse


def _notes(terms: list[_Term], logits: bool, named: str) -> tuple[str, ...]:
    unit = f"logits of '{named}' (0.7 doubles the odds)" if logits else f"units of '{named}'"
    scaled = (
        " Of numbers they are for one standard deviation of the real rows more."
        if any(term.bins is None for term in terms)
        else ""
    )
    against = (
        " Of levels they are against the most frequent one." if any(term.bins is not None for term in terms) else ""
    )
    return (
        f"Effects are in {unit}, all else being equal.{scaled}{against}",
        "Rows with anything missing in these columns are left out.",
    )
