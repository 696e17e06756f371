"""What a column of a schema may hold, as a rule that a language model is told and its answers are held against."""

import json
import math
import re
from dataclasses import dataclass
from typing import Any

import pandas as pd

from synth.inventing.fields import kind_of
from synth.inventing.schema import Field

COMPUTED = ("formula", "template", "key", "lookup", "sequence", "constant")
"""Fields that follow from others or need no imagination: they are never asked for."""
WHOLE = ("integer", "poisson", "binomial", "zipf")
LONGEST = 2_000
"""Characters of a text."""


@dataclass(frozen=True)
class Rule:
    """sort is whole, number, flag, moment, choice or text; low and high are inclusive, None where open."""

    name: str
    sort: str
    told: str
    low: Any = None
    high: Any = None
    choices: tuple = ()
    pattern: str = ""
    decimals: int | None = None
    gaps: bool = False

    def take(self, value: Any) -> Any:
        """The value as the column holds it, None where missing. Raises: ValueError, half a sentence, for one that
        breaks the rule."""
        if value is None:
            if not self.gaps:
                raise ValueError("is missing")
            return None
        if self.sort == "choice":
            found = next((c for c in self.choices if c == value or str(c) == str(value)), None)
            if found is None:
                raise ValueError("is none of the values allowed")
            return found
        return getattr(self, f"_{self.sort}")(value)

    def _number(self, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
            raise ValueError("is no number")
        value = value if self.decimals is None or isinstance(value, int) else round(value, self.decimals)
        return self._inside(value)

    def _whole(self, value: Any) -> int:
        value = self._number(value)
        if value % 1:
            raise ValueError("is no whole number")
        return self._inside(int(value))

    def _flag(self, value: Any) -> bool:
        if not isinstance(value, bool):
            raise ValueError("is neither true nor false")
        return value

    def _moment(self, value: Any) -> pd.Timestamp:
        try:
            return self._inside(pd.Timestamp(str(value)[:40]).tz_localize(None).as_unit("ns"))
        except (ValueError, OverflowError) as problem:
            raise ValueError("lies outside of the range" if "outside of" in str(problem) else "is no date") from None

    def _text(self, value: Any) -> str:
        if not isinstance(value, str) or not value.strip() or len(value) > LONGEST:
            raise ValueError("is no text, or too long")
        if self.pattern and not re.fullmatch(self.pattern, value):
            raise ValueError("does not match the pattern")
        return " ".join(value.split())

    def _inside(self, value: Any) -> Any:
        if (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
            raise ValueError("lies outside of the range")
        return value


def rule_of(column: Field) -> Rule | None:
    """The rule of a column, None for one that is computed. Raises: SchemaError."""
    if column.field in COMPUTED:
        return None
    given, more = kind_of(column.field).check(column.params), {}
    if column.field == "categorical":
        sort, more = "choice", {"choices": tuple(given["values"])}
    elif column.field == "bernoulli":
        sort = "flag"
    elif column.field == "date":
        end = given["end"]
        late = end + pd.Timedelta(seconds=86_399) if given["time"] and end == end.normalize() else end
        sort, more = "moment", {"low": given["start"], "high": late}
    elif column.field in ("faker", "regex"):
        sort, more = "text", {"pattern": given.get("pattern") or ""}
    else:
        sort = "whole" if column.field in WHOLE or given.get("decimals") == 0 else "number"
        more = {
            "low": given.get("low", _least(column.field)),
            "high": given.get("high", _most(column.field, given)),
            "decimals": given.get("decimals"),
        }
    return Rule(column.name, sort, _told(column, sort), gaps=column.missing > 0, **more)


def _least(field: str) -> int | None:
    return {"binomial": 0, "zipf": 1}.get(field)


def _most(field: str, given: dict) -> int | None:
    return given.get({"binomial": "trials", "zipf": "values"}.get(field, ""))


def _told(column: Field, sort: str) -> str:
    """One line about the column: its sort, its field and parameters, its share of null."""
    given = json.dumps({name: value for name, value in column.params.items() if value is not None}, ensure_ascii=False)
    sorts = {
        "whole": "whole number",
        "number": "number",
        "flag": "true or false",
        "choice": "one of the values",
        "moment": "text, YYYY-MM-DDTHH:MM:SS" if column.params.get("time") else "text, YYYY-MM-DD",
        "text": "text",
    }
    gaps = f"; null in {column.missing:.1%} of the rows" if column.missing else ""
    return f"{sorts[sort]}; {column.field} {given}{gaps}"
