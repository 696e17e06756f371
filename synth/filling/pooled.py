"""What several completed tables say together of a mean or a share, with an interval that knows they differ."""

from dataclasses import asdict, dataclass

import numpy as np
import pandas as pd

from synth.dataset import Dataset, Kind
from synth.rules.rule import FEWEST

MOST, LEAST = 8, 20
"""Levels of a category that are told, the most frequent first; and rows, fewer than which have no figures."""


@dataclass(frozen=True)
class Pooled:
    """estimate with its 95 % interval (None where one draw cannot tell); missing: the share of what is not known of it
    for want of the cells, 0..1; what: "mean", or the level that the share is of."""

    column: str
    what: str
    estimate: float
    low: float | None
    high: float | None
    missing: float | None

    def to_record(self) -> dict:
        return asdict(self)


def rubin(
    estimates: np.ndarray, variances: np.ndarray, rows: int
) -> tuple[float, float | None, float | None, float | None]:
    """The pooled estimate, the ends of its 95 % interval, and the share of information missing; None for a single draw.

    estimates, variances: (draws,), each of one completed table; rows: how many rows these have.
    Source: Rubin, "Multiple imputation for nonresponse in surveys" (1987), chapter 3; Barnard and Rubin, "Small-sample
    degrees of freedom with multiple imputation", Biometrika 86 (1999).
    """
    from scipy.special import stdtrit

    draws, estimate, within = len(estimates), float(np.mean(estimates)), float(np.mean(variances))
    if draws < 2 or rows < 2:
        return estimate, None, None, None
    between = float(np.var(estimates, ddof=1))
    total = within + (1 + 1 / draws) * between
    if total <= 0:
        return estimate, estimate, estimate, 0.0
    missing = (1 + 1 / draws) * between / total
    observed = rows / (rows + 2) * (rows - 1) * (1 - missing)
    # (draws - 1) / missing**2 and `observed` beside each other, as Barnard and Rubin do; either may be without end
    free = 1 / (missing**2 / (draws - 1) + (1 / observed if observed > 0 else np.inf)) if missing < 1 else draws - 1
    half = float(stdtrit(max(free, 1.0), 0.975)) * total**0.5
    return estimate, estimate - half, estimate + half, float(missing)


def pooled(tables: list[pd.DataFrame], learned: Dataset, columns: list[str]) -> list[Pooled]:
    """Means of numbers and shares of levels over the completed tables; no level of fewer than FEWEST rows."""
    found, rows = [], len(tables[0])
    for name in columns if rows >= LEAST else ():
        kind = learned.column(name).kind
        if kind in (Kind.INTEGER, Kind.REAL):
            values = [table[name].to_numpy(dtype=float, na_value=np.nan) for table in tables]
            values = [each[~np.isnan(each)] for each in values]
            if min(map(len, values)) > 1:
                spread = np.array([each.var(ddof=1) / len(each) for each in values])
                found.append(Pooled(name, "mean", *rubin(np.array([each.mean() for each in values]), spread, rows)))
        elif kind in (Kind.CATEGORY, Kind.FLAG):
            shares = pd.DataFrame([table[name].astype(object).value_counts(normalize=True) for table in tables]).fillna(
                0.0
            )
            for level in shares.mean().sort_values(ascending=False).index[:MOST]:
                share = shares[level].to_numpy(dtype=float)
                if share.mean() * rows >= FEWEST:
                    found.append(Pooled(name, str(level), *rubin(share, share * (1 - share) / rows, rows)))
    return found
