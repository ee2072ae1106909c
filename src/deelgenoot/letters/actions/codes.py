"""Make a code on paper for one person; an earlier one stops working."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from deelgenoot.access.actions import action
from deelgenoot.access.rows import ask_database
from deelgenoot.circles.codes import fingerprint, new_paper_code
from deelgenoot.circles.models import Invitation
from deelgenoot.circles.terms import Way
from deelgenoot.kernel.actor import Actor
from deelgenoot.letters.policy import may_make_code
from deelgenoot.letters.queries.addressees import Addressee, addressee, whom_to_call
from deelgenoot.letters.rules import PAPER
from deelgenoot.organisations.models import Enrolment


@dataclass(frozen=True, slots=True)
class Made:
    """A code that was made, for on paper now: it is kept nowhere in clear."""

    code: str
    invitation: Invitation
    to: Addressee
    contact: str


@action(may_make_code)
def make_code(actor: Actor, enrolment: Enrolment, *, person: UUID, by_letter: bool) -> Made:
    """Make a code for on a letter or to hand over; an earlier code of theirs stops working."""
    to = addressee(actor, enrolment, person)
    PAPER.require(replace(to.asked, by_letter=by_letter))
    end_earlier_codes(actor, [person])
    made = draw_code(actor, enrolment, to, way=Way.LETTER if by_letter else Way.HAND)
    made.invitation.expires_at = works_until(actor.now)
    Invitation.objects.create_many([made.invitation])
    return made


def works_until(made_at: datetime) -> datetime:
    """Say until when a code on paper works."""
    return made_at + timedelta(days=settings.LETTER_DAYS)


def draw_code(actor: Actor, enrolment: Enrolment, to: Addressee, *, way: Way) -> Made:
    """Draw a code for someone: an invitation that was not written yet and does not work yet."""
    code = new_paper_code()
    invitation = Invitation(
        school=enrolment.school,
        person=to.person,
        child=enrolment.pupil,
        way=way,
        code_hash=fingerprint(code),
        made_at=actor.now,
        expires_at=actor.now,
    )
    return Made(code, invitation, to, whom_to_call(enrolment))


def end_earlier_codes(actor: Actor, persons: Iterable[UUID]) -> None:
    """End the codes of these people that still work, and the asks about paused ones."""
    ended = list(persons)
    codes = Invitation.objects.seen_by(actor).filter(person__in=ended, used_at=None)
    paused = set(codes.exclude(paused_at=None).values_list("person", flat=True))
    codes.filter(expires_at__gt=actor.now).update(expires_at=actor.now)
    for person in paused:
        ask_database("deelgenoot_close_asks_about_codes", person, actor.now)
