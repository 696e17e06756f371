"""Parameters of a field as one line that a person types, and back: `mean=40; sd=12`, or just the formula, template or
pattern."""

import json
import re

from synth.inventing.fields import SchemaError, Setting, field_kinds, kind_of

__all__ = ["ALONE", "hint", "spelled", "understood"]
ALONE = {"formula": "formula", "template": "template", "regex": "pattern"}
"""Fields with one text as their parameter, which stands alone."""
_PARTS = re.compile(r'(?:"(?:\\.|[^"\\])*"|[^;"]|"[^;]*)+')


def spelled(field: str, params: dict) -> str:
    """The line that `understood` reads as these parameters again."""
    if field in ALONE and set(params) <= {ALONE[field]}:
        return str(params.get(ALONE[field], ""))
    return "; ".join(f"{name}={_value(value)}" for name, value in params.items() if value is not None)


def _value(value) -> str:
    """Bare where that is read as the same value, JSON otherwise."""
    if isinstance(value, list) and value and not any(isinstance(each, (list, dict)) for each in value):
        bare = ", ".join(map(_value, value))
        if _list(bare) == value:
            return bare
    if (
        isinstance(value, str)
        and value == value.strip()
        and value
        and not re.search(r'[;",]', value)
        and _scalar(value) == value
    ):
        return value
    return json.dumps(value, ensure_ascii=False)


def understood(field: str, line: str) -> dict:
    """The parameters that a line spells. Raises: SchemaError for an unknown field or a part without a name."""
    kind, line = kind_of(field), (line or "").strip()
    if field in ALONE:
        return {ALONE[field]: line} if line else {}
    params = {}
    for part in _PARTS.findall(line):
        name, equals, text = part.partition("=")
        if not part.strip():
            continue
        if not equals:
            raise SchemaError(f"parameters are written as name=value; name=value, not '{part.strip()[:40]}'.")
        setting = kind.settings.get(name.strip(), Setting("any"))
        params[name.strip()] = _read(setting, text.strip())
    return params


def _read(setting: Setting, text: str):
    """The value, by the kind of the parameter where text alone could be several."""
    if setting.kind == "list":
        return _list(text)
    value = _scalar(text)
    return text if setting.kind in ("text", "moment") and not isinstance(value, str) else value


def _list(text: str) -> list:
    if text.startswith("["):
        try:
            value = json.loads(text)
            return value if isinstance(value, list) else [value]
        except json.JSONDecodeError:
            pass
    return [_scalar(part.strip()) for part in re.findall(r'\s*(?:"(?:\\.|[^"\\])*"|[^,])+', text)]


def _scalar(text: str):
    """What JSON says the text is, else the text."""
    try:
        value = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return text
    return (
        text
        if isinstance(value, float)
        and value not in (value, float("inf"), float("-inf"))
        or text in ("NaN", "Infinity", "-Infinity")
        else value
    )


def hint(field: str) -> str:
    """The parameters that a field takes, with their defaults, in one line."""

    def told(name: str, setting: Setting) -> str:
        default = "..." if setting.default is None else setting.default
        return f"{name}={getattr(default, 'date', lambda: default)()}"

    kind = field_kinds()[field]
    if field in ALONE:
        return f"the {ALONE[field]} itself"
    return "; ".join(told(name, setting) for name, setting in kind.settings.items()) or "no parameters"
