"""A local server that speaks as an OpenAI-compatible one does and makes up rows from the columns it is told."""

import json
import re
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pandas as pd

from synth.inventing import Field, Schema, Table, write

_LINE = re.compile(r'^- ("(?:\\.|[^"\\])*"): [^;]*; (\w+) (\{.*\})(?:; null in ([\d.]+)% of the rows)?$', re.M)


class Model(ThreadingHTTPServer):
    """asked holds the body and headers of every request; spoil may change a list of rows,
    or give the text to answer with."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[dict, dict]] = []
        self.spoil, self.status, self.slow, self.knows_json = None, 200, threading.Event(), True
        self.slow.set()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request, client_address):
        """A client that has gone is no fault."""


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append((body, dict(self.headers)))
        self.server.slow.wait(10)
        if self.server.status != 200 or ("response_format" in body and not self.server.knows_json):
            self.send_response(self.server.status if self.server.status != 200 else 400)
            self.send_header("Location", "http://127.0.0.1:9/elsewhere")
            self.end_headers()
            return
        rows = rows_for(body)
        text = self.server.spoil(len(self.server.asked), rows) if self.server.spoil else rows
        text = text if isinstance(text, str) else json.dumps({"rows": text})
        answer = {
            "choices": [{"message": {"role": "assistant", "content": text}}],
            "usage": {"prompt_tokens": 100, "completion_tokens": 10 * len(rows)},
        }
        content = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *args):
        """Tests read what was asked, not a log."""


def rows_for(body: dict) -> list[dict]:
    """As many rows as the message asks for, drawn from the fields it names."""
    message = body["messages"][-1]["content"]
    columns = [
        Field(json.loads(name), field, json.loads(params), float(gaps or 0) / 100)
        for name, field, params, gaps in _LINE.findall(message)
    ]
    count = int(re.search(r"Make (\d+) rows", message)[1])
    table = write(Schema((Table("t", count, tuple(columns)),)), np.random.default_rng(body["seed"])).tables["t"]
    plain = table.astype(object).where(table.notna(), None)
    return [
        {
            name: value.isoformat() if isinstance(value, pd.Timestamp) else getattr(value, "item", lambda: value)()
            for name, value in row.items()
        }
        for row in plain.to_dict("records")
    ]


@contextmanager
def serving():
    """The stub, answering while the block runs."""
    model = Model()
    thread = threading.Thread(target=model.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield model
    finally:
        model.slow.set()
        model.shutdown()
        model.server_close()
        thread.join()
