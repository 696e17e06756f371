"""Checks of what lies between columns: the same twice, and arithmetic that techniques do not know of."""

from collections import defaultdict
from collections.abc import Iterator

from synth.measuring.binning import FEWEST
from synth.profiling.caution import NOTE, Caution, Found, Seen, called, either

SHOWN = 6
GROUPS = 10
"""Groups of equal columns that are told one by one."""
SURE = 0.99
"""Share of rows from which on a column can be worked out from others."""


def said_twice(found: Found) -> Iterator[Caution]:
    """Columns that hold the same values as an earlier one, or values that go together with its one to one."""
    alike: dict[bytes, list[Seen]] = defaultdict(list)
    for seen in found.seen:
        if seen.column.kind.modelled and seen.distinct > 1 and found.rows >= 2 * FEWEST:
            alike[seen.digest].append(seen)
    table, groups = found.dataset.table, [each for each in alike.values() if len(each) > 1]
    for first, *others in groups[:GROUPS]:
        like = table[first.name]
        equal = [s.name for s in others if table[s.name].dtype == like.dtype and table[s.name].equals(like)]
        tied = [s.name for s in others if s.name not in equal and s.distinct <= found.rows / 2]
        more = f" {len(groups) - GROUPS:,} more groups of columns are like this." if len(groups) > GROUPS else ""
        if equal:
            yield Caution(
                tuple(equal),
                NOTE,
                f"{either(equal, 'It holds', 'They hold')} the same values as {called(first.name)}; "
                f"leave one of them out.{more}",
                *_sparing(found, equal),
            )
        if tied:
            yield Caution(
                tuple(tied),
                NOTE,
                f"{either(tied, 'It is', 'They are')} tied to {called(first.name)}: each value goes with exactly one "
                f"of the other's. Synthetic rows may break the tie; leave one out and look it up afterwards.{more}",
                *_sparing(found, tied),
            )


def _sparing(found: Found, names: list[str]) -> tuple[str, dict]:
    """An offer to leave these out, the target never."""
    spared = [name for name in dict.fromkeys(names) if name != found.dataset.target]
    return ("Leave out", {"leave_out": spared}) if spared else ("", {})


def arithmetic(found: Found) -> Iterator[Caution]:
    """Columns that follow from two others."""
    there = found.relations["made"][:SHOWN]
    if there:
        totals = tuple(dict.fromkeys(each["total"] for each in there))
        yield Caution(
            totals,
            NOTE,
            f"{either(totals, 'It follows', 'They follow')} from other columns: {'; '.join(map(_formula, there))}. "
            "Techniques may break this; leave out what follows and work it out afterwards.",
            *_sparing(found, [each["total"] for each in there if each["holds"] >= SURE]),
        )


def _formula(made: dict) -> str:
    one, other = map(called, made["parts"])
    how_often = "" if made["holds"] >= SURE else f" in {made['holds']:.0%} of rows"
    return f"{called(made['total'])} = {one} {made['sign']} {other}{how_often}"


def order(found: Found) -> Iterator[Caution]:
    """Pairs of which one is never greater than the other."""
    there = found.relations["order"]
    if there:
        told = "; ".join(f"{called(each['low'])} ≤ {called(each['high'])}" for each in there[:SHOWN])
        names = dict.fromkeys(name for each in there[:SHOWN] for name in (each["low"], each["high"]))
        yield Caution(
            tuple(names),
            NOTE,
            f"In order in the real rows: {told}. Techniques may break the order; check synthetic rows for it.",
        )


CHECKS = [said_twice, arithmetic, order]
