"""What hostile archives and workbooks are known by, before a library is let near them."""

import lzma
import re
import zipfile
import zlib
from typing import BinaryIO

from synth.reading.limits import Limits
from synth.reading.result import ReadError

CHUNK = 2**20
DAMAGED = (OSError, EOFError, zipfile.BadZipFile, lzma.LZMAError, zlib.error, NotImplementedError)
"""What the standard library raises on bytes that are not packed as they say."""
_ENTRY = b"PK\1\2"
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C\0T|E\0N\0T\0I)|\0<\0!\0(?:D\0O\0C\0T|E\0N\0T\0I)")
"""A document type or an entity, in UTF-8 or UTF-16: spreadsheets have neither, billion laughs and XXE need them."""
_OVERLAP = 32
"""Bytes looked at again with the next chunk, so that nothing hides on the border."""


def entries_of(archive: BinaryIO) -> int:
    """How many files a zip file lists, without making an object of each;
    what its last record claims is not believed."""
    count, rest = 0, b""
    while chunk := archive.read(16 * CHUNK):
        count += (rest + chunk).count(_ENTRY)
        rest = chunk[-3:]
    return count


def refuse_hostile_book(book: zipfile.ZipFile, name: str, packed: int, limits: Limits) -> None:
    """Unpacks every part of a workbook once, keeping nothing: sizes that headers claim may be lies.

    Raises: ReadError where parts overlap, are damaged, unpack to too much, or are XML with a document type.
    """
    size = 0
    for entry in book.infolist():
        tail = b""
        try:
            with book.open(entry) as part:
                while chunk := part.read(CHUNK):
                    size += len(chunk)
                    limits.refuse_swollen(name, size, packed)
                    if _DECLARED.search(tail + chunk) and _is_xml(entry.filename):
                        raise ReadError(f"'{name}' declares entities in '{entry.filename}', as no spreadsheet program "
                                        "does and attacks do; save it again with one.")
                    tail = chunk[-_OVERLAP:]
        except (*DAMAGED, RuntimeError, ValueError) as error:
            if isinstance(error, ReadError):
                raise
            raise ReadError(f"'{name}' is damaged, or protected by a password; save it again without one.") from None
    if size > limits.memory:
        raise ReadError(f"'{name}' unpacks to {size:,} bytes, more than the memory it may have; save it as "
                        "CSV or raise LOOKALIKE_MEMORY (in GB).")


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))
