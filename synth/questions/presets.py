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
    """Questions as `ask` takes them, by their title: of the target where there is one, else of the first number; by the
    columns with the fewest levels."""
    first = next((each for each in columns if each.name == target), None) or next(
        (each for each in columns if each.number), None
    )
    others = [each for each in columns if first and each.name != first.name]
    found: dict[str, dict] = {}
    how = "mean" if first and first.number else "share"
    for each in sorted((each for each in others if each.grouping), key=lambda each: len(each.levels))[:2]:
        question = {"kind": "group", "by": [each.name], "how": how, "measure": first.name}
        found[named(question)] = question
    if first and (first.number or len(first.levels) == 2) and others:
        on = [each.name for each in others if each.number or each.grouping][:4]
        found |= {f"What moves {first.name}": {"kind": "regression", "target": first.name, "on": on}} if on else {}
    groups = [each.name for each in columns if each.grouping]
    if not found and groups:
        found[f"Rows by {groups[0]}"] = {"kind": "group", "by": groups[:1], "how": "count"}
    return found


def named(question: dict) -> str:
    """A question in a line, as far as it can be told before it is answered."""
    if question["kind"] == "sql":
        return f"SQL: {' '.join(question['text'].split())}"
    if question["kind"] == "regression":
        return f"What moves {question['target']}, by {', '.join(question['on'])}"
    if question["how"] == "count":
        return f"Rows by {', '.join(question['by'])}"
    level = f" = {question['value']}" if question.get("value") is not None else ""
    return f"{question['how'].capitalize()} of {question['measure']}{level} by {', '.join(question['by'])}"


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
