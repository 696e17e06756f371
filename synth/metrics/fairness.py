"""Are groups of people as large, and do they fare as well, among the synthetic rows as among the real ones?"""

import numpy as np

from synth.dataset import Dataset
from synth.measuring.features import classes
from synth.measuring.decisions import decided
from synth.measuring.groups import ROWS, Groups, groups
from synth.measuring.interval import Z
from synth.measuring.outcomes import outcomes
from synth.measuring.parity import ODDS, PARITY, gap, parity, tallied
from synth.metric import Metric, Score, Skip, metric
from synth.metrics.utility import _testable

REPEATS = 400
"""Draws of the holdout from which the interval of a model's gap is taken."""
Interval = tuple[float, float, float]


@metric(
    title="Representation",
    question="Are groups of people as large as in the real table?",
    family="fairness",
    best=0.0,
    worst=1.0,
    margin=0.05,
    says="the share of the group furthest off differs by {:.1%}",
    source="Barocas, Hardt & Narayanan, 'Fairness and Machine Learning' (2023), ch. 4",
    cost=0.05,
)
def representation(
    train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator
) -> list[Score]:
    """The largest difference of a group's share between real and synthetic rows; overall that of the column which is
    most surely off."""
    rows = len(train), len(synthetic)
    if not all(rows):
        raise Skip("A table without rows has no groups to compare.")
    return _worst_first(
        representation, {(each.column,): _largest(each.shares(), rows) for each in _groups(train, train, synthetic)}
    )


