"""The notices: what each tells a reader at home, a pupil and a colleague; all words in one place.

basis: 6-content §9. A notice names the step and never the content, the topic or another person
in the circle than whom to call. What is filled in stands in `wording`.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Reader(StrEnum):
    """To whom a notice speaks: 'u' to who is at home, 'je' to pupils and colleagues."""

    HOME = "home"
    PUPIL = "pupil"
    COLLEAGUE = "colleague"


class Told(StrEnum):
    """What a notice tells: which step there was."""

    MESSAGE = "message"
    AT_ONCE = "at-once"
    GOOD_NEWS = "good-news"
    ANSWER = "answer-ready"
    CIRCLE_CHANGED = "circle-changed"
    CONTACT_ASKED = "contact-asked"


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice: the sentence for each reader, the text message, and the subject of its step.

    `step` is a subject for who chose that it names the step; `short` is the text message, with
    initials. `title` and `shown` are what a device shows to who chose that. Empty where a notice
    never goes to that reader. `may_wait`: it is ordinary, and may
    go on paper; what may not wait is spoken to who gets no mail or text message.
    """

    step: "StrOrPromise"
    body: "StrOrPromise"
    short: "StrOrPromise"
    pupil: "StrOrPromise" = ""
    colleague: "StrOrPromise" = ""
    title: "StrOrPromise" = ""
    shown: "StrOrPromise" = ""
    may_wait: bool = True


MESSAGE = Notice(
    step="",
    body=pgettext_lazy("to parents", "There is a message for you."),
    short="",
    pupil=pgettext_lazy("to pupils", "There is a message for you."),
    colleague=pgettext_lazy("to colleagues", "There is a message for you."),
)
NOTICES: dict[Told, Notice] = {
    Told.MESSAGE: MESSAGE,
    Told.AT_ONCE: replace(MESSAGE, may_wait=False),
    Told.GOOD_NEWS: Notice(
        step=_("Good news from %(school)s"),
        body=_(
            "There is a good message for you. You need not do anything. Reading it and smiling is"
            " enough."
        ),
        short=_("%(school)s: there is good news about %(initials)s for you. Read: %(link)s"),
        pupil=_("Something good was written about you. Have a look!"),
        title=_("Good news"),
        shown=pgettext_lazy("to parents", "There is something nice for you."),
    ),
    Told.ANSWER: Notice(
        step=pgettext_lazy("to parents", "Answer to what you wrote"),
        body=pgettext_lazy(
            "to parents",
            "There is an answer to what you wrote. Is something not right? Call us or write back.",
        ),
        short=_("%(school)s: there is an answer to you about %(initials)s. Read: %(link)s"),
        pupil=pgettext_lazy("to pupils", "There is an answer to what you wrote."),
        colleague=_("There is an answer to what you wrote about %(initials)s."),
        title=pgettext_lazy("a message", "Answer"),
        shown=pgettext_lazy("to parents", "There is an answer to your question."),
    ),
    Told.CIRCLE_CHANGED: Notice(
        step=_("Something has changed in the circle"),
        body=_(
            "Who takes part around %(initials)s has changed. See who has come and who has left."
        ),
        short=_(
            "%(school)s: the circle around %(initials)s has changed. You can call %(contact)s."
            " See: %(link)s"
        ),
        pupil=_("Who takes part around you has changed. See whom you can call."),
        colleague=_("Who takes part around %(initials)s has changed. See who reads what."),
        title=_("The circle"),
        shown=_("Something has changed. See who takes part."),
    ),
    Told.CONTACT_ASKED: Notice(
        step=_("Who will be the contact person?"),
        body=_(
            "School has asked someone to be your contact person around %(initials)s. Say whom you"
            " would like to call; it need not be today."
        ),
        short=_(
            "%(school)s: whom would you like as contact person? You can say it here: %(link)s"
        ),
        pupil=_("School has asked someone to be there for you to call. Say whom you would like."),
        colleague=_(
            "You are asked to be the contact person around %(initials)s. Saying no is fine."
        ),
    ),
}
"""Every notice there is, by what it tells."""

NO_ADDRESS = "no address known"
"""Why a message waits: no way to its reader is known."""
CIRCLE_CLOSED = "the circle is closed"
"""Why a message never went: what it was about is over."""
NOT_SHOWN = "the device shows it no more"
"""Why a message was never shown on a device: it is turned off, gone, or not safe any more."""
OVER = (CIRCLE_CLOSED, NOT_SHOWN)
"""What is never tried again."""
