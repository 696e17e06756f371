"""Changes as plain JSON, and back."""

from collections.abc import Sequence
from datetime import timedelta

from synth.scenarios.change import DATE, EPOCH, HOWS, Balance, Change, Equal, Shift, dated
from synth.scenarios.typed import typed_balance, typed_shift


def record(change: Change) -> dict:
    """The change as plain JSON; `balances_of` and `shifts_of` undo it."""
    if isinstance(change, Balance):
        return {"column": change.column, "shares": dict(change.shares)}
    if isinstance(change, Equal):
        return {"equal": change.outcome, "across": change.groups}
    to_day = change.unit == DATE
    amount = str(EPOCH + timedelta(days=change.amount))[:10] if to_day else change.amount
    unit = {} if to_day or change.unit is None else {"unit": change.unit}
    other = {} if change.other is None else {"with": change.other}
    return {"column": change.column, "what": change.what, change.how: amount} | unit | other


def balances_of(raw: object) -> list[Balance | Equal]:
    """The changes of their records, or of their typed form. Raises: ValueError with a sentence."""
    return _unlike([_balance(each) for each in _listed(raw, "balance")])


def shifts_of(raw: object) -> list[Shift]:
    """The changes of their records, or of their typed form. Raises: ValueError with a sentence."""
    return _unlike([_shift(each) for each in _listed(raw, "shift")])


def _listed(raw: object, word: str) -> Sequence:
    if not isinstance(raw, (list, tuple)):
        raise ValueError(f"'{word}' of a recipe is a list of changes, not {raw!r:.60}.")
    return raw


def _balance(raw: object) -> Balance | Equal:
    if isinstance(raw, str):
        return typed_balance(raw)
    if isinstance(raw, dict) and set(raw) == {"equal", "across"}:
        return Equal(str(raw["equal"]), str(raw["across"]))
    if isinstance(raw, dict) and set(raw) == {"column", "shares"} and isinstance(raw["shares"], dict):
        return Balance(str(raw["column"]), tuple((str(level), share) for level, share in raw["shares"].items()))
    raise ValueError("A balance is {'column', 'shares': {level: share}} or {'equal': outcome, 'across': groups}.")


def _shift(raw: object) -> Shift:
    if isinstance(raw, str):
        return typed_shift(raw)
    how = [each for each in HOWS if isinstance(raw, dict) and each in raw]
    if len(how) != 1 or not {"column", "what"} <= set(raw) <= {"column", "what", "with", "unit", *how}:
        raise ValueError(
            "A shift is {'column', 'what', and one of 'by', 'add', 'to'}, with 'with' where two columns are meant, "
            "and 'unit' where time is."
        )
    amount, unit = raw[how[0]], raw.get("unit")
    if how[0] == "to" and isinstance(amount, str):
        amount, unit = dated(amount), DATE
    return Shift(str(raw["column"]), raw["what"], how[0], amount, raw.get("with"), unit)


def _unlike(changes: list) -> list:
    """The same list. Raises: ValueError where two ask for the same thing, for both cannot be had."""
    seen = set()
    for each in changes:
        if each.about in seen:
            raise ValueError(f"'{each.about[0]}' is asked to change twice in the same respect; keep one of the two.")
        seen.add(each.about)
    return changes
