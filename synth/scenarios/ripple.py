"""What changed in a scenario's rows beside the baseline's: column by column, each with its interval, most first."""

from collections.abc import Collection
from statistics import NormalDist

import numpy as np
import pandas as pd

from synth.dataset import Dataset, Kind
from synth.measuring.binning import numbers
from synth.measuring.interval import Z
from synth.measuring.shown import as_json

LEVELS, FEWEST = 15, 5
"""Levels of a column that are looked at; and real rows that a level needs to be named."""
DAY = 86400.0
OTHER, MISSING = "other", "missing"


def ripple(baseline: Dataset, scenario: Dataset, real: Dataset, asked: Collection[str] = ()) -> list[dict]:
    """One record for every column's mean, spread and most changed level, what changed most first:

    column, kind, figure ("mean", "spread", "share"), level (of a share), baseline, scenario (a date's mean as ISO
    text), change with low and high, its 95 % interval (in the column's unit, days of a date; a share in 0..1), effect
    (the change in standard deviations; of a share Cohen's h, on the same scale) with effect_low and effect_high, clear
    (past chance with all the records looked at together), asked (whether the column was among those asked to change).
    Levels of fewer than five real rows are not named.
    """
    found = []
    for name in baseline.modelled:
        if real.column(name).kind.numeric:
            found += _moments(baseline, scenario, name)
        else:
            found += _shares(baseline, scenario, real, name)
    strict = NormalDist().inv_cdf(1 - 0.025 / max(len(found), 1)) / Z
    told = [_told(*each, strict, asked) for each in found]
    return sorted(told, key=lambda each: (-each["clear"], -abs(each["effect"])))


def _told(record: dict, change: float, error: float, unit: float, strict: float, asked: Collection[str]) -> dict:
    half = Z * error
    ends = {"": change, "_low": change - half, "_high": change + half}
    effects = {f"effect{word}": float(end / unit) if unit else 0.0 for word, end in ends.items()}
    return (
        record
        | {"change": float(change), "low": float(change - half), "high": float(change + half)}
        | effects
        | {"clear": bool(abs(change) > strict * half), "asked": record["column"] in asked}
    )


def _moments(baseline: Dataset, scenario: Dataset, name: str) -> list[tuple]:
    """(record, change, standard error, unit) of mean and spread; of the spread by the delta method."""
    kind = baseline.column(name).kind
    both = [found[~np.isnan(found)] for found in (numbers(each.table[name], kind) for each in (baseline, scenario))]
    if min(map(len, both)) < 2:
        return []
    scale = DAY if kind is Kind.MOMENT else 1.0
    means, spreads = [each.mean() for each in both], [each.std() for each in both]
    about = {"column": name, "kind": kind.value, "level": None}
    mean = about | {"figure": "mean"} | dict(zip(("baseline", "scenario"), (as_json(each, kind) for each in means)))
    spread = about | {"figure": "spread"} | dict(zip(("baseline", "scenario"), (each / scale for each in spreads)))
    of_mean = np.sqrt(sum(each.var() / len(each) for each in both)) / scale
    of_spread = np.sqrt(sum(_spread_error(each) for each in both)) / scale
    unit = spreads[0] / scale
    return [
        (mean, (means[1] - means[0]) / scale, of_mean, unit),
        (spread, (spreads[1] - spreads[0]) / scale, of_spread, unit),
    ]


def _spread_error(values: np.ndarray) -> float:
    """The variance of the standard deviation of these values."""
    centred = values - values.mean()
    variance = (centred**2).mean()
    return float(((centred**4).mean() - variance**2) / (4 * variance * len(values))) if variance > 0 else 0.0


def _shares(baseline: Dataset, scenario: Dataset, real: Dataset, name: str) -> list[tuple]:
    """The record of the level whose share changed most surely.

    Source: Agresti & Caffo, "Simple and effective confidence intervals for proportions", The American Statistician 54
    (2000).
    """
    counted = real.table[name].astype(object).value_counts()
    known = [level for level, count in counted.items() if count >= FEWEST][:LEVELS]
    best = None
    tallies = [_tally(each.table[name], known) for each in (baseline, scenario)]
    for level in tallies[0]:
        shares = [tally[level] / max(len(each), 1) for tally, each in zip(tallies, (baseline, scenario))]
        drawn = [(tally[level] + 1) / (len(each) + 2) for tally, each in zip(tallies, (baseline, scenario))]
        error = float(np.sqrt(sum(p * (1 - p) / (len(each) + 2) for p, each in zip(drawn, (baseline, scenario)))))
        change = shares[1] - shares[0]
        h = 2 * (np.arcsin(np.sqrt(shares[1])) - np.arcsin(np.sqrt(shares[0])))
        record = {
            "column": name,
            "kind": real.column(name).kind.value,
            "level": level,
            "figure": "share",
            "baseline": shares[0],
            "scenario": shares[1],
        }
        if best is None or abs(change) / error > abs(best[1]) / best[2]:
            best = record, float(change), error, float(change / h) if h else 1.0
    return [best] if best else []


def _tally(values: pd.Series, known: list) -> dict[str, int]:
    """Rows by level; those not known are other."""
    counts = values.astype(object).value_counts()
    found = {str(level): int(counts.get(level, 0)) for level in known}
    gaps = int(values.isna().sum())
    return found | {OTHER: len(values) - gaps - sum(found.values()), MISSING: gaps}
