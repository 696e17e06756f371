"""Questions that suit a table: what somebody who knows its columns would ask first."""

from collections.abc import Sequence
from dataclasses import dataclass

LEVELS = (2, 12)
"""Levels that a column has to group by, at least and at most."""


@dataclass(frozen=True)
class Asked:
    """A column to ask about: kind as in `synth.dataset.Kind`; levels are its labels that may be shown, () of
    numbers."""

    name: str
    kind: str
    levels: tuple[str, ...] = ()

    @property
    def number(self) -> bool:
        return self.kind in ("integer", "real")

    @property
    def grouping(self) -> bool:
        return LEVELS[0] <= len(self.levels) <= LEVELS[1]


def presets(columns: Sequence[Asked], target: str | None) -> dict[str, dict]:
    """Questions as `ask` takes them, by their title: of the target where there is one, else of the first number."""
    first = next((each for each in columns if each.name == target), None) or next(
        (each for each in columns if each.number), None
    )
    others = [each for each in columns if first and each.name != first.name]
    found: dict[str, dict] = {}
    for each in [each for each in others if each.grouping][:2]:
        how = {"how": "mean", "measure": first.name} if first.number else {"how": "share", "measure": first.name}
        found[f"{how['how'].capitalize()} of {first.name} by {each.name}"] = {"kind": "group", "by": [each.name], **how}
    if first and (first.number or len(first.levels) == 2) and others:
        on = [each.name for each in others if each.number or each.grouping][:4]
        found |= {f"What moves {first.name}": {"kind": "regression", "target": first.name, "on": on}} if on else {}
    groups = [each.name for each in columns if each.grouping]
    if not found and groups:
        found[f"Rows by {groups[0]}"] = {"kind": "group", "by": groups[:1], "how": "count"}
    return found


def query(columns: Sequence[Asked], target: str | None) -> str:
    """A query to start from, on one group and one number of the table."""
    group = next((each.name for each in columns if each.grouping and each.name != target), None)
    number = next((each.name for each in columns if each.number), None)
    measures = ["count(*) AS rows"] + ([f"avg({quoted(number)}) AS mean"] if number else [])
    if group is None:
        return f"SELECT {', '.join(measures)}\nFROM data"
    return f"SELECT {quoted(group)}, {', '.join(measures)}\nFROM data\nGROUP BY {quoted(group)}"


def quoted(name: str) -> str:
    """A column's name as SQL takes it."""
    return (
        name if name.isidentifier() and name.isascii() and name.lower() == name else '"' + name.replace('"', '""') + '"'
    )
