"""What is done to each column: an action with its options and the reason; defaults by kind, overrides as JSON."""

import json
import re
from dataclasses import dataclass, field

import pandas as pd
from pandas.api import types

from synth.columns.called import words_of
from synth.dataset import Column, Dataset, Kind
from synth.masking.coarse import UNITS
from synth.masking.pseudonym import SORTS

TEXT_LIKE = ("text with e-mails", "date of birth")
"""Personal data whose pseudonym would make no sense as text; made-up values of the same form stand in."""
_KEY = re.compile(r"\b(id|key|uuid|guid)$")
POSTAL = ("postal code", "US ZIP code", "British postcode")


@dataclass(frozen=True)
class Step:
    """One column's action; why is half a sentence."""

    column: str
    action: str
    options: dict = field(default_factory=dict)
    why: str = "chosen by hand"

    def told(self) -> str:
        """The action with its options in words: 'range (steps 20)'."""
        options = ", ".join(f"{key} {value}" for key, value in self.options.items())
        return f"{self.action} ({options})" if options else self.action


@dataclass(frozen=True)
class Action:
    """What an action takes: its options (name to a type and bounds, or to choices) and the columns it fits."""

    fits: tuple[str, ...]
    """text, number, moment, flag: what a column's values may be."""
    options: dict = field(default_factory=dict)


_ANY = ("text", "number", "moment", "flag")
ACTIONS = {
    "keep": Action(_ANY),
    "pseudonym": Action(("text", "number"), {"as": SORTS, "keep": (int, 0, 64), "domain": (bool,)}),
    "hash": Action(("text", "number"), {"length": (int, 8, 64)}),
    "range": Action(("number",), {"steps": (int, 1, 1000), "width": (float, 1e-12, 1e18)}),
    "period": Action(("moment",), {"unit": tuple(UNITS)}),
    "prefix": Action(("text", "number"), {"length": (int, 1, 64)}),
    "other": Action(("text", "number", "flag"), {"least": (int, 1, 10**9)}),
    "shift": Action(("moment",), {"days": (int, 1, 36500), "by": "column", "weekdays": (bool,)}),
    "noise": Action(("number",), {"scale": (float, 0.0, 100.0)}),
    "invent": Action(("text", "number", "moment")),
    "suppress": Action(_ANY),
}


def plan_of(data: Dataset, text: str = "", steps: int = 20) -> list[Step]:
    """A step for every column, in table order: as the JSON text says, else the default.

    text: {"column": "action"} or {"column": {"action": ..., option: value}}. Raises: ValueError naming what is wrong.
    """
    told = _read(text)
    for name in told:
        data.column(name)
    return [_by_hand(data, column, told[column.name]) if column.name in told
            else default(column, data.table[column.name], steps, column.name == data.target) for column in data.columns]


def default(column: Column, values: pd.Series, steps: int, target: bool = False) -> Step:
    """What is done to a column about which nothing was said."""
    name, form = column.name, form_of(values)
    if column.pii in TEXT_LIKE and form == "text":
        return Step(name, "invent", why=f"it seems to hold {column.pii}")
    if form == "moment":
        return _of_moments(column, values)
    if column.pii and form != "flag" and column.pii not in TEXT_LIKE:
        options = {"as": column.pii} if column.pii in SORTS else {}
        return Step(name, "pseudonym", options, f"it seems to hold {column.pii}")
    if column.kind == Kind.ID or form != "flag" and column.kind != Kind.TEXT and _KEY.search(words_of(name)):
        return Step(name, "pseudonym", why="it is a key; equal values stay equal")
    if column.kind == Kind.TEXT:
        return Step(name, "invent", why="free text can say anything about anybody")
    if column.meaning in POSTAL:
        return Step(name, "prefix", {"length": _half(values)}, f"it holds {column.meaning}s")
    if form == "flag" or target and column.kind == Kind.CATEGORY:
        return Step(name, "keep", why="it is the target" if target else "it has two values")
    if column.kind == Kind.CATEGORY:
        return Step(name, "other", why="rare values point to few rows")
    return Step(name, "range", {"steps": steps}, "exact numbers point to single rows")


