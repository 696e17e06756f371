"""Changes as they are typed on the command line."""

import re

from synth.scenarios.change import TIED, Balance, Equal, Shift

_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
_AMOUNT = re.compile(rf"({_NUMBER})\s*(%?)")
_CALL = re.compile(r"(mean|spread|correlation|trend)\((.*)\)")


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
    """Of COLUMN=+10% (of its mean), COLUMN=-3 (so much less), COLUMN=45 (to that); instead of COLUMN also spread(COLUMN),
    correlation(COLUMN,OTHER) or trend(COLUMN,OTHER). Raises: ValueError with a sentence."""
    what, sign, amount = (part.strip() for part in text.rpartition("="))
    called, number = _CALL.fullmatch(what), _AMOUNT.fullmatch(amount)
    if not sign or not what or number is None:
        raise ValueError(
            f"A shift is COLUMN=+10%, COLUMN=-3, COLUMN=45, spread(COLUMN)=+20% or correlation(COLUMN,OTHER)=0.5, not '{text}'."
        )
    kind, named = called.groups() if called else ("mean", what)
    names = [each.strip() for each in named.split(",")] if kind in TIED else [named.strip()]
    if len(names) != (2 if kind in TIED else 1) or not all(names):
        raise ValueError(f"{kind} takes two columns, as {kind}(COLUMN,OTHER), not '{text}'.")
    value = float(number[1])
    how = "by" if number[2] else "add" if number[1][0] in "+-" else "to"
    if number[2] and number[1][0] not in "+-":
        raise ValueError(f"Say by how much with its sign, as +{amount} or -{amount}, not '{text}'.")
    return Shift(names[0], kind, how, value / 100 if number[2] else value, names[1] if len(names) > 1 else None)


def _share(text: str) -> float:
    number = _AMOUNT.fullmatch(text.strip())
    if number is None:
        raise ValueError(f"'{text}' is no share; write 0.5 or 50%.")
    return float(number[1]) / (100 if number[2] else 1)
