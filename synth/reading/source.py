"""The bytes of a file, unpacked, with what they are seen to be; what is large stays on disk."""

import bz2
import gzip
import lzma
import os
import stat
import zipfile
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from synth.reading.packed.bombs import DAMAGED, entries_of, refuse_hostile_book
from synth.reading.limits import ENTRIES, Limits
from synth.reading.result import ReadError
from synth.reading.packed.unpacking import HEAD, Folder, cut_off, inner

LAYERS = 3
"""How often a file may be packed: gzip in zip, say."""
_PACKED = {b"\x1f\x8b": ("gzip", gzip.open), b"BZh": ("bzip2", bz2.open), b"\xfd7zXZ\0": ("xz", lzma.open)}
_ZSTD = b"\x28\xb5\x2f\xfd"
_REFUSED = {
    b"%PDF": "a PDF document; export the table as CSV or Excel first",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x7fELF": "a program",
    b"7z\xbc\xaf": "a 7-Zip archive; unpack it first",
    b"Rar!": "a RAR archive; unpack it first",
    b"PARE": "an encrypted Parquet file; write it without encryption",
    b"ORC": "an ORC file; write it as Parquet or CSV",
}
_BOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


@dataclass
class Source:
    """name is the innermost file's; data its bytes, unpacked; understood says how it was packed.

    path: where those bytes lie on disk, None where they were unpacked in memory; large: data is only the first HEAD
    bytes, the rest lies at path; packed: bytes of the file that was brought.
    """

    name: str
    data: bytes
    understood: dict[str, str] = field(default_factory=dict)
    path: Path | None = None
    large: bool = False
    packed: int = 0
    _folder: Folder | None = field(default=None, repr=False)

    @property
    def suffix(self) -> str:
        """The ending of the name that says the format, in lower case and without a dot; "" if none does."""
        endings = [
            ending for ending in self.name.lower().split(".")[1:] if ending not in ("gz", "bz2", "xz", "zip", "zst")
        ]
        return endings[-1] if endings else ""

    @property
    def book(self) -> bool:
        """Whether it is a zip file that holds a spreadsheet, or an old Excel file."""
        return self.data[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" or (
            self.data[:4] == b"PK\3\4" and any(entry in _BOOKS for entry in _zip(self).namelist()))

    def open(self) -> BinaryIO:
        """The bytes as a stream, all of them."""
        return self.path.open("rb") if self.large else BytesIO(self.data)

    def whole(self) -> "Source":
        """The same with all bytes loaded, whatever their number."""
        return replace(self, data=self.path.read_bytes(), large=False) if self.large else self


def open_source(path: Path) -> Source:
    """The file's bytes, unpacked. Raises: ReadError where there is nothing to read, or something that is no table."""
    limits = Limits.given()
    return unpacked(_opened(path, limits), limits)


def unpacked(source: Source, limits: Limits) -> Source:
    """The bytes inside all layers of packing; an archive of several files stays one. Raises: as open_source."""
    brought = source.name
    for _ in range(LAYERS):
        inside = _unpack(source, limits)
        if inside is None:
            break
        source = inside
    else:
        if _unpack(source, limits) is not None:
            raise ReadError(f"'{brought}' is packed more than {LAYERS} times over; unpack it first.")
    if not source.data.strip(b" \t\r\n\xef\xbb\xbf\0") and not source.large:
        raise ReadError(f"'{source.name}' is empty; choose a file with a header and rows.")
    for magic, what in _REFUSED.items():
        if source.data.startswith(magic):
            raise ReadError(f"'{source.name}' is {what}.")
    return source


def _opened(path: Path, limits: Limits) -> Source:
    """What lies there, loaded unless it is large. A pipe or a device is not even opened: it might never end."""
    try:
        about = os.stat(path)
        if stat.S_ISDIR(about.st_mode):
            raise ReadError(f"'{path.name}' is a folder; choose a file in it.")
        if not stat.S_ISREG(about.st_mode):
            raise ReadError(f"'{path.name}' is a pipe or a device, not a file; save what comes out of it and "
                            "choose that.")
        large = about.st_size > limits.large
        with open(path, "rb") as file:
            data = file.read(HEAD if large else limits.large + 1)
    except FileNotFoundError:
        raise ReadError(f"There is no file '{path}'.") from None
    except (OSError, ValueError) as error:
        if isinstance(error, ReadError):
            raise
        raise ReadError(f"'{path.name}' cannot be opened: {getattr(error, 'strerror', None) or error}.") from None
    return Source(path.name, data, path=Path(path), large=large, packed=max(about.st_size, len(data)))


def _unpack(source: Source, limits: Limits) -> Source | None:
    """One layer less, None where nothing is packed."""
    for magic, (packing, opened) in _PACKED.items():
        if source.data.startswith(magic):
            with source.open() as file:
                return inner(source, packing, source.name, opened(file), limits)
    if source.data.startswith(_ZSTD):
        import pyarrow

        with source.open() as file:
            return inner(source, "zstd", source.name, pyarrow.input_stream(file, compression="zstd"), limits)
    if source.data[:4] not in (b"PK\3\4", b"PK\5\6"):
        return None
    if source.book:
        refuse_hostile_book(_zip(source), source.name, source.packed, limits)
        return None
    return _only_file(source, limits)


def _zip(source: Source) -> zipfile.ZipFile:
    """The archive. Raises: ReadError for a broken one, and for one of more files than ENTRIES."""
    with source.open() as archive:
        many = entries_of(archive) > ENTRIES
    if many:
        raise ReadError(f"'{source.name}' holds more than {ENTRIES:,} files; pack one table, or unpack it and "
                        "choose one.")
    try:
        return zipfile.ZipFile(source.open())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise ReadError(f"'{source.name}' is a broken zip file; save or copy it again.") from None


def _only_file(source: Source, limits: Limits) -> Source | None:
    """The file in an archive that holds one only, None where there are several."""
    archive, files = files_in(source)
    return from_archive(source, archive, files[0], limits) if len(files) == 1 else None


def files_in(source: Source) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    """The archive and the files in it, without those that systems hide. Raises: ReadError where there is none."""
    archive = _zip(source)
    files = [entry for entry in archive.infolist() if not entry.is_dir() and not entry.filename.startswith("__MACOSX/")
             and not entry.filename.rpartition("/")[2].startswith(".")]
    if not files:
        raise ReadError(f"'{source.name}' is an empty zip file.")
    return archive, files


def from_archive(source: Source, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> Source:
    """That file of the archive; only the last part of its name counts, so it leads nowhere. Raises: ReadError."""
    name = entry.filename.replace("\\", "/").rpartition("/")[2] or "table"
    if entry.flag_bits & 1:
        raise ReadError(f"'{source.name}' is protected by a password; unpack it first.")
    try:
        stream = archive.open(entry)
    except (*DAMAGED, RuntimeError, ValueError):
        raise cut_off(source, "zip") from None
    return inner(source, "zip", name, stream, limits)
