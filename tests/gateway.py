"""A gateway for text messages on loopback: a real server that keeps what it gets."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Gateway(ThreadingHTTPServer):
    """Takes text messages and answers what the test says."""

    answer = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.got: list[tuple[dict[str, str], dict[str, str]]] = []


class Handler(BaseHTTPRequestHandler):
    """Keeps each message with its headers."""

    def do_POST(self):
        told = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or "{}")
        self.server.got.append((told, dict(self.headers)))
        self.send_response(self.server.answer)
        if self.server.answer == 302:
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
        self.end_headers()

    do_GET = do_POST

    def log_message(self, *args):
        pass


@pytest.fixture
def gateway(settings) -> Iterator[Gateway]:
    """Let the house send its text messages through this gateway."""
    server = Gateway()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.TEXT_URL = f"http://127.0.0.1:{server.server_port}/send"
    settings.TEXT_TOKEN, settings.TEXT_SENDER = "geheim-token", "Regenboog"
    yield server
    server.shutdown()
    server.server_close()
