"""Hard cases placed so that their rows keep the rules, but for those that break one on purpose."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from synth.dataset import Dataset
from synth.rules import Rule
from synth.rules.enforcing import mended
from synth.rules.unique import Unique
from synth.stress.breaking import any_broken, broken, related
from synth.stress.case import BREAKS, Case
from synth.stress.put import set_values, written

ROUNDS, ANEW, SEVERAL = 6, 2, 8
"""How often cases that did not fit their row are tried in others; after ANEW times others take their place; and in how
many rows at once."""


def keeping(
    data: Dataset, table: pd.DataFrame, placed: Mapping[int, Case], rules: Sequence[Rule], rng: np.random.Generator
) -> tuple[pd.DataFrame, dict[int, Case]]:
    """The table with all cases of single values and of broken rules in it too, and which case stands in which row.

    Other columns of such a row follow by what the rules give. The rows that data holds keep all rules.
    """
    begun = {at: case for at, case in placed.items() if case.single or case.what == BREAKS}
    done = {at: case for at, case in placed.items() if at not in begun}
    rows, cases, waiting = list(begun), list(begun.values()), list(begun.values())
    which = np.arange(len(cases))  # for each row, which of those waiting it is a try of
    fitted: list[Case] = []
    for turn in range(ROUNDS):
        if not rows:
            break
        part, fit = _tried(data, rows, cases, rules, rng)
        good = np.flatnonzero(fit)
        good = good[np.unique(which[good], return_index=True)[1]]  # of several rows that fit, the first
        if len(good):
            table = written(table, [rows[i] for i in good], part.iloc[good])
            done |= {rows[i]: cases[i] for i in good}
            fitted += [cases[i] for i in good]
        waiting = [waiting[i] for i in np.setdiff1d(np.arange(len(waiting)), which[good])]
        if turn >= ANEW:
            waiting = [fitted[i] for i in rng.integers(len(fitted), size=len(waiting))] if fitted else []
        free = rng.permutation(np.setdiff1d(np.arange(len(data)), list(done)))
        times = min(max(len(free) // max(len(waiting), 1), 1), SEVERAL)
        rows = [int(at) for at in free[: times * len(waiting)]]
        which = np.arange(len(rows)) // times
        cases = [waiting[i] for i in which]
    return table, done


def _tried(
    data: Dataset, rows: list[int], cases: list[Case], rules: Sequence[Rule], rng: np.random.Generator
) -> tuple[pd.DataFrame, np.ndarray]:
    """The rows with their cases in, and bool (rows,): where the case stands and all rules that are to hold do."""
    alone = [rule for rule in rules if not isinstance(rule, Unique)]
    part = data.table.iloc[rows].reset_index(drop=True)
    single = [i for i, case in enumerate(cases) if case.single]
    fit = np.zeros(len(rows), dtype=bool)
    if single:
        some, fit[single] = _valued(part.iloc[single].reset_index(drop=True), [cases[i] for i in single], alone, rng)
        part = written(part, single, some)
    for rule in rules:
        at = [i for i, case in enumerate(cases) if case.rule is rule]
        if at:
            others = [each for each in alone if each is not rule]
            some = part.iloc[at].reset_index(drop=True)
            some, fit[at] = broken(some, [rows[i] for i in at], rule, others, data, rng)
            part = written(part, at, some)
    return part, fit


def _valued(
    part: pd.DataFrame, cases: list[Case], rules: Sequence[Rule], rng: np.random.Generator
) -> tuple[pd.DataFrame, np.ndarray]:
    """Each row with its case's value in, and whether it is still there once the rules are kept."""
    for name in dict.fromkeys(case.column for case in cases):
        part = part.assign(
            **{name: set_values(part[name], {i: case.value for i, case in enumerate(cases) if case.column == name})}
        )
    rules = related(rules, {case.column for case in cases})
    trial = mended(part, rules, rng)
    stands = [_same(trial[case.column].iloc[i], part[case.column].iloc[i]) for i, case in enumerate(cases)]
    return trial, np.array(stands, dtype=bool) & ~any_broken(trial, rules)


def _same(one: object, other: object) -> bool:
    return pd.isna(one) == pd.isna(other) and (pd.isna(one) or bool(one == other))


def astray(table: pd.DataFrame, placed: Mapping[int, Case], rules: Sequence[Rule]) -> list[int]:
    """Rows that break a rule without being meant to, or do not break the one that they are meant to."""
    rows = sorted(placed)
    part, found = table.iloc[rows], np.zeros(len(rows), dtype=bool)
    for rule in rules:
        meant = np.array([placed[at].rule is rule for at in rows], dtype=bool)
        wrong = _repeats(rule, table)[rows] if isinstance(rule, Unique) else rule.broken(part)
        found |= wrong != meant
    return [at for at, off in zip(rows, found) if off]


def _repeats(rule: Unique, table: pd.DataFrame) -> np.ndarray:
    """bool (rows,): those whose key stands elsewhere too, the first of them included."""
    values = table[list(rule.columns)]
    return values.notna().all(axis=1).to_numpy() & values.duplicated(keep=False).to_numpy()
