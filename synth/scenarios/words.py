"""Changes in words."""

from datetime import timedelta

from synth.scenarios.change import DATE, EPOCH, TIED, Balance, Change, Equal, Shift

SHOWN = 6
"""Levels that are named."""


def words(change: Change) -> str:
    """What is asked, as half a sentence in plain text."""
    if isinstance(change, Balance):
        shares = ", ".join(f"{level} {share:.4g}" for level, share in change.shares[:SHOWN])
        return f"shares of {change.column}: {shares}{' ...' if len(change.shares) > SHOWN else ''}"
    if isinstance(change, Equal):
        return f"{change.outcome} as frequent in all groups of {change.groups}"
    if change.what == "growth":
        return f"{change.column} grows by {100 * change.amount:.4g} % a {change.unit} along {change.other}"
    return f"{named(change.what, change.column, change.other)} {_amount(change)}"


def _amount(shift: Shift) -> str:
    """ "+10 %", "30 days later", "to 2024-03-01"."""
    if shift.unit == DATE:
        return f"to {day(shift.amount)}"
    if shift.unit:
        count = abs(shift.amount)
        return f"{count:.4g} {shift.unit}{'' if count == 1 else 's'} {'later' if shift.amount > 0 else 'earlier'}"
    return {"by": f"{100 * shift.amount:+.4g} %", "add": f"{shift.amount:+.6g}", "to": f"to {shift.amount:.6g}"}[
        shift.how
    ]


def day(days: float) -> str:
    """The day so long after 1970, as 2024-03-01."""
    return str(EPOCH + timedelta(days=days))[:10]


def named(what: str, column: str, other: str | None, unit: str | None = None) -> str:
    """ "mean of hours", "correlation of hours and age", "growth of total a month along date"."""
    per = f" a {unit}" if what == "growth" and unit else ""
    return f"{what} of {column}{per}{f' {joint(what)} {other}' if what in TIED else ''}"


def joint(what: str) -> str:
    return "along" if what in ("trend", "growth") else "and"
