"""Groups that set two tables apart: the leaves of a shallow tree over bins."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.dataset import Dataset, Kind
from synth.measuring.binning import Bins, bins_of, codes, quantile_bins
from synth.measuring.boosted import one_thread

DEPTH, COLUMNS, BINS, LEVELS = 4, 60, 20, 12
"""Splits down to a leaf, most columns that may split, and bins and levels of each."""
LEAST, LEAST_SHARE = 50, 0.01
"""A leaf holds at least so many rows of both tables together, and so large a share of them."""
CHANCE = 12.0
"""The likelihood ratio statistic that the best of a hundred splits hardly reaches by chance; what gains less is cut."""


Allowed = dict[str, np.ndarray]
"""A group: for each column that it restricts a flag per code, whether rows of that code belong to it."""


@dataclass(frozen=True)
class Grown:
    """Groups over the columns of these names and bins."""

    names: list[str]
    bins: dict[str, Bins]
    groups: list[Allowed]

    def present(self, *tables: np.ndarray) -> Allowed:
        """By column, a flag per code: whether any row of these codes, rows x columns, has it."""
        return {name: sum(np.bincount(codes[:, i], minlength=self.bins[name].size) for codes in tables) > 0
                for i, name in enumerate(self.names)}

    def inside(self, group: Allowed, found: np.ndarray) -> np.ndarray:
        """Per row of codes, rows x columns, whether it belongs to the group."""
        inside = np.ones(len(found), bool)
        for name, flags in group.items():
            inside &= flags[found[:, self.names.index(name)]]
        return inside


@dataclass(frozen=True)
class _Feature:
    """What the tree may split by: values has the feature's value for each code of the column."""

    column: int
    values: np.ndarray


def codes_of(*tables: Dataset) -> tuple[dict[str, Bins], list[np.ndarray]]:
    """Bins of the first table, whose names and edges may be shown, and each table as int16 codes, rows x columns (the
    first COLUMNS)."""
    bins = {name: _bins(tables[0].table[name], tables[0].column(name).kind) for name in tables[0].modelled[:COLUMNS]}
    found = [[codes(each, data.table[name]) for name, each in bins.items()] for data in tables]
    return bins, [np.column_stack(each).astype(np.int16) for each in found]


def grow(bins: dict[str, Bins], real: np.ndarray, made: np.ndarray, rng: np.random.Generator) -> Grown:
    """The leaves of a pruned tree that tells synthetic rows from real ones, both tables weighing the same.

    Source: Breiman, Friedman, Olshen & Stone, "Classification and Regression Trees" (1984).
    """
    from sklearn.tree import DecisionTreeClassifier

    both, is_made = np.vstack([real, made]), np.repeat([False, True], [len(real), len(made)])
    known = [_features(i, bins[name], both[:, i]) for i, name in enumerate(bins)]
    splits = [feature for each in known for feature in each]
    matrix = np.column_stack([feature.values[both[:, feature.column]] for feature in splits]).astype(np.float32)
    least, worth = max(LEAST, int(LEAST_SHARE * len(both))), CHANCE / (2 * np.log(2) * len(both))
    tree = DecisionTreeClassifier(criterion="entropy", max_depth=DEPTH, min_samples_leaf=least, ccp_alpha=worth,
                                  class_weight="balanced", random_state=int(rng.integers(2**31)))
    with one_thread():
        tree.fit(matrix, is_made)
    return Grown(list(bins), bins, _leaves(tree.tree_, splits, list(bins.items())))


def _leaves(tree, splits: list[_Feature], bins: list[tuple[str, Bins]]) -> list[Allowed]:
    found, open_nodes = [], [(0, {})]
    while open_nodes:
        node, allowed = open_nodes.pop()
        if tree.children_left[node] < 0:
            found += [allowed] if allowed else []
            continue
        split = splits[tree.feature[node]]
        name, below = bins[split.column][0], split.values <= tree.threshold[node]
        before = allowed.get(name, np.ones(len(below), bool))
        open_nodes += [(tree.children_right[node], allowed | {name: before & ~below}),
                       (tree.children_left[node], allowed | {name: before & below})]
    return found


def _features(i: int, bins: Bins, found: np.ndarray) -> list[_Feature]:
    """Order, and being missing, of a number; each level of a category."""
    if bins.kind.numeric:
        order = np.append(np.arange(bins.size - 1), -1)
        return [_Feature(i, order), *([_Feature(i, order == -1)] if (found == bins.size - 1).any() else [])]
    return [_Feature(i, np.arange(bins.size) == code) for code in np.unique(found)]


def _bins(values: pd.Series, kind: Kind) -> Bins:
    """Quantiles, and the ends of the range as charts show them, so that what lies beyond is a bin; or levels."""
    found = quantile_bins(values, kind, BINS, LEVELS, rounded=True)
    if not kind.numeric or values.notna().sum() == 0:
        return found
    ends = np.array(bins_of(values, kind).edges)[[0, -1]]
    cuts = np.unique([*found.edges[1:-1], *ends])
    return Bins(kind, tuple(map(str, range(len(cuts) + 2))), (-np.inf, *map(float, cuts), np.inf))
