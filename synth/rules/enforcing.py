"""Rows that keep rules: put right where that can be done exactly, else drawn anew, within bounds."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from synth.conditions import Condition, holds
from synth.conditions.rejection import BLOCK, DEAR, GROWTH, HOPE, MOST, SPARE, TIMES
from synth.progress import Progress, quiet
from synth.rules.form import Format
from synth.rules.formula import Formula
from synth.rules.rule import Rule
from synth.rules.unique import Unique

if TYPE_CHECKING:
    from synth.columns.surrogate import Surrogate

PASSES = 3
"""How often rules are gone through, for what puts one right may break another."""
TRIES = 20
"""How often made-up values are made anew."""

Draw = Callable[[int, np.random.Generator], pd.DataFrame]


def kept(
    draw: Draw,
    rows: int,
    rng: np.random.Generator,
    rules: Sequence[Rule],
    where: Condition | None = None,
    progress: Progress = quiet,
    dear: bool = False,
) -> pd.DataFrame:
    """Exactly that many rows of `draw` in which all rules hold, and the condition still does.

    dear: where each row drawn costs. Rows that break none are left as they were drawn.
    Raises: ValueError where too few rows keep the rules.
    """
    most = DEAR * rows if dear else MOST + TIMES * rows
    whole, seen, ask = None, 0, rows
    while True:
        table = mended(draw(ask, rng), rules, rng)
        found = table[_good(table, rules, where)]
        seen += ask
        if whole is not None and len(found) < rows:
            both = pd.concat([whole, found], ignore_index=True)
            found = both[_good(both, rules, where)]
        whole = found
        short = rows - len(whole)
        if short <= 0:
            return whole.iloc[:rows].reset_index(drop=True)
        left = most - seen
        if left < 1 or (len(whole) + HOPE) * left < short * seen:
            raise ValueError(_too_few(table, rules, where, rows, seen, len(whole)))
        progress(1 - short / rows, f"{len(whole):,} of {seen:,} rows drawn keep the rules")
        ask = int(min(SPARE * short * seen / max(len(whole), 1) + 10, GROWTH * seen, BLOCK, left))


def finished(
    draw: Draw,
    rows: int,
    rng: np.random.Generator,
    rules: Sequence[Rule],
    surrogates: "Mapping[str, Surrogate]",
    where: Condition | None = None,
    progress: Progress = quiet,
    dear: bool = False,
) -> pd.DataFrame:
    """As `kept`, for whole tables: rules on columns whose values are made up are kept by making these anew."""
    made_up = [rule for rule in rules if set(rule.columns) & set(surrogates)]
    within = [rule for rule in rules if not set(rule.columns) & set(surrogates)]
    return refilled(kept(draw, rows, rng, within, where, progress, dear), surrogates, made_up, rng)


def mended(table: pd.DataFrame, rules: Sequence[Rule], rng: np.random.Generator) -> pd.DataFrame:
    """The table with each rule's own repairs, what formulas give last."""
    ordered = sorted(rules, key=lambda rule: isinstance(rule, Formula))
    for _ in range(PASSES):
        before = table
        for rule in ordered:
            table = rule.mended(table, rng)
        if table is before:
            break
    return table


def _good(table: pd.DataFrame, rules: Sequence[Rule], where: Condition | None) -> np.ndarray:
    good = np.ones(len(table), dtype=bool) if where is None else holds(where, table)
    for rule in (each for each in rules if not isinstance(each, Unique)):
        good &= ~rule.broken(table)
    for rule in (each for each in rules if isinstance(each, Unique)):
        good[good] = ~rule.broken(table[good])  # a row repeats only one that stays
    return good


def _too_few(
    table: pd.DataFrame, rules: Sequence[Rule], where: Condition | None, rows: int, seen: int, kept: int
) -> str:
    worst = max(rules, key=lambda rule: int(rule.broken(table).sum()))
    broken, met = worst.broken(table).mean(), "" if where is None else " and the condition"
    return (
        f"Of {seen:,} rows drawn {format(kept, ',') if kept else 'none'} keep all rules{met}, too few to make "
        f"{rows:,}; '{worst.words()}' is broken most, by {broken:.0%} of them: loosen it, ask for fewer rows, or take "
        "another technique."
    )


def refilled(
    table: pd.DataFrame, surrogates: "Mapping[str, Surrogate]", rules: Sequence[Rule], rng: np.random.Generator
) -> pd.DataFrame:
    """The table with made-up values put right: columns of text and ids, rules on which only values made anew can keep.

    Raises: ValueError where they cannot be had.
    """
    for rule in rules:
        name = next(name for name in rule.columns if name in surrogates)
        for _ in range(TRIES):
            wrong = np.flatnonzero(rule.broken(table))
            if not len(wrong):
                break
            fresh = surrogates[name].different(2 * len(table) + 50, rng).drop_duplicates()
            trial = pd.DataFrame({name: fresh[~fresh.isin(table[name])]})
            for each in rules:
                trial = trial[~each.broken(trial)] if isinstance(each, Format) and each.column == name else trial
            put = trial[name].iloc[: len(wrong)]
            values = table[name].copy()
            values.iloc[wrong[: len(put)]] = put.array
            table = table.assign(**{name: values})
        if rule.broken(table).any():
            raise ValueError(
                f"Values made up for '{name}' cannot be had so that '{rule.words()}'; drop that rule or loosen it."
            )
    return table
