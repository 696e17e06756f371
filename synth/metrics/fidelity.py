"""Is the synthetic table like the real one? Scores of columns, of pairs, and of all columns at once."""

import numpy as np

from synth.measuring.association import association
from synth.measuring.comparable import comparable, sampled
from synth.dataset import Dataset
from synth.measuring.interval import jackknife
from synth.measuring.memory import once
from synth.measuring.scored import mean_and_parts, scored
from synth.measuring.similarity import Alike, Deciles, Shapes, average, pairs_of
from synth.measuring.telling import tell
from synth.metric import Score, Skip, metric

SHAPE_ROWS, TREND_ROWS, CORRELATION_ROWS, TOLD_APART_ROWS = 200_000, 50_000, 10_000, 10_000
"""Most rows of either table that a figure is taken from; accuracy and missing values take all. SDMetrics, too, takes
50,000 for its pairs."""


@metric(title="Accuracy", question="How well do single columns and pairs of columns agree, taken together?",
        family="fidelity",
        best=1.0, worst=0.0, source="Platzer & Reutterer, 'Holdout-based empirical assessment of mixed-type synthetic "
                                    "data' (2021)",
        says="columns and pairs of columns agree to {:.1%}", cost=0.1)
def accuracy(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """The mean of the next two; with one column, of the first alone. All rows."""
    tables = _deciles(train, synthetic)
    columns = average(tables.column(name) for name in tables.names)
    pairs = pairs_of(tables.names)
    whole = average([columns, average(tables.pair(*pair) for pair in pairs)]) if pairs else columns
    return [scored(accuracy, whole)]


@metric(title="Column accuracy", question="Does every column hold its values in the right shares?", family="fidelity",
        best=1.0, worst=0.0, margin=0.05,
        source="Platzer & Reutterer (2021): 1 - total variation on deciles or top 10 levels",
        says="column values agree to {:.1%}", cost=0.07)
def accuracy_columns(train: Dataset, holdout: Dataset | None, synthetic: Dataset,
                     rng: np.random.Generator) -> list[Score]:
    """1 - total variation on deciles of train, or its top 10 levels and the rest; missing is a bin; the mean first."""
    tables = _deciles(train, synthetic)
    return mean_and_parts(accuracy_columns, {(name,): tables.column(name) for name in tables.names})


@metric(title="Pair accuracy", question="Do pairs of columns go together as they should?", family="fidelity",
        best=1.0, worst=0.0, source="Platzer & Reutterer (2021): 1 - total variation of two columns' joint bins",
        says="pairs of columns agree to {:.1%}", cost=0.14)
def accuracy_pairs(train: Dataset, holdout: Dataset | None, synthetic: Dataset,
                   rng: np.random.Generator) -> list[Score]:
    """As the columns', on the joint bins of two; of more than 500 pairs, every k-th."""
    tables = _deciles(train, synthetic)
    pairs = _some_pairs(tables.names)
    parts = [scored(accuracy_pairs, tables.pair(*pair), pair) for pair in pairs]
    return [scored(accuracy_pairs, average(tables.pair(*pair) for pair in pairs)), *parts]


@metric(title="Column shapes", question="Is every column distributed as it should be?", family="fidelity", best=1.0,
        worst=0.0, margin=0.1, source="SDMetrics' column shapes (KS complement, TV complement), on up to 200,000 rows",
        says="column shapes agree to {:.1%}", cost=0.05)
def shapes(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """What SDMetrics' quality report gives, without it; missing values do not count; the mean first,
    then the columns."""
    tables = Shapes(*sampled(train, synthetic, SHAPE_ROWS, rng))
    parts = {(name,): alike for name in tables.names if (alike := tables.shape(name))}
    if not parts:
        raise Skip("No column holds values in both tables, so there are no shapes to compare.")
    return mean_and_parts(shapes, parts)


@metric(title="Column pair trends", question="Do columns that are related stay related?", family="fidelity", best=1.0,
        worst=0.0,
        source="SDMetrics' column pair trends (correlation and contingency similarity), on up to 50,000 rows",
        says="column pair trends agree to {:.1%}", cost=0.12)
def trends(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """What SDMetrics' quality report gives, without it: only pairs related in train count; the mean first."""
    tables = Shapes(*sampled(train, synthetic, TREND_ROWS, rng))
    parts = {pair: alike for pair in _some_pairs(tables.names) if (alike := tables.trend(*pair))}
    if not parts:
        raise Skip("No two columns are related strongly enough in the real table for their trend to be compared.")
    return mean_and_parts(trends, parts)


@metric(title="Correlation difference", question="How far are correlations off?", family="fidelity", best=0.0,
        worst=1.0,
        source="Mean absolute difference of Spearman's correlation, correlation ratio or Cramér's V; up to 10,000 "
               "rows, 25 columns",
        says="correlations are off by {:.3f} on average", cost=0.18)
def correlation_difference(train: Dataset, holdout: Dataset | None, synthetic: Dataset,
                           rng: np.random.Generator) -> list[Score]:
    """The mean over pairs of columns for which both tables have one."""
    names = train.modelled[:25]
    real, made = sampled(train.only(names), synthetic.only(names), CORRELATION_ROWS, rng)
    target, figures = association(real, names), np.triu_indices(len(names), 1)

    def apart(real_matrix: np.ndarray, rows: np.ndarray | None = None) -> float:
        matrix = association(made if rows is None else made.take(rows), names)
        gaps = np.abs(real_matrix - matrix)[figures]
        return float(np.nanmean(gaps)) if np.isfinite(gaps).any() else np.nan

    value = apart(target)
    if np.isnan(value):
        raise Skip("No two columns have a correlation that is defined in both tables.")
    half = jackknife(lambda rows: apart(target, rows), len(made), rng)
    return [correlation_difference.score(value, max(0.0, value - half), value + half)]


@metric(title="Real or synthetic?", question="How often does a model tell a synthetic row from a real one?",
        family="fidelity",
        best=0.5, worst=1.0, source="Lopez-Paz & Oquab, 'Revisiting classifier two-sample tests' (2017); up to 10,000 "
                                    "rows of either",
        says="a model tells real from synthetic rows with an AUC of {:.3f}", cost=0.35)
def discriminator(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """Cross-validated ROC-AUC of boosted trees; below 0.5, which chance or copies bring about, counts as 0.5."""
    return [told_apart(train, synthetic, rng)]


def told_apart(train: Dataset, synthetic: Dataset, rng: np.random.Generator, rows: int = TOLD_APART_ROWS) -> Score:
    """The discriminator's score on at most that many rows of either table, as many of one as of the other."""
    rows = min(rows, len(train), len(synthetic))
    if rows < 10:
        raise Skip(f"Telling real from synthetic needs at least 10 rows of each; there are {rows}.")
    comparable(train)
    real, made = (data.take(np.sort(rng.choice(len(data), rows, replace=False))) for data in (train, synthetic))
    return discriminator.score(*tell(real, made, rng).auc)


@metric(title="Missing values", question="Are values missing as often as they should be?", family="fidelity", best=0.0,
        worst=1.0,
        margin=0.05, source="Mean absolute difference of the share of missing values, over columns that have "
                            "any; all rows",
        says="shares of missing values are off by {:.2%} on average", cost=0.03)
def missingness(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """The mean first, then the columns."""
    comparable(train, synthetic)
    gone = [data.table[train.modelled].isna().to_numpy() for data in (train, synthetic)]
    names = [name for i, name in enumerate(train.modelled) if any(each[:, i].any() for each in gone)]
    if not names:
        raise Skip("No value is missing in either table.")
    parts = {}
    for name in names:
        real, made = (each[:, train.modelled.index(name)].astype(float) for each in gone)
        side = np.sign(real.mean() - made.mean())
        parts[(name,)] = Alike(abs(real.mean() - made.mean()), side * (real - real.mean()),
                               -side * (made - made.mean()))
    return mean_and_parts(missingness, parts)


@once
def _deciles(train: Dataset, synthetic: Dataset) -> Deciles:
    comparable(train, synthetic)
    return Deciles(train, synthetic)


def _some_pairs(names: list[str]) -> list[tuple[str, str]]:
    if len(names) < 2:
        raise Skip("There is only one column to compare, so there are no pairs.")
    return pairs_of(names)
