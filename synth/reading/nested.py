"""JSON and JSON lines -> raw tables."""

import json
import re
from typing import Any

import pandas as pd

from synth.reading.cells import column_of
from synth.reading.options import Options
from synth.reading.result import Raw, ReadError, shown
from synth.reading.source import Source

_LINES = ("jsonl", "ndjson")
_DEEPEST = 4


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
    text = _text(source, raw)
    loads = _decoder(raw)
    try:
        found = loads(text)
        if source.suffix in _LINES:
            found, raw.format = found if isinstance(found, list) else [found], "json lines"
    except json.JSONDecodeError as error:
        found = _lines(text, loads, source, raw, error)
    except RecursionError:
        raise ReadError(f"'{source.name}' is nested too deeply to be a table.") from None
    if re.search(r"\\u[dD][89a-fA-F]", text):
        found = _mended(found, raw)
    names, columns = _columns(_locate(found, source, raw), source)
    made = [column_of(values, name, raw) for name, values in zip(names, columns)]
    raw.table = pd.concat(made, axis=1) if made else pd.DataFrame()
    raw.table.columns = names
    return raw


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

    return lambda text: json.loads(text, object_pairs_hook=pairs, parse_constant=constant)


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


def _lines(text: str, loads, source: Source, raw: Raw, whole: json.JSONDecodeError) -> list:
    """One value a line; lines that are no JSON are left out and told.

    Raises: ReadError where more than a tenth of them is none.
    """
    records, broken = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                records.append(loads(line))
            except (json.JSONDecodeError, RecursionError):
                broken.append((number, f"left out {shown(line)}"))
    if len(records) < 2 or len(broken) > 0.1 * len(records):
        raise ReadError(
            f"'{source.name}' is no valid JSON: {whole.msg.lower()} at line {whole.lineno}, column {whole.colno}."
        )
    raw.format = "json lines"
    raw.tell_lines(broken, "the line is no valid JSON")
    return records


def _locate(found: Any, source: Source, raw: Raw) -> Any:
    """The part that is a table: the whole, or else the longest list of records inside."""
    if isinstance(found, dict) and not _is_columns(found):
        inside = _largest(found, (), _DEEPEST)
        if inside:
            path, records = inside
            raw.understood["found under"] = ".".join(path)
            beside = [key for key in found if key != path[0]]
            if beside:
                raw.tell(f"left out {', '.join(map(repr, beside))}", f"they stand beside the table '{'.'.join(path)}'")
            return records
        return [found]
    return found


def _is_columns(found: dict) -> bool:
    values = list(found.values())
    return bool(values) and (all(isinstance(v, list) and not any(isinstance(x, dict) for x in v) for v in values)
                             and len({len(v) for v in values}) == 1
                             or all(isinstance(v, dict) for v in values) and len({tuple(v) for v in values}) == 1)


def _largest(found: dict, path: tuple[str, ...], deeper: int) -> tuple[tuple[str, ...], list] | None:
    best = None
    for key, value in found.items():
        inside = None
        if isinstance(value, list) and value and all(isinstance(record, dict) for record in value):
            inside = ((*path, key), value)
        elif isinstance(value, dict) and deeper:
            inside = _largest(value, (*path, key), deeper - 1)
        if inside and (best is None or len(inside[1]) > len(best[1])):
            best = inside
    return best


def _columns(found: Any, source: Source) -> tuple[list[str], list[list]]:
    if isinstance(found, dict):
        return list(found), [list(v.values()) if isinstance(v, dict) else v for v in found.values()]
    if not isinstance(found, list):
        found = [found]
    if not found:
        raise ReadError(f"'{source.name}' is an empty list; it holds no rows.")
    if any(isinstance(record, dict) for record in found):
        records = [_flat(record) if isinstance(record, dict) else {"value": record} for record in found]
        names = list(dict.fromkeys(name for record in records for name in record))
        return names, [[record.get(name) for record in records] for name in names]
    if all(isinstance(row, list) for row in found):
        return _rows(found)
    return ["value"], [found]


def _rows(found: list[list]) -> tuple[list[str], list[list]]:
    """Lists of values: the first names the columns if it alone is all text."""
    wide = max(map(len, found))
    headed = len(found) > 1 and bool(found[0]) and all(isinstance(cell, str) for cell in found[0]) and not all(
        isinstance(cell, str) for row in found[1:] for cell in row)
    names = [*(found[0] if headed else []), *(f"column {i + 1}" for i in range(len(found[0]) if headed else 0, wide))]
    body = found[1:] if headed else found
    return names, [[row[i] if i < len(row) else None for row in body] for i in range(wide)]


def _flat(record: dict, prefix: str = "") -> dict[str, Any]:
    """Records inside a record become columns of their own, 'address.city'; lists stay."""
    flat: dict[str, Any] = {}
    for key, value in record.items():
        if isinstance(value, dict) and value:
            flat.update(_flat(value, f"{prefix}{key}."))
        else:
            flat[f"{prefix}{key}"] = value
    return flat
