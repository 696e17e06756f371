"""Parameters declared once, as dataclass fields; form, checks, command line and tests all read them from here."""

from dataclasses import MISSING, dataclass, field, fields
from typing import Any


@dataclass(frozen=True)
class Param:
    """What one field says of itself; low and high are inclusive; text says how many lines free text takes in a form, 0
    where it is none; fast is a value for quick tests."""

    name: str
    default: Any
    help: str
    low: float | None = None
    high: float | None = None
    choices: tuple | None = None
    fast: Any = None
    text: int = 0

    @property
    def type(self) -> type:
        return type(self.default)

    @property
    def label(self) -> str:
        return self.name.replace("_", " ").capitalize()

    def check(self, value: Any) -> Any:
        """The value, as this parameter's type. Raises: ValueError naming the parameter, the bounds and the value."""
        if self.choices is not None:
            if value not in self.choices:
                raise ValueError(f"{self.name} must be one of {', '.join(map(str, self.choices))}, not {value}.")
            return value
        if self.text:
            if not isinstance(value, str):
                raise ValueError(f"{self.name} must be text, not {value}.")
            return value
        if self.type is bool:
            if not isinstance(value, bool):
                raise ValueError(f"{self.name} must be true or false, not {value}.")
            return value
        if isinstance(value, bool) or not isinstance(value, (int, float)) or (self.type is int and value % 1 != 0):
            raise ValueError(f"{self.name} must be {'a whole' if self.type is int else 'a'} number, not {value}.")
        if not self.low <= value <= self.high:
            raise ValueError(f"{self.name} must lie in [{self.low}, {self.high}], not {value}.")
        return self.type(value)

    def parse(self, text: str) -> Any:
        """The value that a person typed. Raises: ValueError as check does."""
        if self.text:
            return self.check(text)
        if self.choices is not None:
            return self.check(next((c for c in self.choices if str(c) == text), text))
        if self.type is bool:
            words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
            return self.check(words.get(text.lower(), text))
        try:
            return self.check(float(text) if self.type is float else int(text))
        except (TypeError, ValueError) as error:
            raise error if str(error).startswith(self.name) else ValueError(
                f"{self.name} must be {'a whole' if self.type is int else 'a'} number, not {text}.") from None


def param(default: Any, *, help: str, low: float | None = None, high: float | None = None,
          choices: tuple | None = None, fast: Any = None, text: int = 0) -> Any:
    """A dataclass field that is a parameter. Numbers need both bounds, text its choices,
    or text=LINES where any will do."""
    if isinstance(default, (int, float)) and not isinstance(default, bool) and choices is None and (
        low is None or high is None):
        raise TypeError("A numeric parameter needs low and high.")
    if isinstance(default, str) and choices is None and not text:
        raise TypeError("A text parameter needs its choices, or text=LINES.")
    return field(default=default,
                 metadata={"param": dict(help=help, low=low, high=high, choices=choices, fast=fast, text=text)})


def params_of(cls: type) -> tuple[Param, ...]:
    """The parameters that a dataclass declares, in order."""
    return tuple(Param(f.name, f.default, **f.metadata["param"])
                 for f in fields(cls) if "param" in f.metadata and f.default is not MISSING)


def check_params(instance: Any) -> None:
    """Checks every parameter of a dataclass instance in place. Raises: ValueError for the first that is off."""
    for declared in params_of(type(instance)):
        object.__setattr__(instance, declared.name, declared.check(getattr(instance, declared.name)))
