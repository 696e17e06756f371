"""What a cell of an xlsx sheet fails to hold: errors, and formulas whose result was never stored."""

import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

SCANNED = 2**28
"""Bytes of a sheet's XML looked through."""
_CELL = re.compile(rb"<c ([^<>]{1,300})>")
_UNCOMPUTED = re.compile(rb"<c ([^<>/]{1,300})><f[^<>]{0,300}(?:/>|>[^<]*</f>)(?:<v ?/>|<v></v>)?</c>")
_ADDRESS = re.compile(rb'\br="([A-Z]+\d+)"')


@dataclass(frozen=True)
class Faults:
    """Addresses of cells, like "B7"; a reader of values gives both sorts as blank."""

    errors: tuple[str, ...] = ()
    uncomputed: tuple[str, ...] = ()


def faults(book: bytes, position: int) -> Faults:
    """Those of the sheet at this position (0 is the first); none where the book is no xlsx.

    The XML is searched, not parsed: nothing in it can be expanded or fetched. Source: ECMA-376, part 1, 18.3.1.4.
    """
    try:
        with zipfile.ZipFile(BytesIO(book)) as packed:
            part = _part(packed, position)
            if part is None:
                return Faults()
            with packed.open(part) as stream:
                xml = stream.read(SCANNED)
    except (KeyError, zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError):
        return Faults()
    errors = (cell for cell in _CELL.findall(xml) if b't="e"' in cell) if b't="e"' in xml else ()
    return Faults(_addresses(errors), _addresses(_UNCOMPUTED.findall(xml)))


def _addresses(cells: Iterable[bytes]) -> tuple[str, ...]:
    return tuple(found[1].decode() for cell in cells if (found := _ADDRESS.search(cell)))


def _part(packed: zipfile.ZipFile, position: int) -> str | None:
    """The file inside that holds the sheet."""
    book, links = (packed.open(name).read(10_000_000).decode("utf-8", "replace")
                   for name in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels"))
    targets = {_attribute(link, "Id"): _attribute(link, "Target")
               for link in re.findall(r"<Relationship\s[^>]*>", links)}
    sheets = re.findall(r"<(?:\w+:)?sheet\s[^>]*>", book)
    if position >= len(sheets):
        return None
    part = re.sub(r"^/?(xl/)?", "xl/", targets.get(_attribute(sheets[position], r"\w+:id"), ""))
    return part if part in packed.namelist() else None


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"""\s{name}=["']([^"']*)["']""", tag)
    return found[1] if found else ""
