"""Changes in words."""

from synth.scenarios.change import TIED, Balance, Change, Equal

SHOWN = 6
"""Levels that are named."""


def words(change: Change) -> str:
    """What is asked, as half a sentence in plain text."""
    if isinstance(change, Balance):
        shares = ", ".join(f"{level} {share:.4g}" for level, share in change.shares[:SHOWN])
        return f"shares of {change.column}: {shares}{' ...' if len(change.shares) > SHOWN else ''}"
    if isinstance(change, Equal):
        return f"{change.outcome} as frequent in all groups of {change.groups}"
    amount = {"by": f"{100 * change.amount:+.4g} %", "add": f"{change.amount:+.6g}", "to": f"to {change.amount:.6g}"}[
        change.how
    ]
    return f"{named(change.what, change.column, change.other)} {amount}"


def named(what: str, column: str, other: str | None) -> str:
    """ "mean of hours", "correlation of hours and age"."""
    return f"{what} of {column}{f' {joint(what)} {other}' if what in TIED else ''}"


def joint(what: str) -> str:
    return "along" if what == "trend" else "and"
