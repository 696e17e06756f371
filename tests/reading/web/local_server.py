"""A web server on 127.0.0.1 for tests: each path answers as the test says."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

Answers = dict[str, tuple[int, dict[str, str], bytes] | Callable]


class Local(ThreadingHTTPServer):
    """answers: path (with query) -> (status, headers, body), or a function of the handler; asked:
    what was asked for."""

    daemon_threads = True

    def __init__(self, answers: Answers):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers, self.asked = answers, []

    @property
    def port(self) -> int:
        return self.server_address[1]

    def handle_error(self, request, client_address) -> None:
        """Clients that hang up are part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        found = self.server.answers.get(self.path, self.server.answers.get(self.path.partition("?")[0], (404, {}, b"")))
        if callable(found):
            return found(self)
        status, headers, body = found
        self.send_response(status)
        for key, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(key, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments) -> None:
        """Quiet."""


@contextmanager
def serving(answers: Answers, certificate: Path | None = None) -> Iterator[Local]:
    """certificate: a PEM file with certificate and key, for https."""
    server = Local(answers)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
