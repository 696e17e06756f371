"""A thing to mind before generating: where, how grave, what to do; and what is known of a table when that is
decided."""

from dataclasses import asdict, dataclass, field

import numpy as np
import pandas as pd

from synth.dataset import Column, Dataset, Kind
from synth.measuring.binning import FEWEST
from synth.profiling.levels import Levels

WARNING, NOTE = "warning", "note"
NAMED = 5
"""Columns that a sentence names with their figures."""


@dataclass(frozen=True)
class Caution:
    """columns: those it is about, none for the whole table; level: warning or note; offer: the words on a button, ""
    for none, that merges action (leave_out, kinds, missing, target) into what the user decided, as `applied` does."""

    columns: tuple[str, ...]
    level: str
    sentence: str
    offer: str = ""
    action: dict = field(default_factory=dict)

    def record(self) -> dict:
        """Plain JSON."""
        return asdict(self) | {"columns": list(self.columns)}


@dataclass(frozen=True)
class Seen:
    """What checks need to know of a column, without its values: rare counts values that fewer than 5 rows have, rarest
    is the least number of rows of a value; mixed: as `mixed.mixed`; running: whole numbers that only rise, or only
    fall, from row to row; codes: what may stand for missing."""

    column: Column
    distinct: int
    rare: int
    rarest: int
    digest: bytes
    mixed: float | None
    running: bool
    codes: tuple[str, ...]

    @classmethod
    def of(cls, column: Column, values: pd.Series, levels: Levels, mix: float | None, codes: tuple[str, ...]) -> "Seen":
        counts = levels.counts
        return cls(
            column,
            len(counts),
            int((counts < FEWEST).sum()),
            int(counts.min(initial=len(values))),
            levels.digest,
            mix,
            _running(column.kind, levels),
            codes,
        )

    @property
    def name(self) -> str:
        return self.column.name


@dataclass(frozen=True)
class Found:
    """All that `synth.profile` found out: the columns one by one, rows that repeat, and what its parts give."""

    dataset: Dataset
    seen: list[Seen]
    repeated: int
    gaps: dict | None
    standing_out: dict | None
    relations: dict
    giving_away: list[tuple[str, float]]

    @property
    def rows(self) -> int:
        return len(self.dataset)

    @property
    def target(self) -> Seen | None:
        return next((seen for seen in self.seen if seen.name == self.dataset.target), None)


def applied(settings: dict, action: dict) -> dict:
    """The user's settings with an action merged in; what was decided before stays unless the action says otherwise."""
    merged = dict(settings)
    for key in ("kinds", "missing"):
        if key in action:
            merged[key] = {**settings.get(key, {}), **action[key]}
    for name, words in action.get("missing", {}).items():
        merged["missing"][name] = [*dict.fromkeys([*settings.get("missing", {}).get(name, []), *words])]
    if "leave_out" in action:
        merged["leave_out"] = [*dict.fromkeys([*settings.get("leave_out", []), *action["leave_out"]])]
    if "target" in action:
        merged["target"] = action["target"]
    if merged.get("target") in merged.get("leave_out", []):
        merged["target"] = None
    return merged


def once(seen: list[Seen]) -> list[Seen]:
    """The columns without those that say the same as an earlier one, and without text that is nearly all numbers."""
    first: dict[bytes, Seen] = {}
    for each in seen:
        if each.mixed is None:
            first.setdefault(each.digest, each)
    return list(first.values())


def several(count: int) -> str:
    """A count of rows as it may be shown."""
    return f"{count:,}" if count >= FEWEST or not count else f"fewer than {FEWEST}"


def called(name: str) -> str:
    """A column's name in a sentence."""
    return f"'{name}'" if len(name) <= 40 else f"'{name[:39]}…'"


def listed(figures: list[tuple[str, str]]) -> str:
    """The figure alone where it is of one column, else the first ones with their columns' names."""
    if len(figures) == 1:
        return figures[0][1]
    more = f" and {len(figures) - NAMED:,} more" if len(figures) > NAMED else ""
    return ", ".join(f"{called(name)} {figure}" for name, figure in figures[:NAMED]) + more


def either(columns: tuple | list, one: str, many: str) -> str:
    """The words for one column or for several."""
    return one if len(columns) == 1 else many


def names(seen: list[Seen]) -> tuple[str, ...]:
    return tuple(s.name for s in seen)


def kinds(seen: list[Seen], kind: Kind) -> dict:
    return {"kinds": {s.name: kind.value for s in seen}}


def below_one(share: float) -> str:
    """Percent, never rounded up to all."""
    return f"{share:.0%}" if share < 0.995 or share == 1 else "over 99%"


def _running(kind: Kind, levels: Levels) -> bool:
    if kind not in (Kind.INTEGER, Kind.REAL) or len(levels.values) < 20 or len(levels.values) < len(levels.codes):
        return False
    values = levels.values.to_numpy(dtype=float)
    if (values[:20] != np.floor(values[:20])).any():
        return False
    steps = np.diff(values)
    return bool((values == np.floor(values)).all() and ((steps > 0).all() or (steps < 0).all()))
