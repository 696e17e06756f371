"""Every kind of field a column can be filled by: its parameters, their checks, and the function that draws it."""

import importlib
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

KINDS = {
    "number": "a number",
    "whole": "a whole number",
    "text": "text",
    "flag": "true or false",
    "moment": "a date like 2024-12-31",
    "list": "a list",
    "any": "a value",
    "record": 'a field of its own, {"field": ..., "params": {...}}',
}
LONGEST = 100_000
"""Characters of a text, and entries of a list, that a parameter may have."""


class SchemaError(ValueError):
    """A schema that cannot be followed; the text says where and what to do; table and column say it to a screen."""

    def __init__(self, text: str, table: str = "", column: str = ""):
        super().__init__(text)
        self.table, self.column = table, column


@dataclass(frozen=True)
class Setting:
    """A parameter of a field: kind is one of KINDS; a default of None may be left out unless it is needed."""

    kind: str
    default: Any = None
    low: float = -math.inf
    high: float = math.inf
    needed: bool = False
    choices: tuple = ()

    def check(self, name: str, value: Any) -> Any:
        """The value, dates as Timestamp. Raises: SchemaError naming the parameter and the value."""
        if value is None:
            if self.needed:
                raise SchemaError(f"{name} is needed: {KINDS[self.kind]}.")
            return self.default
        if self.choices and value not in self.choices:
            raise SchemaError(f"{name} must be one of {', '.join(map(str, self.choices))}, not {_short(value)}.")
        if not self._fits(value):
            raise SchemaError(f"{name} must be {KINDS[self.kind]}, not {_short(value)}.")
        if self.kind == "moment":
            return _moment(name, value)
        if self.kind in ("number", "whole") and not self.low <= value <= self.high:
            raise SchemaError(f"{name} must lie in [{self.low:g}, {self.high:g}], not {value}.")
        return int(value) if self.kind == "whole" else value

    def _fits(self, value: Any) -> bool:
        numeric = (
            isinstance(value, (int, float))
            and not isinstance(value, bool)
            and (isinstance(value, int) or math.isfinite(value))
        )
        return {
            "number": numeric,
            "whole": numeric and value % 1 == 0,
            "flag": isinstance(value, bool),
            "text": isinstance(value, str) and len(value) <= LONGEST,
            "moment": isinstance(value, str),
            "list": isinstance(value, list) and 0 < len(value) <= LONGEST,
            "record": isinstance(value, dict),
            "any": isinstance(value, (str, int, float, bool)),
        }[self.kind]


def _moment(name: str, text: str) -> pd.Timestamp:
    try:
        return pd.Timestamp(text).tz_localize(None).as_unit("ns")
    except (ValueError, OverflowError):
        raise SchemaError(f"{name} must be {KINDS['moment']}, not {_short(text)}.") from None


def _short(value: Any) -> str:
    said = repr(value)
    return said if len(said) <= 60 else f"{said[:57]}..."


@dataclass
class Seen:
    """What a field may look at: columns of its table made so far, tables made before it, and where it notes what to
    tell."""

    columns: dict[str, pd.Series] = field(default_factory=dict)
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    unique: bool = False


Draw = Callable[..., Any]
"""draw(rows, rng, given, seen) -> rows values, an array or a Series; given are the checked parameters."""


@dataclass(frozen=True)
class FieldKind:
    """One kind of field: needs(given) names the columns of its table that it looks at."""

    name: str
    about: str
    settings: dict[str, Setting]
    draw: Draw
    needs: Callable[[dict], list[str]] = lambda given: []

    def check(self, params: Mapping[str, Any]) -> dict[str, Any]:
        """Every parameter, checked, defaults filled in. Raises: SchemaError for an unknown or a wrong one."""
        unknown = [name for name in params if name not in self.settings]
        if unknown:
            raise SchemaError(
                f"{self.name} has no parameter '{unknown[0]}'; it has {', '.join(self.settings) or 'none'}."
            )
        return {name: setting.check(name, params.get(name)) for name, setting in self.settings.items()}


_kinds: dict[str, FieldKind] = {}


def field_kind(
    name: str, needs: Callable[[dict], list[str]] | None = None, **settings: Setting
) -> Callable[[Draw], Draw]:
    """Registers the function under that name; the first line of its docstring is what the page says about it."""

    def registered(draw: Draw) -> Draw:
        about = (draw.__doc__ or "").strip().splitlines()[0]
        _kinds[name] = FieldKind(name, about, settings, draw, needs or (lambda given: []))
        return draw

    return registered


def field_kinds() -> dict[str, FieldKind]:
    """Every kind of field by its name."""
    modules = [
        importlib.import_module(f"synth.inventing.{name}").__name__ for name in ("distributions", "texts", "derived")
    ]
    return dict(sorted(_kinds.items(), key=lambda item: modules.index(item[1].draw.__module__)))


def kind_of(name: str) -> FieldKind:
    """Raises: SchemaError for a field that does not exist."""
    if not isinstance(name, str) or name not in field_kinds():
        raise SchemaError(f"There is no field {_short(name)}; choose one of {', '.join(field_kinds())}.")
    return _kinds[name]


def draws(kind: str, params: dict, rows: int, rng: np.random.Generator) -> np.ndarray:
    """That many values of a field that looks at no other column. Raises: SchemaError."""
    found = kind_of(kind)
    return np.asarray(found.draw(rows, rng, found.check(params), Seen()))
