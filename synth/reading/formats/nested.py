"""JSON and JSON lines -> raw tables."""

import json
import re
from typing import Any

import pandas as pd

from synth.reading.types.cells import column_of
from synth.reading.limits import refuse_wide
from synth.reading.several.linked import choose, links_of
from synth.reading.options import Options
from synth.reading.formats.records import TOP, RecordList, columns_of, longest, record_lists
from synth.reading.result import Raw, ReadError, shown
from synth.reading.source import Source

_LINES = ("jsonl", "ndjson")
LINKED = 200_000
"""Records in all lists up to which the other lists are read too, to find what ties them together."""


def suits(source: Source) -> bool:
    """Whether the content starts as JSON does; where the name does not say JSON, it must be JSON throughout too."""
    head = source.data[:1000].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    named = source.suffix in ("json", "geojson", *_LINES)
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
        found, text = _parsed(source, options, raw)
        if re.search(r"\\u[dD][89a-fA-F]", text):
            found = _mended(found, raw)
        if found == []:
            raise ReadError(f"'{source.name}' is an empty list; it holds no rows.")
        raw.table = _frame(_chosen(found, source, options, raw), raw)
    except RecursionError:
        raise ReadError(f"'{source.name}' is nested too deeply to be a table.") from None
    return raw


def _parsed(source: Source, options: Options, raw: Raw) -> tuple[Any, str]:
    """What the text says, and the text; its lines one by one where it is no JSON as a whole, or lines are to be
    dropped."""
    text, loads = _text(source, raw), _decoder(raw)
    try:
        if options.lines:
            return _lines(text, loads, source, options, raw), text
        found = loads(text)
    except json.JSONDecodeError as error:
        return _lines(text, loads, source, options, raw, error), text
    except ValueError:
        raise ReadError(f"'{source.name}' holds a number of more than 4,300 digits, as no table does; write it as "
                        "text.") from None
    if source.suffix in _LINES:
        found, raw.format = found if isinstance(found, list) else [found], "json lines"
    return found, text


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


def _text(source: Source, raw: Raw) -> str:
    raw.understood["encoding"] = encoding = json.detect_encoding(source.data)
    try:
        return source.data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"'{source.name}' is no valid {encoding} from byte {error.start:,} on; JSON must be UTF-8."
        ) from None


def _decoder(raw: Raw):
    """json.loads that tells of repeated keys and of NaN and Infinity, which JSON does not have."""
    told: set[str] = set()

    def once(key: str, what: str, why: str) -> None:
        if key not in told:
            told.add(key)
            raw.tell(what, why)

    def pairs(items: list[tuple[str, Any]]) -> dict:
        made: dict[str, Any] = {}
        for key, value in items:
            if key in made:
                once(
                    key,
                    f"'{key}' given more than once in a record; all kept, numbered",
                    "a record has one value per name",
                )
                count = 2
                while f"{key} ({count})" in made:
                    count += 1
                key = f"{key} ({count})"
            made[key] = value
        return made

    def constant(word: str) -> None:
        once(word, f"{word} taken as missing", "JSON has no such number")

    def loads(text: str) -> Any:
        try:
            return json.loads(text, object_pairs_hook=pairs, parse_constant=constant)
        except json.JSONDecodeError:
            raise
        except ValueError:  # Python's own limit, since reading digits takes time that grows with their square
            raise ReadError("The file holds a whole number of more than 4,300 digits; write it as "
                            "text, in quotes.") from None

    return loads


def _mended(found: Any, raw: Raw) -> Any:
    """The same with half characters, which no text can hold, replaced by the replacement character, and told."""
    if isinstance(found, dict):
        return {_mended(key, raw): _mended(value, raw) for key, value in found.items()}
    if isinstance(found, list):
        return [_mended(value, raw) for value in found]
    if not isinstance(found, str) or not re.search(r"[\ud800-\udfff]", found):
        return found
    mended = re.sub(r"[\ud800-\udfff]", "\ufffd", found)
    raw.tell(f"half a character replaced in {shown(mended)}", "it is the first or second half of a UTF-16 pair alone")
    return mended


def _lines(text: str, loads, source: Source, options: Options, raw: Raw,
           whole: json.JSONDecodeError | None = None) -> list:
    """One value a line; lines that are no JSON are left out and told, as are those that the user drops.

    Raises: ReadError where more than a tenth of them is no JSON.
    """
    records, broken, dropped = [], [], []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text),
                                  start=1):  # not splitlines: texts may hold other breaks
        if options.lines.get(number) == "drop":
            dropped.append((number, f"left out {shown(line)}", line[:2000]))
        elif line.strip():
            try:
                records.append(loads(line))
            except (ValueError, RecursionError):
                broken.append((number, f"left out {shown(line)}", line[:2000]))
    if len(records) + len(dropped) < 2 or len(broken) > 0.1 * len(records):
        where = f": {whole.msg.lower()} at line {whole.lineno}, column {whole.colno}" if whole else ", nor JSON lines"
        raise ReadError(f"'{source.name}' is no valid JSON{where}.")
    raw.format = "json lines"
    raw.tell_lines(broken, "the line is no valid JSON")
    raw.tell_lines(dropped, "you decided so")
    return records
