"""Small files that would hurt: each function gives the bytes of one."""

import bz2
import gzip
import io
import lzma
import zipfile
from functools import cache

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq

ROWS = b"0,0\n" * 2**22
"""16 MB that pack to nearly nothing; packed streams may follow one another, so few of them make gigabytes."""
SHEET = "xl/worksheets/sheet1.xml"


def packed(packing: str, times: int) -> bytes:
    pack = {"gz": lambda: gzip.compress(ROWS, 6), "bz2": lambda: bz2.compress(ROWS),
            "xz": lambda: lzma.compress(ROWS, preset=0), "zst": lambda: bytes(pa.Codec("zstd").compress(ROWS))}
    return pack[packing]() * times


def zipped(*entries: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return made.getvalue()


@cache
def zip_bomb() -> bytes:
    return zipped(("a.csv", ROWS * 20))


def nested(data: bytes, layers: int) -> bytes:
    for _ in range(layers):
        data = gzip.compress(data)
    return data


def overlapping(files: int) -> bytes:
    """A zip file whose entries are all one and the same piece of it."""
    whole = zipped(("0.csv", ROWS))
    start = whole.index(b"PK\1\2")
    end = whole.index(b"PK\5\6")
    entry, tail = whole[start:end], bytearray(whole[end:])
    listed = b"".join(entry[:46] + b"%05d" % i + entry[51:] for i in range(files))
    tail[8:10] = tail[10:12] = files.to_bytes(2, "little")
    tail[12:16] = len(listed).to_bytes(4, "little")
    return whole[:start] + listed + bytes(tail)


def book(old: bytes = b"", new: bytes = b"") -> bytes:
    """An Excel file of two rows; in its sheet's XML old is replaced by new."""
    made = openpyxl.Workbook()
    made.active.append(["a", "b"])
    made.active.append([1, "x"])
    plain = io.BytesIO()
    made.save(plain)
    with zipfile.ZipFile(plain) as parts:
        return zipped(*((name, parts.read(name).replace(old, new) if name == SHEET and old else parts.read(name))
                        for name in parts.namelist()))


def laughs() -> bytes:
    lines = b"".join(b'<!ENTITY l%d "%s">' % (i, b"&l%d;" % (i - 1) * 10) for i in range(1, 12))
    return book(b"<worksheet", b'<!DOCTYPE x [<!ENTITY l0 "ha">' + lines + b"]><worksheet")


def stealing() -> bytes:
    return book(b"<worksheet", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet')


def ods(head: bytes) -> bytes:
    return zipped(("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
                  ("content.xml", head.decode().encode("utf-16") + " ".encode("utf-16-le")))


def repeated(rows: int, text: int) -> bytes:
    """A Parquet file of one long text, repeated by reference."""
    made = io.BytesIO()
    table = pa.table({"a": pa.DictionaryArray.from_arrays(np.zeros(1_000_000, "i4"), ["x" * text])})
    with pq.ParquetWriter(made, table.schema) as writer:
        for _ in range(rows // 1_000_000):
            writer.write_table(table)
    return made.getvalue()
