"""A large text of any encoding -> the same as plain UTF-8 on disk, piece by piece; and the lines at given bytes."""

import io
from collections.abc import Iterator
from pathlib import Path

from synth.reading.text.decode import decode, mixed
from synth.reading.limits import LINE
from synth.reading.result import TOLD, Raw, ReadError
from synth.reading.source import Source

_PIECE = 2**23


def straight(source: Source, raw: Raw, folder: Path) -> Path:
    """Where the text lies as UTF-8 without null characters: the file itself where it is so, else a copy in the folder.

    Raises: ReadError for binary data and for endless lines.
    """
    scratch = Raw("csv")
    decode(_cut(source.data), source.name, scratch)
    raw.understood["encoding"] = encoding = scratch.understood["encoding"]
    if encoding in ("utf-8", "utf-8-sig"):
        if all(_is_plain(piece) for piece in _pieces(source)):
            return source.path
        return _written(folder, _mended(source, raw))
    return _written(folder, _transcoded(source, encoding, raw))


def lines_at(path: Path, positions: list[int]) -> list[int]:
    """The number, from 1, of the first line with something on it at each of these bytes, which ascend."""
    lines, line, at = [], 1, 0
    with path.open("rb") as file:
        for position in positions:
            while at < position:
                piece = file.read(min(_PIECE, position - at))
                line, at = line + piece.count(b"\n"), at + len(piece)
                if not piece:
                    break
            ahead = file.read(4096)
            file.seek(at)
            blank = len(ahead) - len(ahead.lstrip(b"\r\n"))
            lines.append(line + ahead[:blank].count(b"\n"))
    return lines


def _cut(head: bytes) -> bytes:
    """The head up to a line end, so that no character is cut."""
    end = head.rfind(b"\n") + 1
    if b"\0" in head[:100]:
        end += -end % (4 if b"\0\0\0" in head[:100] else 2)
    return head[:end] if end > 1 else head


def _pieces(source: Source) -> Iterator[bytes]:
    """The bytes in pieces that end with a line. Raises: ReadError for a line longer than LINE."""
    rest = b""
    with source.open() as file:
        while piece := file.read(_PIECE):
            end = max(piece.rfind(b"\n"), piece.rfind(b"\r")) + 1
            if not end:
                rest += piece
                if len(rest) > LINE:
                    raise ReadError(f"'{source.name}' has a line of more than {LINE:,} bytes, so it is no table; "
                                    "write one row a line.")
                continue
            yield rest + piece[:end]
            rest = piece[end:]
    yield rest


def _is_plain(piece: bytes) -> bool:
    if b"\0" in piece:
        return False
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _written(folder: Path, texts: Iterator[str]) -> Path:
    path = folder / "straight.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        for text in texts:
            file.write(text)
    return path


def _mended(source: Source, raw: Raw) -> Iterator[str]:
    """UTF-8 with a few bad bytes: those alone are taken as Windows-1252."""
    line, nulls, found, count = 0, 0, [], 0
    for piece in _pieces(source):
        text, strays = (piece.decode("utf-8"), []) if _is_plain(piece.replace(b"\0", b"")) else mixed(piece)
        found += [(line + at, f"byte {byte} read as Windows-1252", *original)
                  for at, byte, *original in strays[:max(0, TOLD - len(found))]]
        count, nulls, line = count + len(strays), nulls + text.count("\0"), line + piece.count(b"\n")
        yield text.replace("\0", "")
    raw.tell_lines(found, "the file is UTF-8 but these bytes are not")
    if count > len(found):
        raw.tell(f"{count - len(found):,} more bytes read as Windows-1252", "the file is UTF-8 but these bytes are not")
    if nulls:
        raw.tell(f"{nulls:,} null character(s) removed", "they are no part of a text")


def _transcoded(source: Source, encoding: str, raw: Raw) -> Iterator[str]:
    nulls = strange = 0
    with source.open() as file, io.TextIOWrapper(file, encoding, errors="replace", newline="") as texts:
        while text := texts.read(_PIECE):
            nulls, strange = nulls + text.count("\0"), strange + text.count("\ufffd")
            yield text.replace("\0", "")
    for count, what in ((nulls, "null character(s) removed"), (strange, "byte(s) that are no text replaced by \ufffd")):
        if count:
            raw.tell(f"{count:,} {what}", f"the encoding is {encoding}, which has no place for them")
