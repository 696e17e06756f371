"""How rows of a scenario were come by, and how far what was asked leads from what was learned."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
import pandas as pd

from synth.conditions import Test, holds
from synth.dataset import Column, Kind
from synth.scenarios.change import Balance, Equal, Shift
from synth.scenarios.moments import Aim, figure
from synth.scenarios.words import named

DRAWN, REWEIGHTED, MOVED = "drawn", "reweighted", "moved"
LEAVES = 0.2
"""The effective share of rows below which it is said that a request leaves the data."""


@dataclass(frozen=True)
class Reach:
    """way: drawn (level by level), reweighted (rows of a pool picked) or moved (columns moved, the others taken from
    rows like the moved ones). effective: as what share of the rows, 0..1, reweighted ones would count (Kish); 0 where
    no weights do. pool: rows drawn; repeated: rows that came more than once; beyond: the share of rows past all values
    seen. steps: for every change {"words", "start", "asked", "reached", "form": "share", "number" or "date"}, figures
    None where not defined and ISO text of dates."""

    way: str
    effective: float
    pool: int
    repeated: int = 0
    beyond: float = 0.0
    steps: tuple[dict, ...] = ()

    def with_steps(self, steps: Sequence[dict]) -> "Reach":
        return replace(self, steps=tuple(steps))

    def to_record(self) -> dict:
        """Plain JSON, with the sentences under "notes"."""
        return asdict(self) | {"steps": list(self.steps), "notes": list(self.notes)}

    @property
    def lines(self) -> tuple[str, ...]:
        """What came of every change, and the notes."""
        came = [each for each in self.steps if each["asked"] is not None]
        return (
            *(f"{each['words']}: {told(each, 'start')} became {told(each, 'reached')}" for each in came),
            *self.notes,
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know, in sentences."""
        return (_WAYS[self.way], *self._left(), *self._odd(), *map(_missed, filter(missed, self.steps)))

    def _left(self) -> list[str]:
        """How far the request leads from the data."""
        if self.way == MOVED:
            kept = f"rows weighted towards it tell as much as {self.effective:.1%} as many (effective sample size)"
            none = "no rows, however weighted, come to it"
            return [f"The request leaves the data: {kept if self.effective else none}."]
        kept = f"Rows weighted towards this tell as much as {self.effective:.0%} as many (effective sample size)."
        far = "The request leaves the data: what is told of it leans on few rows of that sort."
        return [kept, far] if self.effective < LEAVES else [kept]

    def _odd(self) -> list[str]:
        """Rows that came twice, and those beyond all others."""
        twice = f"Of the rows {self.repeated:,} came more than once."
        beyond = (
            f"Of the rows {self.beyond:.1%} have values beyond all that were drawn before; what goes with them is a "
            "guess from the edge."
        )
        return [twice] * bool(self.repeated) + [beyond] * bool(self.beyond)


def missed(step: dict) -> bool:
    """Whether a change ended more than a tenth of its way off."""
    if step["asked"] is None:
        return False
    start, asked, reached = (_number(step[word]) for word in ("start", "asked", "reached"))
    return abs(reached - asked) > 0.1 * abs(asked - start) + 1e-12


def _missed(step: dict) -> str:
    start, asked, reached = (told(step, word) for word in ("start", "asked", "reached"))
    return f"The {step['words']} was not reached: {start} became {reached} instead of {asked}."


def told(step: dict, word: str) -> str:
    """One figure of a step as it is read: percent, a day, else four digits."""
    value = step[word]
    if isinstance(value, str):
        return value[:10]
    return f"{100 * value:.4g} %" if step["form"] == "share" else f"{value:.4g}"


def _number(value: float | str) -> float:
    """Days from 1970 of a date."""
    return (pd.Timestamp(value) - pd.Timestamp(0)) / pd.Timedelta(days=1) if isinstance(value, str) else value


_WAYS = {
    DRAWN: "The rows were drawn level by level, in exactly the shares asked.",
    REWEIGHTED: "A larger pool of rows was reweighted by the least change that meets what is asked, and rows were "
    "picked by these weights.",
    MOVED: "The columns were moved row by row, and the others taken from rows whose values were like the moved ones.",
}


def step(
    change: Balance | Equal | Aim, before: pd.DataFrame, after: pd.DataFrame, columns: Mapping[str, Column]
) -> dict:
    """What was asked, from where, and what came of it."""
    if isinstance(change, Aim):
        shift, figures = change.shift, (change.start, change.goal, figure(change.shift, after, columns))
        form = "date" if _dated(shift, columns) else "share" if shift.what == "growth" else "number"
        return {
            "words": named(shift.what, shift.column, shift.other, shift.unit),
            **dict(zip(("start", "asked", "reached"), (_plain(each, form) for each in figures))),
            "form": form,
        }
    if isinstance(change, Equal):
        gaps = [gap(each, change.outcome, change.groups) for each in (before, after)]
        return {
            "words": f"gap in {change.outcome} between groups of {change.groups}",
            "start": gaps[0],
            "asked": 0.0,
            "reached": gaps[1],
            "form": "share",
        }
    shares = [
        [float(holds(Test(change.column, "==", (level,)), each).mean()) for each in (before, after)]
        for level, _ in change.shares
    ]
    # What is to change most stands for all.
    most = max(range(len(shares)), key=lambda i: abs(change.shares[i][1] - shares[i][0]))
    level, share = change.shares[most]
    return {
        "words": f"share of {level} in {change.column}",
        "start": shares[most][0],
        "asked": share,
        "reached": shares[most][1],
        "form": "share",
    }


def gap(table: pd.DataFrame, outcome: str, groups: str) -> float:
    """The largest difference between two groups of 30 rows or more in the share of any level of the outcome, 0..1."""
    tally = pd.crosstab(table[groups].astype(object), table[outcome].astype(object))
    tally = tally[tally.sum(axis=1) >= 30]
    if len(tally) < 2:
        return 0.0
    share = tally.to_numpy() / tally.sum(axis=1).to_numpy()[:, None]
    return float((share.max(axis=0) - share.min(axis=0)).max())


def _dated(shift: Shift, columns: Mapping[str, Column]) -> bool:
    """Whether figures of the shift are days of the calendar."""
    return shift.what == "mean" and columns[shift.column].kind is Kind.MOMENT


def _plain(value: float, form: str) -> float | str | None:
    if not np.isfinite(value):
        return None
    return pd.Timestamp(value, unit="D").isoformat(timespec="minutes") if form == "date" else float(value)
