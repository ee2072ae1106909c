"""How each kind of ask reads on Vandaag; a slice that asks something adds its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from deelgenoot.circles.queries.asks import AskLine
from deelgenoot.circles.terms import AskKind, Side

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked, in words, and where one does it; `thanks`: one tap says it is read."""

    title: "StrOrPromise"
    label: "StrOrPromise"
    url: str
    words: "StrOrPromise" = ""
    thanks: bool = False


ASKED: dict[str, Callable[[AskLine], Asked]] = {}
"""How an ask reads, by its kind."""


def _read_contact(line: AskLine) -> Asked:
    """Someone told something: read it, perhaps write back."""
    names = {"name": line.name, "pupil": line.pupil}
    told = line.side == Side.HOME
    return Asked(
        title=(_("%(name)s tells something") if told else _("Message about %(pupil)s")) % names,
        words=line.words,
        label=_("Write back"),
        url=reverse("contact:read", args=[line.circle, line.subject]),
        thanks=True,
    )


def _read_answer(line: AskLine) -> Asked:
    """Someone answered: read it."""
    return Asked(
        title=_("%(name)s wrote back") % {"name": line.name},
        words=line.words,
        label=_("Open the circle"),
        url=reverse("circles:show", args=[line.circle]),
        thanks=True,
    )


ASKED.update({AskKind.READ_CONTACT: _read_contact, AskKind.READ_ANSWER: _read_answer})
