"""Checks of the column to predict."""

from collections.abc import Iterator

from synth.measuring.binning import FEWEST
from synth.profiling.caution import NOTE, WARNING, Caution, Found, called, either, listed, several

NONE = {"target": None}


def not_learned(found: Found) -> Iterator[Caution]:
    target = found.target
    if target and not target.column.kind.modelled:
        yield Caution(
            (target.name,),
            WARNING,
            "A key or text cannot be the target; choose another column, or set its kind.",
            "Go without a target",
            NONE,
        )


def constant(found: Found) -> Iterator[Caution]:
    target = found.target
    if target and target.distinct <= 1:
        yield Caution(
            (target.name,),
            WARNING,
            "The target has no two different values: there is nothing to predict. Choose another column.",
            "Go without a target",
            NONE,
        )


def missing(found: Found) -> Iterator[Caution]:
    target = found.target
    if target and target.column.missing:
        rows = round(target.column.missing * found.rows)
        how = f"in {target.column.missing:.1%} of rows" if rows >= 5 else f"in {several(rows)} rows"
        yield Caution(
            (target.name,),
            WARNING if target.column.missing > 0.2 else NOTE,
            f"The target is missing {how}; those count for nothing when predicting.",
        )


def rare_class(found: Found) -> Iterator[Caution]:
    target = found.target
    if not target or target.column.kind.numeric or not target.column.kind.modelled or target.distinct < 2:
        return
    share = target.rarest / max(found.rows * (1 - target.column.missing), 1)
    if target.rarest < 50 or share < 0.02:
        part = f" ({share:.2%})" if target.rarest >= FEWEST else ""
        yield Caution(
            (target.name,),
            WARNING,
            (
                f"The rarest class of the target has {several(target.rarest)} rows{part}; it is hard to learn, and "
                "scores on it are uncertain. Bring more of them, or generate more of them."
            ),
        )


def given_away(found: Found) -> Iterator[Caution]:
    """Columns from which alone the target can be told: mostly because they were written down after it."""
    names = tuple(name for name, _ in found.giving_away)
    if names:
        far = listed([(name, f"{share:.0%}") for name, share in found.giving_away])
        yield Caution(
            names,
            WARNING,
            (
                f"{either(names, 'It tells', 'Each tells')} the target {called(found.dataset.target)} nearly by itself "
                f"({far} of the way from guessing to knowing). Known only afterwards? Then "
                f"{either(names, 'it', 'they')} would flatter every model: leave out."
            ),
            "Leave out",
            {"leave_out": list(names)},
        )


CHECKS = [not_learned, constant, missing, rare_class, given_away]
