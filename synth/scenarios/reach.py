"""How rows of a scenario were come by, and how far what was asked leads from what was learned."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace

import numpy as np
import pandas as pd

from synth.conditions import Test, holds
from synth.dataset import Column
from synth.scenarios.change import Balance, Equal
from synth.scenarios.moments import Aim, figure
from synth.scenarios.words import named

DRAWN, REWEIGHTED, MOVED = "drawn", "reweighted", "moved"
LEAVES = 0.2
"""The effective share of rows below which it is said that a request leaves the data."""


@dataclass(frozen=True)
class Reach:
    """way: drawn (level by level), reweighted (rows of a pool picked) or moved (columns moved, the others taken from rows
    like the moved ones). effective: as what share of the rows, 0..1, reweighted ones would count (Kish); 0 where no weights
    do. pool: rows drawn; repeated: rows that came more than once; beyond: the share of rows past all values seen. steps: for
    every change {"words", "start", "asked", "reached", "form": "share" or "number"}, figures None where not defined."""

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
        return (
            *(
                f"{each['words']}: {each['start']:.4g} became {each['reached']:.4g}"
                for each in self.steps
                if each["asked"] is not None
            ),
            *self.notes,
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know, in sentences."""
        told = [_WAYS[self.way]]
        if self.way != MOVED:
            told.append(f"Reweighting to this keeps {self.effective:.0%} of the rows in effective sample size.")
            if self.effective < LEAVES:
                told.append("The request leaves the data: what is told of it leans on few rows of that sort.")
        elif self.effective:
            told.append(
                f"The request leaves the data: reweighting would keep {self.effective:.1%} of the rows in effective sample size."
            )
        else:
            told.append("The request leaves the data: no rows, however weighted, come to it.")
        if self.repeated:
            told.append(f"Of the rows {self.repeated:,} came more than once.")
        if self.beyond:
            told.append(
                f"Of the rows {self.beyond:.1%} have values beyond all that were drawn before; what goes with them is a guess from the edge."
            )
        missed = [
            each
            for each in self.steps
            if each["asked"] is not None
            and abs(each["reached"] - each["asked"]) > 0.1 * abs(each["asked"] - each["start"]) + 1e-12
        ]
        told += [
            f"The {each['words']} was not reached: {each['start']:.4g} became {each['reached']:.4g} instead of {each['asked']:.4g}."
            for each in missed
        ]
        return tuple(told)


_WAYS = {
    DRAWN: "The rows were drawn level by level, in exactly the shares asked.",
    REWEIGHTED: "A larger pool of rows was reweighted by the least change that meets what is asked, and rows were picked by these weights.",
    MOVED: "The columns were moved row by row, and the others taken from rows whose values were like the moved ones.",
}


def step(
    change: Balance | Equal | Aim, before: pd.DataFrame, after: pd.DataFrame, columns: Mapping[str, Column]
) -> dict:
    """What was asked, from where, and what came of it."""
    if isinstance(change, Aim):
        shift = change.shift
        return {
            "words": named(shift.what, shift.column, shift.other),
            "start": _plain(change.start),
            "asked": _plain(change.goal),
            "reached": _plain(figure(shift, after, columns)),
            "form": "number",
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
    most = max(
        range(len(shares)), key=lambda i: abs(change.shares[i][1] - shares[i][0])
    )  # what is to change most stands for all
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


def _plain(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
