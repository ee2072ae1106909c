"""A gateway for text messages on loopback: a real server that keeps what it gets."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


class Gateway(ThreadingHTTPServer):
    """Takes text messages and answers what the test says."""

    answer = 200

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.got: list[tuple[dict[str, str], dict[str, str]]] = []

    @property
    def url(self) -> str:
        """Where it takes messages."""
        return f"http://127.0.0.1:{self.server_port}/send"


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


@contextmanager
def open_gateway() -> Iterator[Gateway]:
    """Run a gateway for as long as the block lasts."""
    server = Gateway()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def gateway(settings) -> Iterator[Gateway]:
    """Let the house send its text messages through this gateway."""
    with open_gateway() as server:
        settings.TEXT_URL = server.url
        settings.TEXT_TOKEN, settings.TEXT_SENDER = "geheim-token", "Regenboog"
        yield server
