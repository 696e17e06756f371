"""A mean, median, share or count by group, of real and of synthetic rows."""

from math import sqrt

import numpy as np

from synth.dataset import Dataset, Kind
from synth.measuring.binning import FEWEST, Bins, codes, numbers, quantile_bins
from synth.measuring.interval import Z, wilson
from synth.questions.answer import NUMBER, ROWS, SHARE, Answer, Estimate, Finding, shortened

HOW, MOST_BY, BANDS, LEVELS, MIDDLE = ("mean", "median", "share", "count"), 3, 5, 12, 20
"""Ways to measure; most columns to group by; bands that numbers are cut into and levels told apart in each; real rows
that a median needs."""


def grouped(
    train: Dataset, synthetic: Dataset, by: list[str], how: str, measure: str | None = None, value: object = None
) -> Answer:
    """One finding per group that five real rows or more are in, or none; frequent levels and low numbers come first.

    Numbers and dates in `by` are cut into bands; rare levels are one group, "other". Of a share, value is the level;
    without one it is true of a flag and else the rarer of the two most frequent levels.
    Raises: ValueError, with a sentence, for what cannot be measured.
    """
    if how not in HOW:
        raise ValueError(f"There is no measure '{how}'; choose one of {', '.join(HOW)}.")
    if len(by) > MOST_BY:
        raise ValueError(f"At most {MOST_BY} columns can be grouped by, not {len(by)}; leave some out.")
    if how == "count":
        found, form, name = [np.ones(len(train)), np.ones(len(synthetic))], ROWS, "rows"
    else:
        found, form, name = _measured(train, synthetic, how, measure, value)
    bins = [_bins(train, each) for each in by]
    cells = [_cells(bins, by, data) for data in (train, synthetic)]
    findings, hidden = [], 0
    for cell in np.unique(np.concatenate(cells)):
        real, made = (values[(where == cell) & ~np.isnan(values)] for values, where in zip(found, cells))
        if _secret(real, how):
            hidden += 1
        elif len(real) or len(made):
            findings.append(
                Finding(
                    _key(bins, cell),
                    name,
                    _estimate(real, how, len(train), len(train)),
                    _estimate(made, how, len(synthetic), len(train)),
                    form,
                )
            )
    title = f"{name} by {', '.join(by)}" if how != "count" else f"Rows by {', '.join(by)}"
    return Answer(title[:1].upper() + title[1:], tuple(by), tuple(findings), hidden, _notes(train, synthetic, how))


def _measured(
    train: Dataset, synthetic: Dataset, how: str, measure: str | None, value: object
) -> tuple[list[np.ndarray], str, str]:
    """The values of both tables, NaN where missing, what they are, and a name."""
    if measure is None:
        raise ValueError(f"A {how} needs a column to take it of; choose one as the measure.")
    column = train.column(measure)
    if how == "share":
        level = _level(train, measure) if value is None else value
        if column.kind.numeric and column.kind is not Kind.INTEGER or not column.kind.modelled:
            raise ValueError(
                f"'{measure}' is {column.kind}; a share is taken of a category or a flag. Ask for the mean instead."
            )
        hits = [
            np.where(data.table[measure].isna(), np.nan, data.table[measure].astype(str) == str(level))
            for data in (train, synthetic)
        ]
        if np.nansum(hits[0]) < FEWEST:
            raise ValueError(f"Fewer than {FEWEST} rows of '{measure}' hold {level!r}; choose a more frequent level.")
        plain = column.kind is Kind.FLAG and str(level) in ("True", "1", "1.0")
        return hits, SHARE, f"share of {measure}" if plain else f"share of {measure} = {level}"
    if column.kind not in (Kind.INTEGER, Kind.REAL):
        raise ValueError(
            f"'{measure}' is {column.kind}, which has no {how}; choose a column of numbers, or ask for a share."
        )
    return [numbers(data.table[measure], column.kind) for data in (train, synthetic)], NUMBER, f"{how} of {measure}"


def _level(train: Dataset, measure: str) -> object:
    counts = train.table[measure].value_counts()
    if not len(counts):
        raise ValueError(f"Column '{measure}' holds no values; choose another.")
    if train.column(measure).kind is Kind.FLAG:
        return max(counts.index)
    return counts.index[:2][-1]


def _bins(train: Dataset, name: str) -> Bins:
    kind = train.column(name).kind
    if not kind.modelled:
        raise ValueError(
            f"'{name}' is {kind}, which is made up anew in every synthetic table; group by another column."
        )
    return quantile_bins(train.table[name], kind, BANDS, LEVELS, rounded=True)


def _cells(bins: list[Bins], by: list[str], data: Dataset) -> np.ndarray:
    """The group of every row, as one number."""
    cell = np.zeros(len(data), np.int64)
    for each, name in zip(bins, by):
        cell = cell * each.size + codes(each, data.table[name])
    return cell


def _key(bins: list[Bins], cell: int) -> tuple[str, ...]:
    key = []
    for each in reversed(bins):
        cell, code = divmod(int(cell), each.size)
        key.append(each.labels[code])
    return tuple(reversed(key))


def _secret(real: np.ndarray, how: str) -> bool:
    """Whether some real rows are behind the figure, but too few: of a share also where too few have it."""
    fewest = MIDDLE if how == "median" else FEWEST
    return 0 < len(real) < fewest or (how == "share" and 0 < real.sum() < FEWEST)


def _estimate(values: np.ndarray, how: str, rows: int, of: int) -> Estimate | None:
    """Of a table of that many rows; a count as if it had `of` rows. None without values, but a count is then 0."""
    if how == "count":
        part = len(values) / max(rows, 1)
        return Estimate(*(round(each * of, 2) for each in (part, *wilson(part, rows))))
    if not len(values):
        return None
    if how == "share":
        return Estimate(
            *(round(float(each), 5) for each in (values.mean(), *wilson(float(values.mean()), len(values))))
        )
    return Estimate(*(shortened(each) for each in (_middle(values) if how == "median" else _mean(values))))


def _mean(values: np.ndarray) -> tuple[float, float, float]:
    mean = float(values.mean())
    if len(values) < 2:
        return mean, mean, mean
    half = student(len(values) - 1) * float(values.std(ddof=1)) / sqrt(len(values))
    return mean, mean - half, mean + half


def _middle(values: np.ndarray) -> tuple[float, float, float]:
    """The median and its interval by ranks. Source: Conover, "Practical Nonparametric Statistics" (1999), ch. 3.2."""
    ordered, half = np.sort(values), Z * sqrt(len(values)) / 2
    low, high = (int(np.clip(round(len(values) / 2 + way * half), 0, len(values) - 1)) for way in (-1, 1))
    middle = float(np.median(ordered))
    return middle, min(middle, float(ordered[low])), max(middle, float(ordered[high]))


def student(freedom: int) -> float:
    """Student's t for 95 %, to 2 % from 4 degrees of freedom on. Source: Cornish & Fisher (1938)."""
    return Z * (1 + (Z**2 + 1) / (4 * freedom) + (5 * Z**4 + 16 * Z**2 + 3) / (96 * freedom**2))


def _notes(train: Dataset, synthetic: Dataset, how: str) -> tuple[str, ...]:
    if how == "count" and len(train) != len(synthetic):
        return (
            f"Synthetic rows are counted as if there were {len(train):,} of them, as many as real ones; there are "
            f"{len(synthetic):,}.",
        )
    return ()
