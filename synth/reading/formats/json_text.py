"""The text of a JSON file -> what it says: repeated keys, NaN, half characters and broken lines mended and told."""

import json
import re
from collections.abc import Callable
from typing import Any

from synth.reading.options import Options
from synth.reading.result import Raw, ReadError, shown
from synth.reading.source import Source

LINES = ("jsonl", "ndjson")


def parsed(source: Source, options: Options, raw: Raw) -> Any:
    """What the text says, half characters mended; that of its lines one by one where it is no JSON as a whole, or lines
    are to be dropped. Raises: ReadError; RecursionError, where it is nested too deeply."""
    text, loads = _text(source, raw), _decoder(raw)
    found = _said(text, loads, source, options, raw)
    return _mended(found, raw) if re.search(r"\\u[dD][89a-fA-F]", text) else found


def _said(text: str, loads: Callable[[str], Any], source: Source, options: Options, raw: Raw) -> Any:
    if options.lines:
        return _lines(text, loads, source, options, raw)
    try:
        found = loads(text)
    except json.JSONDecodeError as error:
        return _lines(text, loads, source, options, raw, error)
    except ValueError:
        raise ReadError(f"'{source.name}' holds a number of more than 4,300 digits, as no table does; write it as "
                        "text.") from None
    if source.suffix in LINES:
        found, raw.format = found if isinstance(found, list) else [found], "json lines"
    return found


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
                once(key, f"'{key}' given more than once in a record; all kept, numbered",
                     "a record has one value per name")
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


def _lines(text: str, loads: Callable[[str], Any], source: Source, options: Options, raw: Raw,
           whole: json.JSONDecodeError | None = None) -> list:
    """One value a line; lines that are no JSON are left out and told, as are those that the user drops.

    Raises: ReadError where more than a tenth of them is no JSON.
    """
    records, broken, dropped = [], [], []
    # not splitlines: texts may hold other breaks
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
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
