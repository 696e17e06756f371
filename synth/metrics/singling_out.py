"""Does what is said of one synthetic row point at exactly one real one?"""

from dataclasses import dataclass

import numpy as np

from synth.dataset import Dataset
from synth.measuring.comparable import comparable
from synth.measuring.excess import excess
from synth.measuring.features import features
from synth.measuring.memory import once
from synth.metric import Metric, Score, Skip, metric

ATTACKS, AMONG = 700, 25_000
"""Most descriptions tried on real rows, and most rows of each table."""
_SOURCE = ("Giomi et al., 'A unified framework for quantifying privacy risk in synthetic data' (2023): "
           "singling out, {}; "
           f"up to {ATTACKS} descriptions, each table cut to the shortest and to {AMONG:,} rows")


@dataclass(frozen=True)
class Description:
    """Conditions on columns, by position: equal to the value (NaN: missing), at least ("+") or at most ("-") that."""

    columns: tuple[int, ...]
    values: tuple[float, ...]
    signs: tuple[str, ...]

    def fits(self, table: list[np.ndarray]) -> int:
        """How many rows of a table, given as columns, fit."""
        rows = np.arange(len(table[0]))
        for column, value, sign in zip(self.columns, self.values, self.signs):
            rows = rows[fitting(table[column][rows], value, sign)]
        return len(rows)


def fitting(held: np.ndarray, value: float, sign: str) -> np.ndarray:
    """Which values fit one condition."""
    if np.isnan(value):
        return np.isnan(held)
    return held >= value if sign == "+" else held <= value if sign == "-" else held == value


@metric(title="Singling out", question="Does a description that fits one synthetic row fit just one real row?",
        family="privacy", best=0.0, worst=1.0, margin=0.1, cost=0.5, source=_SOURCE.format("several columns"),
        says="descriptions single out a learned row {:+.1%} more often than an unseen one")
def singling_out(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator) -> list[Score]:
    """Excess of descriptions fitting exactly one training row over those fitting exactly one held-out row.

    A description takes columns of a random synthetic row in random order, two or more, until it fits no other synthetic
    row: levels as they are, numbers as "at least" or "at most" on their side of the median.
    """
    tables, numeric = _tables(train, holdout, synthetic)
    if len(tables[2]) < 2:
        raise Skip("There is only one column, so that no combination can single anybody out.")
    return [_tried(singling_out, described(tables[2], numeric, rng), tables)]


@metric(title="Singling out by one value",
        question="Does a value that one synthetic row holds point at just one real row?",
        family="privacy", best=0.0, worst=1.0, margin=0.15, cost=0.1, source=_SOURCE.format("one column"),
        says="single values single out a learned row {:+.1%} more often than an unseen one")
def singling_out_by_value(train: Dataset, holdout: Dataset | None, synthetic: Dataset,
                          rng: np.random.Generator) -> list[Score]:
    """The same of values that one synthetic row alone holds, and of being at least its largest,
    or at most its smallest."""
    tables, numeric = _tables(train, holdout, synthetic)
    return [_tried(singling_out_by_value, unique_values(tables[2], numeric, rng), tables)]


def described(made: list[np.ndarray], numeric: np.ndarray, rng: np.random.Generator) -> list[Description]:
    """Descriptions, each of which fits exactly one of the rows made, from at most ATTACKS of them."""
    middle = [np.nanmedian(each) if is_number and not np.isnan(each).all() else 0.0
              for each, is_number in zip(made, numeric)]
    found = []
    for row in rng.permutation(len(made[0]))[:ATTACKS]:
        rows, told = np.arange(len(made[0])), []
        for column in rng.permutation(len(made)):
            value = float(made[column][row])
            sign = "=" if not numeric[column] else "+" if value > middle[column] else "-"
            rows = rows[fitting(made[column][rows], value, sign)]
            told.append((int(column), value, sign))
            if len(rows) == 1 and len(told) > 1:
                found.append(Description(*zip(*told)))
                break
    return found


def unique_values(made: list[np.ndarray], numeric: np.ndarray, rng: np.random.Generator) -> list[Description]:
    """Descriptions by one value each that fits exactly one of the rows made, at most ATTACKS a column."""
    found = []
    for column, values in enumerate(made):
        present, counts = np.unique(values[~np.isnan(values)], return_counts=True)
        alone = present[counts == 1]
        alone = alone[rng.permutation(len(alone))[:ATTACKS]]
        found += [Description((column,), (float(value),), ("=",)) for value in alone]
        if numeric[column] and len(present) > 1:
            ends = [Description((column,), (float(end),), (sign,))
                    for end, sign in ((present[0], "-"), (present[-1], "+"))]
            found += [each for each, count in zip(ends, counts[[0, -1]]) if count == 1]
    return found


def _tried(of: Metric, descriptions: list[Description], tables: list[list[np.ndarray]]) -> Score:
    learned, unseen = (np.array([each.fits(table) == 1 for each in descriptions], dtype=float) for table in tables[:2])
    return of.score(*excess(learned, unseen))


@once
def _tables(train: Dataset, holdout: Dataset | None, synthetic: Dataset) -> tuple[list[list[np.ndarray]], np.ndarray]:
    """Train, holdout and synthetic as lists of columns, float64, cut to one length; and which columns are numbers.
    Raises: Skip."""
    comparable(train, synthetic)
    if holdout is None or not len(holdout):
        raise Skip("No real rows were held out to compare with; set a holdout share.")
    rows = min(len(train), len(holdout), len(synthetic), AMONG)
    cut = [data if len(data) == rows else data.take(np.random.default_rng(0).choice(len(data), rows, replace=False))
           for data in (train, holdout, synthetic)]
    found = features(cut[0], *cut)
    return [[np.ascontiguousarray(column) for column in each.matrix.T] for each in found], ~found[0].categorical
