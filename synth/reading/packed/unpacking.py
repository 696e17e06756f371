"""A packed stream -> the bytes in it, piece by piece: in memory while small, on disk from then on."""

import errno
import shutil
import tempfile
import weakref
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from synth.reading.packed.bombs import CHUNK, DAMAGED
from synth.reading.limits import Limits
from synth.reading.result import ReadError

if TYPE_CHECKING:
    from synth.reading.source import Source

HEAD = 2**22
"""Bytes of a large file that are looked at to see what it is."""


class Folder(str):
    """A folder that is removed with the last source that lies in it."""


def inner(source: "Source", packing: str, name: str, stream: BinaryIO, limits: Limits) -> "Source":
    """What the stream gives: in memory while small, on disk from limits.large on.

    Raises: ReadError for damaged bytes, and as soon as there are too many of them.
    """
    packed = " in ".join(filter(None, (packing, source.understood.get("compression"))))
    made = replace(source, name=name, understood={**source.understood, "compression": packed}, path=None, large=False)
    held, size = BytesIO(), 0
    with stream:
        for chunk in _chunks(stream, source, packing):
            size += len(chunk)
            limits.refuse_swollen(source.name, size, source.packed)
            if not made.large and size > limits.large:
                made = _on_disk(made, held, source, limits)
                held = made.path.open("ab")
            _add(held, chunk, source, limits)
    if made.large:
        held.close()
        return made
    return replace(made, data=held.getvalue())


def _on_disk(made: "Source", held: BytesIO, source: "Source", limits: Limits) -> "Source":
    """The source with what was held so far in a file of its own, which goes when the source goes."""
    folder = Folder(tempfile.mkdtemp(prefix="lookalike-"))
    weakref.finalize(folder, shutil.rmtree, str(folder), ignore_errors=True)
    path = Path(folder) / "unpacked"
    with path.open("wb") as file:
        _add(file, held.getbuffer(), source, limits)
    return replace(made, data=bytes(held.getbuffer()[:HEAD]), path=path, large=True, _folder=folder)


def _add(held: BinaryIO, chunk: bytes, source: "Source", limits: Limits) -> None:
    try:
        held.write(chunk)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise ReadError(limits.out_of_disk(source.name)) from None
        raise


def _chunks(stream: BinaryIO, source: "Source", packing: str) -> Iterator[bytes]:
    try:
        while chunk := stream.read(CHUNK):
            yield chunk
    except DAMAGED:
        raise cut_off(source, packing) from None


def cut_off(source: "Source", packing: str) -> ReadError:
    return ReadError(f"'{source.name}' is cut off or damaged ({packing}); copy or download it again.")
