"""What this installation is told from outside, typed; everything else is the same everywhere."""

import os
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from psycopg.conninfo import conninfo_to_dict

ROOT = Path(__file__).resolve().parents[3]
URLS = {"app": "DATABASE_URL", "owner": "DATABASE_OWNER_URL", "jobs": "DATABASE_JOBS_URL"}


class Misconfigured(Exception):
    """Something this installation needs was not told; the sentence says what and how."""


def text(name: str, otherwise: str = "") -> str:
    """Read one setting."""
    return os.environ.get(name, otherwise)


def yes(name: str, otherwise: bool = False) -> bool:
    """Read one yes or no."""
    return text(name, "yes" if otherwise else "no").lower() in {"1", "yes", "true", "on", "ja"}


def whole(name: str, otherwise: int) -> int:
    """Read one whole number."""
    return int(text(name, str(otherwise)))


@dataclass(frozen=True, slots=True)
class Mail:
    """The SMTP server that takes our mail."""

    host: str
    port: int
    user: str
    password: str
    tls: bool


def mail() -> Mail:
    """Read where mail goes."""
    return Mail(
        host=text("SMTP_HOST", "127.0.0.1"),
        port=whole("SMTP_PORT", 25),
        user=text("SMTP_USER"),
        password=text("SMTP_PASSWORD"),
        tls=yes("SMTP_TLS"),
    )


def text_url() -> str:
    """Read where text messages go: HTTPS, or this machine itself."""
    url = text("TEXT_URL")
    here = urlsplit(url).hostname in {"127.0.0.1", "localhost", "::1"}
    if url and not url.startswith("https://") and not (here and url.startswith("http://")):
        raise Misconfigured("TEXT_URL must begin with https://.")
    return url


@dataclass(frozen=True, slots=True)
class QuietHours:
    """When no message is sent to people."""

    begin: time
    end: time
    days: frozenset[int]


def quiet() -> QuietHours:
    """Read when it is quiet: `20:00-07:30` and days such as `6` (Sunday) or `5,6`."""
    begin, _dash, end = text("QUIET_HOURS", "20:00-07:30").partition("-")
    days = text("QUIET_DAYS", "6")
    try:
        return QuietHours(
            time.fromisoformat(begin.strip()),
            time.fromisoformat(end.strip()),
            frozenset(int(day) for day in days.split(",") if day.strip()),
        )
    except ValueError:
        raise Misconfigured(
            "QUIET_HOURS must be like 20:00-07:30, and QUIET_DAYS like 6 or 5,6 (0 is Monday)."
        ) from None


def region() -> str:
    """Read whose school holidays a new school keeps: noord, midden or zuid."""
    told = text("SCHOOL_REGION", "midden")
    if told not in ("noord", "midden", "zuid"):
        raise Misconfigured("SCHOOL_REGION must be noord, midden or zuid.")
    return told


def retention() -> dict[str, int]:
    """Read where years of keeping differ from the house's own: `pupil-file=2,looks=6`."""
    said = [pair.partition("=") for pair in text("RETENTION_YEARS").split(",") if pair.strip()]
    try:
        return {name.strip(): int(years) for name, _is, years in said}
    except ValueError:
        raise Misconfigured("RETENTION_YEARS must be like pupil-file=2,looks=6.") from None


def role() -> str:
    """Say as which database role this process works: app, jobs or owner."""
    found = text("DEELGENOOT_ROLE", "app")
    if found not in URLS:
        raise Misconfigured(f"DEELGENOOT_ROLE is {found!r}; it must be app, jobs or owner.")
    return found


def address() -> str:
    """Read where the database of this process' role is."""
    return text(URLS[role()]) or text("DATABASE_URL")


def database() -> dict[str, Any]:
    """Read the database connection of this process' role."""
    url = address()
    facts = conninfo_to_dict(url) if url else {}
    known = {"host", "port", "user", "password", "dbname"}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": facts.get("dbname", "deelgenoot"),
        "USER": facts.get("user", f"deelgenoot_{role()}"),
        "PASSWORD": facts.get("password", ""),
        "HOST": facts.get("host", ""),
        "PORT": facts.get("port", ""),
        "OPTIONS": {name: value for name, value in facts.items() if name not in known},
    }


def secret(state: Path) -> str:
    """Read the secret key; on a developer's machine it is made once and kept private."""
    if told := text("SECRET_KEY"):
        return told
    if not yes("DEELGENOOT_DEMO"):
        raise Misconfigured("Set SECRET_KEY to a long random text before starting.")
    return _kept(state / "secret", lambda: secrets.token_urlsafe(48))


def push_services() -> list[str]:
    """Read to which push services of browsers a message may go: these names and what is in them.

    Chrome, Edge, Firefox and Safari each have their own.
    """
    known = "googleapis.com,google.com,notify.windows.com,push.services.mozilla.com,push.apple.com"
    return [name for name in text("PUSH_SERVICES", known).split(",") if name]


@dataclass(frozen=True, slots=True)
class PushKeys:
    """With what a message to a device is signed; browsers are told the public half."""

    private: str
    public: str


def new_push_key() -> str:
    """Make a key to sign messages to devices with."""
    from cryptography.hazmat.primitives.asymmetric import ec

    made = ec.generate_private_key(ec.SECP256R1()).private_numbers().private_value
    return _as_text(made.to_bytes(32, "big"))


def push_keys(state: Path) -> PushKeys | None:
    """Read the key for messages to devices; without one none are offered or sent.

    On a developer's machine it is made once and kept private.
    """
    told = text("PUSH_KEY")
    if not told and yes("DEELGENOOT_DEMO"):
        told = _kept(state / "push-key", new_push_key)
    return _both_halves(told) if told else None


def _both_halves(private: str) -> PushKeys:
    """Work out the public half of a key."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        raw = urlsafe_b64decode(private + "=" * (-len(private) % 4))
        if len(raw) != 32:
            raise ValueError
        key = ec.derive_private_key(int.from_bytes(raw, "big"), ec.SECP256R1())
    except ValueError:
        raise Misconfigured("PUSH_KEY must be what deelgenoot make-push-key printed.") from None
    public = key.public_key().public_bytes(
        serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
    )
    return PushKeys(private, _as_text(public))


def _as_text(raw: bytes) -> str:
    """Write bytes as browsers do."""
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _kept(kept: Path, make: Callable[[], str]) -> str:
    """Read a secret of this machine, made the first time and kept private."""
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with open(os.open(kept, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            file.write(make())
    return kept.read_text()
