"""The port for messages on a device: Web Push (RFC 8030), encrypted for that one browser.

The push service of the browser's maker carries it and can not read it (RFC 8291). It is signed
with the key of the house (RFC 8292). The number of the message goes along as `Topic` and inside:
carried twice, the device shows it once.
"""

import json
import socket
import ssl
import time
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from email.utils import parseaddr
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit, urlunsplit
from uuid import UUID

from django.conf import settings

SECONDS = 15
SIGNED_FOR = 12 * 60 * 60
LONGEST = 1000
GONE_FOR_GOOD = {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}


class DeviceGone(Exception):
    """The browser no longer takes messages there; trying again will not help."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a browser gives to send to it: where, and with which keys."""

    endpoint: str
    p256dh: str
    auth: str


def is_on() -> bool:
    """Whether this server can let a device show a message."""
    return settings.PUSH is not None


def fits(given: Subscription) -> bool:
    """Whether this is what a browser gives: an address on the open internet and whole keys."""
    return _may_be_asked(given.endpoint) and _keys_are_whole(given)


def _may_be_asked(endpoint: str) -> bool:
    """Whether an address is HTTPS at a known push service; no other machine is asked anything."""
    if len(endpoint) > LONGEST or not (endpoint.isascii() and endpoint.isprintable()):
        return False
    try:
        where = urlsplit(endpoint)
        port = where.port
    except ValueError:
        return False
    if " " in endpoint or where.username or where.password or where.fragment:
        return False
    known = where.scheme == "https" and port in {None, 443} and _is_known(where.hostname or "")
    return known or _is_here(where)


def _is_here(where: SplitResult) -> bool:
    """Whether this is the push service of a test, on this machine."""
    return settings.PUSH_LOOPBACK and (where.scheme, where.hostname) == ("http", "127.0.0.1")


def _is_known(host: str) -> bool:
    """Whether it is a push service of a browser that is known; nobody lets us ask another."""
    return any(host == name or host.endswith(f".{name}") for name in settings.PUSH_SERVICES)


def _keys_are_whole(given: Subscription) -> bool:
    """Whether something can be encrypted for this browser."""
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _raw(given.p256dh))
        return len(_raw(given.auth)) == 16
    except ValueError:
        return False


def _raw(written: str) -> bytes:
    """Read bytes as browsers write them."""
    return urlsafe_b64decode(written + "=" * (-len(written) % 4))


def send_push(to: Subscription, told: dict[str, str], *, reference: UUID, seconds: int) -> None:
    """Hand one message to the push service; trouble is an OSError and names no address.

    `seconds`: how long it may still be shown; not later, when it may no longer be safe.
    """
    if not fits(to):
        raise DeviceGone
    body = _encrypted(to, json.dumps(told | {"tag": reference.hex}).encode())
    headers = {
        **_signed(urlsplit(to.endpoint)),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(seconds),
        "Topic": reference.hex,
    }
    answer = _post(urlsplit(to.endpoint), body, headers)
    if answer in GONE_FOR_GOOD:
        raise DeviceGone
    if not 200 <= answer < 300:
        raise OSError(f"push service: {answer}")


def _encrypted(to: Subscription, words: bytes) -> bytes:
    """Encrypt for this one browser."""
    from pywebpush import WebPusher  # here: it is large, and only the worker needs it

    keys = {"p256dh": to.p256dh, "auth": to.auth}
    made = WebPusher({"endpoint": to.endpoint, "keys": keys}).encode(words)
    return bytes(made["body"])


def _signed(where: SplitResult) -> dict[str, str]:
    """Sign for one push service, with whom it may write to when something is wrong."""
    from py_vapid import Vapid

    assert settings.PUSH
    claims = {
        "aud": f"{where.scheme}://{where.netloc}",
        "exp": int(time.time()) + SIGNED_FOR,
        "sub": f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}",
    }
    return dict(Vapid.from_string(settings.PUSH.private).sign(claims))


def _post(where: SplitResult, body: bytes, headers: dict[str, str]) -> int:
    """Post to a machine on the open internet, found once; it cannot send us on elsewhere."""
    asked = Asked(where)
    try:
        asked.request("POST", urlunsplit(("", "", where.path, where.query, "")), body, headers)
        return asked.getresponse().status
    except HTTPException as trouble:
        raise OSError(f"push service: {type(trouble).__name__}") from None
    except OSError as trouble:
        told = str(trouble) if str(trouble).startswith("push service") else type(trouble).__name__
        raise OSError(f"push service: {told.removeprefix('push service: ')}") from None
    finally:
        asked.close()


class Asked(HTTPConnection):
    """A connection with the very machine that was judged, so that a name cannot change between."""

    def __init__(self, where: SplitResult) -> None:
        self.where = where
        port = where.port or 443
        super().__init__(where.hostname or "", port, timeout=SECONDS)

    def connect(self) -> None:
        """Find the machine, judge it, and speak TLS with it."""
        here = _is_here(self.where)
        address = self.host if here else public_address(self.host, self.port)
        self.sock = socket.create_connection((address, self.port), self.timeout)
        if not here:
            safe = ssl.create_default_context()
            self.sock = safe.wrap_socket(self.sock, server_hostname=self.host)


def public_address(host: str, port: int) -> str:
    """Find where a name leads; one that leads inside our own network is never asked."""
    found = [str(told[4][0]) for told in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not found or not all(map(is_public, found)):
        raise OSError("push service: not on the open internet")
    return found[0]


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet."""
    read = ip_address(address)
    if isinstance(read, IPv6Address) and read.ipv4_mapped:
        read = read.ipv4_mapped
    return read.is_global and not read.is_multicast
