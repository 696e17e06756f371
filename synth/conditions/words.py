"""A condition in words, for people."""

from collections.abc import Callable

from synth.conditions.condition import And, Condition, Not, Or, Test, Value

MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHOWN = 6
"""Values of a list that are told; the others are counted."""
_SAID = {"==": "is {}", "!=": "is not {}", "<": "is below {}", "<=": "is at most {}", ">": "is above {}",
         ">=": "is at least {}"}


def words(condition: Condition, quote: Callable[[str], str] = str) -> str:
    """A clause such as "state is Ohio and the month of date is February or March"; quote dresses names and values."""
    if isinstance(condition, Test):
        return _test(condition, quote)
    if not isinstance(condition, (And, Or, Not)):
        return condition.words(quote)
    if isinstance(condition, Not):
        return f"not ({words(condition.part, quote)})"
    joined = [f"({words(part, quote)})" if isinstance(part, (And, Or)) and len(part.parts) > 1 else words(part, quote)
              for part in condition.parts]
    return (" and " if isinstance(condition, And) else " or ").join(joined)


def _test(test: Test, quote: Callable[[str], str]) -> str:
    subject = f"the {test.part} of {quote(test.column)}" if test.part else quote(test.column)
    said = [quote(_value(value, test.part)) for value in test.values]
    if test.operator in ("missing", "not missing"):
        return f"{subject} is {test.operator}"
    if test.operator == "between":
        return f"{subject} lies between {said[0]} and {said[1]}"
    if test.operator in ("in", "not in"):
        more = [f"{len(said) - SHOWN + 1} more"] if len(said) > SHOWN else []
        listed = [*said[:SHOWN - 1], *more] if more else said
        last = " or ".join([", ".join(listed[:-1])] * (len(listed) > 1) + [listed[-1]])
        return f"{subject} is {'' if test.operator == 'in' else 'not '}{last}"
    return f"{subject} {_SAID[test.operator].format(said[0])}"


def _value(value: Value, part: str | None) -> str:
    names = {"month": MONTHS, "weekday": WEEKDAYS}.get(part or "")
    if names and isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= len(names):
        return names[value - 1]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
