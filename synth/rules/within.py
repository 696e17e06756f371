"""A column that stays within a range."""

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from synth.conditions import And, Condition, Test, spell
from synth.conditions.holds import moment
from synth.dataset import Dataset, Kind
from synth.rules.expression import Expression
from synth.rules.rule import Quote, Rule, column, kind, there


@kind("range")
class Range(Rule):
    """low <= column <= high, either of which may be open; for dates they are texts such as "2024-02-29"."""

    column: str
    low: Any = None
    high: Any = None
    known_low: Any = None
    known_high: Any = None

    def __post_init__(self):
        ends = [end for end in (self.low, self.high) if end is not None]
        plain = all(isinstance(end, (int, float, str)) and not isinstance(end, bool) for end in ends)
        if not isinstance(self.column, str) or not ends or not plain:
            raise ValueError("A rule of kind 'range' needs a column, and low, high or both: numbers, or dates as text.")
        same = len({isinstance(end, str) for end in ends}) == 1
        if not same or len(ends) == 2 and _later(*ends):
            raise ValueError(
                f"The range of '{self.column}' must go from a lower end to a higher one, not from {self.low} to "
                f"{self.high}."
            )

    @property
    def columns(self) -> tuple[str, ...]:
        return (self.column,)

    def _end(self, value: Any):
        return moment(self.column, value) if isinstance(value, str) else value

    def on(self, data: Dataset) -> Rule:
        """With the real ends inside the range as what is clipped to; of categories in an order, an expression.

        Raises: ValueError where no real value lies in it.
        """
        about = column(data, self.column)
        if not about.kind.numeric:
            return Expression(spell(self._condition())).on(data)
        timed = about.kind is Kind.MOMENT
        if any(isinstance(end, str) is not timed for end in (self.low, self.high) if end is not None):
            raise ValueError(
                f"Column '{self.column}' holds {'dates' if timed else 'numbers'}; so must the ends of its range."
            )
        inside = data.table[self.column][~self.broken(data.table)].dropna()
        if inside.empty:
            raise ValueError(f"No row learned from has '{self.column}' in the range asked for.")
        return replace(self, known_low=inside.min(), known_high=inside.max())

    def _condition(self) -> Condition:
        tests = [
            Test(self.column, sign, (end,)) for sign, end in ((">=", self.low), ("<=", self.high)) if end is not None
        ]
        return tests[0] if len(tests) == 1 else And(tuple(tests))

    def _outside(self, values: pd.Series) -> tuple[np.ndarray, np.ndarray]:
        """Rows below and rows above."""
        wall = values.dt.tz_localize(None) if values.dtype.kind == "M" else values
        if wall.dtype.kind not in "iufM":
            raise ValueError(f"Column '{self.column}' holds no numbers or dates, so that it has no range.")
        none = pd.Series(False, index=values.index)
        below = none if self.low is None else wall < self._end(self.low)
        high = None if self.high is None else self._end(self.high)
        if isinstance(self.high, str) and len(self.high.strip()) == 10:
            high = high + pd.Timedelta(days=1) - pd.Timedelta(1, "ns")  # a whole day was named
        above = none if high is None else wall > high
        return tuple(np.asarray(each.fillna(False), dtype=bool) for each in (below, above))

    def broken(self, table: pd.DataFrame) -> np.ndarray:
        return np.logical_or(*self._outside(there(table, self.columns)[self.column]))

    def mended(self, table: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
        """Clipped to the least and greatest real value within the range."""
        values = table[self.column]
        below, above = self._outside(values)
        if self.known_low is None or not (below | above).any():
            return table
        clipped = values.mask(below, self.known_low).mask(above, self.known_high)
        return table.assign(**{self.column: clipped.astype(values.dtype)})

    def words(self, quote: Quote = str) -> str:
        name, low, high = quote(self.column), quote(str(self.low)), quote(str(self.high))
        if self.low is None or self.high is None:
            return f"{name} is at most {high}" if self.low is None else f"{name} is at least {low}"
        return f"{name} lies between {low} and {high}"


def _later(low: Any, high: Any) -> bool:
    """Whether the first of two numbers, or of two dates, comes second; of other texts it is not known."""
    try:
        return moment("", low) > moment("", high) if isinstance(low, str) else low > high
    except ValueError:
        return False
