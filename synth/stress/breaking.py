"""Rows that break one rule on purpose and keep all others: one cell is changed, and what other rules give follows."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pandas as pd

from synth.dataset import Dataset, Kind
from synth.rules import Rule
from synth.rules.enforcing import mended
from synth.rules.unique import Unique
from synth.stress.put import nullable, set_values
from synth.stress.values import hard_values

LEVELS = 30
"""Levels of a column that are tried one by one."""


def broken(
    part: pd.DataFrame, rows: Sequence[int], rule: Rule, others: Sequence[Rule], data: Dataset, rng: np.random.Generator
) -> tuple[pd.DataFrame, np.ndarray]:
    """The rows so changed, and bool (rows,): where it came to that; part: those rows of the table that data holds.

    others: the rules to keep, without those on keys, which no row breaks or keeps by itself.
    """
    others = related(others, rule.columns)
    if isinstance(rule, Unique):
        return _repeating(part, rows, rule, others, data, rng)
    done = np.zeros(len(part), dtype=bool)
    for name in rng.permutation(np.array(rule.columns, dtype=object)):
        for values in _offered(part, name, data, rng):
            trial = part.assign(**{name: values})
            if not rule.broken(trial).any():
                continue
            trial = mended(trial, others, rng)
            fit = rule.broken(trial) & ~any_broken(trial, others) & ~done
            part = _taken(part, trial, fit) if fit.any() else part
            done |= fit
            if done.all():
                return part, done
    return part, done


def related(rules: Sequence[Rule], columns: Iterable[str]) -> list[Rule]:
    """The rules that a change of these columns may touch, by what they share with each other."""
    reached, found = set(columns), []
    while True:
        more = [rule for rule in rules if rule not in found and reached & set(rule.columns)]
        if not more:
            return [rule for rule in rules if rule in found]
        found += more
        reached.update(*(rule.columns for rule in more))


def any_broken(table: pd.DataFrame, rules: Sequence[Rule]) -> np.ndarray:
    """bool (rows,): where any of the rules is broken."""
    return np.any([rule.broken(table) for rule in rules], axis=0) if rules else np.zeros(len(table), dtype=bool)


def _offered(part: pd.DataFrame, name: str, data: Dataset, rng: np.random.Generator) -> Iterator[pd.Series]:
    """Other values for a column: those of other rows, hard ones, spoilt ones, none at all."""
    values, whole, column = part[name], data.table[name], data.column(name)
    levels = list(whole.dropna().unique()) if column.kind in (Kind.CATEGORY, Kind.FLAG) else []
    if len(levels) > LEVELS or not levels:
        other = whole.iloc[rng.integers(len(whole), size=len(part))]
        yield pd.Series(other.astype(values.dtype).array, index=values.index)
    hard = [] if column.kind is Kind.TEXT else hard_values(whole, column).values()
    for value in (*levels[:LEVELS], *hard):
        yield set_values(values, dict.fromkeys(range(len(part)), value))
    if all(isinstance(each, str) for each in whole.dropna().unique()[:100]):
        yield set_values(values, dict(enumerate(f"{each}?" if isinstance(each, str) else each for each in values)))
    empty = nullable(values)
    yield empty.mask(np.ones(len(empty), dtype=bool))


def _repeating(
    part: pd.DataFrame,
    rows: Sequence[int],
    rule: Unique,
    others: Sequence[Rule],
    data: Dataset,
    rng: np.random.Generator,
) -> tuple[pd.DataFrame, np.ndarray]:
    """Each row with the key of an earlier one, which is what breaks the rule."""
    names = list(rule.columns)
    filled = np.setdiff1d(np.flatnonzero(data.table[names].notna().all(axis=1)), rows)
    earlier = np.searchsorted(filled, rows)
    like = filled[rng.integers(0, np.maximum(earlier, 1))] if len(filled) else np.zeros(len(part), dtype=np.int64)
    trial = part.copy()
    for name in names:
        trial[name] = data.table[name].iloc[like].astype(part[name].dtype).array
    trial = mended(trial, others, rng)
    fit = (earlier > 0) & ~any_broken(trial, others)
    return _taken(part, trial, fit), fit


def _taken(part: pd.DataFrame, trial: pd.DataFrame, fit: np.ndarray) -> pd.DataFrame:
    """The rows of trial where it fits, of part elsewhere."""
    columns = {}
    for name in part:
        before = part[name]
        if before.dtype != trial[name].dtype:
            before = before.astype(_wider(before.dtype, trial[name].dtype))
        columns[name] = before.where(~fit, trial[name].astype(before.dtype))
    return pd.DataFrame(columns, copy=False)


def _wider(one, other):
    """The dtype that holds values of both."""
    if isinstance(one, pd.CategoricalDtype):
        more = [each for each in other.categories if each not in one.categories]
        return pd.CategoricalDtype([*one.categories, *more], one.ordered)
    return one if pd.api.types.is_extension_array_dtype(one) else other
