"""Changes as they are typed on the command line."""

import re

from synth.scenarios.change import DATE, TIED, Balance, Equal, Shift, dated

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_AMOUNT = re.compile(rf"({_NUMBER})\s*(%?)")
_TIME = re.compile(rf"({_NUMBER})\s*(day|week|month|year)s?")
_GROWTH = re.compile(rf"({_NUMBER})\s*%\s*(?:/|an?\s|per\s)\s*(day|week|month|year)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CALL = re.compile(r"(mean|spread|correlation|trend|growth)\((.*)\)")


def typed_balance(text: str) -> Balance:
    """Of COLUMN=LEVEL:SHARE[,LEVEL:SHARE]; a share is 0.5 or 50%. Raises: ValueError with a sentence."""
    column, sign, rest = text.partition("=")
    parts = [part.rpartition(":") for part in rest.split(",")]
    if not sign or not column or not all(level and middle for level, middle, _ in parts):
        raise ValueError(f"A balance is COLUMN=LEVEL:SHARE,LEVEL:SHARE, not '{text}'.")
    return Balance(column.strip(), tuple((level.strip(), _share(share)) for level, _, share in parts))


def typed_equal(text: str) -> Equal:
    """Of OUTCOME=GROUPS, the names of two columns. Raises: ValueError with a sentence."""
    outcome, _, groups = (part.strip() for part in text.partition("="))
    if not outcome or not groups:
        raise ValueError(f"Name the outcome and the column of groups as OUTCOME=GROUPS, not '{text}'.")
    return Equal(outcome, groups)


def typed_shift(text: str) -> Shift:
    """Of COLUMN=+10% (of its mean), COLUMN=-3 (so much less), COLUMN=45 (to that); of a date COLUMN=+30days, -2weeks,
    +1month or 2024-03-01; instead of COLUMN also spread(COLUMN), correlation(COLUMN,OTHER), trend(COLUMN,OTHER) or, as
    growth(COLUMN,DATE)=2%/month, growth. Raises: ValueError with a sentence."""
    what, sign, amount = (part.strip() for part in text.rpartition("="))
    called = _CALL.fullmatch(what)
    kind, named = called.groups() if called else ("mean", what)
    read = _amount(kind, amount) if sign and what else None
    if read is None:
        raise ValueError(_told(kind, text))
    names = [each.strip() for each in named.split(",")] if kind in TIED else [named.strip()]
    if len(names) != (2 if kind in TIED else 1) or not all(names):
        raise ValueError(f"{kind} takes two columns, as {kind}(COLUMN,OTHER), not '{text}'.")
    how, value, unit = read
    return Shift(names[0], kind, how, value, names[1] if len(names) > 1 else None, unit)


def _amount(kind: str, text: str) -> tuple[str, float, str | None] | None:
    """How, how much and in which unit; None where the text says no such thing. Raises: ValueError."""
    if kind == "growth":
        grown = _GROWTH.fullmatch(text)
        return ("to", float(grown[1]) / 100, grown[2]) if grown else None
    if _DAY.fullmatch(text):
        return "to", dated(text), DATE
    timed, number = _TIME.fullmatch(text), _AMOUNT.fullmatch(text)
    if timed is None and number is None:
        return None
    signed = (timed or number)[1][0] in "+-"
    if not signed and (timed or number[2]):
        raise ValueError(f"Say by how much with its sign, as +{text} or -{text}.")
    if timed:
        return "add", float(timed[1]), timed[2]
    value = float(number[1])
    return ("by", value / 100, None) if number[2] else ("add" if signed else "to", value, None)


def _told(kind: str, text: str) -> str:
    if kind == "growth":
        return f"A growth is growth(COLUMN,DATE)=2%/month, or a day, week or year, not '{text}'."
    return (
        "A shift is COLUMN=+10%, COLUMN=-3, COLUMN=45, DATE=+30days, DATE=2024-03-01, spread(COLUMN)=+20%, "
        f"correlation(COLUMN,OTHER)=0.5 or growth(COLUMN,DATE)=2%/month, not '{text}'."
    )


def _share(text: str) -> float:
    number = _AMOUNT.fullmatch(text.strip())
    if number is None:
        raise ValueError(f"'{text}' is no share; write 0.5 or 50%.")
    return float(number[1]) / (100 if number[2] else 1)
