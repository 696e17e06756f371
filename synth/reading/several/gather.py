"""Several sources -> one raw table: stacked where they are alike, else one of them, with what ties it to the others."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from synth.reading.several.linked import choose, links_of
from synth.reading.limits import Swollen
from synth.reading.options import Options
from synth.reading.result import Locked, Raw, ReadError
from synth.reading.source import Source
from synth.reading.several.stacked import alike, stack


@dataclass(frozen=True)
class Member:
    """One of several sources: name is what Options.table calls it; its bytes are loaded by open."""

    name: str
    open: Callable[[], Source]


def gather(members: list[Member], options: Options, called: str, raw: Raw) -> None:
    """Fills raw. Files that are no table are left out and told.

    Options.table names a member, or a table in one as 'book.xlsx/Sheet 2'. A choice of lines holds for one file only,
    so it needs that name. Raises: ReadError where none is a table, or there is no member of that name; Locked.
    """
    names = [member.name for member in members]
    asked, inner = _split(options.table, names)
    asked = choose(names, asked, None, called, "table")
    raws = _parsed(members, asked, replace(options, table=inner), raw)
    if asked is None and alike(raws):
        raw.format = next(iter(raws.values())).format
        stack(raws, raw)
        return
    chosen = asked or max(raws, key=lambda name: raws[name].table.size)
    raw.links = links_of({name: each.table for name, each in raws.items()})
    _take(raws[chosen], chosen, names, raw)


def _split(table: str | None, names: list[str]) -> tuple[str | None, str | None]:
    """The member and the table in it."""
    for name in names if table else ():
        if table != name and table.startswith(f"{name}/"):
            return name, table[len(name) + 1:]
    return table, None


def _parsed(members: list[Member], asked: str | None, options: Options, raw: Raw) -> dict[str, Raw]:
    """All that are tables; the one asked for by the options, the others by themselves."""
    from synth.reading.parse import parse

    raws: dict[str, Raw] = {}
    refused: list[ReadError] = []
    for member in members:
        header = None if asked else options.header
        own = options if member.name == asked else replace(options, table=None, lines={}, header=header)
        try:
            raws[member.name] = parse(member.open(), own)
            if not raws[member.name].table.size:
                raise ReadError(f"'{member.name}' holds no rows.")
        except ReadError as refusal:
            raws.pop(member.name, None)
            if member.name == asked or isinstance(refusal, (Locked, Swollen)):
                raise
            refused.append(refusal)
            raw.tell(f"'{member.name}' left out", str(refusal).rstrip("."))
    if not raws:
        raise refused[0]
    return raws


def _take(chosen: Raw, name: str, names: list[str], raw: Raw) -> None:
    """Makes raw what the chosen one is, with the names of the others and of its own tables."""
    raw.format, raw.table, raw.plain, raw.whole = chosen.format, chosen.table, chosen.plain, chosen.whole
    raw.understood |= chosen.understood | {"file": f"{name} ({names.index(name) + 1} of {len(names)})"}
    inner = [f"{name}/{table}" for table in chosen.tables]
    raw.tables = (*names, *inner)
    raw.tell(f"only '{name}' was read",
             f"a dataset is one table; the others are {', '.join(n for n in names if n != name)}")
    raw.repairs += chosen.repairs
