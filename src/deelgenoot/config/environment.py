"""What this installation is told from outside, typed; everything else is the same everywhere."""

import os
import secrets
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
    kept = state / "secret"
    if not kept.exists():
        state.mkdir(parents=True, exist_ok=True)
        with open(os.open(kept, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    return kept.read_text()
