"""Checks of what columns hold; columns of which the same is to be said share a caution."""

from collections.abc import Iterator

from synth.dataset import Kind
from synth.measuring.binning import FEWEST
from synth.profiling.caution import NOTE, WARNING, Caution, Found, Seen, below_one, either, kinds, listed, names


def empty(found: Found) -> Iterator[Caution]:
    seen = [s for s in found.seen if not s.distinct and s.name != found.dataset.target]
    if seen:
        yield _leave_out(
            seen,
            WARNING,
            f"{either(seen, 'The column holds', 'These columns hold')} no values and "
            f"{either(seen, 'stays', 'stay')} empty; leave out.",
        )


def too_many_categories(found: Found) -> Iterator[Caution]:
    seen = [
        s
        for s in found.seen
        if s.column.kind is Kind.CATEGORY and s.distinct > max(100, found.rows // 20) and s.name != found.dataset.target
    ]
    if seen:
        many = listed([(s.name, f"{s.distinct:,}") for s in seen])
        yield Caution(
            names(seen),
            WARNING,
            f"{many} categories are many for {found.rows:,} rows; group them, or set the kind "
            "to text to have them replaced.",
            "Treat as text",
            kinds(seen, Kind.TEXT),
        )


def mostly_missing(found: Found) -> Iterator[Caution]:
    seen = [s for s in found.seen if s.distinct and s.column.missing > 0.5 and s.name != found.dataset.target]
    if seen:
        seen.sort(key=lambda s: -s.column.missing)
        shares = listed([(s.name, below_one(s.column.missing)) for s in seen])
        yield _leave_out(
            seen,
            NOTE,
            f"{shares} of {either(seen, 'its', 'their')} values are missing; little can be learned from the rest.",
        )


def constant(found: Found) -> Iterator[Caution]:
    seen = [s for s in found.seen if s.distinct == 1 and not s.column.missing and s.name != found.dataset.target]
    if seen:
        yield _leave_out(
            seen,
            NOTE,
            f"{either(seen, 'The column has', 'These columns have')} one value only, which synthetic "
            "rows repeat; leave out unless needed.",
        )


def rare_categories(found: Found) -> Iterator[Caution]:
    seen = [s for s in found.seen if s.column.kind is Kind.CATEGORY and s.rare and s.name != found.dataset.target]
    if seen and found.rows >= 2 * FEWEST:
        seen.sort(key=lambda s: -s.rare)
        one = len(seen) == 1 and seen[0].rare == 1
        rare = listed([(s.name, f"{s.rare:,}") for s in seen])
        yield _leave_out(
            seen,
            NOTE,
            f"{rare} categor{'y has' if one else 'ies have'} fewer than {FEWEST} rows and may single out "
            "a person; group rare ones or leave the column out.",
        )


def _leave_out(seen: list[Seen], level: str, sentence: str) -> Caution:
    return Caution(names(seen), level, sentence, "Leave out", {"leave_out": list(names(seen))})


CHECKS = [empty, too_many_categories, mostly_missing, constant, rare_categories]
