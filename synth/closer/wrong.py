"""Where the synthetic table is wrong: groups of rows that are too many or too few, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from synth.closer.grown import Allowed, Grown, codes_of, grow
from synth.closer.odds import odds
from synth.closer.rule import Condition, conditions, meets, plain, words
from synth.dataset import Dataset
from synth.measuring.features import features
from synth.metric import Skip
from synth.progress import Progress

ROWS, FEW, FOUND, EXAMPLES = 40_000, 100, 12, 20
"""Most rows of either table looked at, the fewest, most groups told, and most example rows of each."""
SIMPLER = 0.85
"""A condition goes if without it the group is at least so many times as far off (in logarithms)."""
SAME = 0.8
"""The overlap, as a share of the rows of either, from which on two groups are one."""


@dataclass(frozen=True)
class Halves:
    """Codes, rows x columns, of both tables: those the groups are grown on, and those they are tested on."""

    real: np.ndarray
    made: np.ndarray
    real_test: np.ndarray
    made_test: np.ndarray


def wrong(train: Dataset, holdout: Dataset | None, synthetic: Dataset, rng: np.random.Generator,
          progress: Progress) -> dict:
    """{"groups": [...], "tested": how many groups were, "rows": {"real", "synthetic"}, those they were tested on}.

    A group, the worst first: "words" ("age 25 to 29 and sex Female"), "sentence" (with how many times too few or many),
    "conditions" (see `rule.Condition`), "ratio" ({"value", "low", "high"}: synthetic share / real share, with
    simultaneous 95 % intervals of all groups tested), "real" (share of rows), "synthetic", and "examples": up to 20
    synthetic rows, {column: value}, none of which equals a real row. With 0 to 4 real rows in it, "real", and value and
    high, are null.

    Groups are the leaves of a shallow tree that tells synthetic from real rows, grown on one half of either table,
    without conditions that change little. A group is told if its interval on the other half, and the holdout, excludes
    1 by enough to matter (see `odds`).
    Raises: Skip, Cancelled.
    """
    if not train.modelled or min(len(train), len(synthetic)) < FEW:
        raise Skip(f"Groups are looked for in {FEW} rows or more of either table, in columns that are not text or ids.")
    tables = filter(None, (train, synthetic, holdout))
    real, made, *unseen = (data.take(rng.permutation(len(data))[:ROWS]) for data in tables)
    grown, halves = _grown(real, made, unseen, rng)
    progress(0.4, "testing groups")
    inside = [[grown.inside(group, half) for half in (halves.made_test, halves.real_test)] for group in grown.groups]
    found = odds(inside)
    matter = [(each, group) for each, group in zip(found, grown.groups) if each.matters]
    progress(0.7, "fetching example rows")
    present = grown.present(halves.real, halves.made, halves.real_test, halves.made_test)
    copied, told = _copied(train, made), []
    for each, group in sorted(matter, key=lambda both: -both[0].weight)[:FOUND]:
        rule = [one for name in grown.names if name in group
                for one in conditions(train.column(name), grown.bins[name], group[name], present[name])]
        said = words(rule, train)
        told.append({"words": said, "sentence": f"{said}: {each.words()}", "conditions": rule} | each.record()
                    | {"examples": _examples(rule, made, copied, rng)})
    rows = {"real": len(halves.real_test), "synthetic": len(halves.made_test)}
    return {"groups": told, "tested": len(found), "rows": rows}


def _grown(real: Dataset, made: Dataset, unseen: list[Dataset], rng: np.random.Generator) -> tuple[Grown, Halves]:
    """Distinct groups, simplified, and the rows by code that they were grown and are to be tested on."""
    bins, (real_codes, made_codes, *more) = codes_of(real, made, *unseen)
    cut, cut_made = len(real) // 2, len(made) // 2
    tests = np.vstack([real_codes[cut:], *more]), made_codes[cut_made:]
    halves = Halves(real_codes[:cut], made_codes[:cut_made], *tests)
    grown = grow(bins, halves.real, halves.made, rng)
    members, kept = [], []
    for group in (_simplified(each, grown, halves) for each in grown.groups):
        inside = np.concatenate([grown.inside(group, halves.real), grown.inside(group, halves.made)])
        if all((inside & other).sum() < SAME * max(inside.sum(), other.sum()) for other in members):
            members.append(inside)
            kept.append(group)
    return Grown(grown.names, grown.bins, kept), halves


def _simplified(group: Allowed, grown: Grown, halves: Halves) -> Allowed:
    """Without the columns that hardly matter, one after the other, the least first."""
    def off(group: Allowed) -> float:
        real, made = (grown.inside(group, each).mean() for each in (halves.real, halves.made))
        return float(np.log((made + 1e-4) / (real + 1e-4)))

    while len(group) > 1:
        now = off(group)
        without = [{k: v for k, v in group.items() if k != name} for name in group]
        fewer = max(without, key=lambda each: np.sign(now) * off(each))
        if np.sign(now) * off(fewer) < SIMPLER * abs(now):
            break
        group = fewer
    return group


def _copied(train: Dataset, synthetic: Dataset) -> np.ndarray:
    """Per synthetic row whether it equals a training row in all modelled columns, and so is a real row itself."""
    real, made = (each.rows() for each in features(train, train, synthetic, levels=len(train)))
    return np.isin(made, real)


def _examples(rule: Sequence[Condition], made: Dataset, copied: np.ndarray, rng: np.random.Generator) -> list[dict]:
    rows = np.flatnonzero(meets(rule, made) & ~copied)
    shown = made.table.iloc[np.sort(rng.permutation(rows)[:EXAMPLES])]
    return [{name: value[:200] if isinstance(value, str) else value for name, value in zip(made.names, map(plain, row))}
            for row in shown.itertuples(index=False, name=None)]
