"""Deeds around codes on paper: one is made, someone shows who they are."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from deelgenoot.access.actions import action
from deelgenoot.access.rows import ask_database
from deelgenoot.circles.codes import fingerprint, new_paper_code, new_proof_code
from deelgenoot.circles.models import Invitation
from deelgenoot.circles.terms import Way
from deelgenoot.kernel.actor import Actor
from deelgenoot.letters.policy import may_make_code, may_prove, may_tick_proof
from deelgenoot.letters.queries import Addressee, addressee, whom_to_call
from deelgenoot.letters.rules import PAPER
from deelgenoot.organisations.models import Enrolment
from deelgenoot.people.models import Person
from deelgenoot.post.outbox import put_in_outbox


@dataclass(frozen=True, slots=True)
class Made:
    """A code that was made, for on paper now: it is kept nowhere."""

    code: str
    invitation: Invitation
    to: Addressee
    contact: str


@action(may_make_code)
def make_code(actor: Actor, enrolment: Enrolment, *, person: UUID, by_letter: bool) -> Made:
    """Make a code for on a letter or to hand over; an earlier code of theirs stops working."""
    to = addressee(actor, enrolment, person)
    PAPER.require(replace(to.asked, by_letter=by_letter))
    earlier = Invitation.objects.seen_by(actor).filter(person=person, used_at=None)
    earlier.filter(expires_at__gt=actor.now).update(expires_at=actor.now)
    ask_database("deelgenoot_close_asks_about_codes", person, actor.now)
    code = new_paper_code()
    invitation = Invitation.objects.create(
        school=enrolment.school,
        person=to.person,
        child=enrolment.pupil,
        way=Way.LETTER if by_letter else Way.HAND,
        code_hash=fingerprint(code),
        made_at=actor.now,
        expires_at=actor.now + timedelta(days=settings.LETTER_DAYS),
    )
    return Made(code, invitation, to, whom_to_call(enrolment))


@action(may_tick_proof)
def tick_proof(actor: Actor, person: Person) -> Person:
    """Note that a newcomer showed who they are: at school, or called on a number known before."""
    rows = Person.objects.seen_by(actor).filter(pk=person.pk, account__isnull=False)
    rows.filter(proven_at=None).update(proven_at=actor.now)
    return person


@action(may_prove)
def ask_proof_code(actor: Actor, person: Person) -> str:
    """Mail a newcomer a code to where school reached them before; gives it for in the session."""
    code = new_proof_code()
    _mail_proof_code(person.pk, code)
    return code


@action(may_prove)
def prove_by_mail(actor: Actor, person: Person) -> Person:
    """Show who one is with the code that went to the address school had before."""
    rows = Person.objects.seen_by(actor).filter(pk=person.pk, proven_at=None)
    rows.update(proven_at=actor.now)
    return person


def _mail_proof_code(person: UUID, code: str) -> None:
    """Mail a newcomer the code that shows who they are, to where school reached them before."""
    put_in_outbox(
        subject=_("Code for Deelgenoot"),
        body=_(
            "The code: %(code)s\n\nFill it in on the page that asked for it. It works for half an"
            " hour.\n\nDid you not ask for this? Then someone else has your letter. Call school."
        )
        % {"code": code},
        language=get_language() or "nl",
        person=person,
    )
