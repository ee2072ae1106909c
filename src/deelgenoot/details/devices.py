"""Which device this is, as its browser says, and how one's devices are listed on a page."""

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from deelgenoot.kernel.actor import Actor
from deelgenoot.post import push
from deelgenoot.post.queries import shown_on, wished_of_devices
from deelgenoot.ui.dates import full_day
from deelgenoot.ui.drafts import OWN_DEVICE

KEPT = "deelgenoot_device"
KEPT_FOR = 60 * 60 * 24 * 400
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/|Opera", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|CriOS|Chromium", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone|iPod", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Mac OS|Macintosh", "Mac"),
    ("Linux", "Linux"),
)
"""What people call a browser and a device; no version and no model, which would set one apart."""


def _called(agent: str, names: tuple[tuple[str, str], ...]) -> str:
    """Find what people call it; nothing when it is none we know."""
    return next((name for signs, name in names if re.search(signs, agent)), "")


def called(request: HttpRequest) -> tuple[str, str]:
    """Say which browser on which device this is, in the words people use."""
    agent = request.headers.get("User-Agent", "")
    return _called(agent, BROWSERS), _called(agent, SYSTEMS)


def mark_of(request: HttpRequest) -> str:
    """Give the fingerprint of what this browser keeps; nothing when messages are not on here."""
    return _fingerprint(request.COOKIES.get(KEPT, ""))


def _fingerprint(kept: str) -> str:
    """Give what the house keeps of it."""
    return sha256(kept.encode()).hexdigest() if kept else ""


def new_mark() -> tuple[str, str]:
    """Make something for this browser to keep, and its fingerprint."""
    kept = secrets.token_urlsafe(24)
    return kept, _fingerprint(kept)


def let_keep(answer: HttpResponse, kept: str) -> None:
    """Let this browser keep what says that a device is this one; no script can read it."""
    answer.set_cookie(
        KEPT, kept, max_age=KEPT_FOR, httponly=True, samesite="Lax", secure=settings.HTTPS
    )


@dataclass(frozen=True, slots=True)
class DeviceLine:
    """One device as the page lists it."""

    id: UUID
    name: str
    here: bool


@dataclass(frozen=True, slots=True)
class DevicesShown:
    """What the page says of messages on devices; `key` is for the browser, to turn them on."""

    lines: list[DeviceLine]
    key: str
    never: bool
    own: bool
    names_step: bool

    @property
    def here(self) -> bool:
        """Whether messages are on in this very browser."""
        return any(line.here for line in self.lines)


def devices_shown(actor: Actor, request: HttpRequest) -> DevicesShown | None:
    """Draw one's own devices; None when this server sends no messages to devices."""
    if not push.is_on() or settings.PUSH is None:
        return None
    mark, wished = mark_of(request), wished_of_devices(actor)
    lines = [
        DeviceLine(
            each.pk, _name(each.browser, each.system, full_day(each.since)), each.mark == mark
        )
        for each in shown_on(actor)
    ]
    return DevicesShown(
        lines=lines,
        key=settings.PUSH.public,
        never=wished.never,
        own=bool(request.session.get(OWN_DEVICE)),
        names_step=wished.names_step,
    )


def _name(browser: str, system: str, day: str) -> str:
    """Name a device as people do: Chrome on Android, since 3 December."""
    names = {"browser": browser or _("A browser"), "system": system, "day": day}
    if not system:
        return pgettext("a device", "%(browser)s, since %(day)s") % names
    return pgettext("a device", "%(browser)s on %(system)s, since %(day)s") % names
