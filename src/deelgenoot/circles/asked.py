"""How each kind of ask reads on Vandaag; a slice that asks something adds its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from deelgenoot.circles.queries.asks import AskLine
from deelgenoot.circles.terms import AskKind, Side
from deelgenoot.ui.dates import day_before, full_day, moment

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
        label=_("Write back") if line.closes is None else _("Read it"),
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


def _be_contact(line: AskLine) -> Asked:
    """A colleague asks to take over, or to stand in."""
    return Asked(
        title=_("Will you be the contact person of %(pupil)s?") % {"pupil": line.pupil},
        label=_("Give an answer"),
        url=reverse("circles:contact_person", args=[line.circle]),
    )


def _wish_contact(line: AskLine) -> Asked:
    """School wants to ask someone else; the family says first what it thinks."""
    return Asked(
        title=_("Another contact person for %(pupil)s?") % {"pupil": line.pupil},
        words=_("School has someone in mind. Nothing is settled before the family has spoken."),
        label=_("Give an answer"),
        url=reverse("circles:contact_person", args=[line.circle]),
    )


def _read_wish(line: AskLine) -> Asked:
    """Someone at home said whom they would like."""
    return Asked(
        title=_("The family of %(pupil)s said who suits as contact person")
        % {"pupil": line.pupil},
        label=_("Read it"),
        url=reverse("circles:contact_person", args=[line.circle]),
        thanks=True,
    )


def _new_contact(line: AskLine) -> Asked:
    """From now on someone else is the one to call."""
    return Asked(
        title=_("%(pupil)s has a new contact person") % {"pupil": line.pupil},
        label=_("See who"),
        url=reverse("circles:contact_person", args=[line.circle]),
        thanks=True,
    )


def _no_contact(line: AskLine) -> Asked:
    """Who was asked said no."""
    return Asked(
        title=_("Your colleague cannot be the contact person of %(pupil)s")
        % {"pupil": line.pupil},
        label=_("Ask someone else"),
        url=reverse("circles:contact_person", args=[line.circle]),
        thanks=True,
    )


def _hand_over(line: AskLine) -> Asked:
    """Who was the contact person no longer works with the child: choose who it is now."""
    return Asked(
        title=_("Who is the contact person of %(pupil)s now?") % {"pupil": line.pupil},
        words=_(
            "Who it was no longer works with %(pupil)s. The family now finds the class teacher as"
            " the one to call. Ask your colleague what to know, and choose who it will be."
        )
        % {"pupil": line.pupil},
        label=_("Choose"),
        url=reverse("circles:contact_person", args=[line.circle]),
        thanks=True,
    )


def _look_in_words(line: AskLine) -> str:
    """Say who looks, until when, at what, and why; nothing when the reader hears of it no more."""
    if not line.looked:
        return ""
    told = line.looked
    names = {
        "name": f"{told['first']} {told['rest']}".strip(),
        "since": moment(datetime.fromisoformat(told["since"])),
        "until": moment(datetime.fromisoformat(told["until"])),
        "reason": told["reason"],
    }
    return (
        _(
            "%(name)s: from %(since)s until %(until)s. Only whom to call, and what is known about"
            " health. Why: %(reason)s"
        )
        % names
    )


def _emergency_look(line: AskLine) -> Asked:
    """A family reads who may look at their child, and why."""
    return Asked(
        title=_("In an emergency someone may look with %(pupil)s") % {"pupil": line.pupil},
        words=_look_in_words(line),
        label=_("Open the circle"),
        url=reverse("circles:show", args=[line.circle]) + "#nood",
        thanks=True,
    )


def _emergency_heard(line: AskLine) -> Asked:
    """A colleague hears who looks in an emergency."""
    return Asked(
        title=_("Emergency look: %(pupil)s") % {"pupil": line.pupil},
        words=_look_in_words(line),
        label=_("See who looks"),
        url=reverse("circles:emergencies"),
        thanks=True,
    )


def _tell_emergency(line: AskLine) -> Asked:
    """Someone at home has no account: the contact person tells them, today."""
    return Asked(
        title=_("Tell it at home today: emergency look"),
        words=_look_in_words(line),
        label=_("See whom to tell"),
        url=reverse("circles:emergencies"),
        thanks=True,
    )


def _closing(line: AskLine) -> Asked:
    """The pupil leaves: until when one writes here, and until when home reads on."""
    url = reverse("circles:show", args=[line.circle])
    if line.closes is None:
        title = _("%(pupil)s stays at %(school)s")
        words = _("The last day that was noted no longer counts. The circle is open, as before.")
        names = {"pupil": line.pupil, "school": line.school}
        return Asked(title % names, _("Open the circle"), url, words, thanks=True)
    last = full_day(day_before(line.closes))
    title = _("Last day of %(pupil)s: %(day)s") % {"pupil": line.pupil, "day": last}
    words = _("After that day nobody writes here any more, and school no longer reads it.")
    if line.reads_until:
        until = full_day(day_before(line.reads_until))
        words += " " + _("Home can still read until and with %(day)s.") % {"day": until}
    words += " " + _("Nothing goes to another school by itself.")
    return Asked(title, _("Open the circle"), url, words, thanks=True)


ASKED.update(
    {
        AskKind.READ_CONTACT: _read_contact,
        AskKind.READ_ANSWER: _read_answer,
        AskKind.KEEP_REACH: _keep_reach,
        AskKind.TALK_OF_18: _talk_of_18,
        AskKind.BE_CONTACT: _be_contact,
        AskKind.WISH_CONTACT: _wish_contact,
        AskKind.READ_WISH: _read_wish,
        AskKind.NEW_CONTACT: _new_contact,
        AskKind.NO_CONTACT: _no_contact,
        AskKind.HAND_OVER: _hand_over,
        AskKind.EMERGENCY_LOOK: _emergency_look,
        AskKind.EMERGENCY_HEARD: _emergency_heard,
        AskKind.TELL_EMERGENCY: _tell_emergency,
        AskKind.CLOSING: _closing,
    }
)