@metric(
    title="Outcome gap",
    question="Do groups of people fare as differently as in the real table?",
    family="fairness",
    best=0.0,
    worst=1.0,
    margin=0.05,
    says="gaps between groups' outcomes are off by up to {:.1%}",
    source="Calders & Verwer, 'Three naive Bayes approaches for discrimination-free classification' (2010)",
    cost=0.07,
)
def outcome_gap(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """The largest change of the gap between two groups' shares of rows with the outcome, from real to synthetic rows:
    0.1 where a gap of 0.2 became 0.3, or 0.1, and 0.4 where it turned round. Overall that of the
    column which is most surely off.

    The outcome is the target's: each class, or more than the real median.
    """
    _needs_outcome(train)
    found = {}
    for each in _groups(train, train, synthetic):
        changes = [
            change for _, real, made in outcomes(train, train, synthetic) if (change := _change(each, real, made))
        ]
        if changes:
            found[(each.column,)] = max(changes, key=_surely)
    return _worst_first(outcome_gap, found)


@metric(
    title="Model gap",
    question="Does a model trained on synthetic rows treat groups as one trained on real rows does?",
    family="fairness",
    best=0.0,
    worst=1.0,
    margin=0.05,
    says="gaps between groups' predictions are off by up to {:.1%}",
    source="Hardt, Price & Srebro, 'Equality of opportunity in supervised learning' (2016); figures by fairlearn",
    cost=0.9,
)
def model_gap(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """The difference between two logistic regressions, one trained on real and one on synthetic rows, in demographic
    parity (how often they say yes to one group more than to another) and in equalised odds (the same, of rows with the
    outcome and without) on the holdout. Both say yes to as many rows as have the outcome. Parts by column and figure;
    overall the demographic parity that is most surely off.
    """
    _needs_outcome(train)
    is_class = classes(train.column(train.target).kind, train.table[train.target])
    holdout = _testable(train, holdout, synthetic, is_class)
    every, found = _groups(train, holdout), {}
    for (_, truth), real, made in zip(
        outcomes(train, holdout), decided(train, holdout, train), decided(train, holdout, synthetic)
    ):
        for each in every:
            for figure, change in _changes(each.codes[0], truth, real, made, rng).items():
                about = each.column, figure
                found[about] = max(found.get(about, change), change, key=_surely)
    if not found:
        raise Skip(f"No two groups have {ROWS} rows held out, so a model's treatment of them cannot be compared.")
    surest = max((each for about, each in found.items() if about[1] == PARITY), key=_surely)
    return [model_gap.score(*surest), *(model_gap.score(*each, about=about) for about, each in found.items())]


def _groups(train: Dataset, *tables: Dataset) -> list[Groups]:
    """Raises: Skip where no group of people can be told apart."""
    found = groups(train, *tables)
    if not found:
        raise Skip(
            "No column tells groups of people apart (sex, age, origin, religion ... with 2 to 10 levels, two of them "
            f"with {ROWS} rows), so there is nothing to compare between groups."
        )
    return found


def _needs_outcome(train: Dataset) -> None:
    if train.target is None:
        raise Skip("No target column is set, so groups have no outcome to compare; choose one on the data page.")
    if not outcomes(train):
        raise Skip(f"The target '{train.target}' gives no outcome that some rows have and others do not.")


def _worst_first(of: Metric, found: dict[tuple[str, ...], Interval]) -> list[Score]:
    if not found:
        raise Skip(
            f"No two groups have {ROWS} rows with a target in both tables, so their outcomes cannot be compared."
        )
    return [
        of.score(*max(found.values(), key=_surely)),
        *(of.score(*each, about=about) for about, each in found.items()),
    ]


def _surely(change: Interval) -> tuple[float, float]:
    """What the worst is chosen by: of many small groups one is always far off by chance, so the lower end decides."""
    return change[1], change[0]


def _largest(shares: list[np.ndarray], rows: tuple[int, int]) -> Interval:
    """The largest difference of two rows of shares, with the ends of the differences' intervals that lie furthest."""
    off = np.abs(shares[0] - shares[1])
    half = Z * np.sqrt(sum(_variance(each * n, n) for each, n in zip(shares, rows)))
    return float(off.max()), float(np.maximum(off - half, 0).max()), float(np.minimum(off + half, 1).max())


def _variance(hits: np.ndarray, rows: np.ndarray | float) -> np.ndarray:
    """Of a share, never 0. Source: Agresti & Coull, "Approximate is better than exact" (1998)."""
    share = (hits + 2) / (rows + 4)
    return share * (1 - share) / (rows + 4)


def _change(of: Groups, *tables: np.ndarray) -> Interval | None:
    """How much the gap between two groups' rates changes at most; None with fewer than two groups of ROWS rows in
    both."""
    hits, rows = [], []
    for codes, outcome in zip(of.codes, tables):
        known = (codes >= 0) & ~np.isnan(outcome)
        rows.append(np.bincount(codes[known], minlength=len(of.labels)))
        hits.append(np.bincount(codes[known], outcome[known], len(of.labels)))
    kept = np.all([each >= ROWS for each in rows], axis=0)
    if kept.sum() < 2:
        return None
    hits, rows = ([each[kept] for each in both] for both in (hits, rows))
    change = hits[1] / rows[1] - hits[0] / rows[0]
    variance = _variance(hits[0], rows[0]) + _variance(hits[1], rows[1])
    first, last = change.argmax(), change.argmin()
    value, half = float(change[first] - change[last]), Z * float(np.sqrt(variance[first] + variance[last]))
    return value, max(0.0, value - half), min(1.0, value + half)


def _changes(
    codes: np.ndarray, truth: np.ndarray, real: np.ndarray, made: np.ndarray, rng: np.random.Generator
) -> dict[str, Interval]:
    """By figure, how much it changes from the one model's decisions to the other's; {} without two groups to
    compare."""
    there = (codes >= 0) & ~np.isnan(truth)
    there &= np.isin(codes, np.flatnonzero(np.bincount(codes[there], minlength=1) >= ROWS))
    codes, truth, both = codes[there], truth[there].astype(bool), (real[there], made[there])
    if len(np.unique(codes)) < 2:
        return {}
    counts = tallied(codes, truth, *both)
    whole = {figure: abs(parity(figure, counts, 1) - parity(figure, counts, 0)) for figure in (PARITY, ODDS)}
    drawn = rng.multinomial(len(codes), counts.ravel() / len(codes), REPEATS).reshape(REPEATS, *counts.shape)
    changed = {figure: gap(figure, drawn, 1) - gap(figure, drawn, 0) for figure in whole}
    return {figure: _around(value, *np.quantile(changed[figure], [0.025, 0.975])) for figure, value in whole.items()}


def _around(value: float, low: float, high: float) -> Interval:
    """A change without its sign, between the ends of its interval without theirs: from 0 where they differ."""
    ends = sorted((abs(float(low)), abs(float(high))))
    return value, min(value, ends[0] if low * high > 0 else 0.0), max(value, ends[1])
