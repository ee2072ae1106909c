"""Where people can go from every page; each slice adds its own places."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

    from deelgenoot.kernel.actor import Actor


@dataclass(frozen=True)
class Place:
    """One place in the navigation, and for whom it is drawn."""

    label: "StrOrPromise"
    url_name: str
    order: int
    shown: "Callable[[Actor], bool]"
    in_menu: bool


@dataclass(frozen=True)
class Link:
    """One link a person sees in the navigation."""

    label: "StrOrPromise"
    url: str
    current: bool


PLACES: dict[str, Place] = {}


def add_to_navigation(
    label: "StrOrPromise",
    url_name: str,
    *,
    order: int,
    shown: "Callable[[Actor], bool]",
    in_menu: bool = False,
) -> None:
    """Put a place in the navigation, or only in the menu, of all for whom `shown` says yes."""
    PLACES[url_name] = Place(label, url_name, order, shown, in_menu)


def links_for(actor: "Actor | None", request: HttpRequest) -> list[Link]:
    """List the places this person can go to, in order, with the current one marked."""
    return _links(actor, request, in_menu=False)


def menu_for(actor: "Actor | None", request: HttpRequest) -> list[Link]:
    """List the places that stand behind the Menu button, such as one's own details."""
    return _links(actor, request, in_menu=True)


def _links(actor: "Actor | None", request: HttpRequest, *, in_menu: bool) -> list[Link]:
    if actor is None or getattr(actor, "new", False):
        return []
    match = request.resolver_match
    here = match.view_name if match else ""
    places = sorted(PLACES.values(), key=lambda place: place.order)
    drawn = [place for place in places if place.in_menu == in_menu and place.shown(actor)]
    return [_link(place, here, request.path) for place in drawn]


def _link(place: Place, here: str, path: str) -> Link:
    address = reverse(place.url_name)
    within = address != "/" and path.startswith(address)
    return Link(place.label, address, current=place.url_name == here or within)
