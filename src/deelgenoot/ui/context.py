"""What the frame around every page knows: who reads, under which hat, in which language."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.contrib.messages import get_messages
from django.http import HttpRequest

from deelgenoot.ui import navigation
from deelgenoot.ui.banners import Banner, banners_for
from deelgenoot.ui.dates import language
from deelgenoot.ui.drafts import draft_key

NEUTRAL_SITE = "https://www.buienradar.nl/"


@dataclass(frozen=True)
class Language:
    """One language the reader may choose, named in itself."""

    code: str
    name: str
    direction: str
    current: bool


@dataclass(frozen=True)
class Frame:
    """Everything the page frame draws around the page itself."""

    links: Sequence[navigation.Link] = ()
    languages: Sequence[Language] = ()
    menu: Sequence[navigation.Link] = ()
    hats: Sequence[Any] = ()
    banners: Sequence[Banner] = ()
    signed_in: bool = False
    name: str = ""
    family: bool = False
    to_parents: bool = True
    to_pupil: bool = False
    young: bool = False
    here: str = "/"
    quick_exit: str = ""
    draft_key: str = ""
    demo: bool = False
    help_phone: str = ""
    help_mail: str = ""

    @property
    def hat(self) -> Any | None:
        """The hat the reader wears now, if there is a choice."""
        return next((hat for hat in self.hats if hat.current), None)


def languages() -> list[Language]:
    """List the languages of the house, each in its own words."""
    return [_language(code) for code, _name in settings.LANGUAGES]


def _language(code: str) -> Language:
    info = LANG_INFO[code]
    towards = "rtl" if info["bidi"] else "ltr"
    own_name = str(info["name_local"])
    return Language(code, own_name[0].upper() + own_name[1:], towards, code == language())


def bare_frame() -> Frame:
    """Give the frame for a page that must stand without a database or a reader."""
    return Frame(
        demo=bool(getattr(settings, "DEMO", False)),
        help_phone=getattr(settings, "HELP_PHONE", ""),
        help_mail=getattr(settings, "HELP_MAIL", ""),
    )


def frame_of(request: HttpRequest) -> Frame:
    """Give the frame for this reader and this page."""
    actor = getattr(request, "actor", None)
    family = actor is not None and str(actor.hat) == "family"
    to_pupil = actor is not None and family and actor.is_pupil
    return replace(
        bare_frame(),
        links=navigation.links_for(actor, request),
        menu=navigation.menu_for(actor, request),
        languages=languages(),
        hats=tuple(getattr(request, "hats", ()) or ()),
        banners=banners_for(request),
        signed_in=actor is not None,
        name=actor.name if actor is not None else "",
        family=family,
        to_parents=actor is None or (family and not to_pupil),
        here=request.get_full_path(),
        draft_key=draft_key(request) if actor is not None else "",
        to_pupil=to_pupil,
        young=actor is not None and actor.is_young,
        quick_exit=getattr(settings, "QUICK_EXIT_URL", NEUTRAL_SITE) if family else "",
    )


def page(request: HttpRequest) -> dict[str, Any]:
    """Hand every template the `frame`, and what is `said` after a deed."""
    return {"frame": frame_of(request), "said": get_messages(request)}
