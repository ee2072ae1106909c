"""A bar that stands on every page as long as something goes on that one must keep seeing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True)
class Tap:
    """A button in the bar: what it says, where it goes, and which deed it sends."""

    label: "StrOrPromise"
    url: str
    deed: str


@dataclass(frozen=True)
class Banner:
    """One bar: what goes on, the page that says more of it, and one tap that ends it."""

    words: str
    page: str
    tap: Tap | None = None


BANNERS: list[Callable[[HttpRequest], Banner | None]] = []
"""What each slice may show on every page; none of it asks the database anything."""


def banners_for(request: HttpRequest) -> list[Banner]:
    """List the bars this reader sees now."""
    return [banner for show in BANNERS if (banner := show(request))]
