"""One http or https request, to an address that was checked, cut off when its time is over."""

import re
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urlsplit

from synth.reading.web.addresses import checked
from synth.reading.result import ReadError

QUIET, CHUNK = 30.0, 1 << 16
"""Seconds without a byte; bytes at a time."""
PORTS = {"http": 80, "https": 443}
_SAFE = "/%:@!$&'()*+,;=~-._"


class Refusal(ReadError):
    """An answer that is not the file. status: of HTTP; headers: names in lower case."""

    def __init__(self, said: str, status: int, headers: dict[str, str]):
        super().__init__(said)
        self.status, self.headers = status, headers


@dataclass(frozen=True)
class Deadline:
    """When a request must be over (monotonic), and how many seconds that was meant to allow."""

    end: float
    seconds: float

    @classmethod
    def within(cls, seconds: float) -> "Deadline":
        return cls(time.monotonic() + seconds, seconds)


class Answer:
    """What a server sent: status, headers (names in lower case), and the body in chunks."""

    def __init__(self, response, parts: SplitResult, late: threading.Event, deadline: Deadline):
        self.status, self.parts, self._response = response.status, parts, response
        self.headers = {key.lower(): value for key, value in response.headers.items()}
        self._late, self._deadline = late, deadline

    def chunks(self) -> Iterator[bytes]:
        """Raises: ReadError where the server breaks off or takes too long."""
        while True:
            with _told(self.parts.hostname, self._late, self._deadline):
                chunk = self._response.read1(CHUNK, decode_content=True)
            if not chunk:
                return
            yield chunk

    def refusal(self, what: str) -> Refusal:
        return Refusal(f"'{self.parts.hostname}' {what} (HTTP {self.status}); check the address.", self.status,
                       self.headers)


def parsed(url: str) -> SplitResult:
    """The address in parts. Raises: ReadError where it is no plain http or https address."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, urlsplit("")
    if re.search(r"[\s\\\x00-\x1f\x7f]", url) or parts.scheme not in PORTS or not host:
        raise ReadError("Only addresses like https://example.org/table.csv can be read; check the spelling.")
    if "@" in parts.netloc:
        raise ReadError(f"The address of '{host}' holds a user name or password, which would be stored; leave "
                        "it out, or download the file and upload it.")
    return parts


@contextmanager
def ask(url: str, deadline: Deadline) -> Iterator[Answer]:
    """The server's answer; redirects are not followed. Raises: ReadError where it may not be asked or does not
    answer."""
    parts = parsed(url)
    host, port = parts.hostname, parts.port or PORTS[parts.scheme]
    connection, late = _connected(parts.scheme, host, port), threading.Event()
    timer = threading.Timer(max(deadline.end - time.monotonic(), 0), _cut, (connection.sock, late))
    timer.daemon = True
    timer.start()
    try:
        with _told(host, late, deadline):
            connection.request("GET", _target(parts), preload_content=False, headers={
                "Host": _host_header(host, port, PORTS[parts.scheme]), "User-Agent": "Lookalike", "Accept": "*/*",
                "Accept-Encoding": "identity"})
            response = connection.getresponse()
        yield Answer(response, parts, late, deadline)
    finally:
        timer.cancel()
        connection.close()


def _host_header(host: str, port: int, usual: int) -> str:
    named = f"[{host}]" if ":" in host else host.encode("idna").decode()
    return named if port == usual else f"{named}:{port}"


def _target(parts: SplitResult) -> str:
    query = f"?{quote(parts.query, safe=_SAFE + '?')}" if parts.query else ""
    return quote(parts.path or "/", safe=_SAFE) + query


@contextmanager
def _told(host: str, late: threading.Event, deadline: Deadline) -> Iterator[None]:
    """What goes wrong on the way, as a sentence."""
    import http.client

    import urllib3

    try:
        yield
    except (OSError, http.client.HTTPException, urllib3.exceptions.HTTPError, ValueError) as error:
        if late.is_set():
            raise ReadError(f"'{host}' took longer than {deadline.seconds:g} s; download the file "
                            "and upload it.") from None
        raise ReadError(f"'{host}' broke off ({type(error).__name__}); try again later.") from None
    if late.is_set():
        raise ReadError(f"'{host}' took longer than {deadline.seconds:g} s; download the file and upload it.")


def _cut(sock: socket.socket, late: threading.Event) -> None:
    late.set()
    with suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def _connected(scheme: str, host: str, port: int):
    """A connection to one of the host's addresses; with https its certificate must be the host's."""
    import urllib3

    problem: Exception | None = None
    for address in checked(host, port, PORTS.values()):
        connection = urllib3.connection.HTTPConnection(address, port, timeout=QUIET) if scheme == "http" else (
            urllib3.connection.HTTPSConnection(address, port, timeout=QUIET, cert_reqs="CERT_REQUIRED",
                                               server_hostname=host))
        try:
            connection.connect()
            return connection
        except (OSError, urllib3.exceptions.HTTPError) as error:
            connection.close()
            problem = error
    if isinstance(problem, ssl.SSLCertVerificationError):
        raise ReadError(f"'{host}' has a certificate that cannot be trusted; ask who runs it.")
    slow = isinstance(problem, urllib3.exceptions.TimeoutError) and not isinstance(
        problem, urllib3.exceptions.NewConnectionError)
    why = "it does not speak https there" if isinstance(problem, ssl.SSLError) else (
        "it did not answer in time" if slow else "nothing answers there")
    raise ReadError(f"'{host}' could not be reached: {why}; check the spelling, and that this machine is online.")