def form_of(values: pd.Series) -> str:
    """text, number, moment or flag, by dtype."""
    dtype = values.dtype.categories.dtype if isinstance(values.dtype, pd.CategoricalDtype) else values.dtype
    if types.is_bool_dtype(dtype):
        return "flag"
    if types.is_datetime64_any_dtype(dtype):
        return "moment"
    return "number" if types.is_numeric_dtype(dtype) else "text"


def _of_moments(column: Column, values: pd.Series) -> Step:
    known = values.dropna()
    days = (known.max() - known.min()).days if len(known) else 0
    if column.pii == "date of birth":
        return Step(column.name, "period", {"unit": "year"}, "it holds dates of birth")
    if column.kind == Kind.ID:
        return Step(column.name, "invent", why="every moment is another, like a key")
    unit = "month" if days > 365 else "week" if days > 60 else "day"
    return Step(column.name, "period", {"unit": unit}, "exact moments point to single rows")


def _half(values: pd.Series) -> int:
    """Half of the usual length of the values, as texts, rounded up."""
    known = values.dropna()
    lengths = known.astype(str).str.replace(r"\.0$", "", regex=True).str.len()
    return max(int(lengths.median() + 1) // 2, 1) if len(known) else 1


def _read(text: str) -> dict:
    try:
        told = json.loads(text) if text.strip() else {}
    except json.JSONDecodeError as problem:
        raise ValueError(f"plan is no JSON: {problem.msg} in line {problem.lineno}, column {problem.colno}; write for "
                         'example {"age": {"action": "range", "width": 10}, "name": "suppress"}.') from None
    if not isinstance(told, dict):
        raise ValueError('plan must be a JSON object, column to action, for example {"age": "keep"}.')
    return told


def _by_hand(data: Dataset, column: Column, asked: object) -> Step:
    asked = {"action": asked} if isinstance(asked, str) else asked
    if not isinstance(asked, dict) or asked.get("action") not in ACTIONS:
        raise ValueError(f"plan names no action for column '{column.name}'; choose one of {', '.join(ACTIONS)}.")
    name, action = asked["action"], ACTIONS[asked["action"]]
    form = form_of(data.table[column.name])
    if form not in action.fits:
        able = [each for each, other in ACTIONS.items() if form in other.fits]
        raise ValueError(f"plan: '{name}' does not fit column '{column.name}', whose values are {form}s; "
                         f"choose one of {', '.join(able)}.")
    options = {key: value for key, value in asked.items() if key != "action"}
    for key, value in options.items():
        _check(data, column.name, name, key, value)
    if name == "pseudonym" and column.pii in SORTS:
        options.setdefault("as", column.pii)
    return Step(column.name, name, options)


def _check(data: Dataset, column: str, action: str, key: str, value: object) -> None:
    """Raises: ValueError unless value is one that this option of the action takes."""
    options = ACTIONS[action].options
    here = f"plan: column '{column}', {action}: {key}"
    if key not in options:
        raise ValueError(f"{here} is no option; there is {', '.join(options) or 'none'}.")
    takes = options[key]
    if takes == "column":
        data.column(value)
    elif takes == (bool,):
        if not isinstance(value, bool):
            raise ValueError(f"{here} must be true or false, not {value}.")
    elif isinstance(takes[0], str):
        if value not in takes:
            raise ValueError(f"{here} must be one of {', '.join(takes)}, not {value}.")
    else:
        whole, low, high = takes[0] is int, *takes[1:]
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if not number or (whole and value % 1) or not low <= value <= high:
            raise ValueError(f"{here} must be a {'whole ' if whole else ''}number in [{low}, {high}], not {value}.")
