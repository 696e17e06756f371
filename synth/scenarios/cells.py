"""Rows by the levels that are balanced: the share that each cell is to have, and the condition that tells its rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from synth.conditions import And, Condition, Facts, Test, check, holds
from synth.dataset import Kind
from synth.scenarios.change import CLOSE, Balance, Equal

MOST, LEVELS = 400, 60
"""Cells in all, and levels of a column that are kept apart, at most."""
ROUNDS, SETTLED = 1000, 1e-10


@dataclass(frozen=True)
class Cell:
    """Rows that meet a condition; natural and share: what it has of all rows, and what it is to have."""

    where: Condition
    natural: float
    share: float


def cells(changes: Sequence[Balance | Equal], pilot: pd.DataFrame, facts: Mapping[str, Facts]) -> list[Cell]:
    """The cells that have a share, largest first; pilot are rows as they come by themselves.

    Their shares meet all that is asked and are, of those that do, nearest to the natural ones (raking).
    Raises: ValueError with a sentence where the changes cannot be met.
    Source: Deming & Stephan, "On a least squares adjustment of a sampled frequency table" (1940).
    """
    axes = {name: _parts(name, changes, pilot, facts) for name in _columns(changes)}
    size = np.array([len(parts) for parts in axes.values()])
    if size.prod() > MOST:
        raise ValueError(
            f"The levels of {', '.join(map(repr, axes))} make {size.prod():,} groups, more than {MOST}; balance fewer "
            "at once."
        )
    code = np.zeros(len(pilot), dtype=np.int64)
    for parts in axes.values():
        code = code * len(parts) + np.argmax([holds(part, pilot) for part in parts], axis=0)
    natural = np.bincount(code, minlength=size.prod()) / max(len(pilot), 1)
    seed = (
        np.maximum(natural, 0.5 / max(len(pilot), 1)) if len(axes) == 1 else natural
    )  # a level too rare for the pilot may yet be drawn
    share = _raked((seed / seed.sum()).reshape(size), changes, list(axes), axes).ravel()
    found = []
    for at in np.argsort(-share, kind="stable"):
        if share[at] > CLOSE:
            place = np.unravel_index(at, size)
            tests = [part for i, parts in zip(place, axes.values()) for part in _tests(parts[i])]
            found.append(Cell(tests[0] if len(tests) == 1 else And(tuple(tests)), float(natural[at]), float(share[at])))
    return found


def counts(shares: Sequence[float], rows: int) -> np.ndarray:
    """Whole numbers that add up to rows, as near to the shares as can be: the largest remainders are rounded up."""
    exact = np.asarray(shares) / np.sum(shares) * rows
    whole = np.floor(exact + 1e-9).astype(np.int64)
    short = rows - whole.sum()
    whole[np.argsort(whole - exact, kind="stable")[:short]] += 1
    return whole


def _columns(changes: Sequence[Balance | Equal]) -> list[str]:
    return list(dict.fromkeys(name for each in changes for name in each.columns))


def _parts(
    name: str, changes: Sequence[Balance | Equal], pilot: pd.DataFrame, facts: Mapping[str, Facts]
) -> list[Condition]:
    """Conditions that sort every row into one part: a level each, the rest and the missing ones where there are any."""
    _balanced(name, facts)
    asked = [level for each in changes if isinstance(each, Balance) and each.column == name for level, _ in each.shares]
    tests = [check(Test(name, "==", (level,)), facts) for level in asked]
    others = pilot[name][~np.any([holds(test, pilot) for test in tests], axis=0)] if tests else pilot[name]
    if any(isinstance(each, Equal) and name in each.columns for each in changes):
        levels = [level for level, count in others.value_counts().items() if count][:LEVELS]
        tests += [Test(name, "==", (level.item() if hasattr(level, "item") else level,)) for level in levels]
        others = others[~others.isin(levels)]
    rest = [Test(name, "not in", tuple(test.values[0] for test in tests))] if others.notna().any() else []
    gaps = [Test(name, "missing")] if others.isna().any() else []
    return tests + rest + gaps


def _balanced(name: str, facts: Mapping[str, Facts]) -> None:
    """Raises: ValueError where the column has no levels that could be balanced."""
    check(Test(name, "not missing"), facts)
    if facts[name].kind.numeric:
        raise ValueError(
            f"Column '{name}' holds {'dates' if facts[name].kind is Kind.MOMENT else 'numbers'}, which have no shares "
            "to balance; shift it, or read it as a category."
        )


def _tests(part: Condition) -> tuple[Condition, ...]:
    return part.parts if isinstance(part, And) else (part,)


def _raked(
    table: np.ndarray, changes: Sequence[Balance | Equal], names: list[str], axes: dict[str, list[Condition]]
) -> np.ndarray:
    """Shares of cells that meet what is asked. Raises: ValueError."""
    wanted = [
        _margin(each, names.index(each.column), len(axes[each.column]), table)
        for each in changes
        if isinstance(each, Balance)
    ]
    table = _fitted(table, wanted, names)
    for each in changes:
        if isinstance(each, Equal):
            wanted.append(_product(table, names.index(each.outcome), names.index(each.groups)))
    return _fitted(table, wanted, names)


def _margin(balance: Balance, axis: int, size: int, table: np.ndarray) -> tuple[tuple[int, ...], np.ndarray]:
    asked = np.array([share for _, share in balance.shares])
    others = table.sum(axis=tuple(i for i in range(table.ndim) if i != axis))[len(asked) : size]
    left = 1 - balance.named
    if left > CLOSE and not others.sum() > 0:
        raise ValueError(
            f"The shares asked of '{balance.column}' add up to {balance.named:.4g}, and there is no other level for "
            "the rest."
        )
    rest = others / others.sum() * max(left, 0.0) if others.sum() > 0 else others
    return (axis,), np.concatenate([asked, rest]) / (asked.sum() + rest.sum())


def _product(table: np.ndarray, outcome: int, groups: int) -> tuple[tuple[int, ...], np.ndarray]:
    """What the two columns' levels would have together, were they independent."""
    one, other = (
        table.sum(axis=tuple(i for i in range(table.ndim) if i != axis)) for axis in sorted((outcome, groups))
    )
    return tuple(sorted((outcome, groups))), np.outer(one, other)


def _fitted(table: np.ndarray, wanted: list[tuple[tuple[int, ...], np.ndarray]], names: list[str]) -> np.ndarray:
    for _ in range(ROUNDS):
        off = 0.0
        for kept, margin in wanted:
            now = table.sum(axis=tuple(i for i in range(table.ndim) if i not in kept), keepdims=True)
            target = margin.reshape(now.shape)
            if ((now <= 0) & (target > CLOSE)).any():
                raise ValueError(
                    f"What is asked of {' and '.join(repr(names[i]) for i in kept)} needs rows with levels that never "
                    "come together; leave such levels out with a condition, or ask for less of them."
                )
            off = max(off, float(np.abs(now - target).max()))
            table = table * np.divide(target, now, out=np.zeros_like(now), where=now > 0)
        if off < SETTLED:
            return table
    if off > 1e-4:
        raise ValueError("The shares asked contradict each other: no table of these rows has all of them at once.")
    return table
