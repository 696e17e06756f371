"""Checks of what columns are taken for; columns of which the same is to be said share a caution."""

from collections import defaultdict
from collections.abc import Iterator

from synth.dataset import Kind
from synth.profiling.caution import NOTE, WARNING, Caution, Found, Seen, below_one, called, either, kinds, listed, names

GROUPS = 10
"""Sets of words that are offered as missing at once."""
UNSURE = 0.7
"""Confidence in a kind below which the user is asked."""


def personal_but_learned(found: Found) -> Iterator[Caution]:
    seen = [s for s in found.seen if s.column.pii and s.column.kind.modelled]
    if seen:
        yield Caution(
            names(seen),
            WARNING,
            (
                f"{either(seen, 'It looks', 'They look')} like personal data ({_pii(seen)}) but "
                f"{either(seen, 'is', 'are')} learned; set the kind to text or id, so that made-up values stand in."
            ),
            "Replace by made-up values",
            kinds(seen, Kind.TEXT),
        )


def running_number(found: Found) -> Iterator[Caution]:
    """A leaking id: it only counts rows, yet techniques would learn it as a measure."""
    seen = [s for s in found.seen if s.running and s.column.kind.modelled and s.name != found.dataset.target]
    if seen:
        yield Caution(
            names(seen),
            WARNING,
            (
                f"{either(seen, 'It differs', 'They differ')} in every row and only ever "
                f"{either(seen, 'rises or falls', 'rise or fall')}, as a running number does; learned as a measure it "
                "ties synthetic rows to real ones. Set the kind to id."
            ),
            "Treat as id",
            kinds(seen, Kind.ID),
        )


def words_for_missing(found: Found) -> Iterator[Caution]:
    """Offered, not assumed; columns with the same words share a caution."""
    alike: dict[tuple[str, ...], list[Seen]] = defaultdict(list)
    for s in found.seen:
        if s.codes:
            alike[s.codes].append(s)
    for words, seen in list(alike.items())[:GROUPS]:
        named = ", ".join(map(called, words))
        numbers = (
            f" and {either(words, 'keeps', 'keep')} it from being learned as numbers"
            if any(s.mixed for s in seen)
            else ""
        )
        yield Caution(
            names(seen),
            WARNING if numbers else NOTE,
            (
                f"{named} may stand for missing{numbers}. If so, say it: else techniques learn "
                f"{either(words, 'it', 'them')} as {either(words, 'a value', 'values')} like any other."
            ),
            f"Take {either(words, named, 'them')} as missing",
            {"missing": {s.name: list(words) for s in seen}},
        )


def dates_as_text(found: Found) -> Iterator[Caution]:
    seen = [s for s in found.seen if _dates(s)]
    if seen:
        yield Caution(
            names(seen),
            WARNING,
            (
                f"{either(seen, 'It holds', 'They hold')} dates, kept as text, so that nothing of time is learned. Set "
                "the kind to moment; where day and month can be told two ways, the month is taken first."
            ),
            "Learn as dates",
            kinds(seen, Kind.MOMENT),
        )


def numbers_kept_as_text(found: Found) -> Iterator[Caution]:
    seen = [s for s in found.seen if s.mixed and not s.codes]
    if seen:
        shares = listed([(s.name, below_one(s.mixed)) for s in seen])
        yield Caution(
            names(seen),
            WARNING if max(s.mixed for s in seen) >= 0.9 else NOTE,
            (
                f"{shares} of the values are numbers, the others words, which keep {either(seen, 'it', 'them')} from "
                "being learned as numbers. If that is by mistake, correct the file, or set the kind to real."
            ),
        )


def unsure_kind(found: Found) -> Iterator[Caution]:
    seen = [
        s
        for s in found.seen
        if s.column.confidence < UNSURE and s.distinct > 1 and not (_dates(s) or s.mixed or s.codes)
    ]
    if seen:
        why = listed([(s.name, f"{s.column.kind.value}: {s.column.reason or 'by its form'}") for s in seen])
        yield Caution(
            names(seen), NOTE, f"The kind is a guess ({why}). Look at it below and correct it if it is wrong."
        )


def replaced(found: Found) -> Iterator[Caution]:
    """What is not learned at all, and by what it is replaced."""
    personal = [s for s in found.seen if s.column.pii and not s.column.kind.modelled]
    if personal:
        yield Caution(
            names(personal),
            NOTE,
            f"{either(personal, 'It looks', 'They look')} like personal data ({_pii(personal)}); "
            f"{either(personal, 'it is', 'they are')} replaced by made-up values.",
        )
    rest = [s for s in found.seen if not s.column.pii and s.distinct > 1 and not _dates(s)]
    keys = [s for s in rest if s.column.kind is Kind.ID]
    if keys:
        yield Caution(
            names(keys),
            NOTE,
            f"{either(keys, 'It looks like a key', 'They look like keys')} to a real row; made-up keys "
            f"stand in. {either(keys, 'Is it a measure', 'Are they measures')}? Set the kind.",
        )
    texts = [s for s in rest if s.column.kind is Kind.TEXT]
    if texts:
        yield Caution(
            names(texts),
            NOTE,
            f"Made-up text replaces {either(texts, 'it', 'them')}, unrelated to other columns; to "
            "keep the words, set the kind to category.",
        )


def _dates(seen: Seen) -> bool:
    return seen.column.meaning == "dates as text" and seen.column.kind in (Kind.TEXT, Kind.CATEGORY)


def _pii(seen: list[Seen]) -> str:
    return ", ".join(dict.fromkeys(str(s.column.pii) for s in seen))


CHECKS = [
    personal_but_learned,
    running_number,
    words_for_missing,
    dates_as_text,
    numbers_kept_as_text,
    unsure_kind,
    replaced,
]
