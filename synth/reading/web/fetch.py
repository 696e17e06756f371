"""A file from an http or https address, on disk: streamed, within limits, from nowhere but where it may come from."""

import os
import re
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import SplitResult, unquote, urljoin

from synth.atomic import beside
from synth.progress import Progress, quiet
from synth.reading.result import ReadError
from synth.reading.web.request import Answer, Deadline, ask

HOPS = 5
"""Redirects that are followed, each address checked anew."""
_MOVED = (301, 302, 303, 307, 308)
_WHY = {401: "wants a password for it", 403: "does not give it to everybody", 404: "has no such file",
        410: "has no such file any more", 429: "is asked too often"}


@dataclass(frozen=True)
class Limits:
    """bytes: how large a download may get, unpacked where the server packs it; seconds: how long it may take in all."""

    bytes: int = 2 * 10**9
    seconds: float = 3600.0

    @classmethod
    def configured(cls) -> "Limits":
        """LOOKALIKE_FETCH_GB and LOOKALIKE_FETCH_SECONDS. Raises: ValueError where they are no numbers."""
        try:
            return cls(int(float(os.environ.get("LOOKALIKE_FETCH_GB", 2)) * 1e9),
                       float(os.environ.get("LOOKALIKE_FETCH_SECONDS", 3600)))
        except ValueError:
            raise ValueError("LOOKALIKE_FETCH_GB and LOOKALIKE_FETCH_SECONDS must be numbers.") from None


def fetch(url: str, folder: Path, limits: Limits | None = None, progress: Progress = quiet) -> Path:
    """The file in folder, called as the server or the address calls it.

    Raises: ReadError, in a sentence, where the address may not be asked, does not answer, or sends too much; Refusal
    where it answers with anything but the file.
    """
    limits = limits or Limits.configured()
    deadline = Deadline.within(limits.seconds)
    for _ in range(HOPS + 1):
        with ask(url, deadline) as answer:
            if answer.status == 200:
                return _saved(answer, folder, limits, progress)
            place = answer.headers.get("location")
            if answer.status not in _MOVED or not place:
                raise answer.refusal(_WHY.get(answer.status, "did not send the file"))
            url = urljoin(url, place)
    raise ReadError(f"'{answer.parts.hostname}' sends from address to address, more than {HOPS} times; give "
                    "the last one.")


def content(url: str, limits: Limits) -> bytes:
    """What lies at the address, for short answers. Raises: as fetch."""
    with TemporaryDirectory() as folder:
        return fetch(url, Path(folder), limits).read_bytes()


def _saved(answer: Answer, folder: Path, limits: Limits, progress: Progress) -> Path:
    """The body on disk. Raises: ReadError beyond the limit or where it is cut off."""
    host, length = answer.parts.hostname, answer.headers.get("content-length", "")
    announced, taken = int(length) if length.isdigit() else 0, 0
    path = folder / file_name(answer.headers.get("content-disposition", ""), answer.parts)
    with beside(path) as part, part.open("wb") as file:
        if announced <= limits.bytes:
            for chunk in answer.chunks():
                taken += len(chunk)
                if taken > limits.bytes:
                    break
                file.write(chunk)
                progress(min(taken / announced, 1.0) if announced else 0.0, f"downloading: {taken / 1e6:,.1f} MB")
        if max(taken, announced) > limits.bytes:
            raise ReadError(f"'{host}' sends more than {limits.bytes / 1e9:g} GB; take a part of it, or raise "
                            "LOOKALIKE_FETCH_GB.")
        if "content-encoding" not in answer.headers and taken < announced:
            raise ReadError(f"'{host}' broke off after {taken:,} of {announced:,} bytes; try again later.")
    return path


def file_name(disposition: str, parts: SplitResult) -> str:
    """A file name that leads nowhere else: the server's, else the address's, else "download"."""
    message = Message()
    message["Content-Disposition"] = " ".join(disposition.split())
    given = message.get_filename() or unquote(parts.path.rpartition("/")[2])
    plain = re.sub(r"[^\w.()+ -]", "_", given.replace("\\", "/").rpartition("/")[2]).strip(". ")
    stem, dot, endings = plain.partition(".")
    return f"{stem[:40]}{dot}{re.sub('[^A-Za-z0-9.]', '', endings)[-40:]}" if stem else "download"
