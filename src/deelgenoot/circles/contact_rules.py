"""Rules about who is the one to call of a circle; pure, no database."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from deelgenoot.kernel.rules import Rulebook, rule


@dataclass(frozen=True, slots=True)
class ContactAsked:
    """What must be known to judge whether someone may be asked to be the contact person."""

    works_with_child: bool
    already: bool
    stands_in: bool
    until: datetime | None
    now: datetime
    most_days: int


@rule(
    _("Only someone who works with this child can be the contact person."),
    id="contact-works-with-child",
    basis="1-vision ground rule one-contact-one-director",
)
def contact_works_with_child(asked: ContactAsked) -> bool:
    """Choose among those who are in the circle for their work."""
    return asked.works_with_child


@rule(
    _("This is the contact person already."),
    id="contact-not-twice",
    basis="product: asking what is already so confuses the family",
)
def contact_is_someone_else(asked: ContactAsked) -> bool:
    """Ask someone else than who it is now."""
    return asked.stands_in or not asked.already


@rule(
    _("A stand-in has a last day, after today and not far ahead."),
    id="stand-in-ends",
    basis="product: who stands in for long is the contact person, and then the family is asked",
)
def stand_in_ends(asked: ContactAsked) -> bool:
    """Let a stand-in end."""
    if not asked.stands_in:
        return True
    last = asked.now + timedelta(days=asked.most_days)
    return asked.until is not None and asked.now < asked.until <= last


CHOOSING = Rulebook(contact_works_with_child, contact_is_someone_else, stand_in_ends)


@dataclass(frozen=True, slots=True)
class ContactAnswered:
    """What must be known to judge whether someone may say yes now."""

    open: bool
    asked_last: bool
    stands_in: bool
    still_asked: int
    asked_at: datetime
    now: datetime
    days: int


@rule(
    _("This has been answered already."),
    id="contact-asked-is-open",
    basis="product: a double click is one answer",
)
def contact_asked_is_open(answered: ContactAnswered) -> bool:
    """Answer once."""
    return answered.open


@rule(
    _("Someone else has been asked meanwhile."),
    id="contact-asked-last",
    basis="1-vision ground rule one-contact-one-director: one, so the last one asked",
)
def contact_asked_last(answered: ContactAnswered) -> bool:
    """Let only the last one who was asked say yes."""
    return answered.stands_in or answered.asked_last


@rule(
    _("The family is asked first. Not everyone has said yet what they think."),
    id="family-asked-first",
    mend=_("Say yes when they have answered, or when the days for it are over."),
    basis="1-vision ground rule: parents are asked before anything is decided; days: a setting",
)
def family_is_asked_first(answered: ContactAnswered) -> bool:
    """Wait until the family has answered, but not for ever; a stand-in cannot wait."""
    over = answered.now >= answered.asked_at + timedelta(days=answered.days)
    return answered.stands_in or answered.still_asked == 0 or over


ACCEPTING = Rulebook(contact_asked_is_open, contact_asked_last, family_is_asked_first)
