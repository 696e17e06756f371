"""JSON and JSON lines -> raw tables."""

from typing import Any

import pandas as pd

from synth.reading.types.cells import column_of
from synth.reading.limits import refuse_wide
from synth.reading.several.linked import choose, links_of
from synth.reading.options import Options
from synth.reading.formats.json_text import LINES, parsed
from synth.reading.formats.records import TOP, RecordList, columns_of, longest, record_lists
from synth.reading.result import Raw, ReadError, shown
from synth.reading.source import Source

LINKED = 200_000
"""Records in all lists up to which the other lists are read too, to find what ties them together."""


def suits(source: Source) -> bool:
    """Whether the content starts as JSON does; where the name does not say JSON, it must be JSON throughout too."""
    head = source.data[:1000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    named = source.suffix in ("json", "geojson", *LINES)
    if named or head[:1] not in (b"{", b"["):
        return named
    try:
        read(source)
    except ReadError:
        return False
    return True


def read(source: Source, options: Options = Options()) -> Raw:
    """Records, columns, rows, or a list of records found inside; a line each if the file is JSON lines.

    Raises: ReadError, with line and column, where the text is no JSON, and where there is no table in it.
    """
    raw = Raw("json", understood=dict(source.understood))
    try:
        found = parsed(source, options, raw)
        if found == []:
            raise ReadError(f"'{source.name}' is an empty list; it holds no rows.")
        raw.table = _frame(_chosen(found, source, options, raw), raw)
    except RecursionError:
        raise ReadError(f"'{source.name}' is nested too deeply to be a table.") from None
    return raw


def _chosen(found: Any, source: Source, options: Options, raw: Raw) -> Any:
    """The list of records asked for, else the usual one, the others told and offered; the whole where it has none."""
    lists = record_lists(found)
    usual = longest(lists)
    name = choose([each.name for each in lists], options.table, usual and usual.name, source.name, "list of records")
    chosen = next((each for each in lists if each.name == name), None)
    if chosen is None:
        return found
    if chosen.path:
        raw.understood["found under"] = chosen.name
    if isinstance(found, dict):
        beside = [key for key in found if not any(each.path[0] == key for each in lists)]
        if beside:
            raw.tell(f"left out {', '.join(map(repr, beside))}", f"they stand beside the table '{chosen.name}'")
    if len(lists) > 1:
        raw.tables = tuple(each.name for each in lists)
        raw.tell(f"only the list '{chosen.name}' was read", "a dataset is one table; the other lists of records are "
                 + ", ".join(f"{each.name} ({len(each.flat):,})" for each in lists if each is not chosen))
        raw.links = _links(lists)
    _tell_spread(chosen, raw)
    return chosen.records()


def _links(lists: list[RecordList]) -> tuple:
    if sum(len(each.flat) for each in lists) > LINKED:
        return ()
    return links_of({each.name: _frame(each.records(), Raw("")) for each in lists})


def _tell_spread(chosen: RecordList, raw: Raw) -> None:
    """Which columns come from records inside the records, and which from those around them."""
    names = list(dict.fromkeys(name for record in chosen.flat[:1000] for name in record if "." in name))
    if names:
        raw.tell(f"{len(names):,} column(s) like {shown(names[0])} come from records inside the records",
                 "a column holds one value a row")
    if chosen.outer is not None:
        raw.tell(f"columns '{(chosen.outer.path or (TOP[:-1],))[-1]}. ...' joined in from '{chosen.outer.name}'",
                 "each row keeps what it belongs to")


def _frame(found: Any, raw: Raw) -> pd.DataFrame:
    names, columns = columns_of(found)
    refuse_wide(len(names), "the list of records")
    made = [column_of(values, name, raw) for name, values in zip(names, columns)]
    table = pd.concat(made, axis=1) if made else pd.DataFrame()
    table.columns = names
    return table
