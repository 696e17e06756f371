"""The bytes of a file, unpacked, with what they are seen to be."""

import bz2
import gzip
import lzma
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from synth.reading.result import ReadError

UNPACKED = 8 * 2**30
"""Bytes at most that a compressed file may hold."""
_PACKED = {b"\x1f\x8b": ("gzip", gzip.open), b"BZh": ("bzip2", bz2.open), b"\xfd7zXZ\0": ("xz", lzma.open)}
_ZSTD = b"\x28\xb5\x2f\xfd"
_REFUSED = {
    b"%PDF": "a PDF document; export the table as CSV or Excel first",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"SQLite format 3\0": "a SQLite database; export the table as CSV or Parquet first",
    b"\x7fELF": "a program",
    b"7z\xbc\xaf": "a 7-Zip archive; unpack it first",
    b"Rar!": "a RAR archive; unpack it first",
    b"PARE": "an encrypted Parquet file; write it without encryption",
    b"ORC": "an ORC file; write it as Parquet or CSV",
}
_BOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


@dataclass
class Source:
    """name is the innermost file's; data its bytes, unpacked; understood says how it was packed."""

    name: str
    data: bytes
    understood: dict[str, str] = field(default_factory=dict)

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


def open_source(path: Path) -> Source:
    """The file's bytes, unpacked. Raises: ReadError where there is nothing to read, or something that is no table."""
    if path.is_dir():
        raise ReadError(f"'{path.name}' is a folder; choose a file in it.")
    try:
        source = Source(path.name, path.read_bytes())
    except FileNotFoundError:
        raise ReadError(f"There is no file '{path}'.") from None
    except OSError as error:
        raise ReadError(f"'{path.name}' cannot be opened: {error.strerror}.") from None
    for _ in range(3):
        unpacked = _unpack(source)
        if unpacked is None:
            break
        source = unpacked
    if not source.data.strip(b" \t\r\n\xef\xbb\xbf\0"):
        raise ReadError(f"'{source.name}' is empty; choose a file with a header and rows.")
    for magic, what in _REFUSED.items():
        if source.data.startswith(magic):
            raise ReadError(f"'{source.name}' is {what}.")
    return source


def _unpack(source: Source) -> Source | None:
    """One layer less, None where nothing is packed."""
    for magic, (packing, opened) in _PACKED.items():
        if source.data.startswith(magic):
            return _inner(source, packing, source.name, opened(BytesIO(source.data)))
    if source.data.startswith(_ZSTD):
        import pyarrow

        return _inner(source, "zstd", source.name, pyarrow.input_stream(BytesIO(source.data), compression="zstd"))
    if source.data[:4] in (b"PK\3\4", b"PK\5\6") and not source.book:
        return _only_file(source)
    return None


def _zip(source: Source) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(BytesIO(source.data))
    except zipfile.BadZipFile:
        raise ReadError(f"'{source.name}' is a broken zip file; save or copy it again.") from None


def _only_file(source: Source) -> Source:
    archive = _zip(source)
    files = [entry for entry in archive.infolist() if not entry.is_dir() and not entry.filename.startswith("__MACOSX/")
             and not entry.filename.rpartition("/")[2].startswith(".")]
    if len(files) != 1:
        names = ", ".join(entry.filename for entry in files[:5])
        raise ReadError(
            f"'{source.name}' holds {len(files)} files ({names}); pack one table, or unpack it and choose one."
            if files
            else f"'{source.name}' is an empty zip file."
        )
    if files[0].flag_bits & 1:
        raise ReadError(f"'{source.name}' is protected by a password; unpack it first.")
    return _inner(source, "zip", files[0].filename.rpartition("/")[2], archive.open(files[0]))


def _inner(source: Source, packing: str, name: str, stream) -> Source:
    try:
        with stream:
            data = stream.read(UNPACKED + 1)
    except (OSError, EOFError, zipfile.BadZipFile, lzma.LZMAError, zlib.error, NotImplementedError):
        raise ReadError(f"'{source.name}' is cut off or damaged ({packing}); copy or download it again.") from None
    if len(data) > UNPACKED:
        raise ReadError(f"'{source.name}' unpacks to more than {UNPACKED // 2**30} GB; cut it into smaller files.")
    packed = " in ".join(filter(None, (packing, source.understood.get("compression"))))
    return Source(name, bytes(data), {**source.understood, "compression": packed})
