"""If a column has one value, another has one value, or a gap, too: who is retired has no wage."""

from collections.abc import Iterator

import numpy as np

from synth.conditions import Test, spell
from synth.dataset import Dataset, Kind
from synth.rules.expression import IfThen
from synth.rules.rule import BEYOND_CHANCE, EVIDENCE, SUPPORT, Rule

LEVELS, OFTEN = 30, 50
"""Values of a column that are looked at, the most frequent, and rows that each must have, at least."""
ATOM = 0.05
"""The share of rows that a number must have one value in, at least, for that value to be looked at."""
NEARLY_ALL = 0.9
"""What holds in more rows than this anyway is no news."""


def implications(data: Dataset, rng: np.random.Generator, apart: set[frozenset] = frozenset()) -> list[Rule]:
    """Rules if A then B that hold in nearly all rows with A, and that B's share among all rows does not explain: one
    for each column that tells and what it tells, the clearest first.

    apart: pairs of columns that another rule covers already.
    """
    tests = [(test, held) for name in data.modelled for test, held in _tests(data, name)]
    if len(tests) < 2 or len(data) < OFTEN:
        return []
    held = np.array([each for _, each in tests], dtype=np.float32)
    both, rows = held @ held.T, held.sum(axis=1)
    share = rows / len(data)
    broken = rows[:, None] - both
    by_chance = rows[:, None] * (1 - share)[None]
    found = (
        (broken <= (1 - SUPPORT) * rows[:, None])
        & (by_chance >= np.maximum(EVIDENCE, BEYOND_CHANCE * broken))
        & (share <= NEARLY_ALL)[None]
    )
    rules = []
    for given, then in zip(*np.nonzero(found)):
        one, other = tests[given][0], tests[then][0]
        if one.column != other.column and frozenset((one.column, other.column)) not in apart:
            rules.append((float(by_chance[given, then]), one.column, IfThen(spell(one), spell(other))))
    best: dict[tuple[str, str], Rule] = {}
    for _, column, rule in sorted(rules, key=lambda each: -each[0]):
        best.setdefault((column, rule.then), rule)
    return list(best.values())


def _tests(data: Dataset, name: str) -> Iterator[tuple[Test, np.ndarray]]:
    """What may be said of a column, and where it holds."""
    values, kind = data.table[name], data.column(name).kind
    gaps = values.isna().to_numpy()
    if gaps.sum() >= OFTEN and (~gaps).sum() >= OFTEN:
        yield Test(name, "missing"), gaps
        yield Test(name, "not missing"), ~gaps
    if kind is Kind.MOMENT:
        return
    counts = values.value_counts().iloc[:LEVELS]
    least = ATOM * len(data) if kind.numeric else OFTEN
    for level, count in counts[counts >= max(least, OFTEN)].items():
        plain = level.item() if hasattr(level, "item") else level
        if isinstance(plain, (str, int, float, bool)) and count < len(values):
            yield Test(name, "==", (plain,)), (values == level).fillna(False).to_numpy(dtype=bool)
