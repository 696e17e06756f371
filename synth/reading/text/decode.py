"""Bytes -> text, with the encoding found out."""

import codecs
import re

from synth.reading.result import ORIGINAL, Raw, ReadError

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x1a\x1b")) + b"\x7f"
_HIGH = re.compile(rb"[\x80-\xff]+")


def decode(data: bytes, name: str, raw: Raw) -> str:
    """The text. A byte order mark decides; else UTF-8, then UTF-16 without a mark, then Windows-1252, then Latin-1.

    In UTF-8 with a few bad bytes those alone are taken as Windows-1252, and told.
    Raises: ReadError for bytes that are no text.
    """
    encoding = next((e for mark, e in _MARKS if data.startswith(mark)), None) or _unmarked(data, name)
    if encoding == "mixed":
        text, lines = mixed(data)
        raw.tell_lines(
            [(line, f"byte {byte} read as Windows-1252", original) for line, byte, original in lines],
            "the file is UTF-8 but these bytes are not",
        )
        encoding = "utf-8"
    else:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            raise ReadError(
                f"'{name}' says it is {encoding} but breaks off at byte {error.start:,}; save it as UTF-8."
            ) from None
    raw.understood["encoding"] = encoding
    if "\0" in text:
        raw.tell(f"{text.count(chr(0)):,} null character(s) removed", "they are no part of a text")
        text = text.replace("\0", "")
    return text


def _unmarked(data: bytes, name: str) -> str:
    head = data[:200_000]
    for encoding, nulls in (("utf-16-le", head[1::2]), ("utf-16-be", head[0::2])):
        if (
            len(head) > 3
            and nulls.count(0) > 0.4 * len(nulls)
            and head.count(0) < 0.6 * len(head)
            and len(data) % 2 == 0
        ):
            return encoding
    if sum(map(head.count, (bytes([c]) for c in _CONTROL))) > max(3, 0.02 * len(head)):
        raise ReadError(f"'{name}' looks like binary data, not a table; choose CSV, Parquet, Excel or JSON.")
    try:
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        return _single_byte(data)


def _single_byte(data: bytes) -> str:
    runs = _HIGH.findall(data)
    if sum(map(_is_utf8, runs)) > 0.9 * len(runs):
        return "mixed"
    return "latin-1" if any(byte in data for byte in (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")) else "cp1252"


def _is_utf8(run: bytes) -> bool:
    try:
        run.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def mixed(data: bytes) -> tuple[str, list[tuple[int, str]]]:
    """The text, and line and value of every byte that was not UTF-8."""
    decoded, found = [], []
    for number, line in enumerate(data.split(b"\n"), start=1):
        text = line.decode("utf-8", errors="surrogateescape")
        strays = {c for c in text if "\udc80" <= c <= "\udcff"}
        bytes_there = [f"0x{ord(c) - 0xDC00:02X}" for c in text if c in strays]
        for c in strays:
            text = text.replace(c, bytes([ord(c) - 0xDC00]).decode("cp1252", errors="replace"))
        found += [(number, byte, text.rstrip("\r")[:ORIGINAL]) for byte in bytes_there]
        decoded.append(text)
    return "\n".join(decoded), found
