"""A push service on loopback and the browsers it speaks for: it reads what only a browser can."""

import json
import threading
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from secrets import token_bytes, token_urlsafe

import http_ece
import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature


def as_text(raw: bytes) -> str:
    """Write bytes as browsers do."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def as_bytes(written: str) -> bytes:
    """Read bytes as browsers write them."""
    return urlsafe_b64decode(written + "=" * (-len(written) % 4))


@dataclass
class Browser:
    """A browser that asked its push service for an address, with keys that never leave it."""

    service: "PushService"
    path: str = field(default_factory=lambda: f"/send/{token_urlsafe(24)}")
    secret: bytes = field(default_factory=lambda: token_bytes(16))
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )

    def __post_init__(self) -> None:
        self.service.browsers[self.path] = self

    @property
    def endpoint(self) -> str:
        """Where the push service takes messages for this browser."""
        return f"{self.service.url}{self.path}"

    @property
    def keys(self) -> dict[str, str]:
        """The keys it gives away."""
        point = self.key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        return {"p256dh": as_text(point), "auth": as_text(self.secret)}

    def subscription(self) -> dict[str, object]:
        """What it hands to a page."""
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": self.keys}

    def read(self, body: bytes) -> dict[str, str]:
        """Decrypt a message as this browser, and as no other could."""
        words = http_ece.decrypt(
            body, private_key=self.key, auth_secret=self.secret, version="aes128gcm"
        )
        return json.loads(words)


@dataclass(frozen=True)
class Carried:
    """One message that came in, read as the browser it was for."""

    browser: Browser
    told: dict[str, str]
    raw: bytes
    headers: dict[str, str]


class PushService(ThreadingHTTPServer):
    """Takes messages that are signed as they must be, and answers what and when the test says."""

    answer = 201

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.browsers: dict[str, Browser] = {}
        self.got: list[Carried] = []
        self.elsewhere: list[str] = []
        self.answers = threading.Event()
        self.answers.set()

    @property
    def url(self) -> str:
        """Where it takes messages."""
        return f"http://127.0.0.1:{self.server_port}"

    def signed_by(self, authorization: str) -> str:
        """Check the signature (RFC 8292), and say with which key it was made."""
        scheme, _space, rest = authorization.partition(" ")
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        head, claims, signature = parts["t"].split(".")
        raw = as_bytes(signature)
        made = encode_dss_signature(*(int.from_bytes(raw[n : n + 32], "big") for n in (0, 32)))
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), as_bytes(parts["k"]))
        key.verify(made, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
        told = json.loads(as_bytes(claims))
        assert scheme == "vapid"
        assert json.loads(as_bytes(head))["alg"] == "ES256"
        assert told["aud"] == self.url
        assert told["sub"].startswith("mailto:")
        assert time.time() < told["exp"] <= time.time() + 24 * 60 * 60
        return parts["k"]


class Handler(BaseHTTPRequestHandler):
    """Keeps each message, decrypted, with its headers."""

    def do_POST(self) -> None:
        """Take one message."""
        service: PushService = self.server  # type: ignore[assignment]
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        browser = service.browsers.get(self.path)
        if browser is None:
            service.elsewhere.append(self.path)
            self._say(404)
            return
        service.signed_by(self.headers["Authorization"])
        service.got.append(Carried(browser, browser.read(body), body, dict(self.headers)))
        service.answers.wait(30)
        with suppress(ConnectionError):  # who asked may have died meanwhile
            self._say(service.answer)

    def do_GET(self) -> None:
        """Note who is sent on to here."""
        self.server.elsewhere.append(self.path)  # type: ignore[attr-defined]
        self._say(200)

    def _say(self, answer: int) -> None:
        self.send_response(answer)
        if answer in (301, 302, 307):
            self.send_header("Location", f"{self.server.url}/elsewhere")  # type: ignore[attr-defined]
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *given: object) -> None:
        """Stay silent."""


@contextmanager
def open_push_service() -> Iterator[PushService]:
    """Run a push service for as long as the block lasts."""
    server = PushService()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def push_service(settings) -> Iterator[PushService]:
    """Let the house send its messages to devices through this service."""
    with open_push_service() as server:
        settings.PUSH_LOOPBACK = True
        yield server
