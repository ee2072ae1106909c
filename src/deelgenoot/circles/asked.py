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


def _keep_reach(line: AskLine) -> Asked:
    """Soon you are 18: choose who reads on."""
    return Asked(
        title=_("You will be 18 soon"),
        words=_("From then on you decide who at home goes on reading. Yes or no, both are fine."),
        label=_("Choose"),
        url=reverse("circles:eighteen", args=[line.circle]),
        thanks=True,
    )


def _talk_of_18(line: AskLine) -> Asked:
    """A pupil without an account is soon 18: talk about it."""
    return Asked(
        title=_("%(pupil)s will be 18 soon") % {"pupil": line.pupil},
        words=_(
            "From then on the parents no longer read along, unless the pupil says yes. The pupil"
            " has no account yet. Talk about it together, without the parents, and let the office"
            " send an invitation to the pupil's own mail address."
        ),
        label=_("Open the circle"),
        url=reverse("circles:show", args=[line.circle]),
        thanks=True,
    )


ASKED.update(
    {
        AskKind.READ_CONTACT: _read_contact,
        AskKind.READ_ANSWER: _read_answer,
        AskKind.KEEP_REACH: _keep_reach,
        AskKind.TALK_OF_18: _talk_of_18,
    }
)
